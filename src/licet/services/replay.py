"""Rerun an opinion from the inputs it names, and say whether it comes out the same, byte for byte."""

import msgspec

from licet.assessment.opinion import Opinion
from licet.assessment.replay import Difference, compare
from licet.dossier.history import Context
from licet.dossier.values import Dossier
from licet.encoding.canonical import Digest, canonical_bytes, from_bytes
from licet.encoding.faults import refuse
from licet.encoding.source import read_tree
from licet.reference.edition import Snapshot
from licet.reference.rulebook import Rulebook
from licet.services.assess import run
from licet.services.desk import Desk
from licet.services.ports import DamagedContent
from licet.services.references import load


class Replayed(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of a rerun: equal, or where it differs. `other_software` says that the core has changed since."""

    reference: str
    equal: bool
    other_software: bool
    differences: tuple[Difference, ...]


def replay(desk: Desk, data: bytes, *, person: str) -> Replayed:
    """Rerun the opinion in `data` (its own bytes, or the same JSON laid out for people).

    Raises `Faults` when the bytes are no opinion or an input is not in this workspace, and
    `IdentityDestroyed` when the identity of a party can no longer be read.
    """
    # A key that stands twice would be read as its last value by us and as its first by somebody else.
    read_tree(data, "opinion.json")
    try:
        opinion = from_bytes(data, Opinion)
    except msgspec.MsgspecError as error:
        raise refuse("opinion", f"cannot be read: {error}") from error
    stored = canonical_bytes(msgspec.json.decode(data))
    inputs = opinion.inputs
    dossier = _input(desk, "dossier", inputs.dossier, Dossier)
    snapshot = _input(desk, "snapshot", inputs.snapshot, Snapshot)
    rulebook = _input(desk, "rulebook", inputs.rulebook, Rulebook)
    context = _input(desk, "context", inputs.context, Context)
    again = run(
        desk,
        dossier,
        load(desk.library, snapshot),
        rulebook,
        context,
        person=person,
        as_of=inputs.as_of,
        known_at=inputs.known_at,
        evidence=False,
    ).opinion
    differences = compare(stored, again)
    return Replayed(
        reference=opinion.reference,
        equal=not differences,
        other_software=inputs.software != desk.software,
        differences=differences,
    )


Input = Dossier | Snapshot | Rulebook | Context


def _input(desk: Desk, what: str, digest: Digest, kind: type[Input]):  # type: ignore[no-untyped-def]
    try:
        return from_bytes(desk.contents.get(digest), kind)
    except KeyError as error:
        raise refuse(f"inputs.{what}", f"{digest} is not in this workspace; replay it where it was assessed") from error
    except DamagedContent as error:
        raise refuse(f"inputs.{what}", f"{digest} is damaged in this workspace; restore it from a backup") from error
