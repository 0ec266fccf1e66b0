"""Whom something is sealed to outside of the workspace: a court or committee with a key pair of its own.

Hybrid public-key encryption (RFC 9180: X25519, HKDF-SHA-256, AES-256-GCM). Keys are PEM files, as other tools make them
too. Whoever sealed cannot open again.
"""

import hashlib
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from licet.encoding.faults import refuse
from licet.sealing.field import Unopenable
from licet.storage.files import write_new

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
HEADER = b"licet/sealed-export@v1\n"


class Recipient:
    """Somebody's public key; `id` is 16 hexadecimal digits that tell it from others."""

    def __init__(self, key: X25519PublicKey) -> None:
        self._key = key
        self.id = hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16]

    def seal(self, clear: bytes) -> bytes:
        """Seal bytes so that only this recipient opens them."""
        return HEADER + SUITE.encrypt(clear, self._key, HEADER)


def make_keys(private: Path, public: Path) -> Recipient:
    """Make a key pair in two new files, the private one for its owner only; raises `Faults` when one is there."""
    for path in (private, public):
        if path.exists():
            raise refuse(str(path), "exists already; a key is never written over. Name another file")
    key = X25519PrivateKey.generate()
    write_new(private, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), mode=0o600)
    write_new(public, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return Recipient(key.public_key())


def read_recipient(data: bytes, name: str) -> Recipient:
    """The public key in a PEM file; raises `Faults`."""
    try:
        key = load_pem_public_key(data)
    except ValueError as error:
        raise refuse(name, "is no public key in PEM; “licet oversight key” makes a pair") from error
    if not isinstance(key, X25519PublicKey):
        raise refuse(name, "is a key of another kind; an export is sealed to an X25519 key")
    return Recipient(key)


def unseal(sealed: bytes, private: bytes, name: str) -> bytes:
    """Open what was sealed to the key in a PEM file. Raises `Faults` for what is no such key, `Unopenable` for another's or changed bytes."""
    try:
        key = load_pem_private_key(private, None)
    except (ValueError, TypeError) as error:
        raise refuse(name, "is no private key in PEM without a passphrase") from error
    if not isinstance(key, X25519PrivateKey):
        raise refuse(name, "is a key of another kind; an export is sealed to an X25519 key")
    if not sealed.startswith(HEADER):
        raise Unopenable("The file is no sealed export.")
    try:
        return SUITE.decrypt(sealed.removeprefix(HEADER), key, HEADER)
    except (InvalidTag, ValueError) as error:
        raise Unopenable("The export does not open with this key: it was sealed to another, or changed.") from error
