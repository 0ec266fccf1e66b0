"""Kleene's strong three-valued logic over proof nodes."""

import enum
from collections.abc import Iterable

import msgspec

from licet.facts.fact import Fact, Missing


class Truth(enum.Enum):
    """Met, not met, or unknown."""

    TRUE = "met"
    FALSE = "not_met"
    UNKNOWN = "unknown"


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """How one answer was reached: the truth, a sentence, the facts read, the facts missing, and the parts it rests on.

    `missing` of an unknown proof is never empty at its leaves: whoever makes an unknown says what
    would decide it. A `joined` proof was made of others by logic: its `says` names the question
    that was asked, whatever the answer; `told` says the answer.
    """

    truth: Truth
    says: str
    facts: tuple[Fact, ...] = ()
    missing: tuple[Missing, ...] = ()
    parts: tuple["Proof", ...] = ()
    joined: bool = False


def met(says: str, *facts: Fact, parts: tuple[Proof, ...] = ()) -> Proof:
    """A test that holds, with the facts that show it."""
    return Proof(truth=Truth.TRUE, says=says, facts=facts, parts=parts)


def not_met(says: str, *facts: Fact, parts: tuple[Proof, ...] = ()) -> Proof:
    """A test that does not hold, with the facts that show it."""
    return Proof(truth=Truth.FALSE, says=says, facts=facts, parts=parts)


def unknown(says: str, *missing: Missing, facts: tuple[Fact, ...] = (), parts: tuple[Proof, ...] = ()) -> Proof:
    """A test that cannot be decided, with the facts that would decide it."""
    if not missing and not parts:
        raise ValueError(f"an unknown must name what is missing: {says}")
    return Proof(truth=Truth.UNKNOWN, says=says, facts=facts, missing=missing, parts=parts)


def all_of(says: str, parts: Iterable[Proof]) -> Proof:
    """Conjunction: false when any part is false, else unknown when any is unknown, else true (also of nothing)."""
    return _joined(says, tuple(parts), decides=Truth.FALSE, otherwise=Truth.TRUE)


def any_of(says: str, parts: Iterable[Proof]) -> Proof:
    """Disjunction: true when any part is true, else unknown when any is unknown, else false (also of nothing)."""
    return _joined(says, tuple(parts), decides=Truth.TRUE, otherwise=Truth.FALSE)


def opposite(says: str, part: Proof) -> Proof:
    """Negation: unknown stays unknown."""
    turned = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE, Truth.UNKNOWN: Truth.UNKNOWN}[part.truth]
    return Proof(truth=turned, says=says, parts=(part,), joined=True)


def _joined(says: str, parts: tuple[Proof, ...], *, decides: Truth, otherwise: Truth) -> Proof:
    truths = [part.truth for part in parts]
    if decides in truths:
        truth = decides
    elif Truth.UNKNOWN in truths:
        truth = Truth.UNKNOWN
    else:
        truth = otherwise
    return Proof(truth=truth, says=says, parts=parts, joined=True)


def told(proof: Proof) -> str:
    """The answer in words: what the deciding parts say, down to those that were not made of others."""
    return "; ".join(dict.fromkeys(_sentences(proof)))


def _sentences(proof: Proof) -> list[str]:
    if not proof.joined or not proof.parts:
        return [proof.says]
    if len(proof.parts) == 1:
        return _sentences(proof.parts[0])
    deciding = [part for part in proof.parts if part.truth is proof.truth]
    return [sentence for part in deciding or proof.parts for sentence in _sentences(part)]


def missing_of(proof: Proof) -> tuple[Missing, ...]:
    """The facts whose absence keeps a proof unknown, in a fixed order without repeats; none for a decided proof.

    Walks only unknown parts: a missing fact beside a decided answer could not change it.
    """
    if proof.truth is not Truth.UNKNOWN:
        return ()
    found: dict[Missing, None] = dict.fromkeys(proof.missing)
    for part in proof.parts:
        found.update(dict.fromkeys(missing_of(part)))
    return tuple(found)


def facts_of(proof: Proof) -> tuple[Fact, ...]:
    """Every fact read anywhere in a proof, in reading order without repeats."""
    found: dict[Fact, None] = dict.fromkeys(proof.facts)
    for part in proof.parts:
        found.update(dict.fromkeys(facts_of(part)))
    return tuple(found)
