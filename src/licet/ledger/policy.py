"""Whom a verifier trusts: logs, witnesses, and how many of them must have seen a checkpoint (C2SP tlog-policy).

A log line named `<origin>/root` names the offline key that says which key follows a log's own
(`succession`); for every other reader it is one more log, which never issues a checkpoint of that origin.
"""

import datetime as dt
from typing import NamedTuple

from licet.ledger.checkpoint import Checkpoint, read_checkpoint
from licet.ledger.note import COSIGNATURE, ED25519, ML_DSA_COSIGNATURE, Key, Note, Signature, read_key
from licet.ledger.refusal import Unproved, Unreadable
from licet.ledger.signature import check_signature

LARGEST_POLICY = 1 << 18
SIGNATURE_BYTES = {ED25519: 64, COSIGNATURE: 8 + 64, ML_DSA_COSIGNATURE: 8 + 2420}


class Group(NamedTuple):
    """So many of these witnesses and groups."""

    needed: int
    members: tuple[str, ...]


class Policy(NamedTuple):
    """What a policy file says. `quorum` is the name of a witness or group, or `none`."""

    logs: tuple[Key, ...]
    witnesses: dict[str, Key]
    groups: dict[str, Group]
    quorum: str

    def reached(self, seen: frozenset[str], name: str | None = None) -> bool:
        """Whether witnesses of these names are enough."""
        name = self.quorum if name is None else name
        if name == "none":
            return True
        if name in self.witnesses:
            return name in seen
        group = self.groups[name]
        return sum(self.reached(seen, member) for member in group.members) >= group.needed


class Accepted(NamedTuple):
    """A checkpoint that a policy accepts: which log signed it, and which witnesses saw it when (seconds since 1970)."""

    checkpoint: Checkpoint
    log: Key
    witnesses: tuple[tuple[str, int], ...]

    @property
    def says(self) -> str:
        """Who stands behind it, as the end of a sentence."""
        if not self.witnesses:
            return f"signed by {self.log.name}, seen by no witness"
        seen = ", ".join(f"{name} at {time_text(time)}" for name, time in self.witnesses)
        return f"signed by {self.log.name}, seen by {seen}"


def time_text(seconds: int) -> str:
    """An instant of a witness, in UTC."""
    if seconds >= 253402300800:  # the year 10000
        return f"second {seconds}"
    return (dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)).strftime("%Y-%m-%d %H:%M:%S UTC")  # noqa: DTZ001


def read_policy(data: bytes) -> Policy:
    """A policy file; raises `Unreadable` naming the line."""
    if len(data) > LARGEST_POLICY or any((octet < 0x20 and octet not in b"\t\n") or octet == 0x7F for octet in data):
        raise Unreadable("the policy is too long, or holds a control character")
    logs: list[Key] = []
    witnesses: dict[str, Key] = {}
    groups: dict[str, Group] = {}
    joined: set[str] = set()
    quorum: str | None = None
    for number, line in enumerate(data.decode("utf-8", "surrogateescape").split("\n"), start=1):
        words = line.replace("\t", " ").split(" ")
        words = [word for word in words if word]
        if not words or words[0].startswith("#"):
            continue
        where = f"line {number} of the policy"
        match words:
            case ["log", vkey] | ["log", vkey, _]:
                key = read_key(vkey)
                if key.kind != ED25519 or key.public in [one.public for one in logs]:
                    raise Unreadable(f"{where}: a log has one Ed25519 key, named once")
                logs.append(key)
            case ["witness", name, vkey] | ["witness", name, vkey, _]:
                key = read_key(vkey)
                _new_name(name, witnesses, groups, where)
                if key.kind not in (COSIGNATURE, ML_DSA_COSIGNATURE) or key.public in [one.public for one in witnesses.values()]:
                    raise Unreadable(f"{where}: a witness has one key of cosignatures, named once")
                witnesses[name] = key
            case ["group", name, count, *members]:
                _new_name(name, witnesses, groups, where)
                if not members or any(member not in witnesses and member not in groups for member in members):
                    raise Unreadable(f"{where}: a group has members that are named above it")
                if joined & set(members) or len(set(members)) != len(members):
                    raise Unreadable(f"{where}: each name belongs to one group only, once")
                joined |= set(members)
                groups[name] = Group(_needed(count, len(members), where), tuple(members))
            case ["quorum", name]:
                if quorum is not None or (name != "none" and name not in witnesses and name not in groups):
                    raise Unreadable(f"{where}: one quorum, named above it or “none”")
                quorum = name
            case _:
                raise Unreadable(f"{where} is no line of a policy")
    if quorum is None:
        raise Unreadable("the policy has no line “quorum”")
    return Policy(tuple(logs), witnesses, groups, quorum)


def accept(policy: Policy, note: Note) -> Accepted:
    """Believe a checkpoint if a log of the policy signed it and its quorum saw it; raises `Unproved` or `Unreadable`."""
    checkpoint = read_checkpoint(note)
    log = _signer(policy, note, checkpoint)
    if log is None:
        raise Unproved(f"no log of the policy signed the checkpoint of {checkpoint.origin}")
    seen: dict[str, int] = {}
    for name, key in policy.witnesses.items():
        for signature in _by(key, note):
            checked = check_signature(key, signature, note.text, checkpoint)
            if checked.holds is False:
                raise Unproved(f"the cosignature of the witness {name} does not hold")
            if checked.holds and checked.time is not None:
                seen[name] = max(checked.time, seen.get(name, 0))
    if not policy.reached(frozenset(seen)):
        by = ", ".join(seen) or "none"
        raise Unproved(f"too few witnesses saw the checkpoint for the quorum {policy.quorum} (seen by: {by})")
    return Accepted(checkpoint, log, tuple(sorted(seen.items())))


def _signer(policy: Policy, note: Note, checkpoint: Checkpoint) -> Key | None:
    found = None
    for key in policy.logs:
        for signature in _by(key, note):
            if not check_signature(key, signature, note.text, None).holds:
                raise Unproved(f"the signature of the log {key.name} does not hold")
            if key.name == checkpoint.origin:
                found = key
    return found


def _by(key: Key, note: Note) -> tuple[Signature, ...]:
    found = tuple(one for one in note.signatures if (one.name, one.id) == (key.name, key.id))
    if any(len(one.value) != SIGNATURE_BYTES[key.kind] for one in found):
        raise Unproved(f"a signature by {key.name} has a wrong length")
    return found


def _needed(count: str, members: int, where: str) -> int:
    needed = {"any": "1", "all": str(members)}.get(count, count)
    if not (needed.isascii() and needed.isdigit() and len(needed) < 6 and 1 <= int(needed) <= members):
        raise Unreadable(f"{where}: a group needs “all”, “any”, or a number up to its members")
    return int(needed)


def _new_name(name: str, witnesses: dict[str, Key], groups: dict[str, Group], where: str) -> None:
    if name == "none" or name in witnesses or name in groups:
        raise Unreadable(f"{where}: the name {name} is taken")
