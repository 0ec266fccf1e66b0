"""What goes over the pipe to the process in which names are opened, and what may come back: nothing that names anybody."""

import datetime as dt

import msgspec

from licet.encoding.canonical import Digest
from licet.encoding.faults import Fault
from licet.services.ports import SealedIdentity


class Places(msgspec.Struct, frozen=True, kw_only=True):
    """Where keys and lists lie: the first message."""

    keys: str
    library: str


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One case: canonical bytes of what it is assessed by, and the identities as they lie sealed."""

    dossier: bytes
    snapshot: bytes
    rulebook: bytes
    context: bytes
    as_of: dt.date
    known_at: dt.date
    software: Digest
    evidence: bool
    identities: tuple[SealedIdentity, ...]


class Done(msgspec.Struct, frozen=True, tag=True):
    """The canonical bytes of the opinion, and the sealed evidence."""

    opinion: bytes
    report: bytes | None


class Refused(msgspec.Struct, frozen=True, tag=True):
    """What keeps the case from being assessed."""

    faults: tuple[Fault, ...]


class Destroyed(msgspec.Struct, frozen=True, tag=True):
    """The key of a subject was destroyed between the asking and the opening."""

    subject: str
    on: dt.date


class Failed(msgspec.Struct, frozen=True, tag=True):
    """An error of the program, by its kind alone: its words could hold a name."""

    kind: str


Answer = Done | Refused | Destroyed | Failed
