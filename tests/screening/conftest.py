"""Indexes to screen against."""

from pathlib import Path

import pytest

import licet
from licet.reference.parse import parse
from licet.reference.record import Record
from licet.screening.index import Index, build_index

BUNDLED = Path(licet.__file__).parent / "bundled"


@pytest.fixture(scope="session")
def example_records() -> tuple[Record, ...]:
    """The invented parties that ship for the demonstration."""
    name = "parties.jsonl"
    records: tuple[Record, ...] = parse("index-jsonl", {name: (BUNDLED / "example" / name).read_bytes()}).values
    return records


@pytest.fixture(scope="session")
def example(example_records) -> Index:
    return build_index(example_records)


@pytest.fixture(scope="session")
def sdn_records() -> tuple[Record, ...]:
    """The real list of blocked parties that ships, of July 2021."""
    files = {path.name: path.read_bytes() for path in (BUNDLED / "lists").glob("ofac_sdn_2021-07_*")}
    records: tuple[Record, ...] = parse("ofac-sdn", files).values
    return records
