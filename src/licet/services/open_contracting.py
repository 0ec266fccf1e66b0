"""Contracts out as Open Contracting packages, and packages of others in as contracts."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import msgspec

from licet.access.act import Act as May
from licet.access.actor import Actor
from licet.access.level import ReleaseLevel, rank
from licet.contracts.from_release import TakenIn, contracts_of
from licet.contracts.history import ContractMilestoneMet, ContractOpened
from licet.contracts.releases import Release, releases_of
from licet.contracts.terms import Kind
from licet.encoding.faults import Fault, Faults, quoted, refuse
from licet.services.contracts import ContractFile, access_of, list_contracts, open_contract, record, stream_of
from licet.services.desk import Asked, Desk, require
from licet.services.ports import OpenContracting

VERSION = "1.1"


class Packages(msgspec.Struct, frozen=True, kw_only=True):
    """A release package and a record package of the same contracts, and the contracts left out with the reason."""

    releases: dict[str, Any]
    records: dict[str, Any]
    left_out: tuple[tuple[str, str], ...]


class Publisher(msgspec.Struct, frozen=True, kw_only=True):
    """Who publishes: a name, the registered OCID prefix, and the address at which the packages will stand."""

    name: str
    prefix: str
    uri: str


def packages(
    desk: Desk, standard: OpenContracting, actor: Actor, publisher: Publisher, *, level: ReleaseLevel = "public"
) -> Packages:
    """Every contract that may be known at a level, as packages that were checked; raises `Faults` where there is none.

    A contract whose partner has a say in publication waits for that consent.
    """
    included: list[ContractFile] = []
    left_out = []
    for file in list_contracts(desk, actor):
        if rank(file.contract.release_level) > rank(level):
            continue
        waits = [one for one in file.contract.consents if one.covers == "publication" and one.id not in file.standing.consented]
        if waits:
            left_out.append((file.contract.id, f"waits for the consent {waits[0].id} of {waits[0].partner}"))
        else:
            included.append(file)
    if not included:
        raise refuse("contracts", f"hold none that may be known at the level {level}" + _left(left_out))
    processes = [releases_of(file.history, publisher.prefix) for file in included]
    when = max(release["date"] for releases in processes for release in releases)
    frame = {"uri": publisher.uri, "version": VERSION, "publishedDate": when, "publisher": {"name": publisher.name}}
    made = Packages(
        releases={**frame, "releases": [release for releases in processes for release in releases]},
        records={**frame, "records": [record_of(standard, releases) for releases in processes]},
        left_out=tuple(left_out),
    )
    wrong = [*standard.faults(made.releases), *standard.faults(made.records)]
    if wrong:
        raise Faults(wrong)
    return made


def _left(left_out: Iterable[tuple[str, str]]) -> str:
    return "".join(f"; {contract} {why}" for contract, why in left_out)


def record_of(standard: OpenContracting, releases: Iterable[Release]) -> dict[str, Any]:
    """The record of one process: its releases, how it stands, and the history of every field."""
    ordered = sorted(releases, key=lambda one: str(one["date"]))
    return {
        "ocid": ordered[0]["ocid"],
        "releases": ordered,
        "compiledRelease": standard.compiled(ordered),
        "versionedRelease": standard.versioned(ordered),
    }


def processes_of(standard: OpenContracting, package: Any, name: str) -> dict[str, list[Release]]:
    """The releases of a package by process, checked; raises `Faults`. A record gives its releases, or its compiled one."""
    wrong = standard.faults(package)
    if wrong:
        raise Faults([Fault(f"{name} {one.where}".rstrip(), one.says) for one in wrong])
    found: dict[str, list[Release]] = {}
    if "records" in package:
        for record in package["records"]:
            whole = [one for one in record.get("releases", ()) if "tag" in one and "initiationType" in one]
            found.setdefault(record["ocid"], []).extend(whole or [record.get("compiledRelease") or {"ocid": record["ocid"]}])
    else:
        for release in package["releases"]:
            found.setdefault(release["ocid"], []).append(release)
    bare = [ocid for ocid, releases in found.items() if "date" not in releases[0]]
    if bare:
        raise refuse(f"{name} records", f"hold neither releases nor a compiled release of {quoted(bare[0])}")
    return found


def merged(standard: OpenContracting, package: Any, name: str) -> dict[str, Any]:
    """A package's releases merged into a record package; raises `Faults`."""
    processes = processes_of(standard, package, name)
    faults, records = [], []
    for ocid, releases in processes.items():
        try:
            records.append(record_of(standard, releases))
        except ValueError as error:
            faults.append(Fault(f"{name} {ocid}", str(error)))
    if faults:
        raise Faults(faults)
    frame = {
        key: package[key]
        for key in ("uri", "version", "publishedDate", "publisher", "license", "publicationPolicy")
        if key in package
    }
    return {**frame, "records": records}


class Import(msgspec.Struct, frozen=True, kw_only=True):
    """How a package of others is read: whose contracts they become, of which kind, at which level."""

    state: str
    kind: Kind
    level: ReleaseLevel = "restricted"
    partner_state: str | None = None


def take_in(desk: Desk, standard: OpenContracting, asked: Asked, package: Any, name: str, wanted: Import) -> tuple[TakenIn, ...]:
    """Put the contracts of a package on file, whole or not at all; those that are over, or here already, are left out.

    Raises `Faults`, `NotAllowed`.
    """
    today = desk.clock.today()
    found: list[TakenIn] = []
    faults: list[Fault] = []
    for ocid, releases in processes_of(standard, package, name).items():
        try:
            compiled = standard.compiled(sorted(releases, key=lambda one: str(one["date"])))
            found += contracts_of(
                compiled, state=wanted.state, kind=wanted.kind, partner_state=wanted.partner_state, level=wanted.level, on=today
            )
        except ValueError as error:
            faults.append(Fault(f"{name} {ocid}", str(error)))
        except Faults as refused:
            faults += [Fault(f"{name} {one.where}", one.says) for one in refused.faults]
    seen: set[str] = set()
    for one in found:
        if one.contract.id in seen:
            faults.append(Fault(name, f"gives two contracts the id {quoted(one.contract.id)}; they cannot be told apart here"))
        seen.add(one.contract.id)
    if faults:
        raise Faults(faults)
    for one in found:
        require(asked.actor, May.CHANGE_PLANNING, access_of(one.contract))

    def work() -> tuple[TakenIn, ...]:
        new = tuple(one for one in found if not desk.journal.version(stream_of(one.contract.id)))
        for one in new:
            _put_on_file(desk, asked, one, today)
        return new

    return desk.transactions.run(work, streams=sorted(stream_of(one.contract.id) for one in found))


def _put_on_file(desk: Desk, asked: Asked, one: TakenIn, today: dt.date) -> None:
    ident = one.contract.id
    opened = ContractOpened(contract=one.contract, stage=one.stage, evidence=one.evidence)
    begun = min((day for _, day in one.met if day <= today), default=today)
    open_contract(desk, Asked(asked.actor, f"{asked.command_id}-{ident}"), opened, on=begun)
    for milestone, day in one.met:
        if day <= today:
            met = ContractMilestoneMet(milestone=milestone, source=one.evidence[0].source)
            record(desk, Asked(asked.actor, f"{asked.command_id}-{ident}-{milestone}"), ident, met, on=day)
