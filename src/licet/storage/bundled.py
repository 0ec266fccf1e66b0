"""The reference data that ships with the package, put into a library.

`install_bundled` fills a new workspace; `install_example` adds the invented lists and rulebooks of
the demonstration. A set whose files are in the library already is passed over unread, so a second
run is quick. Licences and origins: the `README.md` of each folder under `bundled/`.
"""

import datetime as dt
from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from licet.encoding.canonical import digest_of
from licet.storage.library import FileLibrary


class Shipped(msgspec.Struct, frozen=True, kw_only=True):
    """One set of shipped files: folder and names, its kind, and the date where the files carry none."""

    kind: str
    folder: str
    files: tuple[str, ...]
    edition: dt.date | None = None
    name: str | None = None


SHIPPED: tuple[Shipped, ...] = (
    Shipped(kind="us-csl", folder="lists", files=("us_csl_2026-07-31.json.gz",)),
    Shipped(kind="us-csl", folder="lists", files=("us_csl_2022-04.csv.gz",), edition=dt.date(2022, 4, 21)),
    Shipped(
        kind="ofac-sdn",
        folder="lists",
        files=(
            "ofac_sdn_2021-07_sdn.csv.gz",
            "ofac_sdn_2021-07_alt.csv.gz",
            "ofac_sdn_2021-07_add.csv.gz",
            "ofac_sdn_2021-07_sdn_comments.csv.gz",
        ),
        edition=dt.date(2021, 7, 1),
    ),
    Shipped(
        kind="ofac-cons",
        folder="lists",
        files=("ofac_nonsdn_2025-12_prim.csv.gz", "ofac_nonsdn_2025-12_alt.csv.gz", "ofac_nonsdn_2025-12_add.csv.gz"),
        edition=dt.date(2025, 12, 1),
    ),
    Shipped(kind="bis-dpl", folder="lists", files=("bis_dpl_2022-09.txt.gz",), edition=dt.date(2022, 9, 1)),
    Shipped(kind="embargoes", folder="law", files=("embargoes.yaml",)),
    Shipped(kind="memberships", folder="law", files=("memberships.yaml",)),
    Shipped(kind="criteria", folder="law", files=("criteria.yaml",)),
    Shipped(kind="rulebook", folder="law", files=("rulebook.yaml",)),
    Shipped(kind="control-entries", folder="control_lists", files=("uav-entries.yaml",)),
    Shipped(kind="indicators", folder="indicators", files=("ucdp.csv",), edition=dt.date(2024, 6, 1)),
    Shipped(kind="indicators", folder="indicators", files=("wdi.csv",), edition=dt.date(2025, 7, 1)),
    Shipped(kind="indicators", folder="indicators", files=("v-dem.csv",), edition=dt.date(2025, 3, 1)),
)
EXAMPLE: tuple[Shipped, ...] = (
    Shipped(kind="index-jsonl", folder="example", files=("parties.jsonl",), edition=dt.date(2026, 8, 1), name="EXAMPLE"),
    Shipped(kind="rulebook", folder="example", files=("rulebook.yaml",)),
    Shipped(kind="rulebook", folder="example", files=("rulebook-za.yaml",)),
    Shipped(kind="rulebook", folder="example", files=("rulebook-nz.yaml",)),
    Shipped(kind="plan", folder="example", files=("plan-kea-works.json",)),
    Shipped(kind="portfolio", folder="example", files=("portfolio-za.yaml",)),
)


def install_bundled(library: FileLibrary, *, added_at: str) -> None:
    """Add every shipped list, law table, control list and indicator that the library does not hold yet."""
    _install(library, SHIPPED, added_at)


def install_example(library: FileLibrary, *, added_at: str) -> None:
    """Add the invented party list EXAMPLE, dated 2026-08-01, and the example rulebooks; for the demonstration only."""
    _install(library, EXAMPLE, added_at)


def _install(library: FileLibrary, sets: Iterable[Shipped], added_at: str) -> None:
    held = {(edition.kind, tuple(sorted(edition.sources.values()))) for edition in library.editions()}
    for shipped in sets:
        folder: Traversable = files("licet") / "bundled" / shipped.folder
        data = {name: (folder / name).read_bytes() for name in shipped.files}
        if (shipped.kind, tuple(sorted(digest_of(content) for content in data.values()))) not in held:
            library.add(shipped.kind, data, edition_date=shipped.edition, name=shipped.name, added_at=added_at)


def shipped_cases() -> dict[str, bytes]:
    """The written cases that ship, by file name: what every article of every instrument must come out as."""
    folder: Traversable = files("licet") / "bundled" / "law" / "cases"
    return {
        entry.name: entry.read_bytes()
        for entry in sorted(folder.iterdir(), key=lambda one: one.name)
        if entry.name.endswith(".yaml")
    }
