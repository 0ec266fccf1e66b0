"""One entry tried on one item: its tests, what leaves it to another entry, its release notes, and what of it is only prose."""

import datetime as dt

import msgspec

from licet.classification.prove import prove
from licet.classification.stated import Stated
from licet.classification.trade_off import with_trade_off
from licet.facts.fact import Missing
from licet.facts.kleene import Proof, Truth, all_of, met, not_met, told, unknown
from licet.reference.control_entries import ControlEntries, Entry, ItemKind


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What one entry answers.

    `traded` and `remote` say that it is open by a trade of payload for range, and only from afar;
    `unshown` are release notes of a met entry that nobody has shown to hold.
    """

    entry: Entry
    proof: Proof
    remote: bool = False
    traded: bool = False
    unshown: tuple[str, ...] = ()

    @property
    def truth(self) -> Truth:
        return self.proof.truth

    @property
    def doubtful(self) -> bool:
        """Whether the wording is so unsure that the entry can only support "refer" or "possible", never decide."""
        return self.entry.confidence == "low"


class Kinds(msgspec.Struct, frozen=True, kw_only=True):
    """The kinds an item is of: `named` by the word for it, none when the entries do not know the word, and `shown` by its facts.

    Entries must be complete for the kinds named; a kind shown by a fact brings its entries with it.
    """

    word: str
    named: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()

    def can_meet(self, entry: Entry) -> bool:
        """Whether an entry has to be tried: it is of one of these kinds, or the kind of item or of the entry is not known."""
        return not self.named or entry.kinds is None or not (self.named | self.shown).isdisjoint(entry.kinds)


def kinds_of(word: str, entries: ControlEntries, known: Stated) -> Kinds:
    """The kinds an item is of, by the word for it and by its facts."""
    every = [one for head in entries.heads for one in head.kinds]
    return Kinds(
        word=word,
        named=frozenset(one.id for one in every if _plain(word) in {_plain(other) for other in (one.id, *one.words)}),
        shown=frozenset(one.id for one in every if _shown(one, known)),
    )


def _plain(word: str) -> str:
    return " ".join(word.casefold().replace("_", " ").split())


def _shown(kind: ItemKind, known: Stated) -> bool:
    return kind.also_if is not None and prove(kind.also_if, known).truth is Truth.TRUE


def answers(kinds: Kinds, entries: ControlEntries, known: Stated, *, as_of: dt.date) -> tuple[Answer, ...]:
    """The answers of every entry in force that can apply to the kind of item, in the order of the entries."""
    in_force = {entry.id: entry for entry in entries.entries if entry.in_force(as_of) and kinds.can_meet(entry)}
    found: dict[str, Answer] = {}

    def answer(entry: Entry) -> Answer:
        if entry.id not in found:
            others = [answer(in_force[one]) for one in entry.excludes if one in in_force]
            found[entry.id] = _tried(entry, kinds, others, known)
        return found[entry.id]

    return tuple(answer(entry) for entry in in_force.values())


def _tried(entry: Entry, kinds: Kinds, others: list[Answer], known: Stated) -> Answer:
    traded = with_trade_off(entry, prove(entry.tests, known), known)
    released = [prove(note, known) for note in entry.unless]
    # An entry left open only by a remote trade-off does not hold up those that give way to it.
    ahead = [_left_by(other.entry.id, other.proof) for other in others if not other.remote]
    ahead += [_left_by(rule.then, prove(rule.tests, known)) for rule in entry.excludes_if]
    proof = all_of("all", [traded.proof, *ahead])
    shown = next((note for note in released if note.truth is Truth.TRUE), None)
    if shown is not None and proof.truth is not Truth.FALSE:
        proof = not_met(f"released, since {told(shown)}", parts=(shown,))
    proof = _with_prose(entry, proof)
    unshown = [note for note in released if note.truth is Truth.UNKNOWN and proof.truth is Truth.TRUE]
    if not kinds.named and entry.kinds is not None and kinds.shown.isdisjoint(entry.kinds) and proof.truth is not Truth.FALSE:
        proof = unknown(f"“{kinds.word}” is no kind of item the entries know", _kind_question(kinds.word), parts=(proof,))
    return Answer(
        entry=entry,
        proof=proof,
        remote=traded.remote and proof.truth is Truth.UNKNOWN,
        traded=traded.considered and proof.truth is Truth.UNKNOWN,
        unshown=tuple(told(note) for note in unshown),
    )


def _left_by(other: str, proof: Proof) -> Proof:
    """Holds when an entry that goes first does not take the item."""
    match proof.truth:
        case Truth.TRUE:
            return not_met(f"{other} takes it, which goes first", parts=(proof,))
        case Truth.FALSE:
            return met(f"{other} does not take it", parts=(proof,))
    return proof


def _with_prose(entry: Entry, proof: Proof) -> Proof:
    """Conditions that stand only in prose are unknown: a release may let the item go, an addition may bring it in."""
    prose = entry.narrowing if proof.truth is Truth.TRUE else entry.widening if proof.truth is Truth.FALSE else ()
    if not prose:
        return proof
    conditions = "; ".join(prose)
    asked = Missing(name="classification", question=f"Does this condition of {entry.id} hold: {conditions}?", answerer="officer")
    return unknown(f"a condition stands only in words: {conditions}", asked, parts=(proof,))


def _kind_question(kind: str) -> Missing:
    return Missing(name="kind", question=f"What kind of item is “{kind}”, in a word the entries know?", answerer="exporter")
