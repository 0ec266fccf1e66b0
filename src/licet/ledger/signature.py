"""Signatures of notes and checkpoints: which bytes are signed by each kind of key, and whether they are.

ML-DSA-44 needs a library. Where there is none, such a cosignature counts as one by an unknown key: it
cannot be checked, so it adds nothing to a quorum.
"""

from typing import NamedTuple

from licet.ledger.checkpoint import Checkpoint
from licet.ledger.ed25519 import ed25519_holds
from licet.ledger.note import COSIGNATURE, ED25519, Key, Signature

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey
except ImportError:
    MLDSA44PublicKey = None  # type: ignore[assignment,misc]

TIME_BYTES = 8


class Checked(NamedTuple):
    """The outcome for one signature: whether it holds (None where it cannot be checked here), and its time in seconds, if it has one."""

    holds: bool | None
    time: int | None


def cosigned_text(time: int, text: str) -> bytes:
    """What a timed Ed25519 cosignature signs (C2SP tlog-cosignature v1)."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def cosigned_message(name: str, time: int, checkpoint: Checkpoint) -> bytes:
    """What a timed ML-DSA-44 cosignature signs (C2SP tlog-cosignature, subtree/v1, for a whole checkpoint)."""
    cosigner, origin = name.encode(), checkpoint.origin.encode()
    return b"".join(
        (
            b"subtree/v1\n\x00",
            len(cosigner).to_bytes(1, "big") + cosigner,
            time.to_bytes(8, "big"),
            len(origin).to_bytes(1, "big") + origin,
            (0).to_bytes(8, "big"),
            checkpoint.size.to_bytes(8, "big"),
            checkpoint.root,
        )
    )


def check_signature(key: Key, signature: Signature, text: str, checkpoint: Checkpoint | None) -> Checked:
    """Check one signature over a note's text; `checkpoint` is what the text says, if it is one."""
    if key.kind == ED25519:
        return Checked(ed25519_holds(key.public, text.encode(), signature.value), None)
    if checkpoint is None or len(signature.value) <= TIME_BYTES:
        return Checked(False, None)
    time, value = int.from_bytes(signature.value[:TIME_BYTES], "big"), signature.value[TIME_BYTES:]
    if key.kind == COSIGNATURE:
        return Checked(ed25519_holds(key.public, cosigned_text(time, text), value), time)
    if MLDSA44PublicKey is None:
        return Checked(None, time)
    try:
        MLDSA44PublicKey.from_public_bytes(key.public).verify(value, cosigned_message(key.name, time, checkpoint))
    except (InvalidSignature, ValueError):
        return Checked(False, time)
    return Checked(True, time)
