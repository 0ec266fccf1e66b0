"""What a screening answers. Scores are exact decimals with four places, so that results replay byte for byte."""

from decimal import Decimal
from typing import Literal

import msgspec


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One feature of a comparison: for, against or absent; `weight` in thousandths of log-odds; `says` is a plain sentence."""

    feature: str
    effect: Literal["for", "against", "absent"]
    weight: int
    query_value: str | None
    record_value: str | None
    says: str


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """A listed party that the queried one may be. `score` is the probability that they are the same, four places.

    `programs` are the programmes or regimes its list puts it under, as the publisher writes them; none means not stated.
    """

    record_id: str
    list: str
    caption: str
    matched_name: str
    score: Decimal
    alert: bool
    effect: Literal["prohibit", "refuse", "weigh"]
    programs: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...]


class Screening(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="screening/1"):
    """One screened query: matches come best first, ordered by (score descending, record_id)."""

    query: dict[str, tuple[str, ...] | str]
    edition: str
    alert: bool
    matches: tuple[Match, ...]
