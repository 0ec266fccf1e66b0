"""What a stranger is told of a file or folder: sentences that were proved, or one that says why not."""

import hashlib
from collections.abc import Callable, Iterable

from licet.ledger.claim import CLAIM_HEADER, Claim, check_claim, read_claim
from licet.ledger.consistency import CONSISTENCY_HEADER, check_growth, read_consistency
from licet.ledger.note import read_note
from licet.ledger.plain import plain_bytes
from licet.ledger.policy import Accepted, Policy, accept
from licet.ledger.refusal import Unproved, Unreadable
from licet.ledger.succession import SUCCESSION_HEADER, check_succession
from licet.ledger.tiles import check_files
from licet.ledger.tlog_proof import PROOF_HEADER, check_proof, read_proof


def verify_file(data: bytes, policy: Policy) -> list[str]:
    """The sentences that a file proves; raises `Unproved` or `Unreadable`."""
    if data.startswith(PROOF_HEADER.encode()):
        return _said_of_proof(data, policy)
    if data.startswith(CLAIM_HEADER):
        return _said_of_claim(read_claim(data), policy)
    if data.startswith(CONSISTENCY_HEADER):
        old, new = check_growth(read_consistency(data), policy)
        grown = f"{old.checkpoint.origin} only grew, from {old.checkpoint.size:,} to {new.checkpoint.size:,} entries"
        return [f"Proved: {grown}.", f"Then: {old.says}. Now: {new.says}."]
    if data.startswith(SUCCESSION_HEADER.encode()):
        said = check_succession(read_note(data), policy)
        return [
            f"Proved: the root of {said.origin} lets a new key sign from {said.size:,} entries on. Add this line to your policy:",
            f"log {said.new.vkey}",
        ]
    try:
        accepted = accept(policy, read_note(data))
    except Unreadable as error:
        raise Unreadable(f"the file is no proof, claim, proof of consistency, change of key or checkpoint ({error})") from error
    return [f"Proved: {_checkpoint(accepted)}."]


def verify_folder(read: Callable[[str], bytes | None], names: Iterable[str], policy: Policy) -> list[str]:
    """The sentences that a folder of tiles proves; raises `Unproved` or `Unreadable`."""
    data = read("checkpoint")
    if data is None:
        raise Unreadable("the folder has no file “checkpoint”, so it is no log")
    accepted = accept(policy, read_note(data))
    if check_files(read, names, accepted.checkpoint.size) != accepted.checkpoint.root:
        raise Unproved("the entries do not lead to the root of the checkpoint: one was changed, left out or added")
    return [f"Proved: {_checkpoint(accepted)}.", "Every entry and every tile fits it."]


def _said_of_proof(data: bytes, policy: Policy) -> list[str]:
    proof = read_proof(data)
    accepted = check_proof(proof, policy)
    opened = [f"  {one.path.partition('/')[2]}: {shown(one.value)}" for one in proof.opening.opened]
    said = (
        f"Proved: entry {proof.place:,} of {accepted.checkpoint.origin}, {accepted.checkpoint.size:,} entries long, {accepted.says}"
    )
    return [f"{said}, says:" if opened else f"{said}, and opens nothing.", *opened]


def _said_of_claim(claim: Claim, policy: Policy) -> list[str]:
    proved = check_claim(claim, policy)
    where = "from its first entry" if proved.start is None else f"from entry {proved.start.checkpoint.size:,}"
    answers = {0: "in none", 1: "in exactly 1"}.get(proved.true, f"in exactly {proved.true:,}")
    name = claim.predicate
    lines = [
        f"Proved: of all {proved.entries:,} entries of {proved.end.checkpoint.origin} {where} to entry {proved.end.checkpoint.size:,},"
        f" {answers} is “{name}” true.",
        f"“{name}” means: {proved.predicate.meaning}",
        f"The last checkpoint: {proved.end.says}.",
    ]
    return lines if proved.start is None else [*lines, f"The first checkpoint: {proved.start.says}."]


def _checkpoint(accepted: Accepted) -> str:
    return f"{accepted.checkpoint.origin} holds {accepted.checkpoint.size:,} entries, {accepted.says}"


def shown(value: object) -> str:
    """A value for people: text as it is if it can be printed on one line, everything else as JSON."""
    if isinstance(value, str) and value.isprintable():
        return value
    return plain_bytes(value).decode().encode("ascii", "backslashreplace").decode()


def digest_text(data: bytes) -> str:
    """A digest as the log writes it."""
    return "sha256:" + hashlib.sha256(data).hexdigest()
