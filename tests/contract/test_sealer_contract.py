"""What every sealer does."""

import datetime as dt
from typing import Any

import msgspec
import pytest

from licet.dossier.values import Identity, IdentityRef
from licet.encoding.canonical import canonical_bytes, digest_of
from licet.sealing.field import Unopenable
from licet.sealing.keys import IdentityDestroyed

SUBJECT = "R-2026-1/buyer"
ANNA = Identity(schema="Person", properties={"name": ("Anna Canary-Nachtigall",), "country": ("no",)})
BERTA = Identity(schema="Person", properties={"name": ("Berta Canary-Nachtigall",)})


def readings(store: Any, case: str = "R-2026-1") -> list[Any]:
    return [(one.event.kind, one.event.person_id, msgspec.json.decode(one.payload)) for one in store.journal.read(f"sealed/{case}")]


def test_an_identity_is_read_as_it_was_put(store: Any) -> None:
    ref = store.sealer.put(SUBJECT, ANNA)
    assert ref == IdentityRef(subject=SUBJECT, version=1)
    assert store.sealer.open(ref, "p-7", "screening") == ANNA


def test_the_same_identity_keeps_its_reference_and_a_changed_one_gets_the_next(store: Any) -> None:
    first = store.sealer.put(SUBJECT, ANNA)
    assert store.sealer.put(SUBJECT, ANNA) == first
    second = store.sealer.put(SUBJECT, BERTA)
    assert second.version == 2
    assert store.sealer.put(SUBJECT, ANNA).version == 3, "only the latest version counts as the same"
    assert store.sealer.open(first, "p-7", "x") == ANNA
    assert store.sealer.open(second, "p-7", "x") == BERTA
    assert store.sealer.put("R-2026-1/seller", ANNA).version == 1


def test_every_reading_is_recorded_with_reader_and_purpose_before_the_answer(store: Any) -> None:
    one, two = store.sealer.put(SUBJECT, ANNA), store.sealer.put("R-2026-2/buyer", BERTA)
    assert store.sealer.open_all([one, two, one], "p-7", "screening") == (ANNA, BERTA, ANNA)
    kind, reader, payload = readings(store)[0]
    assert (kind, reader, payload["purpose"]) == ("identity_opened", "p-7", "screening")
    assert payload["identities"] == [{"subject": SUBJECT, "version": 1}] * 2
    assert len(readings(store, "R-2026-2")) == 1
    assert store.journal.head().position == 2
    store.sealer.open(one, "p-8", "advice")
    assert [reader for _, reader, _ in readings(store)] == ["p-7", "p-8"]


def test_no_record_no_answer(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ref = store.sealer.put(SUBJECT, ANNA)
    sealed = store.sealer.seal(SUBJECT, b"evidence")

    def full(*_: Any, **__: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(store.journal, "append", full)
    with pytest.raises(OSError, match="no space"):
        store.sealer.open(ref, "p-7", "x")
    with pytest.raises(OSError, match="no space"):
        store.sealer.unseal(SUBJECT, sealed, "p-7", "x")


def test_an_identity_is_not_read_where_its_record_could_be_taken_back(store: Any) -> None:
    ref = store.sealer.put(SUBJECT, ANNA)
    sealed = store.sealer.seal(SUBJECT, b"evidence")
    for act in (
        lambda: store.sealer.open(ref, "p-7", "x"),
        lambda: store.sealer.unseal(SUBJECT, sealed, "p-7", "x"),
        lambda: store.sealer.shred(SUBJECT, dt.date(2026, 8, 3), "p-7"),
    ):
        with pytest.raises(RuntimeError, match="outside of Transactions"):
            store.transactions.run(act)
    assert store.sealer.open(ref, "p-7", "x") == ANNA


def test_a_put_in_a_failed_run_leaves_nothing(store: Any) -> None:
    def work() -> None:
        store.sealer.put(SUBJECT, ANNA)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.transactions.run(work)
    with pytest.raises(KeyError):
        store.sealer.open(IdentityRef(subject=SUBJECT, version=1), "p-7", "x")
    assert store.sealer.put(SUBJECT, BERTA).version == 1


@pytest.mark.parametrize("ref", [IdentityRef(subject=SUBJECT, version=2), IdentityRef(subject="R-9/x", version=1)])
def test_an_identity_that_is_not_there_is_a_key_error_and_no_reading(store: Any, ref: IdentityRef) -> None:
    store.sealer.put(SUBJECT, ANNA)
    with pytest.raises(KeyError):
        store.sealer.open(ref, "p-7", "x")
    assert store.journal.head().position == 0


def test_a_shredded_identity_says_when_it_was_destroyed_and_stays_so(store: Any) -> None:
    ref, other = store.sealer.put(SUBJECT, ANNA), store.sealer.put("R-2026-1/seller", BERTA)
    sealed = store.sealer.seal(SUBJECT, b"evidence")
    store.sealer.shred(SUBJECT, dt.date(2026, 9, 1), "p-9")
    for act in (
        lambda: store.sealer.open(ref, "p-7", "x"),
        lambda: store.sealer.open_all([other, ref], "p-7", "x"),
        lambda: store.sealer.unseal(SUBJECT, sealed, "p-7", "x"),
        lambda: store.sealer.put(SUBJECT, ANNA),
        lambda: store.sealer.seal(SUBJECT, b"evidence"),
    ):
        with pytest.raises(IdentityDestroyed, match="R-2026-1/buyer was destroyed on 2026-09-01") as destroyed:
            act()
        assert destroyed.value.destroyed_on == dt.date(2026, 9, 1)
    assert [kind for kind, _, _ in readings(store)] == ["identity_destroyed"]
    assert store.sealer.open(other, "p-7", "x") == BERTA


def test_shredding_again_changes_nothing_and_an_unknown_subject_can_be_shredded_ahead(store: Any) -> None:
    store.sealer.shred(SUBJECT, dt.date(2026, 9, 1), "p-9")
    store.sealer.shred(SUBJECT, dt.date(2027, 1, 1), "p-10")
    assert [(kind, reader, payload["destroyed_on"]) for kind, reader, payload in readings(store)] == [
        ("identity_destroyed", "p-9", "2026-09-01")
    ]
    with pytest.raises(IdentityDestroyed, match="2026-09-01"):
        store.sealer.put(SUBJECT, ANNA)


def test_a_shredding_cut_off_after_the_key_is_completed_by_the_next(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    store.sealer.put(SUBJECT, ANNA)
    append = store.journal.append

    def full(*_: Any, **__: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(store.journal, "append", full)
    with pytest.raises(OSError, match="no space"):
        store.sealer.shred(SUBJECT, dt.date(2026, 9, 1), "p-9")
    monkeypatch.setattr(store.journal, "append", append)
    store.sealer.shred(SUBJECT, dt.date(2026, 9, 2), "p-9")
    assert [payload["destroyed_on"] for _, _, payload in readings(store)] == ["2026-09-01"]


def test_other_bytes_are_sealed_alike_every_time_and_open_only_for_their_subject(store: Any) -> None:
    sealed = store.sealer.seal(SUBJECT, b"Anna Canary-Nachtigall")
    assert store.sealer.seal(SUBJECT, b"Anna Canary-Nachtigall") == sealed
    assert store.sealer.seal("R-2026-1/seller", b"Anna Canary-Nachtigall") != sealed
    assert b"Canary" not in sealed
    assert store.sealer.unseal(SUBJECT, sealed, "p-7", "appeal") == b"Anna Canary-Nachtigall"
    assert readings(store)[-1][0] == "sealed_content_opened"
    with pytest.raises(Unopenable):
        store.sealer.unseal("R-2026-1/seller", sealed, "p-7", "appeal")
    with pytest.raises(Unopenable):
        store.sealer.unseal(SUBJECT, sealed[:-1] + bytes([sealed[-1] ^ 1]), "p-7", "appeal")


def test_an_older_identity_cannot_be_put_in_the_place_of_a_newer(store: Any) -> None:
    """Whoever may write to the table can still not make a party be somebody it was before."""
    first = store.sealer.put(SUBJECT, ANNA)
    store.sealer.put(SUBJECT, BERTA)
    rows = store.sealer._rows
    store.transactions.run(lambda: rows.add(SUBJECT, 3, rows.get(SUBJECT, first.version)))
    with pytest.raises(Unopenable):
        store.sealer.open(IdentityRef(subject=SUBJECT, version=3), "p-7", "x")


def test_the_keyed_digest_is_steady_within_one_workspace(store: Any) -> None:
    assert store.sealer.keyed_digest(b"a") == store.sealer.keyed_digest(b"a")
    assert store.sealer.keyed_digest(b"a") != store.sealer.keyed_digest(b"b")
    assert len(store.sealer.keyed_digest(b"a")) == 64


def test_no_event_holds_a_name(store: Any) -> None:
    ref = store.sealer.put(SUBJECT, ANNA)
    store.sealer.open(ref, "p-7", "screening")
    store.sealer.shred(SUBJECT, dt.date(2026, 9, 1), "p-9")
    assert all(b"Canary" not in one.envelope + one.payload for one in store.journal.read_all())
    assert b"Canary" in canonical_bytes(ANNA)


LIST = "_list"


def many(count: int = 5) -> dict[str, Identity]:
    return {f"{LIST}/p-{at}": Identity(schema="Person", properties={"name": (f"Canary Number {at}",)}) for at in range(count)}


def test_many_identities_are_put_at_once_as_each_would_be(store: Any) -> None:
    people = many()
    refs = store.sealer.put_all(people)
    assert refs == tuple(IdentityRef(subject=subject, version=1) for subject in people)
    changed = {**people, f"{LIST}/p-3": BERTA, f"{LIST}/p-9": ANNA}
    again = store.sealer.put_all(changed)
    assert [ref.version for ref in again] == [1, 1, 1, 2, 1, 1]
    assert store.sealer.put(f"{LIST}/p-3", BERTA) == again[3]
    assert store.sealer.open_all(again, "p-7", "x") == tuple(changed.values())


def test_many_identities_in_a_failed_run_leave_nothing(store: Any) -> None:
    def work() -> None:
        store.sealer.put_all(many())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.transactions.run(work)
    assert store.sealer.put_all({f"{LIST}/p-0": BERTA})[0].version == 1


def test_one_destroyed_identity_keeps_all_from_being_put(store: Any) -> None:
    store.sealer.shred(f"{LIST}/p-2", dt.date(2026, 9, 1), "p-9")
    with pytest.raises(IdentityDestroyed, match="p-2 was destroyed on 2026-09-01"):
        store.sealer.put_all(many())
    assert store.sealer.put(f"{LIST}/p-0", BERTA).version == 1


def test_a_list_is_read_with_one_record_that_names_it(store: Any) -> None:
    people = many()
    refs = store.sealer.put_all(people)
    store.sealer.shred(f"{LIST}/p-1", dt.date(2026, 9, 1), "p-9")
    before = store.journal.head().position
    read = store.sealer.open_list(refs, "p-7", "rescreening", stream="parties/all", version=3)
    assert store.journal.head().position == before + 1, "recorded before the first is read"
    assert list(read) == [(ref, None if at == 1 else people[ref.subject]) for at, ref in enumerate(refs)]
    kind, reader, payload = readings(store, LIST)[-1]
    spelt = "".join(f"{ref.subject} 1\n" for ref in refs).encode()
    assert (kind, reader) == ("sealed_list_opened", "p-7")
    assert payload == {
        "shape": "sealed_list_opened/1", "list": "parties/all", "version": 3, "count": 5, "purpose": "rescreening",
        "refs": digest_of(spelt),
    }  # fmt: skip


def test_no_record_no_list(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    refs = store.sealer.put_all(many())
    with pytest.raises(RuntimeError, match="outside of Transactions"):
        store.transactions.run(lambda: store.sealer.open_list(refs, "p-7", "x", stream="parties/all", version=1))

    def full(*_: Any, **__: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(store.journal, "append", full)
    with pytest.raises(OSError, match="no space"):
        store.sealer.open_list(refs, "p-7", "x", stream="parties/all", version=1)


def test_a_sealed_row_of_a_list_cannot_stand_for_another(store: Any) -> None:
    """Whoever may write to the table can still not make one listed party be another."""
    refs = store.sealer.put_all(many())
    rows = store.sealer._rows
    store.transactions.run(lambda: rows.add_of([(refs[0].subject, 2, rows.get(refs[1].subject, 1))]))
    swapped = (IdentityRef(subject=refs[0].subject, version=2),)
    with pytest.raises(Unopenable):
        list(store.sealer.open_list(swapped, "p-7", "x", stream="parties/all", version=1))
