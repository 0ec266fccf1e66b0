"""Numbers that carry their own proof: which of them cannot have been issued as written.

A wrong check digit is a slip or an invention; it is told as a doubt and never takes a number out of the comparison.
"""

import re
from collections.abc import Callable

from licet.encoding.faults import shown
from licet.screening.letters import plain


def _imo(number: str) -> bool:
    digits = re.sub("^imo", "", number)
    if len(digits) != 7 or not digits.isdigit():
        return False
    return sum(int(digit) * (7 - at) for at, digit in enumerate(digits[:6])) % 10 == int(digits[6])


def _lei(number: str) -> bool:
    return (
        re.fullmatch("[0-9a-z]{18}[0-9]{2}", number) is not None and int("".join(str(int(sign, 36)) for sign in number)) % 97 == 1
    )


def _inn(number: str) -> bool:
    weights = {10: ((2, 4, 10, 3, 5, 9, 4, 6, 8),), 12: ((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8))}
    if not number.isdigit() or len(number) not in weights:
        return False
    digits = [int(digit) for digit in number]
    return all(
        sum(weight * digit for weight, digit in zip(row, digits, strict=False)) % 11 % 10 == digits[len(row)]
        for row in weights[len(number)]
    )


def _ogrn(number: str) -> bool:
    if not number.isdigit() or len(number) not in (13, 15):
        return False
    return int(number[:-1]) % (len(number) - 2) % 10 == int(number[-1])


def _isin(number: str) -> bool:
    return re.fullmatch("[a-z]{2}[0-9a-z]{9}[0-9]", number) is not None and _luhn("".join(str(int(sign, 36)) for sign in number))


def _luhn(digits: str) -> bool:
    doubled = "".join(digit if at % 2 == 0 else str(2 * int(digit)) for at, digit in enumerate(reversed(digits)))
    return sum(map(int, doubled)) % 10 == 0


_CHECKS: dict[str, tuple[str, Callable[[str], bool]]] = {
    "imoNumber": ("IMO number", _imo),
    "leiCode": ("LEI", _lei),
    "innCode": ("INN", _inn),
    "ogrnCode": ("OGRN", _ogrn),
    "isin": ("ISIN", _isin),
}
"""FollowTheMoney property -> what people call the number, and its check."""


def doubt(kind: str, number: str) -> str | None:
    """A sentence where a number of this kind cannot be right as written, else None; kinds without a check are never doubted."""
    if kind not in _CHECKS:
        return None
    called, holds = _CHECKS[kind]
    if holds(re.sub("[^a-z0-9]", "", plain(number))):
        return None
    return f"The {called} {shown(number)} fails its own check digit; look it up again."
