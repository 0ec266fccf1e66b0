"""The sealer: names under their own keys, every reading written down before it is answered."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

import msgspec

from licet.dossier.values import Identity, IdentityRef
from licet.encoding.canonical import Digest, canonical_bytes, digest_of, from_bytes
from licet.lifecycle.chain import Addition
from licet.lifecycle.event import draft
from licet.sealing.digest import salted_digest
from licet.sealing.field import NONCE_BYTES, Place, nonce_of, seal, unseal
from licet.sealing.keys import IdentityDestroyed
from licet.services.ports import Clock, Entropy, Journal, SealedIdentity, Transactions

KEY_VERSION = 1
"""Version of a subject's data key. Rotation changes the key around it, never the data key itself."""

AT_ONCE = 2_000
"""Identities of a list that are read from the tables and opened at a time."""

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


class SealedListOpened(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="sealed_list_opened/1"):
    """Somebody read all identities of a list at once.

    Which they were is said by the journal: the list as its stream stood after so many events. `refs`
    is the digest of their references in the order they were read (`SUBJECT VERSION`, a line each), to check that by.
    """

    list: str
    version: int
    count: int
    refs: Digest
    purpose: str


class IdentityDestroyedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="identity_destroyed/1"):
    """The key of a subject was destroyed."""

    subject: str
    destroyed_on: dt.date


class Keys(Protocol):
    """Where data keys lie (see `storage.keys`)."""

    def data_key(self, subject: str) -> bytes: ...
    def data_key_or_new(self, subject: str) -> bytes: ...
    def data_keys(self, subjects: Sequence[str]) -> dict[str, bytes | dt.date]: ...
    def data_keys_or_new(self, subjects: Sequence[str]) -> dict[str, bytes | dt.date]: ...
    def destroy(self, subject: str, on: dt.date) -> dt.date: ...


class SealedRows(Protocol):
    """Where sealed identities lie."""

    def hold(self, subject: str) -> None: ...
    def latest(self, subject: str) -> int: ...
    def get(self, subject: str, version: int) -> bytes: ...
    def add(self, subject: str, version: int, sealed: bytes) -> None: ...
    def hold_all(self, cases: Iterable[str]) -> None: ...
    def latest_of(self, subjects: Sequence[str]) -> dict[str, tuple[int, bytes]]: ...
    def get_of(self, places: Sequence[tuple[str, int]]) -> dict[tuple[str, int], bytes]: ...
    def add_of(self, rows: Sequence[tuple[str, int, bytes]]) -> None: ...


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

    def put_all(self, identities: Mapping[str, Identity]) -> tuple[IdentityRef, ...]:
        subjects = tuple(identities)
        data_keys = self._keys.data_keys_or_new(subjects)
        for subject, kept in data_keys.items():
            if isinstance(kept, dt.date):
                raise IdentityDestroyed(subject, kept)

        def work() -> tuple[IdentityRef, ...]:
            self._rows.hold_all(sorted({_case(subject) for subject in subjects}))
            latest = self._rows.latest_of(subjects)
            refs, new = [], []
            for subject, identity in identities.items():
                clear, data_key = canonical_bytes(identity), data_keys[subject]
                assert isinstance(data_key, bytes)
                version, sealed = latest.get(subject, (0, b""))
                ref = IdentityRef(subject=subject, version=version)
                if not version or unseal(sealed, data_key, _row(ref)) != clear:
                    ref = IdentityRef(subject=subject, version=version + 1)
                    new.append((subject, ref.version, seal(clear, data_key, _row(ref), nonce=self._entropy.bytes(NONCE_BYTES))))
                refs.append(ref)
            self._rows.add_of(new)
            return tuple(refs)

        return self._transactions.run(work)

    def open(self, ref: IdentityRef, reader: str, purpose: str) -> Identity:
        return self.open_all([ref], reader, purpose)[0]

    def open_all(self, refs: Iterable[IdentityRef], reader: str, purpose: str) -> tuple[Identity, ...]:
        return tuple(opened_row(ref, data, data_key) for ref, data_key, data in self._recorded(refs, reader, purpose))

    def hand_over(self, refs: Iterable[IdentityRef], reader: str, purpose: str) -> tuple[SealedIdentity, ...]:
        return tuple(SealedIdentity(ref=ref, sealed=data) for ref, _, data in self._recorded(refs, reader, purpose))

    def _recorded(self, refs: Iterable[IdentityRef], reader: str, purpose: str) -> list[tuple[IdentityRef, bytes, bytes]]:
        """The identities as they lie, each with its key, once the reading is written down."""
        asked = tuple(refs)
        # What cannot be answered is refused first; nothing of it leaves this function before the reading is recorded.
        sealed = [(ref, self._keys.data_key(ref.subject), self._rows.get(ref.subject, ref.version)) for ref in asked]
        by_case: dict[str, list[IdentityRef]] = {}
        for ref in asked:
            by_case.setdefault(_case(ref.subject), []).append(ref)
        self._record(
            {case: IdentityOpened(identities=tuple(of_case), purpose=purpose) for case, of_case in by_case.items()}, reader
        )
        return sealed

    def open_list(
        self, refs: Sequence[IdentityRef], reader: str, purpose: str, *, stream: str, version: int
    ) -> Iterator[tuple[IdentityRef, Identity | None]]:
        if refs:
            spelt = "".join(f"{ref.subject} {ref.version}\n" for ref in refs)
            opened = SealedListOpened(
                list=stream, version=version, count=len(refs), refs=digest_of(spelt.encode()), purpose=purpose
            )
            self._record({_case(refs[0].subject): opened}, reader)
        return self._listed(refs)

    def _listed(self, refs: Sequence[IdentityRef]) -> Iterator[tuple[IdentityRef, Identity | None]]:
        for some in (refs[at : at + AT_ONCE] for at in range(0, len(refs), AT_ONCE)):
            data_keys = self._keys.data_keys([ref.subject for ref in some])
            sealed = self._rows.get_of([(ref.subject, ref.version) for ref in some])
            for ref in some:
                data_key = data_keys[ref.subject]
                held = sealed[ref.subject, ref.version]
                yield ref, None if isinstance(data_key, dt.date) else opened_row(ref, held, data_key)

    def seal(self, subject: str, data: bytes) -> bytes:
        return sealed_content(subject, data, self._keys.data_key_or_new(subject))

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


def opened_row(ref: IdentityRef, sealed: bytes, data_key: bytes) -> Identity:
    """An identity, read from its row with its subject's key."""
    return from_bytes(unseal(sealed, data_key, _row(ref)), Identity)


def sealed_content(subject: str, data: bytes, data_key: bytes) -> bytes:
    """Other bytes that name a subject, sealed with its key; equal bytes give equal sealed bytes."""
    place = _content(subject)
    return seal(data, data_key, place, nonce=nonce_of(data, data_key, place))


def _case(subject: str) -> str:
    return subject.partition("/")[0]


def _row(ref: IdentityRef) -> Place:
    return Place(table="identities", column="identity", row=f"{ref.subject} {ref.version}", key_version=KEY_VERSION)


def _content(subject: str) -> Place:
    return Place(table="contents", column="bytes", row=subject, key_version=KEY_VERSION)
