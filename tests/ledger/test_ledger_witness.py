"""Witnesses: a fork, a rollback or a stranger is never cosigned, whoever asks, whatever is killed."""

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.made_log import RequestWithdrawn, busy_desk, days, happen, policy_of
from licet.cli.witness import server_of
from licet.encoding.faults import Faults
from licet.ledger.note import COSIGNATURE, ML_DSA_COSIGNATURE, read_note
from licet.ledger.policy import accept, read_policy
from licet.ledger.refusal import Unproved, Unreadable
from licet.ledger.signing import cosignature, public_key, with_signatures
from licet.ledger.witness import request_of
from licet.services.desk import Desk
from licet.services.ledger_tick import add_cosignatures, tree_of
from licet.storage.ledger_witness import FileWitness
from workbench import StandingClock

COURT = public_key("court.example.org/w1", b"\x11" * 32, COSIGNATURE).vkey


def seed_of(count: int) -> bytes:
    return b"\x11" * count


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return busy_desk(tmp_path / "log")


@pytest.fixture
def witness(tmp_path: Path, desk: Desk) -> FileWitness:
    made = FileWitness.create(tmp_path / "court", "court.example.org/w1", seed_of, StandingClock())
    made.trust(policy_of(desk).logs[0].vkey)
    return made


def request(desk: Desk, old: int, size: int | None = None) -> bytes:
    rows = {row.size: row for row in desk.book.rows.checkpoints()}
    row = rows[size or max(rows)]
    return request_of(old, tree_of(desk.book, row.size).consistency(old), read_note(row.note))


def test_a_log_that_grows_is_cosigned_and_a_quorum_of_two_organisations_is_asked_for(
    desk: Desk, witness: FileWitness, tmp_path: Path
) -> None:
    """Attack 4 and 5: the log's own key is not enough."""
    press = FileWitness.create(tmp_path / "press", "press.example.org/w1", lambda n: b"\x22" * n, StandingClock())
    press.trust(policy_of(desk).logs[0].vkey)
    keys = {name: [key.vkey for key in one.public_keys()] for name, one in (("court", witness), ("press", press))}
    lines = (
        f"witness court-1 {keys['court'][0]}",
        f"witness court-2 {keys['court'][1]}",
        f"witness press-1 {keys['press'][0]}",
        "group court any court-1 court-2",
        "group press any press-1",
        "group both all court press",
        "quorum both",
    )
    policy = policy_of(desk, *lines)
    with pytest.raises(Unproved, match="too few witnesses"):
        accept(policy, read_note(desk.book.rows.checkpoints()[-1].note))
    first = witness.add_checkpoint(request(desk, 0))
    assert first.status == 200
    assert add_cosignatures(desk, first.says, keys["court"]) == ("court.example.org/w1",) * 2
    with pytest.raises(Unproved, match="too few witnesses"):
        accept(policy, read_note(desk.book.rows.checkpoints()[-1].note))
    assert add_cosignatures(desk, press.add_checkpoint(request(desk, 0)).says, keys["press"][:1]) == ("press.example.org/w1",)
    accepted = accept(policy, read_note(desk.book.public.read("checkpoint") or b""))
    assert [name for name, _ in accepted.witnesses] == ["court-1", "court-2", "press-1"]
    assert "seen by court-1 at 2026-08-03 09:30:00 UTC" in accepted.says


def test_a_forked_shrunken_strange_or_malformed_log_is_not_cosigned(desk: Desk, witness: FileWitness, tmp_path: Path) -> None:
    """Attack 4: two forks under one key are never both cosigned; attack 3: nor is an older one."""
    other = busy_desk(tmp_path / "other")
    for one, what in ((desk, None), (other, RequestWithdrawn)):
        if what:
            happen(one, "case/X", what)
        days(one)
    assert witness.add_checkpoint(request(desk, 0, 12)).status == 200
    assert witness.add_checkpoint(request(desk, 12)).status == 200
    forked = read_note(other.book.rows.checkpoints()[-1].note)
    assert forked.text != read_note(desk.book.rows.checkpoints()[-1].note).text
    cases = {
        "the fork, at its size": (request(other, 16), 409),
        "the fork, from before": (request(other, 12), 409),
        "a later state of the fork": (days(other) and request(other, 16), 422),
        "an older state": (request(desk, 0, 8), 409),
        "a shrunken one": (request_of(16, [], read_note(desk.book.rows.checkpoints()[0].note)), 400),
        "no proof": (b"old 16\n\n" + forked.bytes, 409),
        "signed by nobody known": (request(desk, 16).replace(b"licet ", b"licet2 "), 400),
        "another log": (request(desk, 16).replace(b"example.org/licet\n16", b"example.org/other\n16"), 404),
        "another root": (request(desk, 16).replace(b"\n16\n", b"\n17\n"), 403),
        "nothing": (b"", 400),
        "no note": (b"old 16\n\nhello\n", 400),
        "a number with a zero before": (request(desk, 16).replace(b"old 16", b"old 016"), 400),
    }
    for name, (body, status) in cases.items():
        judged = witness.add_checkpoint(body or b"")
        assert judged.cosign is None, name
        if name != "signed by nobody known":
            assert judged.status == status, (name, judged)
    assert witness.seen()["example.org/licet"].size == 16
    assert witness.add_checkpoint(request(desk, 16)).status == 200, "the same again is cosigned again"


def test_what_was_seen_is_on_disk_before_a_cosignature_leaves(
    desk: Desk, witness: FileWitness, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("licet.storage.ledger_witness.cosignature", killed)
        with pytest.raises(KeyboardInterrupt):
            witness.add_checkpoint(request(desk, 0))
    assert witness.seen()["example.org/licet"].size == 12


def test_a_witness_that_forgot_does_not_go_on(witness: FileWitness, desk: Desk) -> None:
    (witness.folder / "witness.json").write_bytes(b"{}")
    with pytest.raises(Faults, match="must not go on"):
        witness.add_checkpoint(request(desk, 0))
    (witness.folder / "witness.json").unlink()
    with pytest.raises(Faults, match="is no witness"):
        witness.add_checkpoint(request(desk, 0))


def test_of_many_that_ask_at_once_each_is_answered_from_what_is_true_then(desk: Desk, witness: FileWitness) -> None:
    answers: list[int] = []
    bodies = [request(desk, 0, size) for size in (4, 8, 12)] * 3
    threads = [threading.Thread(target=lambda body=body: answers.append(witness.add_checkpoint(body).status)) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] + [409] * 8


@pytest.fixture
def address(witness: FileWitness) -> Iterator[str]:
    with server_of(witness, 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_it_answers_over_http(desk: Desk, address: str) -> None:
    def post(path: str, body: bytes) -> tuple[int, str, str]:
        try:
            with urllib.request.urlopen(urllib.request.Request(address + path, body), timeout=10) as answered:  # noqa: S310
                return answered.status, answered.read().decode(), answered.headers["Content-Type"]
        except urllib.error.HTTPError as no:
            with no:
                return no.code, no.read().decode(), no.headers["Content-Type"]

    status, text, _ = post("/add-checkpoint", request(desk, 0))
    assert status == 200
    assert len(add_cosignatures(desk, text, [COURT])) == 1
    assert post("/add-checkpoint", request(desk, 0)) == (409, "12\n", "text/x.tlog.size")
    assert post("/elsewhere", b"")[0] == 404
    assert post("/add-checkpoint", b"x")[0] == 400


def test_an_ml_dsa_cosignature_counts_and_a_changed_one_is_refused(desk: Desk) -> None:
    row = desk.book.rows.checkpoints()[-1]
    note = read_note(row.note)
    accepted = accept(policy_of(desk), note)
    line = cosignature(accepted.checkpoint, "q.example", b"\x33" * 32, time=1785749400, kind=ML_DSA_COSIGNATURE)
    policy = policy_of(desk, f"witness q {public_key('q.example', b'3' * 32, ML_DSA_COSIGNATURE).vkey}", "quorum q")
    accept(policy, with_signatures(note, line))
    for at in (0, 7, 8, 100, 2427):
        value = line.value[:at] + bytes([line.value[at] ^ 1]) + line.value[at + 1 :]
        with pytest.raises(Unproved, match="does not hold"):
            accept(policy, with_signatures(note, line._replace(value=value)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("quorum none\nquorum none\n", "one quorum"),
        ("", "no line “quorum”"),
        ("quorum w\n", "named above it"),
        ("group g any w\nquorum g\n", "named above it"),
        ("group g 2\nquorum g\n", "named above it"),
        ("log x\nquorum none\n", "no base64|no name"),
        ("trust me\nquorum none\n", "is no line of a policy"),
        ("witness none K\nquorum none\n", "taken"),
        ("witness a K\nwitness b K\nquorum a\n", "named once"),
        ("witness a K\nwitness b L\ngroup g 3 a b\nquorum g\n", "up to its members"),
        ("witness a K\nwitness b L\ngroup g 0 a b\nquorum g\n", "up to its members"),
        ("witness a K\ngroup g any a\ngroup h any a\nquorum g\n", "one group only"),
        ("witness a K\ngroup g 2 a a\nquorum g\n", "one group only, once"),
        ("quorum none\x01\n", "control character"),
    ],
)
def test_a_policy_that_could_be_misread_is_refused(text: str, said: str) -> None:
    for letter, seed in (("K", b"k"), ("L", b"l")):
        text = text.replace(f" {letter}\n", f" {public_key('w.example', seed * 32, COSIGNATURE).vkey}\n")
    with pytest.raises(Unreadable, match=said):
        read_policy(text.encode())
