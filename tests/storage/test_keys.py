"""Keys in their folder."""

import datetime as dt
import os
import sqlite3
import threading
from pathlib import Path

import pytest

from licet.encoding.faults import Faults
from licet.sealing.keys import IdentityDestroyed, WrongKey
from licet.storage.keys import FileKeys

DAY = dt.date(2026, 9, 1)


def random_bytes(count: int) -> bytes:
    return os.urandom(count)


@pytest.fixture
def keys(tmp_path: Path) -> FileKeys:
    return FileKeys.create(tmp_path / "keys", random_bytes)


def test_a_subject_keeps_its_key_and_no_two_share_one(keys: FileKeys) -> None:
    made = {subject: keys.data_key_or_new(subject) for subject in ("R-1/a", "R-1/b", "R-2/a")}
    again = FileKeys(keys.folder, random_bytes)
    assert {subject: again.data_key(subject) for subject in made} == made
    assert {again.data_key_or_new(subject) for subject in made} == set(made.values())
    assert len(set(made.values())) == 3
    with pytest.raises(KeyError):
        keys.data_key("R-9/x")


def test_everything_in_the_folder_is_for_its_owner_only(keys: FileKeys) -> None:
    assert keys.folder.stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o777 for path in keys.folder.iterdir()} == {
        "kek-1.key": 0o600,
        "subjects.sqlite3": 0o600,
    }


@pytest.mark.parametrize("name", ["kek-1.key", "subjects.sqlite3"])
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o610, 0o666])
def test_a_key_that_others_may_read_or_write_is_refused(keys: FileKeys, name: str, mode: int) -> None:
    keys.data_key_or_new("R-1/a")
    (keys.folder / name).chmod(mode)
    with pytest.raises(Faults, match=rf"keys/{name}: is open to other users \(mode {mode:04o}\); run chmod 600"):
        keys.data_key("R-1/a")


@pytest.mark.parametrize("name", ["kek-1.key", "subjects.sqlite3"])
def test_a_missing_key_file_is_said_in_a_sentence_and_not_made_anew(keys: FileKeys, name: str) -> None:
    keys.data_key_or_new("R-1/a")
    (keys.folder / name).unlink()
    for act in (keys.data_key, keys.data_key_or_new):
        with pytest.raises(Faults, match="put back"):
            act("R-1/a")
    assert not (keys.folder / name).exists()


@pytest.mark.parametrize("text", ["", "zz" * 32, "00" * 31, "00" * 33])
def test_a_key_file_of_another_form_is_refused(keys: FileKeys, text: str) -> None:
    keys.data_key_or_new("R-1/a")
    (keys.folder / "kek-1.key").write_text(text)
    with pytest.raises(Faults, match="is no key file"):
        keys.data_key("R-1/a")


def test_another_workspaces_key_file_opens_nothing(keys: FileKeys) -> None:
    keys.data_key_or_new("R-1/a")
    (keys.folder / "kek-1.key").write_text("11" * 32)
    with pytest.raises(WrongKey, match="put back"):
        keys.data_key("R-1/a")


def test_a_destroyed_key_is_gone_from_every_byte_of_the_folder(keys: FileKeys) -> None:
    for n in range(50):
        keys.data_key_or_new(f"R-1/{n}")
    with sqlite3.connect(keys.folder / "subjects.sqlite3") as database:
        (wrapped,) = database.execute("SELECT wrapped FROM data_keys WHERE subject = 'R-1/7'").fetchone()

    def traces() -> list[str]:
        """Files that still hold eight bytes of it in a row."""
        pieces = [wrapped[at : at + 8] for at in range(len(wrapped) - 7)]
        return [path.name for path in keys.folder.iterdir() if any(piece in path.read_bytes() for piece in pieces)]

    assert traces() == ["subjects.sqlite3"]
    assert keys.destroy("R-1/7", DAY) == DAY
    assert traces() == []
    for act in (keys.data_key, keys.data_key_or_new):
        with pytest.raises(IdentityDestroyed, match="2026-09-01"):
            act("R-1/7")
    assert keys.destroy("R-1/7", DAY + dt.timedelta(days=30)) == DAY, "destroyed once, on the first day"
    assert keys.destroyed_on("R-1/7") == DAY
    assert keys.destroyed_on("R-1/8") is None
    assert len(keys.data_key("R-1/8")) == 32


def test_rotation_changes_the_key_file_and_no_data_key(keys: FileKeys) -> None:
    made = {f"R-1/{n}": keys.data_key_or_new(f"R-1/{n}") for n in range(20)}
    keys.destroy("R-1/3", DAY)
    old = (keys.folder / "kek-1.key").read_text()
    assert keys.rotate() == 19
    assert [path.name for path in keys.folder.glob("*.key")] == ["kek-2.key"]
    assert (keys.folder / "kek-2.key").read_text() != old
    del made["R-1/3"]
    assert {subject: keys.data_key(subject) for subject in made} == made
    with pytest.raises(IdentityDestroyed):
        keys.data_key("R-1/3")
    assert keys.rotate() == 19
    assert len(keys.data_key_or_new("R-1/new")) == 32


def test_a_rotation_cut_off_after_the_new_file_loses_nothing(keys: FileKeys, monkeypatch: pytest.MonkeyPatch) -> None:
    made = keys.data_key_or_new("R-1/a")

    def cut(*_: object) -> bytes:
        raise OSError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr("licet.storage.keys.wrap", cut)
        with pytest.raises(OSError, match="power cut"):
            keys.rotate()
    assert keys.data_key("R-1/a") == made
    assert len(keys.data_key_or_new("R-1/b")) == 32
    keys.rotate()
    assert keys.data_key("R-1/a") == made
    assert len(list(keys.folder.glob("*.key"))) == 1


def test_two_that_make_a_subjects_key_at_once_get_the_same(keys: FileKeys) -> None:
    got: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: got.append(FileKeys(keys.folder, random_bytes).data_key_or_new("R-1/a"))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 8
    assert len(set(got)) == 1


def test_a_copy_holds_every_key(keys: FileKeys, tmp_path: Path) -> None:
    made = keys.data_key_or_new("R-1/a")
    keys.copy_to(tmp_path / "copy")
    assert FileKeys(tmp_path / "copy", random_bytes).data_key("R-1/a") == made


def test_keys_are_read_made_and_destroyed_while_all_of_them_are_put_under_a_new_one(
    keys: FileKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader waits for one step at most, never for the whole rotation."""
    monkeypatch.setattr("licet.storage.keys.ROTATED_AT_ONCE", 10)
    made = {f"R-1/{n:03d}": keys.data_key_or_new(f"R-1/{n:03d}") for n in range(60)}
    steps: list[int] = []

    def others(done: int, of: int) -> None:
        assert of == 60
        steps.append(done)
        other = FileKeys(keys.folder, random_bytes)
        for subject in list(made)[:: 60 // 6]:
            if subject != "R-1/050" or done < 20:
                assert other.data_key(subject) == made[subject]
        made[f"R-2/{done}"] = other.data_key_or_new(f"R-2/{done}")
        if done == 20:
            other.destroy("R-1/050", DAY)

    keys.rotate(others)
    assert steps[:5] == [10, 20, 30, 40, 50]
    assert [path.name for path in keys.folder.glob("*.key")] == ["kek-2.key"]
    del made["R-1/050"]
    assert {subject: keys.data_key(subject) for subject in made} == made
    with pytest.raises(IdentityDestroyed):
        keys.data_key("R-1/050")


def test_a_reader_in_another_thread_is_never_refused_during_a_rotation(keys: FileKeys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("licet.storage.keys.ROTATED_AT_ONCE", 20)
    made = {f"R-1/{n}": keys.data_key_or_new(f"R-1/{n}") for n in range(100)}
    over = threading.Event()
    wrong: list[object] = []

    def read() -> None:
        other = FileKeys(keys.folder, random_bytes)
        while not over.is_set():
            for subject in list(made)[::9]:
                try:
                    if other.data_key(subject) != made[subject]:
                        wrong.append(subject)
                except Exception as error:  # noqa: BLE001 - whatever it is, the test fails with it
                    wrong.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    keys.rotate()
    over.set()
    reader.join()
    assert wrong == []
