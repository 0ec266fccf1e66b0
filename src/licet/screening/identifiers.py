"""Numbers that were issued to a party, compared without spaces, dashes and leading words."""

import re

from licet.screening.letters import plain

SHORT = 5
"""Numbers of so few letters and digits recur; they must be of one kind to be the same."""
ONE_AT_A_TIME = frozenset(("imoNumber", "leiCode", "mmsi"))
"""Kinds of number of which a party has one at a time, so that another one speaks against."""


def bare(number: str) -> str:
    """Letters and digits only, in lower case."""
    return re.sub(r"[^a-z0-9]", "", plain(number))


def number_keys(number: str) -> tuple[str, ...]:
    """The forms under which a number is found: bare, and for `IMO 9131527` or `BG 200108841` its digits alone too."""
    whole = bare(number)
    digits = re.fullmatch(r"(?:imo|[a-z]{2})([0-9]{6,})", whole)
    return (whole, digits[1]) if digits else (whole,) if whole else ()


def same_number(kind: str, number: str, other_kind: str, other_number: str) -> bool:
    """Whether two numbers are the same, however written; a short one only among numbers of one kind."""
    shared = set(number_keys(number)) & set(number_keys(other_number))
    return any(kind == other_kind or len(key) > SHORT for key in shared)
