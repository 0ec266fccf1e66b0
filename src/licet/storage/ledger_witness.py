"""A witness on disk: its key, the logs it knows, and the newest checkpoint of each that it cosigned.

    witness.json    its name, the keys of the logs, and what it saw last of each; replaced whole, on disk before any cosignature leaves
    witness.key     its seed: 64 hexadecimal digits, readable by its owner only

Two that ask at once are answered one after the other, so that none is ever answered from what was true before.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from licet.encoding.canonical import canonical_bytes, from_bytes
from licet.encoding.faults import quoted, refuse
from licet.ledger.note import COSIGNATURE, ED25519, ML_DSA_COSIGNATURE, Key, read_key
from licet.ledger.refusal import Unreadable
from licet.ledger.signing import cosignature, public_key
from licet.ledger.witness import Answer, Held, answer
from licet.services.ports import Clock
from licet.storage.files import place, temporary_beside, write_new
from licet.storage.keys import RandomBytes, read_seed

STATE, KEY = "witness.json", "witness.key"
KINDS = (COSIGNATURE, ML_DSA_COSIGNATURE)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """The newest checkpoint cosigned of a log: its size, and its root as hexadecimal digits."""

    size: int
    root: str


class WitnessState(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="witness/1"):
    """What `witness.json` holds. `logs` are vkeys; `seen` goes by the name of the log."""

    name: str
    logs: tuple[str, ...]
    seen: dict[str, Seen]


class FileWitness:
    """One witness in one folder."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder, self._clock = folder, clock

    @classmethod
    def create(cls, folder: Path, name: str, random_bytes: RandomBytes, clock: Clock) -> "FileWitness":
        """Make a new witness in a folder that is not there yet; raises `Faults`."""
        if not name or any(character.isspace() or character == "+" for character in name) or len(name.encode()) > 200:
            raise refuse("--name", f"{quoted(name)} is no name of a witness; write an address without blanks and plus signs")
        try:
            folder.mkdir(mode=0o700)
        except (FileExistsError, FileNotFoundError) as error:
            raise refuse(str(folder), "is there already, or lies in a folder that is not; name a new one") from error
        write_new(folder / KEY, random_bytes(32).hex().encode() + b"\n", mode=0o600)
        write_new(folder / STATE, canonical_bytes(WitnessState(name=name, logs=(), seen={})), mode=0o600)
        return cls(folder, clock)

    def public_keys(self) -> tuple[Key, ...]:
        """Its public keys: Ed25519, and ML-DSA-44."""
        state = self._state()
        return tuple(public_key(state.name, read_seed(self.folder / KEY), kind) for kind in KINDS)

    def trust(self, vkey: str) -> None:
        """Know a log by its key; a second key of the same log is one that followed the first."""
        try:
            key = read_key(vkey)
        except Unreadable as no:
            raise refuse("KEY", f"cannot be taken: {no}") from no
        if key.kind != ED25519:
            raise refuse("KEY", "is no key of a log")
        with self._held() as state:
            if vkey not in state.logs:
                self._keep(msgspec.structs.replace(state, logs=(*state.logs, vkey)))

    def seen(self) -> dict[str, Seen]:
        """The newest checkpoint cosigned of each log."""
        return self._state().seen

    def add_checkpoint(self, request: bytes) -> Answer:
        """Answer a request; for status 200 `says` is the lines of cosignature. What was seen is on disk before that."""
        with self._held() as state:
            logs: dict[str, tuple[Key, ...]] = {}
            for key in map(read_key, state.logs):
                logs[key.name] = (*logs.get(key.name, ()), key)
            held = {origin: Held(seen.size, bytes.fromhex(seen.root)) for origin, seen in state.seen.items()}
            judged = answer(request, logs, held)
            if judged.cosign is None:
                return judged
            newest = Seen(size=judged.cosign.size, root=judged.cosign.root.hex())
            self._keep(msgspec.structs.replace(state, seen={**state.seen, judged.cosign.origin: newest}))
            seed, time = read_seed(self.folder / KEY), int(self._clock.now().timestamp())
            lines = [cosignature(judged.cosign, state.name, seed, time=time, kind=kind).line for kind in KINDS]
            return judged._replace(says="".join(lines))

    def _state(self) -> WitnessState:
        try:
            return from_bytes((self.folder / STATE).read_bytes(), WitnessState)
        except FileNotFoundError as error:
            raise refuse(str(self.folder), "is no witness; make one with “licet witness init”") from error
        except msgspec.MsgspecError as error:
            raise refuse(
                str(self.folder / STATE), "is damaged; a witness that forgot what it saw must not go on. Restore it"
            ) from error

    def _keep(self, state: WitnessState) -> None:
        handle, temporary = temporary_beside(self.folder / STATE)
        with os.fdopen(handle, "wb") as file:
            file.write(canonical_bytes(state))
            file.flush()
            os.fsync(file.fileno())
        place(temporary, self.folder / STATE)

    @contextmanager
    def _held(self) -> Iterator[WitnessState]:
        self._state()
        with open(self.folder / "lock", "wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield self._state()
