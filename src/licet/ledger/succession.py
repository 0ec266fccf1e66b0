"""Which key follows a log's own: a note that the log's offline root signs, and nobody else can.

licet/succession@v1
origin
the old key, as a vkey
the new key, as a vkey
size of the log when it was signed
"""

from typing import NamedTuple

from licet.ledger.note import ED25519, Key, Note, read_key
from licet.ledger.plain import count_from
from licet.ledger.policy import Policy
from licet.ledger.refusal import Unproved, Unreadable
from licet.ledger.signature import check_signature

SUCCESSION_HEADER = "licet/succession@v1"
ROOT_SUFFIX = "/root"


class Succession(NamedTuple):
    """From this many entries on, the new key signs for the log."""

    origin: str
    old: Key
    new: Key
    size: int

    @property
    def text(self) -> str:
        """The text that the root signs."""
        return f"{SUCCESSION_HEADER}\n{self.origin}\n{self.old.vkey}\n{self.new.vkey}\n{self.size}\n"


def read_succession(note: Note) -> Succession:
    """What a note says, if it is one of succession; raises `Unreadable`."""
    lines = note.text.split("\n")[:-1]
    if len(lines) != 5 or lines[0] != SUCCESSION_HEADER:
        raise Unreadable(f"the note is no {SUCCESSION_HEADER}")
    old, new = read_key(lines[2]), read_key(lines[3])
    if {old.kind, new.kind} != {ED25519} or {old.name, new.name} != {lines[1]}:
        raise Unreadable("a log's key is an Ed25519 key with the log's own name")
    return Succession(lines[1], old, new, count_from(lines[4], "the size of the log"))


def check_succession(note: Note, policy: Policy) -> Succession:
    """Believe a change of key: the root that the policy names signed it, and the old key is one that the policy trusts."""
    said = read_succession(note)
    root = next((key for key in policy.logs if key.name == said.origin + ROOT_SUFFIX), None)
    if root is None:
        raise Unproved(f"the policy names no root for {said.origin}; add its “log” line, from whoever gave you the policy")
    signed = [one for one in note.signatures if (one.name, one.id) == (root.name, root.id)]
    if not signed or not all(check_signature(root, one, note.text, None).holds for one in signed):
        raise Unproved(f"the root of {said.origin} did not sign the change of key")
    if said.old.public not in [key.public for key in policy.logs if key.name == said.origin]:
        raise Unproved("the key that is followed is none that the policy trusts; apply the changes of key in their order")
    return said
