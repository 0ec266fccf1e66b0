"""Signing of notes and checkpoints. A key is its seed of 32 random bytes, which whoever calls has in keeping."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from licet.ledger.checkpoint import Checkpoint
from licet.ledger.note import COSIGNATURE, ED25519, ML_DSA_COSIGNATURE, Key, Note, Signature, key_of
from licet.ledger.signature import cosigned_message, cosigned_text


def public_key(name: str, seed: bytes, kind: int = ED25519) -> Key:
    """The public key of a seed."""
    if kind == ML_DSA_COSIGNATURE:
        return key_of(name, kind, MLDSA44PrivateKey.from_seed_bytes(seed).public_key().public_bytes_raw())
    return key_of(name, kind, Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())


def signed(text: str, name: str, seed: bytes) -> Note:
    """A text as a note with one Ed25519 signature."""
    key = public_key(name, seed)
    return Note(text, (Signature(name, key.id, Ed25519PrivateKey.from_private_bytes(seed).sign(text.encode())),))


def cosignature(checkpoint: Checkpoint, name: str, seed: bytes, *, time: int, kind: int = COSIGNATURE) -> Signature:
    """A cosignature over a checkpoint at an instant (seconds since 1970), by Ed25519 or, with that kind, by ML-DSA-44."""
    key = public_key(name, seed, kind)
    if kind == ML_DSA_COSIGNATURE:
        value = MLDSA44PrivateKey.from_seed_bytes(seed).sign(cosigned_message(name, time, checkpoint))
    else:
        value = Ed25519PrivateKey.from_private_bytes(seed).sign(cosigned_text(time, checkpoint.text))
    return Signature(name, key.id, time.to_bytes(8, "big") + value)


def with_signatures(note: Note, *more: Signature) -> Note:
    """A note with more signatures, in place of earlier ones of the same keys."""
    new = {(one.name, one.id) for one in more}
    kept = tuple(one for one in note.signatures if (one.name, one.id) not in new)
    return Note(note.text, kept + more)
