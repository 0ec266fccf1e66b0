"""Workspaces: whole or not there, private, and never on top of anything."""

import datetime as dt
from pathlib import Path

import pytest

from licet.encoding.faults import Faults
from licet.lifecycle.chain import Addition
from licet.lifecycle.event import draft
from licet.storage import workspace as workspaces
from licet.storage.sealer import IdentityDestroyedEvent
from licet.storage.system import SystemClock, SystemEntropy
from licet.storage.workspace import create, exists, open_workspace

pytestmark = pytest.mark.usefixtures("own_default")


def test_a_workspace_is_made_opened_and_used(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "workspace"
    assert not exists(folder)
    create(folder)
    assert exists(folder)
    assert {"workspace.json", "licet.sqlite3", "contents", "library", "keys"} <= {path.name for path in folder.iterdir()}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert list(folder.parent.iterdir()) == [folder], "nothing unfinished is left beside it"
    one = open_workspace(folder)
    digest = one.contents.put(b"x")
    note(one)
    again = open_workspace(folder)
    assert again.journal.check().position == 1
    assert again.contents.get(digest) == b"x"
    assert again.library.editions() == ()
    assert again.sealer.keyed_digest(b"a") == one.sealer.keyed_digest(b"a")


def note(one: workspaces.Workspace, command_id: str = "c1") -> None:
    payload = IdentityDestroyedEvent(subject="R-1/a", destroyed_on=dt.date(2026, 9, 1))
    new = draft(payload, effective_on=payload.destroyed_on)
    one.journal.append(
        Addition(stream="case/A", expected=one.journal.version("case/A"), drafts=(new,)),
        command_id=command_id,
        person_id="p",
        recorded_at=one.clock.now(),
    )


@pytest.mark.parametrize("occupant", ["a workspace", "a file", "somebody's folder"])
def test_what_is_there_already_is_left_alone(tmp_path: Path, occupant: str) -> None:
    folder = tmp_path / "workspace"
    match occupant:
        case "a workspace":
            create(folder)
        case "a file":
            folder.write_text("mine")
        case _:
            folder.mkdir()
            (folder / "thesis.odt").write_text("mine")
    before = sorted((path, path.read_bytes()) for path in [folder, *folder.rglob("*")] if path.is_file())
    with pytest.raises(Faults, match=r"is a file|is not empty"):
        create(folder)
    assert sorted((path, path.read_bytes()) for path in [folder, *folder.rglob("*")] if path.is_file()) == before


def test_an_empty_folder_and_the_sites_own_key_are_no_obstacle(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    folder.mkdir()
    (folder / "web-secret.key").write_text("k" * 40)
    create(folder)
    assert exists(folder)
    assert (folder / "web-secret.key").read_text() == "k" * 40


def test_a_making_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "workspace"
    folder.mkdir()
    (folder / "web-secret.key").write_text("k" * 40)

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(workspaces, "write_mark", full)
    with pytest.raises(OSError, match="no space"):
        create(folder)
    assert sorted(tmp_path.rglob("*")) == [folder, folder / "web-secret.key"]


def test_of_two_that_make_it_at_once_one_succeeds_and_the_other_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second finishes while the first is about to put its own in place."""
    folder = tmp_path / "workspace"
    mark = workspaces.write_mark
    faster: list[Path] = []

    def late(new: Path, clock: SystemClock) -> None:
        mark(new, clock)
        if not faster:
            faster.append(new)
            create(folder)
            (folder / "web-secret.key").write_text("k" * 40)

    monkeypatch.setattr(workspaces, "write_mark", late)
    with pytest.raises(Faults, match="not empty"):
        create(folder)
    assert exists(folder)
    assert (folder / "web-secret.key").exists()
    assert list(tmp_path.iterdir()) == [folder]


def test_a_folder_that_is_none_and_a_later_layout_are_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Faults, match="is no workspace; make one with “licet init”"):
        open_workspace(tmp_path / "nowhere")
    create(tmp_path / "workspace")
    (tmp_path / "workspace" / "workspace.json").write_text('{"shape":"workspace/2"}')
    with pytest.raises(Faults, match="made by a later version"):
        open_workspace(tmp_path / "workspace")


def test_a_postgresql_of_another_workspace_is_refused(tmp_path: Path, postgres_url: str) -> None:
    create(tmp_path / "one", url=postgres_url)
    assert not (tmp_path / "one" / "licet.sqlite3").exists()
    create(tmp_path / "two", url=postgres_url)
    note(open_workspace(tmp_path / "one", url=postgres_url))
    with pytest.raises(Faults, match="another workspace's events"):
        create(tmp_path / "three", url=postgres_url)
    assert not (tmp_path / "three").exists()


def test_the_machines_clock_and_entropy() -> None:
    clock, entropy = SystemClock(), SystemEntropy()
    assert clock.now().tzinfo == dt.UTC
    assert abs(clock.today() - clock.now().date()) <= dt.timedelta(days=1)
    assert len(entropy.bytes(32)) == 32
    ids = {entropy.id() for _ in range(100)}
    assert len(ids) == 100
    assert {len(one) for one in ids} == {32}
