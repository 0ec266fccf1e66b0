"""The public log: it grows with time alone, takes in everything that waits, and is never rolled back."""

import copy
from pathlib import Path

import pytest

from ledger.made_log import (
    SLOTS,
    OpinionFormed,
    RequestSubmitted,
    RequestWithdrawn,
    busy_desk,
    days,
    empty_desk,
    happen,
    policy_of,
)
from licet.ledger.checkpoint import read_checkpoint
from licet.ledger.note import read_note
from licet.ledger.policy import accept, read_policy
from licet.ledger.refusal import Unproved
from licet.ledger.signing import public_key
from licet.ledger.succession import check_succession
from licet.ledger.tlog_proof import check_proof
from licet.ledger.verify import verify_folder
from licet.services.claims import NotProvable, receipt
from licet.services.ledger import log_seed
from licet.services.ledger_keys import make_root_known, policy_text, succeed
from licet.services.ledger_tick import RolledBack, next_tick, public_size, publish, tick


def test_a_busy_and_an_idle_world_grow_alike_at_every_tick(tmp_path: Path) -> None:
    """Attack 20: sizes, numbers and lengths of files tell nothing of what goes on."""
    idle, busy = empty_desk(tmp_path / "idle"), empty_desk(tmp_path / "busy")
    for day in range(1, 8):
        for n in range(day % 3 * 3):
            happen(busy, f"case/{day}-{n}", RequestSubmitted)
        for desk in (idle, busy):
            days(desk)
            assert public_size(desk.book) == day * SLOTS
        shapes = [{path: len(data) for path, data in desk.book.public.files.items()} for desk in (idle, busy)]  # type: ignore[attr-defined]
        assert shapes[0] == shapes[1]
    assert busy.book.rows.waiting_count() == 0


def test_real_entries_stand_in_random_places_and_look_like_padding(tmp_path: Path) -> None:
    """Attack 20: over many worlds, a tick's only milestone stands in each of its places."""
    places = set()
    for world in range(40):
        desk = empty_desk(tmp_path / str(world))
        desk.book.entropy.bytes = lambda count, n=world: (n.to_bytes(2, "big") * count)[:count] if count < 40 else _noise(n, count)  # type: ignore[method-assign]
        days(desk)
        happen(desk, "case/A", RequestSubmitted)
        days(desk)
        entry = desk.book.rows.of_position(1)
        assert entry is not None
        assert entry.public_index is not None
        places.add(entry.public_index)
    assert places == {4, 5, 6, 7}


def _noise(seed: int, count: int) -> bytes:
    import random  # noqa: PLC0415 - a test's own chance

    return random.Random(seed).randbytes(count)  # noqa: S311


def test_what_does_not_fit_waits_in_order(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path)
    for n in range(9):
        happen(desk, f"case/{n}", RequestSubmitted)
    ticked = days(desk)
    assert ticked is not None
    assert (ticked.checkpoint.size, ticked.waiting) == (4, 6)
    days(desk)
    assert [one.position for one in desk.book.rows.waiting(9)] == [8, 9]
    ticked = days(desk)
    assert ticked is not None
    assert ticked.waiting == 0


def test_missed_ticks_are_made_up_for_so_that_only_time_decides_the_size(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path)
    ticked = days(desk, 30)
    assert ticked is not None
    assert (ticked.ticks, ticked.checkpoint.size) == (30, 30 * SLOTS)
    assert tick(desk) is None
    due = next_tick(desk.book)
    assert due is not None
    assert due > desk.clock.now()


def test_a_clock_set_back_takes_nothing_back(tmp_path: Path) -> None:
    """Attack 7."""
    desk = busy_desk(tmp_path)
    before = desk.book.rows.checkpoints()
    assert days(desk, -2) is None
    assert desk.book.rows.checkpoints() == before


def test_an_older_copy_of_the_database_signs_nothing(tmp_path: Path) -> None:
    """Attack 3: yesterday's database beside today's published log."""
    desk = busy_desk(tmp_path)
    state = desk.book.rows._state  # type: ignore[attr-defined]
    yesterday = {name: copy.copy(kept) for name, kept in vars(state).items()}
    days(desk)
    vars(state).update(yesterday)
    with pytest.raises(RolledBack, match="The published log has 16 entries, the database only 12"):
        days(desk)
    assert public_size(desk.book) == 12


def test_a_database_that_took_another_way_signs_nothing(tmp_path: Path) -> None:
    """Attack 4: the fork is refused where the published log is still there."""
    one, other = busy_desk(tmp_path / "one"), busy_desk(tmp_path / "other")
    happen(other, "case/X", RequestWithdrawn)
    days(one)
    days(other)
    other.book.public.put("checkpoint", one.book.rows.checkpoints()[-1].note)
    with pytest.raises(RolledBack, match="differ within the first 16 entries"):
        days(other)


def test_the_published_folder_is_checked_by_a_stranger(tmp_path: Path) -> None:
    desk = busy_desk(tmp_path)
    files = desk.book.public.files  # type: ignore[attr-defined]
    said = verify_folder(files.get, [name for name in files if name.startswith("tile/")], policy_of(desk))
    assert "holds 12 entries" in said[0]


def test_any_changed_byte_of_the_published_log_is_refused(tmp_path: Path) -> None:
    """Attack 1: every byte of every tile, bundle and of the part of the checkpoint that is signed."""
    desk = busy_desk(tmp_path)
    files = desk.book.public.files  # type: ignore[attr-defined]
    names = [name for name in files if name.startswith("tile/")]
    assert len(names) == 6, "the tiles of three ticks"
    for name in names:
        for at in range(0, len(files[name]), 5):
            changed = {**files, name: files[name][:at] + bytes([files[name][at] ^ 1]) + files[name][at + 1 :]}
            with pytest.raises(Unproved):
                verify_folder(changed.get, names, policy_of(desk))
        with pytest.raises(Unproved):
            verify_folder({**files, name: b""}.get, names, policy_of(desk))
    with pytest.raises(Unproved, match="missing"):
        verify_folder({name: data for name, data in files.items() if "12" not in name}.get, (), policy_of(desk))
    with pytest.raises(Unproved, match="is no tile of this log"):
        verify_folder({**files, "tile/0/001": b"x"}.get, [*names, "tile/0/001"], policy_of(desk))


def test_files_lost_before_they_were_written_are_written_later(tmp_path: Path) -> None:
    desk = busy_desk(tmp_path)
    whole = dict(desk.book.public.files)  # type: ignore[attr-defined]
    for name in ("checkpoint", "tile/0/000.p/12"):
        del desk.book.public.files[name]  # type: ignore[attr-defined]
    assert publish(desk.book) == 2
    assert desk.book.public.files == whole  # type: ignore[attr-defined]


def test_a_stolen_key_without_the_quorum_proves_nothing_and_a_changed_key_leaves_old_proofs_valid(tmp_path: Path) -> None:
    """Attack 5."""
    desk, root = busy_desk(tmp_path), b"\x07" * 32
    old_policy = policy_of(desk)
    old_proof = receipt(desk, "case/A", 1)
    with pytest.raises(NotProvable, match="not the root"):
        succeed(desk, root)
    key = make_root_known(desk, root)
    with pytest.raises(NotProvable, match="has a root already"):
        make_root_known(desk, b"\x08" * 32)
    with pytest.raises(NotProvable, match="not the root"):
        succeed(desk, b"\x08" * 32)
    with_root = read_policy(policy_text(desk.book).encode())
    note = succeed(desk, root)
    happen(desk, "case/A", OpinionFormed)
    days(desk)
    said = check_succession(note, with_root)
    assert said.new == public_key(said.origin, log_seed(desk.book, 2))
    with pytest.raises(Unproved, match="names no root"):
        check_succession(note, old_policy)
    with pytest.raises(Unproved, match="did not sign"):
        check_succession(note._replace(text=note.text.replace(said.new.vkey, said.old.vkey)), with_root)
    new_proof = receipt(desk, "case/A", 3)
    with pytest.raises(Unproved, match="no log of the policy signed"):
        check_proof(new_proof, old_policy)
    both = read_policy(policy_text(desk.book).encode())
    check_proof(new_proof, both)
    check_proof(old_proof, both)
    check_proof(old_proof, old_policy)
    assert key.name.endswith("/root")
    newest = read_note(desk.book.rows.checkpoints()[-1].note)
    assert accept(both, newest).checkpoint == read_checkpoint(newest)
