"""Writes `tests/vectors/ledger` anew: `python tests/ledger/write_vectors.py`, with `tests` on the path.

Only for a new version of a format: signatures differ from run to run, and vectors that others hold should not.
"""

import json
import shutil
import tempfile
from pathlib import Path

from ledger.made_log import OpinionFormed, RequestWithdrawn, busy_desk, days, happen, policy_text
from licet.ledger.leaf import Opened, fold
from licet.ledger.note import COSIGNATURE, read_note
from licet.ledger.signing import public_key
from licet.ledger.tlog_proof import read_proof
from licet.ledger.witness import request_of
from licet.services.claims import claim, growth, receipt
from licet.services.desk import Desk
from licet.services.ledger_keys import make_root_known, succeed
from licet.services.ledger_keys import policy_text as whole_policy
from licet.services.ledger_tick import add_cosignatures, tree_of
from licet.storage.ledger_witness import FileWitness
from workbench import StandingClock

TARGET = Path(__file__).resolve().parents[1] / "vectors/ledger"
SEEDS = {"court": b"\x11" * 32, "press": b"\x22" * 32}


def quorum_lines() -> tuple[str, ...]:
    keys = {name: public_key(f"{name}.example.org/w1", seed, COSIGNATURE).vkey for name, seed in SEEDS.items()}
    return (
        *(f"witness {name} {key}" for name, key in keys.items()),
        "group first any court",
        "group second any press",
        "group both all first second",
        "quorum both",
    )


def witnessed(desk: Desk, folder: Path, names: tuple[str, ...]) -> None:
    """Let witnesses see the newest checkpoint."""
    for name in names:
        one = FileWitness(folder / name, StandingClock())
        if not one.folder.exists():
            one = FileWitness.create(one.folder, f"{name}.example.org/w1", lambda _, seed=SEEDS[name]: seed, StandingClock())
            one.trust(policy_text(desk).split("\n")[0].removeprefix("log "))
        row = desk.book.rows.checkpoints()[-1]
        old = one.seen()["example.org/licet"].size if one.seen() else 0
        asked = request_of(old, tree_of(desk.book, row.size).consistency(old), read_note(row.note))
        key = public_key(f"{name}.example.org/w1", SEEDS[name], COSIGNATURE).vkey
        add_cosignatures(desk, one.add_checkpoint(asked).says, [key])


def written(folder: Path) -> None:
    desk = busy_desk(folder)
    witnessed(desk, folder, ("court", "press"))
    happen(desk, "case/B", RequestWithdrawn)
    happen(desk, "case/C", OpinionFormed)
    days(desk)
    witnessed(desk, folder, ("court",))
    TARGET.mkdir(exist_ok=True)
    files: dict[str, bytes] = {
        "policy-log-only.txt": policy_text(desk).encode(),
        "policy-two-organisations.txt": policy_text(desk, *quorum_lines()).encode(),
        "receipt.tlog-proof": receipt(desk, "case/C", 1).bytes,
        "reveal.tlog-proof": receipt(desk, "case/C", 1, frozenset({"kind", "effective_on"})).bytes,
        "half-witnessed.tlog-proof": receipt(desk, "case/C", 2).bytes,
        "none-withdrawn.claim": claim(desk, "request_withdrawn", count=0, end=12).bytes,
        "three-taken-in.claim": claim(desk, "request_taken_in", count=3, end=12).bytes,
        "one-withdrawn-later.claim": claim(desk, "request_withdrawn", count=1, start=12).bytes,
        "growth.consistency": growth(desk, 4).bytes,
        "checkpoint.txt": desk.book.rows.checkpoints()[2].note,
    }
    shutil.rmtree(TARGET / "log", ignore_errors=True)
    for name, data in desk.book.public.files.items():  # type: ignore[attr-defined]
        (TARGET / "log" / name).parent.mkdir(parents=True, exist_ok=True)
        (TARGET / "log" / name).write_bytes(data)
    make_root_known(desk, b"\x77" * 32)
    files["policy-with-root.txt"] = whole_policy(desk.book).encode()
    files["change-of-key.succession"] = succeed(desk, b"\x77" * 32).bytes
    good = files["none-withdrawn.claim"]
    last = len(good) - 193
    proof = files["receipt.tlog-proof"]
    files |= {
        "bad-answer.claim": good[:last] + b"\x01" + good[last + 1 :],
        "bad-count.claim": files["three-taken-in.claim"].replace(b'"count":3', b'"count":2'),
        "bad-left-out.claim": good[:last],
        "bad-predicate.claim": good.replace(b'"predicate":"request_withdrawn"', b'"predicate":"opinion_formed"'),
        "bad-spelling.claim": good.replace(b'"count":0', b'"count": 0'),
        "bad-index.tlog-proof": proof.replace(b"\nindex ", b"\nindex 0", 1),
        "bad-place.tlog-proof": proof.replace(b"\nindex 1", b"\nindex 2", 1) if b"\nindex 1" in proof else proof.replace(b"\nindex ", b"\nindex 1", 1),
        "bad-signature.txt": bent(files["checkpoint.txt"]),
        "bad-growth.consistency": files["growth.consistency"].replace(b'"hashes":[', b'"hashes":["' + b"A" * 43 + b'=",', 1),
        "bad-root.succession": files["change-of-key.succession"].replace(b"\n16\n", b"\n17\n"),
    }  # fmt: skip
    for name, data in files.items():
        (TARGET / name).write_bytes(data)
    one = read_proof(proof)
    slots = [[o.at, o.path, o.value, o.salt.hex(), o.digest.hex()] for o in one.opening.opened]
    odd = [
        Opened(16, "field/x", value, bytes(32))
        for value in ('"\\\u0007\u20ac\ud83d\ude00/'.encode("utf-16", "surrogatepass").decode("utf-16"), None, True, -7, ["a", 1])
    ]
    leaf = {
        "entry": one.opening.entry.hex(),
        "fold": {"digests": [f"{n:064x}" for n in range(32)], "entry": fold([n.to_bytes(32, "big") for n in range(32)]).hex()},
        "slots": slots + [[o.at, o.path, o.value, o.salt.hex(), o.digest.hex()] for o in odd],
    }
    (TARGET / "leaf.json").write_text(json.dumps(leaf, indent=1, ensure_ascii=True) + "\n")


def bent(note: bytes) -> bytes:
    """The checkpoint with one bit of the log's signature changed."""
    at = note.index("— example.org/licet ".encode()) + len("— example.org/licet ".encode()) + 20
    return note[:at] + (b"A" if note[at : at + 1] != b"A" else b"B") + note[at + 1 :]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        written(Path(name))
