"""The opinion: a recommendation, its findings, what is missing, and every input by digest."""

import datetime as dt
from typing import Literal

import msgspec

from licet.classification.result import Classification
from licet.encoding.canonical import Digest
from licet.facts.fact import Missing
from licet.law.authorisation import Requirement
from licet.law.combination import Recommendation
from licet.law.finding import Finding
from licet.law.precedent import Precedent


class Inputs(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an opinion rests on. Equal inputs give equal bytes."""

    as_of: dt.date
    known_at: dt.date
    dossier: Digest
    snapshot: Digest
    rulebook: Digest
    context: Digest
    plan: Digest | None
    software: Digest


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """A condition on which the recommendation rests: what, which rule accepts it, and whose undertaking or answer it is."""

    id: str
    says: str
    rule: str
    provenance: str


class PartyMatch(msgspec.Struct, frozen=True, kw_only=True):
    """A listed record a party may be, without any name: the names stay sealed. `programs` as its list writes them."""

    record_id: str
    list: str
    score: str
    alert: bool
    state: Literal["open", "cleared", "confirmed", "below_threshold"]
    programs: tuple[str, ...] = ()


class PartyScreening(msgspec.Struct, frozen=True, kw_only=True):
    """What screening found for one party or owner of the dossier (`party` is its id, `buyer/holding` for an owner)."""

    party: str
    role: str
    alert: bool
    matches: tuple[PartyMatch, ...]


class Opinion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="shape", tag="opinion/1"):
    """A reasoned recommendation on one transfer. Only an officer decides.

    `conditions` an officer has accepted; `proposed` are those that rules accept and nobody has accepted yet.
    What has a default is left out of the bytes where it is empty, so that opinions of before keep theirs.
    """

    reference: str
    recommendation: Recommendation
    authorisation_required: Requirement
    summary: str
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
    conditions: tuple[Condition, ...]
    screening: tuple[PartyScreening, ...]
    classification: tuple[Classification, ...]
    inputs: Inputs
    precedents: tuple[Precedent, ...] = ()
    proposed: tuple[Condition, ...] = ()
