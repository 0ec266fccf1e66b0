"""Commit, reveal, claim: what is so can be proved, what is not cannot, and every changed byte is refused."""

import base64
from functools import lru_cache
from pathlib import Path

import pytest

from ledger.made_log import ORIGIN, OpinionFormed, RequestWithdrawn, busy_desk, days, happen, policy_of
from licet.ledger import signature
from licet.ledger.checkpoint import Checkpoint, read_checkpoint
from licet.ledger.claim import check_claim, read_claim
from licet.ledger.consistency import check_growth, read_consistency
from licet.ledger.leaf import slot_digest
from licet.ledger.note import key_of, read_key
from licet.ledger.policy import Policy, accept
from licet.ledger.refusal import Unproved, Unreadable
from licet.ledger.signing import public_key, signed
from licet.ledger.tiles import entries_in
from licet.ledger.tlog_proof import check_proof, read_proof
from licet.ledger.verify import verify_file
from licet.services import ledger
from licet.services.claims import NotProvable, NotSo, claim, fields_of, growth, receipt
from licet.services.desk import Desk
from licet.services.ledger import SUBJECT, Declared, log_seed
from licet.services.ports import LogEntry


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return busy_desk(tmp_path)


def test_a_receipt_opens_what_is_asked_and_nothing_else(desk: Desk) -> None:
    whole = read_proof(receipt(desk, "case/A", 1).bytes)
    assert check_proof(whole, policy_of(desk)).checkpoint.size == 4, "the checkpoint of its own day"
    assert whole.opening.value("field/stream") == "case/A"
    assert whole.opening.value("field/event") == desk.journal.read("case/A")[0].digest
    part = receipt(desk, "case/A", 1, frozenset({"kind", "effective_on"}))
    assert [(one.path, one.value) for one in part.opening.opened] == [
        ("field/kind", "request_submitted"),
        ("field/effective_on", "2026-08-03"),
    ]
    assert b"case/A" not in part.opening.bytes
    check_proof(part, policy_of(desk))


def test_guessing_finds_nothing_in_the_public_log(desk: Desk) -> None:
    """Attack 8: whoever holds a reveal, and every value that the shut fields could have, still cannot tell which it is."""
    files = desk.book.public.files  # type: ignore[attr-defined]
    public = b"".join(files.values())
    part = receipt(desk, "case/A", 1, frozenset({"kind"})).opening
    values = ["case/A", "case/B", "case/C", "request_submitted", "2026-08-03", "event", 1, 2, 3, None, True, False]
    paths = [f"field/{name}" for name in fields_of(desk, entry_of_first(desk))] + [
        f"predicate/{one.name}" for one in ledger.DECLARED
    ]
    salts = [part.opened[0].salt, bytes(32), b"", *part.shut]
    guesses = {slot_digest(path, value, salt) for path in paths for value in values for salt in salts}
    assert not guesses & set(part.shut)
    assert not any(guess in public for guess in guesses)
    assert {len(entry) for name, data in files.items() if "entries" in name for entry in entries_in(data, name)} == {32}


def entry_of_first(desk: Desk) -> LogEntry:
    entry = desk.book.rows.of_position(1)
    assert entry is not None
    return entry


def test_a_case_is_a_chain_in_which_a_gap_shows(desk: Desk) -> None:
    first, second = (receipt(desk, "case/A", n).opening for n in (1, 2))
    assert (first.value("field/case_seq"), first.value("field/previous")) == (1, None)
    assert (second.value("field/case_seq"), second.value("field/previous")) == (2, first.entry.hex())


def test_an_event_waits_for_its_tick_and_says_so(desk: Desk) -> None:
    happen(desk, "case/C", OpinionFormed)
    with pytest.raises(NotProvable, match="next at 2026-08-07 09:30 UTC"):
        receipt(desk, "case/C", 2)
    days(desk)
    check_proof(receipt(desk, "case/C", 2), policy_of(desk))


@pytest.mark.parametrize(
    ("predicate", "start", "end", "count"),
    [
        ("request_withdrawn", 0, None, 0),
        ("request_taken_in", 0, None, 3),
        ("request_taken_in", 4, 8, 0),
        ("request_taken_in", 4, 12, 1),
        ("opinion_formed", 0, 8, 1),
        ("opinion_formed", 8, 12, 0),
        ("opinion_formed", 12, 12, 0),
    ],
)
def test_a_claim_over_every_entry_is_proved(desk: Desk, predicate: str, start: int, end: int | None, count: int) -> None:
    made = claim(desk, predicate, count=count, start=start, end=end)
    proved = check_claim(read_claim(made.bytes), policy_of(desk))
    assert (proved.predicate.name, proved.true, proved.entries) == (predicate, count, (end or 12) - start)


def test_what_is_not_so_cannot_be_claimed_and_inside_it_is_said_why(desk: Desk) -> None:
    happen(desk, "case/B", RequestWithdrawn)
    days(desk)
    with pytest.raises(NotSo, match="“request_withdrawn” is true in 1 entries") as said:
        claim(desk, "request_withdrawn", count=0)
    assert [one.stream for one in said.value.where] == ["case/B"]
    check_claim(claim(desk, "request_withdrawn", count=0, end=12), policy_of(desk))
    with pytest.raises(NotSo):
        claim(desk, "request_taken_in", count=2)
    with pytest.raises(NotProvable, match="No catalogue declares “all_is_well”"):
        claim(desk, "all_is_well", count=0)
    with pytest.raises(NotProvable, match="No checkpoint has 5 entries"):
        claim(desk, "request_withdrawn", count=0, start=5)


def test_an_entry_cannot_answer_otherwise_than_it_was_written(desk: Desk) -> None:
    """An insider who changes every answer in the database, and rebuilds the claim from it, proves nothing."""
    happen(desk, "case/B", RequestWithdrawn)
    days(desk)
    entries = desk.book.rows._state.entries  # type: ignore[attr-defined] # the insider's hand
    for at, one in enumerate(entries):
        entries[at] = LogEntry(**{**{name: getattr(one, name) for name in one.__struct_fields__}, "truths": one.truths & ~4})
    forged = claim(desk, "request_withdrawn", count=0)
    with pytest.raises(Unproved, match="do not lead to the last checkpoint"):
        check_claim(forged, policy_of(desk))


def test_shutting_a_case_for_ever_leaves_every_claim_provable(desk: Desk) -> None:
    desk.book.keys.destroy(SUBJECT + "case/A", desk.clock.today())  # type: ignore[attr-defined]
    with pytest.raises(Exception, match="destroyed"):
        receipt(desk, "case/A", 1)
    happen(desk, "case/A", RequestWithdrawn)
    days(desk)
    check_claim(claim(desk, "request_taken_in", count=3), policy_of(desk))
    check_claim(claim(desk, "request_withdrawn", count=1), policy_of(desk))
    check_proof(receipt(desk, "case/B", 1), policy_of(desk))


def test_a_new_predicate_never_reaches_backwards(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    more = (*ledger.DECLARED, Declared("request_refused", "A request was refused.", ("opinion_formed",)))
    monkeypatch.setattr(ledger, "DECLARED", more)
    happen(desk, "case/C", OpinionFormed)
    with pytest.raises(NotProvable, match="declared only from a later tick"):
        claim(desk, "request_refused", count=0)
    days(desk)
    happen(desk, "case/D", OpinionFormed)
    days(desk)
    with pytest.raises(NotProvable, match="declared only from entry"):
        claim(desk, "request_refused", count=1, start=8)
    made = claim(desk, "request_refused", count=1, start=16)
    assert check_claim(made, policy_of(desk)).true == 1
    check_claim(claim(desk, "request_taken_in", count=3), policy_of(desk))
    with pytest.raises(Unproved, match="no predicate reaches backwards"):
        check_claim(made._replace(start=claim(desk, "request_taken_in", count=0, start=12).start), policy_of(desk))


def test_the_log_only_grew(desk: Desk) -> None:
    old, new = check_growth(read_consistency(growth(desk, 4).bytes), policy_of(desk))
    assert (old.checkpoint.size, new.checkpoint.size) == (4, 12)


def files_of(desk: Desk) -> dict[str, bytes]:
    return {
        "receipt": receipt(desk, "case/A", 2).bytes,
        "reveal": receipt(desk, "case/B", 1, frozenset({"kind"})).bytes,
        "claim": claim(desk, "request_withdrawn", count=0, start=4, end=8).bytes,
        "growth": growth(desk, 4, 8).bytes,
        "checkpoint": desk.book.rows.checkpoints()[0].note,
    }


@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("kind", ["receipt", "reveal", "claim", "growth", "checkpoint"])
def test_every_changed_byte_is_refused_with_a_reason(desk: Desk, kind: str, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Attack 1. Where a change is let pass, it lies in a signature by a key that the policy does not name, and proves the same."""
    monkeypatch.setattr(signature, "ed25519_holds", lru_cache(signature.ed25519_holds))
    data, policy = files_of(desk)[kind], policy_of(desk)
    said = outcome(data, policy)
    foreign = foreign_spans(data, policy.logs[0].id)
    for at in range(0, len(data), step):
        ignored = any(first <= at < end for first, end in foreign)
        if ignored and at % 64:
            continue
        for bit in (1, 0x80) if at % 16 == 0 else (1 << at % 8,):
            assert outcome(data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :], policy) in (
                {"refused", said} if ignored else {"refused"}
            )
    for cut in (0, 1, len(data) // 2, len(data) - 1):
        assert outcome(data[:cut], policy) == "refused"
    assert outcome(data + b"\n", policy) == "refused"


def outcome(data: bytes, policy: Policy) -> str:
    """What a verifier says of bytes: refused, with a reason, or what it takes as proved."""
    try:
        return "\n".join(verify_file(data, policy))
    except (Unproved, Unreadable) as no:
        return "refused" if len(str(no)) > 10 else "refused without a reason"


def foreign_spans(data: bytes, known: bytes) -> list[tuple[int, int]]:
    """Where signatures by keys stand that the policy does not name: C2SP has every verifier pass over them."""
    spans, dash = [], "—".encode()
    start = data.find(dash)
    while start >= 0:
        end = min(spot for spot in (data.find(b"\n", start), data.find(b"\\n", start), len(data)) if spot >= 0)
        encoded = data[start:end].split(b" ")[-1]
        if base64.b64decode(encoded)[:4] != known:
            spans.append((start, end))
        start = data.find(dash, end)
    return spans


def test_a_range_cannot_begin_at_a_checkpoint_of_a_fork(desk: Desk) -> None:
    """Attack 4: the same key signed another tree of the same size for somebody else."""
    made = claim(desk, "request_withdrawn", count=0, start=4)
    assert made.start is not None
    forged = signed(read_checkpoint(made.start)._replace(root=b"\x01" * 32).text, ORIGIN, log_seed(desk.book, 1))
    with pytest.raises(Unproved, match="does not lead to the first checkpoint"):
        check_claim(made._replace(start=forged), policy_of(desk))


def test_a_trusted_log_cannot_speak_for_another(desk: Desk) -> None:
    seed = b"\x44" * 32
    note = signed(Checkpoint(ORIGIN, 12, b"\x01" * 32).text, "other.example/log", seed)
    policy = policy_of(desk, f"log {public_key('other.example/log', seed).vkey}", "quorum none")
    with pytest.raises(Unproved, match="no log of the policy signed"):
        accept(policy, note)


def test_a_key_that_was_not_copied_whole_is_refused() -> None:
    key = key_of("example.org/log", 1, bytes(32))
    assert read_key(key.vkey) == key
    name, digits, rest = key.vkey.split("+")
    other = key_of(name, 1, b"\x01" * 32).vkey.split("+")[2]
    for wrong in (
        f"{name}x+{digits}+{rest}",
        f"{name}+{'0' * 8}+{rest}",
        f"{name}+{digits}+{other}",
        f"{name}{digits}+{rest}",
        f"+{digits}+{rest}",
    ):
        with pytest.raises(Unreadable):
            read_key(wrong)
