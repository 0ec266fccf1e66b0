"""Exact decimals: money, quantities, shares and technical facts, never binary fractions.

`Decimal("10.0")` and `Decimal("10.00")` are equal but encode differently, so the scale is fixed
when the value is made. What a scale cannot hold is a fault, never a silent rounding.
"""

from decimal import Decimal, InvalidOperation, localcontext

LONGEST_DIGITS = 30
QUANTITY_SCALE = 6
SHARE_SCALE = 4


def read_decimal(text: str) -> Decimal:
    """Read plain decimal notation (`-?digits[.digits]`) exactly.

    Raises `ValueError` with a sentence for exponents, blanks, infinities, or more than 30 digits.
    """
    body = text[1:] if text.startswith("-") else text
    whole, dot, part = body.partition(".")
    digits = whole + part
    if not (whole.isascii() and whole.isdigit()) or (dot and not (part.isascii() and part.isdigit())):
        raise ValueError("is no plain decimal number; write such as 12 or 12.5")
    if len(digits) > LONGEST_DIGITS:
        raise ValueError(f"has more than {LONGEST_DIGITS} digits")
    try:
        return Decimal(text)
    except InvalidOperation as error:  # unreachable by the checks above; kept so that no reading is silent
        raise ValueError("is not a decimal number") from error


def at_scale(value: Decimal, scale: int) -> Decimal:
    """Give a decimal its fixed number of places; raises `ValueError` when it needs more places than that."""
    with localcontext() as context:
        context.prec = LONGEST_DIGITS * 2
        fixed = value.quantize(Decimal(1).scaleb(-scale))
        if fixed != value:
            raise ValueError(f"has more than {scale} decimal places")
        return fixed if fixed else abs(fixed)


def decimal_text(value: Decimal) -> str:
    """Write a decimal for people: plain notation, no trailing zeros (`12.500` reads `12.5`)."""
    text = format(value if value else abs(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
