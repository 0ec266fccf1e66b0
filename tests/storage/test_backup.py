"""Backups: whole, checked, without keys unless asked; and what is restored is what was there."""

import datetime as dt
import gzip
import io
import shutil
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.db import connections

from licet.dossier.values import Identity, IdentityRef
from licet.encoding.canonical import digest_of
from licet.encoding.faults import Faults
from licet.lifecycle.chain import Addition
from licet.lifecycle.event import draft
from licet.sealing.keys import IdentityDestroyed
from licet.storage.backup import backup, restore
from licet.storage.workspace import Workspace, create, open_workspace
from postgres import new_database

pytestmark = pytest.mark.usefixtures("own_default")

CANARY = "Canary-Nachtigall"
ANNA = Identity(schema="Person", properties={"name": (f"Anna {CANARY}",)})
BERTA = Identity(schema="Person", properties={"name": (f"Berta {CANARY}",)})


class Noted(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="noted/1"):
    text: str


def note(one: Workspace, text: str) -> None:
    one.journal.append(
        Addition(
            stream="case/A",
            expected=one.journal.version("case/A"),
            drafts=(draft(Noted(text=text), effective_on=dt.date(2026, 9, 1), milestone=True),),
        ),
        command_id=text,
        person_id="p",
        recorded_at=one.clock.now(),
    )


def used(folder: Path, url: str | None) -> Workspace:
    """A workspace in which something happened."""
    create(folder, url=url)
    one = open_workspace(folder, url=url)
    for n in range(3):
        note(one, f"e{n}")
    one.sealer.put("R-1/a", ANNA)
    one.sealer.put("R-1/b", BERTA)
    one.contents.put(one.sealer.seal("R-1/a", f"evidence on Anna {CANARY}".encode()))
    one.contents.put(b"opinion")
    one.transactions.run(lambda: one.numbers.take("NO", 2026, "c1"))
    one.jobs.enqueue("assess", b"", key="k1", at=one.clock.now())
    (folder / "library" / "editions").mkdir()
    (folder / "library" / "editions" / "one.json").write_text("{}")
    (folder / "library" / "held").mkdir()
    (folder / "library" / "held" / "one").write_text("rejected")
    (folder / "sources.yaml").write_text("sources: []")
    (folder / "library" / "cache").mkdir()
    (folder / "library" / "cache" / "x.index").write_text("derived")
    (folder / "web-secret.key").write_text("k" * 40)
    return one


@pytest.fixture(params=["sqlite", "postgresql"])
def urls(request: pytest.FixtureRequest) -> Iterator[tuple[str | None, str | None]]:
    """The database of a workspace, and an empty one to restore into."""
    if request.param == "sqlite":
        yield None, None
        return
    server = request.getfixturevalue("postgres_server")
    with new_database(server) as first, new_database(server) as second:
        yield first, second
        connections["default"].close()


def names(archive: Path) -> set[str]:
    with tarfile.open(archive) as tar:
        return set(tar.getnames())


def plain(archive: Path) -> bytes:
    return gzip.decompress(archive.read_bytes())


def test_what_is_restored_is_what_was_there(tmp_path: Path, urls: tuple[str | None, str | None]) -> None:
    one = used(tmp_path / "one", urls[0])
    events, head = list(one.journal.read_all()), one.journal.head()
    made = backup(one, tmp_path / "backup.tgz")
    assert made.head == head
    assert (tmp_path / "backup.tgz").stat().st_mode & 0o777 == 0o600
    note(one, "after-the-backup")
    assert restore(tmp_path / "backup.tgz", tmp_path / "two", url=urls[1]) == made
    two = open_workspace(tmp_path / "two", url=urls[1])
    assert list(two.journal.read_all()) == events
    assert two.journal.check() == head
    assert len(two.milestones.recorded()) == 3
    assert two.contents.get(digest_of(b"opinion")) == b"opinion"
    assert two.numbers.taken("NO", 2026) == (1,)
    assert two.jobs.lease(["assess"], worker="w", at=two.clock.now() + dt.timedelta(hours=1), seconds=60) is not None
    assert (tmp_path / "two" / "library" / "editions" / "one.json").read_text() == "{}"
    assert (tmp_path / "two" / "library" / "held" / "one").read_text() == "rejected"
    assert (tmp_path / "two" / "sources.yaml").read_text() == "sources: []"
    assert not (tmp_path / "two" / "library" / "cache").exists()
    with pytest.raises(Faults, match="put back the keys"):
        note(two, "without-keys")  # what cannot be committed to is not written down
    shutil.copytree(tmp_path / "one" / "keys", tmp_path / "two" / "keys")
    note(two, "goes-on")
    assert two.journal.check().position == 4
    assert two.milestones.recorded() == (1, 2, 3, 4)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.tgz", "one", "two"]


def test_keys_are_left_out_and_names_are_in_no_archive(tmp_path: Path, urls: tuple[str | None, str | None]) -> None:
    one = used(tmp_path / "one", urls[0])
    backup(one, tmp_path / "backup.tgz")
    assert not [name for name in names(tmp_path / "backup.tgz") if "key" in name]
    for path in [tmp_path / "backup.tgz", *(tmp_path / "one").rglob("*")]:
        if path.is_file():
            data = plain(path) if path.suffix == ".tgz" else path.read_bytes()
            assert CANARY.encode() not in data, path
    restore(tmp_path / "backup.tgz", tmp_path / "two", url=urls[1])
    two = open_workspace(tmp_path / "two", url=urls[1])
    with pytest.raises(Faults, match="put back the keys"):
        two.sealer.open(IdentityRef(subject="R-1/a", version=1), "p", "x")
    shutil.copytree(tmp_path / "one" / "keys", tmp_path / "two" / "keys")
    assert two.sealer.open(IdentityRef(subject="R-1/a", version=1), "p", "x") == ANNA


def test_a_destroyed_identity_stays_destroyed_in_every_older_backup(tmp_path: Path) -> None:
    one = used(tmp_path / "one", None)
    backup(one, tmp_path / "before.tgz")
    one.sealer.shred("R-1/a", dt.date(2026, 9, 1), "p")
    restore(tmp_path / "before.tgz", tmp_path / "two")
    shutil.copytree(tmp_path / "one" / "keys", tmp_path / "two" / "keys")
    two = open_workspace(tmp_path / "two")
    with pytest.raises(IdentityDestroyed, match="2026-09-01"):
        two.sealer.open(IdentityRef(subject="R-1/a", version=1), "p", "x")
    assert two.sealer.open(IdentityRef(subject="R-1/b", version=1), "p", "x") == BERTA


def test_keys_come_along_when_asked(tmp_path: Path) -> None:
    one = used(tmp_path / "one", None)
    made = backup(one, tmp_path / "backup.tgz", with_keys=True)
    assert made.with_keys
    restore(tmp_path / "backup.tgz", tmp_path / "two")
    two = open_workspace(tmp_path / "two")
    assert two.sealer.open(IdentityRef(subject="R-1/a", version=1), "p", "x") == ANNA
    assert (tmp_path / "two" / "web-secret.key").read_text() == "k" * 40
    assert (tmp_path / "two" / "keys").stat().st_mode & 0o777 == 0o700


def test_nothing_is_written_over(tmp_path: Path) -> None:
    one = used(tmp_path / "one", None)
    (tmp_path / "backup.tgz").write_text("mine")
    with pytest.raises(Faults, match="exists already"):
        backup(one, tmp_path / "backup.tgz")
    assert (tmp_path / "backup.tgz").read_text() == "mine"
    backup(one, tmp_path / "b2.tgz")
    with pytest.raises(Faults, match="not empty"):
        restore(tmp_path / "b2.tgz", tmp_path / "one")
    assert one.journal.check().position == 3


def test_a_damaged_content_is_not_backed_up_as_if_it_were_whole(tmp_path: Path) -> None:
    one = used(tmp_path / "one", None)
    digest = digest_of(b"opinion")
    (tmp_path / "one" / "contents" / digest[7:9] / digest[9:]).write_bytes(b"Opinion")
    with pytest.raises(Faults, match=f"contents/{digest[7:9]}/{digest[9:]}: is damaged"):
        backup(one, tmp_path / "backup.tgz")
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


Change = Callable[[dict[str, bytes]], Any]


def repacked(archive: Path, change: Change) -> Path:
    """The archive with its files changed by somebody."""
    with tarfile.open(archive) as tar:
        files = {entry.name: tar.extractfile(entry).read() for entry in tar}  # type: ignore[union-attr]
    files = change(files) or files
    with tarfile.open(archive.with_name("changed.tgz"), "w:gz") as tar:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return archive.with_name("changed.tgz")


def in_index(name: str, data: bytes) -> Change:
    """A file changed, and the index with it."""

    def change(files: dict[str, bytes]) -> dict[str, bytes]:
        tree = msgspec.json.decode(files["backup.json"])
        tree["files"][name] = digest_of(data)
        return {**files, name: data, "backup.json": msgspec.json.encode(tree)}

    return change


def content_name() -> str:
    digest = digest_of(b"opinion")
    return f"contents/{digest[7:9]}/{digest[9:]}"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda files: files.update({content_name(): b"Opinion"}), "other bytes than its index says"),
        (in_index(content_name(), b"Opinion"), "other bytes than its index says"),
        (lambda files: files.pop(content_name()) and None, "cut off"),
        (lambda files: files.update({"extra": b"x"}), "its own index does not name"),
        (in_index("../outside", b"x"), "outside of the workspace"),
        (in_index("/outside", b"x"), "outside of the workspace"),
        (lambda files: dict(reversed(files.items())), "is no backup of Licet"),
        (lambda files: files.pop("backup.json") and None, "is no backup of Licet"),
        (lambda files: files.update({"backup.json": b'{"shape":"backup/2"}'}), "is no backup of Licet"),
        (
            lambda files: files.update({"backup.json": files["backup.json"].replace(b'"position":3', b'"position":4')}),
            "damaged log",
        ),
        (
            lambda files: files.update({"backup.json": files["backup.json"].replace(b'"position":3', b'"position":2')}),
            "damaged log",
        ),
    ],
)
def test_an_archive_that_was_changed_is_refused_and_leaves_nothing(tmp_path: Path, change: Change, says: str) -> None:
    backup(used(tmp_path / "one", None), tmp_path / "backup.tgz")
    changed = repacked(tmp_path / "backup.tgz", change)
    with pytest.raises(Faults, match=says):
        restore(changed, tmp_path / "two")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.tgz", "changed.tgz", "one"]


def test_a_database_whose_log_was_changed_is_refused(tmp_path: Path) -> None:
    one = used(tmp_path / "one", None)
    with connections["default"].cursor() as cursor:
        cursor.execute("UPDATE records_eventrecord SET person_id = 'somebody-else' WHERE position = 2")
    backup(one, tmp_path / "backup.tgz")
    with pytest.raises(Faults, match="damaged log: Column person_id of event 2"):
        restore(tmp_path / "backup.tgz", tmp_path / "two")
    assert not (tmp_path / "two").exists()


@pytest.mark.parametrize("keep", [0, 20, 1000, -100, -1])
def test_an_archive_cut_off_anywhere_is_refused(tmp_path: Path, keep: int) -> None:
    backup(used(tmp_path / "one", None), tmp_path / "backup.tgz")
    (tmp_path / "cut.tgz").write_bytes((tmp_path / "backup.tgz").read_bytes()[:keep])
    with pytest.raises(Faults, match=r"is no backup of Licet|cut off"):
        restore(tmp_path / "cut.tgz", tmp_path / "two")
    assert not (tmp_path / "two").exists()


def test_any_changed_byte_of_an_archive_is_noticed(tmp_path: Path) -> None:
    backup(used(tmp_path / "one", None), tmp_path / "backup.tgz")
    data = (tmp_path / "backup.tgz").read_bytes()
    for at in range(20, len(data) - 8, len(data) // 12):
        (tmp_path / "changed.tgz").write_bytes(data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :])
        with pytest.raises(Faults):
            restore(tmp_path / "changed.tgz", tmp_path / "two")
    assert not (tmp_path / "two").exists()


def test_what_is_no_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Faults, match="is not there"):
        restore(tmp_path / "none.tgz", tmp_path / "two")
    with pytest.raises(Faults, match="cannot be read: Is a directory"):
        restore(tmp_path, tmp_path / "two")


def test_an_archive_goes_back_to_its_own_kind_of_database_and_to_an_empty_one(tmp_path: Path, postgres_server: str) -> None:
    with new_database(postgres_server) as url, new_database(postgres_server) as other:
        one = used(tmp_path / "one", url)
        backup(one, tmp_path / "pg.tgz")
        with pytest.raises(Faults, match="set DATABASE_URL"):
            restore(tmp_path / "pg.tgz", tmp_path / "two")
        with pytest.raises(Faults, match="has tables already"):
            restore(tmp_path / "pg.tgz", tmp_path / "two", url=url)
        changed = repacked(
            tmp_path / "pg.tgz",
            lambda files: files.update({"backup.json": files["backup.json"].replace(b'"position":3', b'"position":2')}),
        )
        with pytest.raises(Faults, match="damaged log"):
            restore(changed, tmp_path / "two", url=other)
        assert not (tmp_path / "two").exists()
        restore(tmp_path / "pg.tgz", tmp_path / "two", url=other)  # the refused one left the database empty
        connections["default"].close()
    backup(used(tmp_path / "three", None), tmp_path / "sqlite.tgz")
    with pytest.raises(Faults, match="unset DATABASE_URL"):
        restore(tmp_path / "sqlite.tgz", tmp_path / "four", url="postgres://h/l")


def test_without_postgresqls_own_tools_the_sentence_says_what_to_install(
    tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = used(tmp_path / "one", postgres_url)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "which", lambda _: None)
        with pytest.raises(Faults, match="needs PostgreSQL's pg_dump; install"):
            backup(one, tmp_path / "backup.tgz")
    assert [path.name for path in tmp_path.iterdir()] == ["one"]
    connections["default"].close()
