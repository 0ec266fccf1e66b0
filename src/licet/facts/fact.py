"""A fact, and a fact that is missing."""

import datetime as dt
from decimal import Decimal
from typing import Literal

import msgspec

from licet.encoding.exact import read_decimal
from licet.encoding.reading import FactValue

Answerer = Literal["exporter", "officer", "authority", "reference_data"]


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one thing: its name, value (None is unknown), where it comes from and as of when.

    `about` is the party or item it belongs to, or None for the case. `evidence` counts only when an
    authorised officer stands behind the fact; without it the value may be shown but clears nothing.
    """

    name: str
    value: FactValue
    source: str
    as_of: dt.date | None = None
    about: str | None = None
    by: str | None = None
    evidence: bool = False

    @property
    def number(self) -> Decimal | None:
        """The value as an exact number, or None when it is unknown or no number."""
        if not isinstance(self.value, str):
            return None
        try:
            return read_decimal(self.value)
        except ValueError:
            return None


class Missing(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A fact whose absence keeps an answer open, as a question somebody can answer."""

    name: str
    question: str
    answerer: Answerer
    about: str | None = None
