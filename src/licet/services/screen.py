"""Screen parties against every list in force today, and read the files that name many of them.

A party is checked before it is compared: whoever cannot be compared as written is refused in a
sentence, and never passed over. One party, a file of them and the programs' way in share the checks.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TextIO, TypeVar

import msgspec

from licet.dossier.values import Identity, PartySchema, Properties
from licet.encoding.faults import Fault, Faults, quoted, shown
from licet.encoding.reading import Text, read_value
from licet.reference.birth_dates import birth_dates_of
from licet.reference.country_names import country_of
from licet.reference.edition import PARTY_LIST_KINDS, EditionRef, Snapshot
from licet.screening.index import Index
from licet.screening.query import COUNTRY_PROPERTIES, NAME_PROPERTIES, WEAK_NAME_PROPERTIES, query_of
from licet.screening.result import Screening
from licet.screening.screen import Comparison, compare, screen
from licet.services.desk import Desk
from licet.services.json_lines import tree_of
from licet.services.party_properties import unknown_property
from licet.services.ports import ReferenceLibrary
from licet.services.references import snapshot_of

T = TypeVar("T")
COLUMNS = ("id", "name", "schema", "country", "birth_date")
PAIR_COLUMNS = ("left", "right", "schema")
LONGEST_NAME = 1_000
"""Characters of a name; the longest listed one has 381. A longer text is no name but a field that slipped."""
MOST_NAMES = 200
"""Names of one party; the most spelt of listed persons has fewer than half of them."""
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_PLAIN_LETTER = re.compile("[A-Za-z0-9]")


class PartyAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One party to compare, in FollowTheMoney terms."""

    schema: PartySchema = "LegalEntity"
    properties: Properties


class BatchLine(PartyAsked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One party of a file."""

    id: Text


class PairLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two parties to compare, the right one standing for the listed one."""

    left: PartyAsked
    right: PartyAsked


class Lists(msgspec.Struct, frozen=True, kw_only=True):
    """Every party list in force, ready to screen against; `editions` and `indexes` go together, in one order."""

    edition: str
    editions: tuple[EditionRef, ...]
    indexes: tuple[Index, ...]

    def screen(self, schema: PartySchema, properties: Properties, *, limit: int = 20) -> Screening:
        """Screen one party; raises `Faults` when there is nothing to compare."""
        query = query_of(Identity(schema=schema, properties=properties))
        return screen(query, self.indexes, edition=self.edition, limit=limit)


def lists_in_force(desk: Desk) -> Lists:
    """The party lists in force today; raises `Faults` when the workspace holds none: nobody could be called clear."""
    return lists_of(desk.library, snapshot_of(desk.library, as_of=desk.clock.today()))


def lists_of(library: ReferenceLibrary, snapshot: Snapshot) -> Lists:
    """The party lists of a snapshot, laid out; raises `Faults` when it holds none."""
    editions = snapshot.of_kind(*PARTY_LIST_KINDS)
    if not editions:
        raise Faults([Fault("lists", "this workspace holds no party list; add one with “licet reference add”")])
    return Lists(edition=snapshot.digest, editions=editions, indexes=tuple(library.index(edition) for edition in editions))


# ---- what keeps a party from being compared


def check_party(schema: PartySchema, properties: Mapping[str, Sequence[str]], where: str = "") -> Iterator[Fault]:
    """Everything that is wrong with a party as asked: unknown properties, names that are none, states and dates that cannot be read."""
    for key, values in properties.items():
        wrong = unknown_property(key)
        if wrong is not None:
            yield Fault(_at(where, f"properties.{shown(key)}"), wrong)
        for text in values:
            if _NOT_TEXT.search(text):
                yield Fault(_at(where, f"properties.{shown(key)}"), f"{quoted(text)} holds a control character; remove it")
    names = [text for key in (*NAME_PROPERTIES, *WEAK_NAME_PROPERTIES) for text in properties.get(key, ())]
    yield from _faults_of_names(schema, properties, names, where)
    for key in COUNTRY_PROPERTIES:
        for text in properties.get(key, ()):
            if text.strip() and country_of(text) is None:
                says = "is no country; write its two-letter code, such as NO"
                yield Fault(_at(where, f"properties.{key}"), f"{quoted(text)} {says}")
    for text in properties.get("birthDate", ()):
        if text.strip() and not birth_dates_of(text):
            yield Fault(_at(where, "properties.birthDate"), f"{quoted(text)} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")


def _faults_of_names(schema: PartySchema, properties: Mapping[str, Sequence[str]], names: list[str], where: str) -> Iterator[Fault]:
    if len(names) > MOST_NAMES:
        yield Fault(
            _at(where, "properties.name"),
            f"gives one party {len(names)} names; the most is {MOST_NAMES}; make several parties of it",
        )
    for text in names:
        if len(text) > LONGEST_NAME:
            says = f"{quoted(text, 30)} has {len(text):,} characters; a name has at most {LONGEST_NAME:,}; write the name alone"
            yield Fault(_at(where, "properties.name"), says)
            return
    if any(_PLAIN_LETTER.search(text) for text in names) or len(names) > MOST_NAMES:
        return
    try:
        # Against no list at all: screening itself says whether there is anything to compare.
        screen(
            query_of(Identity(schema=schema, properties={key: tuple(values) for key, values in properties.items()})), (), edition=""
        )
    except Faults as refused:
        blank = not any(text.strip() for text in names)
        says = "names nobody; write properties.name" if blank else refused.faults[0].says
        yield Fault(where or "name", says)


def _at(where: str, what: str) -> str:
    return f"{where} {what}" if where else what


def mixed_scripts(name: str) -> tuple[str, ...]:
    """The words of a name that mix look-alike letters of several scripts, as a disguised name does."""
    return tuple(word for word in re.findall(r"[^\W\d_]+", name) if len(_alphabets(word)) > 1)


def _alphabets(word: str) -> set[str]:
    return {name for letter in word for name, first, last in _ALPHABETS if first <= letter <= last}


_ALPHABETS = (("Latin", "A", "\u024f"), ("Greek", "\u0370", "\u03ff"), ("Cyrillic", "\u0400", "\u052f"))


# ---- files of parties


def batch_lines(lines: TextIO, name: str) -> Iterator[bytes | Fault]:
    """Read a file of parties, JSON Lines or CSV by its name: each as one line of JSON that `BatchLine` takes, or what is wrong with it."""
    parties = (
        _rows(lines, name, COLUMNS, ("id", "name"), _party_of_row) if _is_csv(name) else _json_lines(lines, name, _party_of_line)
    )
    for where, party in parties:
        yield from _checked(party, ((party, where),)) if isinstance(party, BatchLine) else (party,)


def pair_lines(lines: TextIO, name: str, *, entities: bool) -> Iterator[bytes | Fault]:
    """Read a file of pairs, `left,right[,schema]` as CSV or two entities a line: each as one line of JSON that `PairLine` takes."""
    pairs = (
        _json_lines(lines, name, _pair_of_line) if entities else _rows(lines, name, PAIR_COLUMNS, ("left", "right"), _pair_of_row)
    )
    for where, pair in pairs:
        if isinstance(pair, Fault):
            yield pair
        else:
            yield from _checked(pair, ((pair.left, f"{where} left"), (pair.right, f"{where} right")))


def _checked(value: BatchLine | PairLine, parties: Sequence[tuple[PartyAsked, str]]) -> Iterator[bytes | Fault]:
    faults = [fault for party, side in parties for fault in check_party(party.schema, party.properties, side)]
    yield from faults or (msgspec.json.encode(value),)


def _is_csv(name: str) -> bool:
    return name.lower().endswith(".csv")


def _json_lines(lines: TextIO, name: str, read: Callable[[str, str], T]) -> Iterator[tuple[str, T | Fault]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{name} line {number}"
        try:
            yield where, read(line, where)
        except Faults as refused:
            yield from ((where, fault) for fault in refused.faults)


def _party_of_line(line: str, where: str) -> BatchLine:
    return _read(line, BatchLine, where, lambda tree: tree)


def _pair_of_line(line: str, where: str) -> PairLine:
    return _read(line, PairLine, where, lambda tree: tree.get("left"), lambda tree: tree.get("right"))


def _read(line: str, shape: type[T], where: str, *parties: Callable[[Any], Any]) -> T:
    """Read a line the quick way, and what that does not take the slow way, which finds every fault and says it.

    One value of a property may stand for a list of one.
    """
    try:
        value = msgspec.convert(_listed(json.loads(line, object_pairs_hook=_mapping, parse_constant=_no_number), parties), shape)
    except (ValueError, TypeError, RecursionError, msgspec.ValidationError):
        return read_value(_listed(tree_of(line.encode("utf-8", "surrogatepass"), where), parties), shape, where)
    # What the quick way does not look for is left to the slow one: blank ids, characters that are no text, texts without end.
    if "\\" in line or len(line) > _LONG_LINE or _NOT_TEXT.search(line) or not getattr(value, "id", "-").strip():
        return read_value(_listed(tree_of(line.encode("utf-8", "surrogatepass"), where), parties), shape, where)
    return value


_LONG_LINE = 20_000


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(literal: str) -> Any:
    raise ValueError(literal)


def _listed(tree: Any, parties: Sequence[Callable[[Any], Any]]) -> Any:
    for party_of in parties:
        party = party_of(tree) if isinstance(tree, dict) else None
        properties = party.get("properties") if isinstance(party, dict) else None
        if isinstance(properties, dict):
            properties.update({key: [value] for key, value in properties.items() if isinstance(value, str)})
    return tree


def _rows(
    lines: TextIO, name: str, columns: Sequence[str], needed: Sequence[str], read: Callable[[Mapping[str, str], str], T]
) -> Iterator[tuple[str, T | Fault]]:
    reader = csv.DictReader(lines, strict=True)
    try:
        heads = list(reader.fieldnames or [])
        if not heads:
            yield name, Fault(name, f"is empty; its first line names the columns {','.join(needed)}")
            return
        if [head for head in heads if head not in columns] or not set(needed) <= set(heads) or len(set(heads)) < len(heads):
            optional = ",".join(column for column in columns if column not in needed)
            yield (
                name,
                Fault(f"{name} line 1", f"has the columns {shown(', '.join(heads), 200)}; write {','.join(needed)}[,{optional}]"),
            )
            return
        for row in reader:
            where = f"{name} line {reader.line_num}"
            if None in row or None in row.values():
                yield where, Fault(where, f"does not have {len(heads)} fields")
                continue
            try:
                yield where, read(row, where)
            except Faults as refused:
                yield from ((where, fault) for fault in refused.faults)
    except csv.Error as error:
        yield name, Fault(f"{name} line {reader.line_num}", f"is not CSV: {error}")


def _party_of_row(row: Mapping[str, str], where: str) -> BatchLine:
    properties = {
        key: [row[column]]
        for key, column in (("name", "name"), ("country", "country"), ("birthDate", "birth_date"))
        if row.get(column)
    }
    return _value({"id": row["id"], "properties": properties, **_schema(row)}, BatchLine, where)


def _pair_of_row(row: Mapping[str, str], where: str) -> PairLine:
    sides = {side: {"properties": {"name": [row[side]]}, **_schema(row)} for side in ("left", "right")}
    return _value(sides, PairLine, where)


def _schema(row: Mapping[str, str]) -> dict[str, str]:
    return {"schema": row["schema"]} if row.get("schema") else {}


def _value(tree: dict[str, Any], shape: type[T], where: str) -> T:
    try:
        value = msgspec.convert(tree, shape)
    except msgspec.ValidationError:
        return read_value(tree, shape, where)
    given = getattr(value, "id", "-")
    return read_value(tree, shape, where) if not given.strip() or _NOT_TEXT.search(given) else value


def compare_pair(pair: PairLine) -> Comparison:
    """How likely the two of a pair are one, as a screening would say it."""
    return compare(*(query_of(Identity(schema=side.schema, properties=side.properties)) for side in (pair.left, pair.right)))
