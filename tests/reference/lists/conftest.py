"""The invented official files, by kind."""

from collections.abc import Callable
from pathlib import Path

import pytest

import licet

LISTS = Path(__file__).resolve().parents[2] / "fixtures" / "lists"
SETS: dict[str, tuple[str, ...]] = {
    "ofac-sdn": ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"),
    "ofac-cons": ("cons_prim.csv", "cons_alt.csv", "cons_add.csv"),
    "us-csl csv": ("csl.csv",),
    "us-csl json": ("csl.json",),
    "bis-dpl": ("dpl.txt",),
    "un-sc": ("un.xml",),
    "eu-fsf xml": ("eu.xml",),
    "eu-fsf csv": ("eu.csv",),
    "uk-sanctions xml": ("uk.xml",),
    "uk-sanctions csv": ("uk.csv",),
    "uk-sanctions con csv": ("conlist.csv",),
    "uk-sanctions con xml": ("conlist.xml",),
    "index-jsonl": ("parties.jsonl",),
    "ftm": ("parties.ftm.json",),
    "indicators": ("figures.csv",),
}


@pytest.fixture
def official() -> Callable[[str], dict[str, bytes]]:
    """The files of one invented set by its key in `SETS`, fresh each time."""
    return lambda key: {name: (LISTS / name).read_bytes() for name in SETS[key]}


@pytest.fixture
def bundled_list() -> Callable[[str], dict[str, bytes]]:
    """The shipped files whose names begin so."""
    folder = Path(licet.__file__).parent / "bundled" / "lists"
    return lambda start: {path.name: path.read_bytes() for path in sorted(folder.glob(f"{start}*"))}
