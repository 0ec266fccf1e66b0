"""What the weights are learnt from: names held out of the lists, variations made of them, unlisted parties, labelled pairs.

The development queries beside the checkout take no part: they are what the fit is judged by.
"""

import csv
import gzip
import random
import re
from pathlib import Path

import msgspec
from benchmarks.screening.made import one_slip, other_form, recut, reordered, two_slips
from benchmarks.screening.sets import Asked

from licet.reference.record import Record
from licet.screening.normal import words_of

SEED = 5
_ALIASES, _VARIED, _PERSONS, _BODIES = 1800, 1500, 1200, 1500


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A query, and the names that it may not be compared with, since they are what it was taken from."""

    asked: Asked
    hidden: frozenset[str] = frozenset()


def same_words(text: str) -> str:
    """A key of a name that the order of its words does not change."""
    return " ".join(sorted(word.text for word in words_of(text)))


def examples_from(records: tuple[Record, ...], folder: Path, judged: tuple[Asked, ...]) -> list[Example]:
    """Seeded examples from a list, none of them a party of the queries the fit is judged by."""
    rng = random.Random(SEED)  # noqa: S311 - examples that can be made again
    taken = {at for asked in judged for at in asked.accept}
    keys = [{same_words(name.text) for name in record.names} for record in records]
    holders: dict[str, set[str]] = {}
    for record, held in zip(records, keys, strict=True):
        for key in held:
            holders.setdefault(key, set()).add(record.id)

    def party(at: int) -> frozenset[str]:
        """Every record that has a full name of this one: the same party on another list."""
        return frozenset({records[at].id}.union(*(holders[key] for key in keys[at] if " " in key)))

    free = [at for at, record in enumerate(records) if record.id not in taken]
    found: list[Example] = []

    def add(kind: str, at: int, name: str, hidden: frozenset[str] = frozenset()) -> None:
        asked = Asked(id=f"{kind}-{len(found)}", kind=kind, schema=records[at].schema, name=name, accept=party(at))
        found.append(Example(asked=asked, hidden=hidden))

    for at in rng.sample([at for at in free if len(keys[at]) > 1], _ALIASES):
        strong = [name.text for name in records[at].names if not name.weak]
        if len(strong) > 1:
            name = rng.choice(strong)
            add("alias", at, name, frozenset((same_words(name),)))
    makers = (one_slip, one_slip, two_slips, two_slips, reordered, other_form, recut)
    for at in rng.sample(free, _VARIED):
        make = rng.choice(makers)
        name = make(rng.choice(records[at].names).text, rng)
        if name is not None:
            add(make.__name__, at, name)
    place_of = {record.id: at for at, record in enumerate(records)}
    for original, record_id in _original_script(folder):
        if record_id in place_of and record_id not in taken:
            add("original_script", place_of[record_id], original)
    asked_names = {asked.name for asked in judged}
    for name, schema in _unlisted(folder, rng):
        if name not in asked_names:
            found.append(Example(asked=Asked(id=f"none-{len(found)}", kind="unlisted", schema=schema, name=name)))
    return found


def _original_script(folder: Path) -> list[tuple[str, str]]:
    """Original spelling and record of the parties of the United Nations list."""
    text = gzip.decompress((folder / "un_sc_consolidated_2026-02-27.xml.gz").read_bytes()).decode()
    found = []
    for block in re.findall("<(?:INDIVIDUAL|ENTITY)>(.*?)</(?:INDIVIDUAL|ENTITY)>", text, re.DOTALL):
        original = re.search("<NAME_ORIGINAL_SCRIPT>(.*?)</NAME_ORIGINAL_SCRIPT>", block)
        record = re.search("<DATAID>(.*?)</DATAID>", block)
        if original and record:
            found.append((original[1].strip(), f"un-{record[1]}"))
    return found


def _unlisted(folder: Path, rng: random.Random) -> list[tuple[str, str]]:
    found = []
    for part in ("global", "us"):
        rows = gzip.decompress((folder / f"synthetic_negatives_{part}.csv.gz").read_bytes()).decode().splitlines()
        found += [(row["full_name"], "Person") for row in rng.sample(list(csv.DictReader(rows)), _PERSONS)]
    bodies = [
        line for line in gzip.decompress((folder / "sec_company_names.txt.gz").read_bytes()).decode().splitlines() if line.strip()
    ]
    return found + [(name.strip(), "Organization") for name in rng.sample(bodies, _BODIES)]
