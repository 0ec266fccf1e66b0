"""A listed party as every list parser gives it."""

import datetime as dt
from typing import Literal

import msgspec

LegalEffect = Literal["prohibit", "refuse", "weigh"]


class ListedName(msgspec.Struct, frozen=True, kw_only=True):
    """One name of a listed party, as the publisher wrote it. A weak alias alerts only with a second fact."""

    text: str
    weak: bool = False


class Identifier(msgspec.Struct, frozen=True, kw_only=True):
    """A number somebody issued to a party: `kind` is a FollowTheMoney property such as `imoNumber` or `passportNumber`."""

    kind: str
    number: str
    country: str | None = None


class Record(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="record/1"):
    """One listed party. `list` is the short name of the list it stands on (`US-SDN`, `UN-SC`, `BIS-DPL`).

    `effect` is what a confirmed match does: `prohibit` where the list forbids making goods or
    economic resources available, else `refuse` or `weigh` (legal-safety point 5).
    `birth_dates` are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `countries` are two-letter codes.
    """

    id: str
    list: str
    schema: str
    names: tuple[ListedName, ...]
    effect: LegalEffect
    birth_dates: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    sex: Literal["male", "female"] | None = None
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    listed_on: dt.date | None = None
    remarks: str | None = None
