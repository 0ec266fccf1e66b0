"""The sealer: names under their own keys, every reading written down before it is answered."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

import msgspec

from licet.dossier.values import Identity, IdentityRef
from licet.encoding.canonical import Digest, canonical_bytes, digest_of, from_bytes
from licet.lifecycle.chain import Addition
from licet.lifecycle.event import draft
from licet.sealing.digest import salted_digest
from licet.sealing.field import NONCE_BYTES, Place, nonce_of, seal, unseal
from licet.services.ports import Clock, Entropy, Journal, Transactions

KEY_VERSION = 1
"""Version of a subject's data key. Rotation changes the key around it, never the data key itself."""

SALT_SUBJECT = "licet:workspace-salt"
"""Holder of the workspace's own salt among the keys; no reference has a colon, so no party can be it."""


class IdentityOpened(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="identity_opened/1"):
    """Somebody read identities of one case."""

    identities: tuple[IdentityRef, ...]
    purpose: str


class SealedContentOpened(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="sealed_content_opened/1"):
    """Somebody read bytes that name a subject; `content` is the digest of the sealed bytes."""

    subject: str
    content: Digest
    purpose: str


class IdentityDestroyedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="identity_destroyed/1"):
    """The key of a subject was destroyed."""

    subject: str
    destroyed_on: dt.date


class Keys(Protocol):
    """Where data keys lie (see `storage.keys`)."""

    def data_key(self, subject: str) -> bytes: ...
    def data_key_or_new(self, subject: str) -> bytes: ...
    def destroy(self, subject: str, on: dt.date) -> dt.date: ...


class SealedRows(Protocol):
    """Where sealed identities lie."""

    def hold(self, subject: str) -> None: ...
    def latest(self, subject: str) -> int: ...
    def get(self, subject: str, version: int) -> bytes: ...
    def add(self, subject: str, version: int, sealed: bytes) -> None: ...


class WorkspaceSealer:
    """Seals and opens what names the parties of one workspace."""

    def __init__(
        self, keys: Keys, rows: SealedRows, journal: Journal, transactions: Transactions, clock: Clock, entropy: Entropy
    ) -> None:
        self._keys, self._rows, self._journal = keys, rows, journal
        self._transactions, self._clock, self._entropy = transactions, clock, entropy

    def put(self, subject: str, identity: Identity) -> IdentityRef:
        data_key = self._keys.data_key_or_new(subject)
        clear = canonical_bytes(identity)

        def work() -> IdentityRef:
            self._rows.hold(subject)
            latest = IdentityRef(subject=subject, version=self._rows.latest(subject))
            if latest.version and unseal(self._rows.get(subject, latest.version), data_key, _row(latest)) == clear:
                return latest
            ref = IdentityRef(subject=subject, version=latest.version + 1)
            self._rows.add(subject, ref.version, seal(clear, data_key, _row(ref), nonce=self._entropy.bytes(NONCE_BYTES)))
            return ref

        return self._transactions.run(work)

    def open(self, ref: IdentityRef, reader: str, purpose: str) -> Identity:
        return self.open_all([ref], reader, purpose)[0]

    def open_all(self, refs: Iterable[IdentityRef], reader: str, purpose: str) -> tuple[Identity, ...]:
        asked = tuple(refs)
        # What cannot be answered is refused first; nothing of it leaves this function before the reading is recorded.
        sealed = [(ref, self._keys.data_key(ref.subject), self._rows.get(ref.subject, ref.version)) for ref in asked]
        by_case: dict[str, list[IdentityRef]] = {}
        for ref in asked:
            by_case.setdefault(_case(ref.subject), []).append(ref)
        self._record(
            {case: IdentityOpened(identities=tuple(of_case), purpose=purpose) for case, of_case in by_case.items()}, reader
        )
        return tuple(from_bytes(unseal(data, data_key, _row(ref)), Identity) for ref, data_key, data in sealed)

    def seal(self, subject: str, data: bytes) -> bytes:
        data_key = self._keys.data_key_or_new(subject)
        place = _content(subject)
        return seal(data, data_key, place, nonce=nonce_of(data, data_key, place))

    def unseal(self, subject: str, sealed: bytes, reader: str, purpose: str) -> bytes:
        data_key = self._keys.data_key(subject)
        self._record({_case(subject): SealedContentOpened(subject=subject, content=digest_of(sealed), purpose=purpose)}, reader)
        return unseal(sealed, data_key, _content(subject))

    def shred(self, subject: str, on: dt.date, person_id: str) -> None:
        self._refuse_inside()
        # The key first: should the rest fail, the identity is gone and shredding again completes the record.
        destroyed_on = self._keys.destroy(subject, on)
        self._append(
            {_case(subject): IdentityDestroyedEvent(subject=subject, destroyed_on=destroyed_on)},
            command_id=f"shred:{digest_of(subject.encode())}",
            person_id=person_id,
        )

    def keyed_digest(self, data: bytes) -> str:
        return salted_digest(data, salt=self._keys.data_key_or_new(SALT_SUBJECT), purpose="keyed digest")

    def _record(self, readings: dict[str, msgspec.Struct], reader: str) -> None:
        self._refuse_inside()
        if readings:
            self._append(readings, command_id=f"read:{self._entropy.id()}", person_id=reader)

    def _refuse_inside(self) -> None:
        if self._transactions.running:
            raise RuntimeError("identities are read and destroyed outside of Transactions.run, which could take the record back")

    def _append(self, payloads: dict[str, msgspec.Struct], *, command_id: str, person_id: str) -> None:
        now, today = self._clock.now(), self._clock.today()
        streams = {f"sealed/{case}": draft(payload, effective_on=today) for case, payload in payloads.items()}

        def work() -> None:
            if not self._journal.of_command(command_id):
                self._journal.append(
                    *(Addition(stream=s, expected=self._journal.version(s), drafts=(new,)) for s, new in streams.items()),
                    command_id=command_id,
                    person_id=person_id,
                    recorded_at=now,
                )

        self._transactions.run(work, streams=streams)


def _case(subject: str) -> str:
    return subject.partition("/")[0]


def _row(ref: IdentityRef) -> Place:
    return Place(table="identities", column="identity", row=f"{ref.subject} {ref.version}", key_version=KEY_VERSION)


def _content(subject: str) -> Place:
    return Place(table="contents", column="bytes", row=subject, key_version=KEY_VERSION)
