"""One case as the law sees it: the dossier with everything found out about it, and where each fact comes from."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

import msgspec

from licet.classification.result import Classification
from licet.dossier.history import Context
from licet.dossier.values import AssertedFact, Dossier, Item, Owner, Party
from licet.facts.fact import Fact
from licet.facts.kleene import Proof, met, not_met, unknown
from licet.law.finding import Finding
from licet.law.questions import missing
from licet.reference.edition import Snapshot
from licet.reference.indicators import Indicator
from licet.reference.memberships import Memberships
from licet.reference.plan_result import PlanResult
from licet.reference.portfolio import Portfolio
from licet.reference.rulebook import Rulebook

HitState = Literal["open", "cleared", "confirmed"]

_MILITARY = re.compile(r"(EU-|WA-)?ML|US-USML|US-[0-9][A-E]6[0-9]{2}")
"""How codes of munitions lists begin, the 600 series of the US list among them; every other listed code is dual-use."""


def of_munitions_list(code: str) -> bool:
    """Whether a code stands on a munitions list."""
    return _MILITARY.match(code) is not None


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One listed record that a party or owner may be, with the officer's word on it.

    `programs` are the programmes its list puts it under; none means the list does not say.
    """

    record_id: str
    list: str
    effect: Literal["prohibit", "refuse", "weigh"]
    score: str
    state: HitState
    programs: tuple[str, ...] = ()


class PartyHits(msgspec.Struct, frozen=True, kw_only=True):
    """The alerting hits of one party or owner; `path` is the party's id or `party/owner`."""

    path: str
    role: str
    hits: tuple[Hit, ...]


class Case(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Everything a rule may read. No rule reads anything else, so equal cases give equal findings.

    `same` are paths of parties and owners that are one person by their identifiers; `portfolio` is the
    authority's, where it has one; `plan_result` that of the plan its rulebook asks, where one is on file.
    """

    dossier: Dossier
    context: Context
    as_of: dt.date
    known_at: dt.date
    snapshot: Snapshot
    rulebook: Rulebook
    memberships: Memberships
    classification: dict[str, Classification]
    category_one: frozenset[str]
    hits: tuple[PartyHits, ...]
    same: tuple[tuple[str, ...], ...] = ()
    denied_end_users: dict[str, tuple[str, ...]] | None = None
    portfolio: Portfolio | None = None
    plan_result: PlanResult | None = None
    address_states: dict[str, tuple[str, ...]] = {}
    indicators: tuple[tuple[str, Indicator], ...] = ()
    embargoes: tuple[Finding, ...] = ()

    # ---- facts

    def fact(self, name: str, about: str | None = None) -> Fact:
        """The best assertion of a fact known by `known_at`; an unknown one when nobody asserted it.

        An officer's word goes before the exporter's; of equals, the later day, then the later entry.
        """
        found = self._facts.get((name, about))
        if found is None:
            found = self._facts[name, about] = self._best(name, about)
        return found

    @cached_property
    def _facts(self) -> dict[tuple[str, str | None], Fact]:
        """What was asked before: several rules ask the same."""
        return {}

    def _best(self, name: str, about: str | None) -> Fact:
        asserted = self._asserted.get((name, about), ())
        best = max(asserted, key=lambda one: (one[1].capacity == "officer", one[1].on, one[0]), default=None)
        if best is None:
            return Fact(name=name, value=None, source="not stated", about=about)
        chosen = best[1]
        return Fact(
            name=name,
            value=chosen.value,
            source=chosen.source,
            as_of=chosen.on,
            about=about,
            by=chosen.by,
            evidence=chosen.capacity == "officer" and bool(chosen.source.strip()),
        )

    @cached_property
    def _asserted(self) -> dict[tuple[str, str | None], list[tuple[int, AssertedFact]]]:
        """Every assertion known by `known_at`, by what it is about, with its place in the order."""
        found: dict[tuple[str, str | None], list[tuple[int, AssertedFact]]] = {}
        for order, one in enumerate((*self.dossier.facts, *self.context.answers)):
            if one.on <= self.known_at:
                found.setdefault((one.name, one.about), []).append((order, one))
        return found

    def stated(self, name: str, value: bool | str | tuple[str, ...] | None, about: str | None = None) -> Fact:
        """A fact as the dossier states it, or as a later answer has filled it in."""
        answered = self.fact(name, about)
        if answered.value is not None and answered.value == value:
            return answered
        return Fact(name=name, value=value, source="dossier", as_of=self.dossier.submitted_on, about=about)

    # ---- ways to ask

    def assessed(self, name: str, *, about: str | None = None, adverse: str, clear: str) -> Proof:
        """A question of risk or knowledge: only an officer's recorded assessment answers it (legal-safety point 3)."""
        fact = self.fact(name, about)
        if fact.evidence and fact.value is True:
            return met(adverse, fact)
        if fact.evidence and fact.value is False:
            return not_met(clear, fact)
        return unknown(_why_open(fact), missing(name, about), facts=() if fact.value is None else (fact,))

    def done(self, name: str, *, about: str | None = None, yes: str, no: str) -> Proof:
        """A duty or a claim that counts only when an officer stands behind it: met when done."""
        fact = self.fact(name, about)
        if fact.evidence and fact.value is True:
            return met(yes, fact)
        if fact.evidence and fact.value is False:
            return not_met(no, fact)
        return unknown(_why_open(fact), missing(name, about), facts=() if fact.value is None else (fact,))

    def word(self, name: str, about: str | None = None) -> str | None:
        """A word an officer has confirmed from evidence, else None."""
        fact = self.fact(name, about)
        return fact.value if fact.evidence and isinstance(fact.value, str) else None

    # ---- what is in the dossier

    def parties(self, *roles: str) -> tuple[Party, ...]:
        return tuple(party for party in self.dossier.parties if party.role in roles)

    def owners(self) -> Iterator[tuple[str, Party | Owner, Owner]]:
        """Every owner with its path and the party or owner it holds a stake in."""

        def below(path: str, held: Party | Owner) -> Iterator[tuple[str, Party | Owner, Owner]]:
            for owner in held.owners:
                inner = f"{path}/{owner.id}"
                yield inner, held, owner
                yield from below(inner, owner)

        for party in self.dossier.parties:
            yield from below(party.id, party)

    def codes(self, item: Item) -> tuple[str, ...]:
        """Every code the item is listed under, over all lists."""
        return tuple(code for result in self.classification[item.id].lists.values() for code in result.codes)

    def possible(self, item: Item) -> tuple[str, ...]:
        return tuple(code for result in self.classification[item.id].lists.values() for code in result.possible)

    def military(self, item: Item) -> Proof:
        """Is the item on a munitions list?"""
        about = self.classification[item.id]
        codes = [code for code in self.codes(item) if of_munitions_list(code)]
        if codes:
            return met(f"{item.id} is listed under {', '.join(codes)}", self.classified(item))
        results = [about.lists[name] for name in ("EU", "US") if name in about.lists]
        if results and all(result.decision != "refer" for result in results):
            return not_met(f"{item.id} is on no munitions list", self.classified(item))
        if any(result.decision == "listed" for result in results) and not any(
            of_munitions_list(code) for result in results for code in result.possible
        ):
            return not_met(f"{item.id} is listed as dual-use", self.classified(item))
        return unknown(
            f"the classification of {item.id} is open", missing("classification", item.id), facts=(self.classified(item),)
        )

    def classified(self, item: Item) -> Fact:
        """The classification of an item as a fact: its codes over all lists, or the decision where there is none."""
        lists = self.classification[item.id].lists
        words = tuple(f"{name}: {', '.join(result.codes) or result.decision}" for name, result in sorted(lists.items()))
        return Fact(name="classification", value=words or None, source="control-list entries", as_of=self.as_of, about=item.id)


def _why_open(fact: Fact) -> str:
    if fact.value is None:
        return f"no officer has answered “{fact.name}”"
    if not fact.evidence:
        return f"“{fact.name}” rests on the exporter's own word, which settles nothing here"
    return f"the answer to “{fact.name}” is neither yes nor no"
