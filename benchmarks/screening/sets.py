"""What the screening benchmarks ask: a list, queries by class of variation, labelled pairs.

The sets lie beside the checkout (`LICET_SHARED`, else `../shared`); where they do not, a smaller set is made from the list of
blocked parties that ships.
"""

import csv
import gzip
import json
import os
from pathlib import Path

import msgspec

import licet
from licet.dossier.values import Identity
from licet.reference.parse import parse
from licet.reference.record import Record
from licet.screening.normal import words_of
from licet.screening.query import Query, query_of

HERE = Path(__file__).resolve().parent
LISTS = Path(licet.__file__).parent / "bundled" / "lists"
_SCHEMATA = ("Person", "Company", "Organization", "Vessel", "Airplane")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One query by name and kind alone; `accept` holds the ids of every record of the party, none for an unlisted one."""

    id: str
    kind: str
    schema: str
    name: str
    accept: frozenset[str] = frozenset()

    def query(self) -> Query:
        """The query as screening takes it."""
        return Query(schema=self.schema, names=(self.name,))


class Labelled(msgspec.Struct, frozen=True, kw_only=True):
    """Two parties as FollowTheMoney properties, and whether people judged them to be one."""

    id: str
    schema: str
    left: dict[str, tuple[str, ...]]
    right: dict[str, tuple[str, ...]]
    match: bool

    def queries(self) -> tuple[Query, Query]:
        """Both as screening takes them."""
        schema = self.schema if self.schema in _SCHEMATA else "LegalEntity"
        left, right = (query_of(Identity(schema=schema, properties=properties)) for properties in (self.left, self.right))
        return left, right


class Sets(msgspec.Struct, frozen=True, kw_only=True):
    """All of one run. `said` tells where it comes from."""

    said: str
    records: tuple[Record, ...]
    asked: tuple[Asked, ...]
    name_pairs: tuple[Labelled, ...] = ()
    party_pairs: tuple[Labelled, ...] = ()


def shared_folder() -> Path | None:
    """The folder of sanctions data beside the checkout, or None."""
    folder = Path(os.environ.get("LICET_SHARED", HERE.parents[2] / "shared")) / "data" / "sanctions"
    return folder if (folder / "dev_queries.jsonl.gz").is_file() else None


def shipped_records() -> tuple[Record, ...]:
    """The list of blocked parties of July 2021 that ships."""
    files = {path.name: path.read_bytes() for path in LISTS.glob("ofac_sdn_2021-07_*")}
    records: tuple[Record, ...] = parse("ofac-sdn", files).values
    return records


def eastern_queries(records: tuple[Record, ...]) -> list[Asked]:
    """Chinese, Korean and Japanese spellings of parties on the list, from `original_script.tsv`."""
    known: dict[str, set[str]] = {}
    for record in records:
        for name in record.names:
            known.setdefault(_same_words(name.text), set()).add(record.id)
    asked = []
    for line in (HERE / "original_script.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        schema, original, listed = line.split("\t")
        accept = known.get(_same_words(listed))
        if accept:
            asked.append(Asked(id=f"E{len(asked):04}", kind="xs_eastern", schema=schema, name=original, accept=frozenset(accept)))
    return asked


def _same_words(name: str) -> str:
    return " ".join(sorted(word.text for word in words_of(name)))


def shared_sets(folder: Path) -> Sets:
    """The sets beside the checkout."""
    file = folder / "dev_index.jsonl.gz"
    records: tuple[Record, ...] = parse("index-jsonl", {file.name: file.read_bytes()}).values
    asked = []
    for line in gzip.decompress((folder / "dev_queries.jsonl.gz").read_bytes()).splitlines():
        row = json.loads(line)
        accept = frozenset(row["accept"]) if row["target"] else frozenset()
        asked.append(Asked(id=row["qid"], kind=row["cls"], schema=row["schema"], name=row["name"], accept=accept))
    with (folder / "name_pairs.csv").open(encoding="utf-8", newline="") as rows:
        name_pairs = tuple(
            Labelled(
                id=f"n{at}",
                schema=row["schema"],
                left={"name": (row["name1"],)},
                right={"name": (row["name2"],)},
                match=row["is_match"] == "true",
            )
            for at, row in enumerate(csv.DictReader(rows))
        )
    party_pairs = tuple(
        Labelled(
            id=f"p{at}",
            schema=row["schema"],
            left=_properties(row["query"]),
            right=_properties(row["candidate"]),
            match=row["match"],
        )
        for at, row in enumerate(map(json.loads, gzip.decompress((folder / "entity_pairs.jsonl.gz").read_bytes()).splitlines()))
    )
    return Sets(
        said="the development sets beside the checkout",
        records=records,
        asked=(*asked, *eastern_queries(records)),
        name_pairs=name_pairs,
        party_pairs=party_pairs,
    )


def _properties(values: dict[str, str | list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: (value,) if isinstance(value, str) else tuple(value) for key, value in values.items()}
