"""Screen one party, or a file of them, against every list in force today."""

import csv
from collections.abc import Iterator
from typing import Any, TextIO

import msgspec

from licet.dossier.values import Identity, PartySchema, Properties
from licet.encoding.countries import read_country
from licet.encoding.faults import Fault, Faults, quoted
from licet.encoding.reading import Text, read_value
from licet.reference.edition import PARTY_LIST_KINDS
from licet.screening.index import Index
from licet.screening.query import query_of
from licet.screening.result import Screening
from licet.screening.screen import screen
from licet.services.desk import Desk
from licet.services.json_lines import tree_of
from licet.services.references import snapshot_of

COLUMNS = ("id", "name", "schema", "country", "birth_date")


class BatchLine(msgspec.Struct, frozen=True, kw_only=True):
    """One party of a batch, in FollowTheMoney terms."""

    id: Text
    schema: PartySchema = "LegalEntity"
    properties: Properties


class Lists(msgspec.Struct, frozen=True, kw_only=True):
    """Every party list in force, ready to screen against, under the snapshot's digest."""

    edition: str
    indexes: tuple[Index, ...]

    def screen(self, schema: PartySchema, properties: Properties) -> Screening:
        """Screen one party; raises `Faults` when there is nothing to compare."""
        return screen(query_of(Identity(schema=schema, properties=properties)), self.indexes, edition=self.edition)


def lists_in_force(desk: Desk) -> Lists:
    """The party lists in force today; raises `Faults` when the workspace holds none: nobody could be called clear."""
    snapshot = snapshot_of(desk.library, as_of=desk.clock.today())
    editions = snapshot.of_kind(*PARTY_LIST_KINDS)
    if not editions:
        raise Faults([Fault("lists", "this workspace holds no party list; add one with “licet reference add”")])
    return Lists(edition=snapshot.digest, indexes=tuple(desk.library.index(edition) for edition in editions))


def batch_lines(lines: TextIO, name: str) -> Iterator[BatchLine | Fault]:
    """Read a batch line by line, JSON Lines or CSV by the file's name; a line that is wrong comes as its faults."""
    yield from _csv_lines(lines, name) if name.endswith(".csv") else _json_lines(lines, name)


def _json_lines(lines: TextIO, name: str) -> Iterator[BatchLine | Fault]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{name} line {number}"
        try:
            party = read_value(tree_of(line.encode(), where), BatchLine, where)
            yield from _checked(party, where)
        except Faults as refused:
            yield from refused.faults


def _csv_lines(lines: TextIO, name: str) -> Iterator[BatchLine | Fault]:
    reader = csv.DictReader(lines, strict=True)
    heads = reader.fieldnames or []
    unknown = [head for head in heads if head not in COLUMNS]
    if unknown or not {"id", "name"} <= set(heads):
        yield Fault(f"{name} line 1", f"has the columns {', '.join(heads) or 'none'}; write id,name[,schema,country,birth_date]")
        return
    try:
        for row in reader:
            where = f"{name} line {reader.line_num}"
            if None in row or None in row.values():
                yield Fault(where, f"does not have {len(heads)} fields")
                continue
            properties: dict[str, Any] = {"name": [row["name"]]}
            if row.get("country"):
                properties["country"] = [row["country"]]
            if row.get("birth_date"):
                properties["birthDate"] = [row["birth_date"]]
            tree = {"id": row["id"], "properties": properties, **({"schema": row["schema"]} if row.get("schema") else {})}
            try:
                yield from _checked(read_value(tree, BatchLine, where), where)
            except Faults as refused:
                yield from refused.faults
    except csv.Error as error:
        yield Fault(f"{name} line {reader.line_num}", f"is not CSV: {error}")


def _checked(party: BatchLine, where: str) -> Iterator[BatchLine | Fault]:
    """A party that can be compared, or what keeps it from that."""
    faults = []
    if not any(name.strip() for name in party.properties.get("name", ())):
        faults.append(Fault(where, "names nobody; write properties.name"))
    for code in party.properties.get("country", ()):
        try:
            read_country(code)
        except ValueError as error:
            faults.append(Fault(where, f"{quoted(code)} {error}"))
    if faults:
        yield from faults
    else:
        yield party
