"""Exact numbers of a plan as text: a decimal where it ends within nine places, else a fraction such as `160/7`."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

PLACES = 9


def number_text(value: Fraction) -> str:
    """Write an exact number: `22.5`, `160/7`."""
    scaled = value * 10**PLACES
    if scaled.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    sign = "-" if scaled < 0 else ""
    whole, part = divmod(abs(scaled.numerator), 10**PLACES)
    return f"{sign}{whole}.{part:0{PLACES}d}".rstrip("0").rstrip(".")


def number_of(text: str) -> Fraction:
    """Read what `number_text` wrote."""
    return Fraction(text)


def rounded(value: Fraction, places: int = 6, *, up: bool) -> Decimal:
    """A decimal of fixed places that is not below (`up`) or not above the exact number: a bound stays a bound."""
    scale = 10**places
    whole = -(-value.numerator * scale // value.denominator) if up else value.numerator * scale // value.denominator
    return Decimal(whole).scaleb(-places).quantize(Decimal(1).scaleb(-places), ROUND_CEILING if up else ROUND_FLOOR)


def short(value: Fraction, places: int = 1) -> str:
    """A number as a sentence says it: at most so many places, `about` where more would be needed."""
    nearest = Fraction(round(value * 10**places), 10**places)
    text = number_text(nearest)
    return text if nearest == value else f"about {text}"


WHOLE_UNITS = ("piece", "set", "pair", "round", "copy")


def quantum(unit: str) -> Fraction:
    """The smallest quantity that is delivered of a unit: one piece, or a thousandth of what is measured."""
    return Fraction(1) if unit in WHOLE_UNITS else Fraction(1, 1000)


def floor_to(value: Fraction, step: Fraction) -> Fraction:
    """The largest multiple of a step that is not above a value."""
    return value // step * step
