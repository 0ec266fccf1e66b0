"""What becomes of what publishers give out: taken in, unchanged, held or refused, each in a sentence."""

import base64
import dataclasses
import datetime as dt
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from licet.access.actor import Actor
from licet.reference.sources import Limits, ListSource, SourceFile
from licet.services import fetching, updates
from licet.services.desk import Asked, Desk
from licet.services.ports import FetchedFile, FetchedMark, FetchFailed
from licet.services.references import snapshot_of
from licet.storage.library import FileLibrary

LISTS = Path(__file__).resolve().parents[1] / "fixtures" / "lists"
DPL = (LISTS / "dpl.txt").read_bytes()
URL = "https://lists.example.org/dpl.txt"
SOURCE = ListSource(name="dpl", kind="bis-dpl", files=(SourceFile(name="dpl.txt", url=URL),))
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


class Publisher:
    """A publisher whose server does as it is told; it knows nothing of hosts, which is the fetcher's own business."""

    def __init__(self) -> None:
        self.gives: dict[str, bytes] = {}
        self.modified = "Fri, 31 Jul 2026 10:00:00 GMT"
        self.asked: list[tuple[str, bool]] = []

    def fetch(self, url: str, *, hosts: frozenset[str], limits: Limits, known: FetchedMark | None, told: Any) -> FetchedFile | None:
        assert hosts
        assert limits
        self.asked.append((url, known is not None))
        if url not in self.gives:
            raise FetchFailed(f"“{url}” answers 404 Not Found; nothing was taken.")
        data = self.gives[url]
        told(len(data), len(data))
        etag = hashlib.sha256(data).hexdigest()
        return None if known and known.etag == etag else FetchedFile(data=data, etag=etag, last_modified=self.modified)


class Memory:
    def __init__(self) -> None:
        self.kept: dict[str, dict[str, FetchedMark]] = {}

    def recall(self, source: str) -> dict[str, FetchedMark]:
        return self.kept.get(source, {})

    def remember(self, source: str, marks: dict[str, FetchedMark]) -> None:
        self.kept[source] = marks


@pytest.fixture
def desk(desk: Desk, small_library_folder: Path, tmp_path: Path) -> Desk:
    """The desk with a library of its own."""
    shutil.copytree(small_library_folder, tmp_path / "library")
    return dataclasses.replace(desk, library=FileLibrary(tmp_path / "library"))


@pytest.fixture
def publisher() -> Publisher:
    return Publisher()


@pytest.fixture
def fetch(
    desk: Desk, publisher: Publisher, person_of: Callable[..., Actor], commands: Callable[[Actor], Asked]
) -> Callable[..., fetching.Outcome]:
    memory = Memory()

    def fetched(source: ListSource = SOURCE, **gives: bytes) -> fetching.Outcome:
        publisher.gives.update({url.replace("_", "/"): data for url, data in gives.items()})
        asked = commands(person_of("officer"))
        return fetching.fetch(desk, asked, source, publisher, memory, Limits(), told=lambda *_: None)

    return fetched


def checked(**fields: Any) -> ListSource:
    return msgspec.structs.replace(SOURCE, files=(msgspec.structs.replace(SOURCE.files[0], **fields),))


def of_dpl(desk: Desk) -> list[dt.date]:
    return [one.dated_on for one in snapshot_of(desk.library, as_of=desk.clock.today()).of_kind("bis-dpl")]


def test_a_list_is_fetched_dated_by_its_publisher_and_not_fetched_twice(
    desk: Desk, publisher: Publisher, fetch: Callable[..., fetching.Outcome]
) -> None:
    publisher.gives[URL] = DPL
    first = fetch()
    assert (first.outcome, of_dpl(desk)) == ("added", [dt.date(2026, 7, 31)])
    assert first.edition is not None
    assert first.says == f"The list of 2026-07-31 with {first.edition.entries} entries is in force."
    assert fetch().outcome == "unchanged"
    assert publisher.asked == [(URL, False), (URL, True)]


def test_a_publisher_that_stands_still_is_seen_to_age(desk: Desk, publisher: Publisher, fetch: Callable[..., Any]) -> None:
    publisher.gives[URL], publisher.modified = DPL, "Mon, 01 Jun 2026 10:00:00 GMT"
    fetch()
    assert fetch().outcome == "unchanged"
    assert of_dpl(desk) == [dt.date(2026, 6, 1)]


def test_a_server_that_says_no_day_or_one_to_come_gives_the_list_of_today(
    desk: Desk, publisher: Publisher, fetch: Callable[..., Any]
) -> None:
    publisher.gives[URL], publisher.modified = DPL, "Fri, 01 Jan 2100 10:00:00 GMT"
    fetch()
    assert of_dpl(desk) == [desk.clock.today()]


def test_a_set_is_fetched_whole_and_what_did_not_change_comes_from_the_library(
    publisher: Publisher, fetch: Callable[..., fetching.Outcome]
) -> None:
    names = ("sdn.csv", "alt.csv", "add.csv")
    urls = {name: f"https://lists.example.org/{name}" for name in names}
    source = ListSource(name="sdn", kind="ofac-sdn", files=tuple(SourceFile(name=name, url=url) for name, url in urls.items()))
    publisher.gives = {url: (LISTS / name).read_bytes() for name, url in urls.items()}
    first = fetch(source).edition
    assert first is not None
    publisher.gives[urls["alt.csv"]] = publisher.gives[urls["alt.csv"]].replace(b"MUSTER", b"MUSTERMANN", 1)
    publisher.modified = "Sat, 01 Aug 2026 10:00:00 GMT"
    second = fetch(source)
    assert second.outcome == "added"
    assert second.edition is not None
    assert second.edition.dated_on == dt.date(2026, 8, 1)
    assert {name for name in names if second.edition.sources[name] != first.sources[name]} == {"alt.csv"}
    del publisher.gives[urls["add.csv"]]
    failed = fetch(source)
    assert (failed.outcome, "404" in failed.says) == ("failed", True)


def test_a_file_that_is_no_list_leaves_everything_as_it_was(desk: Desk, publisher: Publisher, fetch: Callable[..., Any]) -> None:
    publisher.gives[URL] = DPL
    fetch()
    for data in (b"", b"<html>503</html>", DPL[: len(DPL) // 2 - 3], DPL.replace(b"\t", b",")):
        publisher.gives[URL] = data
        failed = fetch()
        assert failed.outcome == "failed"
        assert failed.says.startswith("dpl.txt")
    assert of_dpl(desk) == [dt.date(2026, 7, 31)]
    publisher.gives[URL] = DPL
    assert fetch().outcome == "unchanged", "a failed fetch is not remembered"


def shorter(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join(lines[:2])


def test_a_poisoned_feed_is_held_once_however_often_it_comes(
    desk: Desk, publisher: Publisher, fetch: Callable[..., Any], person_of: Callable[..., Actor], commands: Callable[[Actor], Asked]
) -> None:
    publisher.gives[URL] = DPL
    fetch()
    publisher.gives[URL], publisher.modified = shorter(DPL), "Sat, 01 Aug 2026 10:00:00 GMT"
    held = fetch()
    assert (held.outcome, "more than the 5 % that are allowed" in held.says) == ("held", True)
    publisher.modified = "Sun, 02 Aug 2026 10:00:00 GMT"
    again = fetch()
    assert (again.outcome, again.edition) == ("held", held.edition)
    for person in ("one", "two"):
        updates.reject(desk, commands(person_of("senior_officer", person=person)), held.edition, why="half of it is missing")
    assert "rejected by two people" in fetch().says
    assert of_dpl(desk) == [dt.date(2026, 7, 31)]
    publisher.gives[URL], publisher.modified = DPL, "Mon, 03 Aug 2026 08:00:00 GMT"
    assert fetch().outcome == "added", "the sound list again is no step back: it is the one in force"
    assert of_dpl(desk) == [dt.date(2026, 8, 3)]


def test_a_feed_that_goes_back_is_held(desk: Desk, publisher: Publisher, fetch: Callable[..., Any]) -> None:
    more = DPL + DPL.splitlines(keepends=True)[1].replace(b"\t", b" II\t", 1) if b'"' not in DPL else None
    newer = more or DPL.replace(b'"PAT EXAMPLE"', b'"PAT EXAMPLE II"')
    publisher.gives[URL], publisher.modified = newer, "Sat, 01 Aug 2026 10:00:00 GMT"
    fetch()
    publisher.gives[URL], publisher.modified = DPL, "Wed, 01 Jul 2026 10:00:00 GMT"
    back = fetch()
    assert (back.outcome, "before the edition in force (2026-08-01)" in back.says) == ("held", True)
    assert of_dpl(desk) == [dt.date(2026, 8, 1)]


SHA256, SHA512 = hashlib.sha256(DPL).hexdigest(), hashlib.sha512(DPL).hexdigest()
SIGNED = KEY.sign(DPL)
PUBLIC = base64.b64encode(KEY.public_key().public_bytes_raw()).decode()
BESIDE = "https://lists.example.org/beside"


@pytest.mark.parametrize(
    ("fields", "beside", "says"),
    [
        ({"sha256": SHA256}, None, ""),
        ({"sha256": "0" * 64}, None, "is not the file whose SHA-256 the settings name"),
        ({"checksum": BESIDE}, f"{SHA256}  dpl.txt\n".encode(), ""),
        ({"checksum": BESIDE}, SHA512.upper().encode(), ""),
        ({"checksum": BESIDE}, b"0" * 64, "is not the file of the publisher's checksum"),
        ({"checksum": BESIDE}, hashlib.md5(DPL, usedforsecurity=False).hexdigest().encode(), "holds no SHA-256 or SHA-512"),
        ({"checksum": BESIDE}, None, "answers 404"),
        ({"signature": BESIDE, "ed25519": PUBLIC}, SIGNED, ""),
        ({"signature": BESIDE, "ed25519": PUBLIC}, base64.b64encode(SIGNED) + b"\n", ""),
        ({"signature": BESIDE, "ed25519": PUBLIC}, KEY.sign(DPL + b"x"), "is not signed with the key"),
        (
            {"signature": BESIDE, "ed25519": PUBLIC},
            Ed25519PrivateKey.from_private_bytes(bytes(32)).sign(DPL),
            "is not signed with the key",
        ),
        ({"signature": BESIDE, "ed25519": PUBLIC}, b"", "is not signed with the key"),
    ],
)
def test_what_a_publisher_gives_to_check_by_is_checked(
    desk: Desk, publisher: Publisher, fetch: Callable[..., Any], fields: dict[str, str], beside: bytes | None, says: str
) -> None:
    publisher.gives = {URL: DPL, **({BESIDE: beside} if beside is not None else {})}
    outcome = fetch(checked(**fields))
    assert says in outcome.says
    assert (outcome.outcome, bool(of_dpl(desk))) == (("failed", False) if says else ("added", True))


def test_files_from_a_folder_need_their_day_and_are_held_like_fetched_ones(
    desk: Desk, person_of: Callable[..., Actor], commands: Callable[[Actor], Asked]
) -> None:
    def dropped(data: bytes, day: int | None, source: ListSource = SOURCE) -> fetching.Outcome:
        asked, on = commands(person_of("officer")), dt.date(2026, 7, day) if day else None
        return fetching.take_from(desk, asked, source, {"dpl.txt": data}, edition_date=on)

    assert "carry no date of their own" in dropped(DPL, None).says
    assert dropped(DPL, 20).outcome == "added"
    assert dropped(DPL, 20, checked(sha256="0" * 64)).outcome == "failed"
    assert dropped(shorter(DPL), 21).outcome == "held"
    assert of_dpl(desk) == [dt.date(2026, 7, 20)]
