"""Findings: what each rule answers for one case."""

import datetime as dt
from typing import Literal

import msgspec

from licet.access.level import ReleaseLevel
from licet.encoding.reading import FactValue
from licet.facts.fact import Missing
from licet.reference.criteria import Effect, Phase, Standard

Outcome = Literal["met", "not_met", "unknown"]


class FactUsed(msgspec.Struct, frozen=True, kw_only=True):
    """A fact as a finding shows it."""

    name: str
    value: FactValue
    source: str
    as_of: dt.date | None = None
    about: str | None = None


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One rule's answer. `met` means that the rule's test holds:

    prohibit, refuse: the bar stands; weigh: a risk was assessed as present; duty: the duty is
    done; scope: the instrument applies. `edition` names the table the rule or row came from.
    """

    rule: str
    instrument: str
    citation: str
    effect: Effect
    outcome: Outcome
    standard: Standard
    says: str
    facts: tuple[FactUsed, ...] = ()
    missing: tuple[Missing, ...] = ()
    release_level: ReleaseLevel = "case"
    phase: Phase | None = None
    confidence: Literal["high", "medium", "low"] = "high"
    edition: str = ""
