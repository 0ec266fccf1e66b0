"""What a classification answers, per list family."""

import datetime as dt
from typing import Literal

import msgspec

Decision = Literal["listed", "not_listed", "refer"]


class ListResult(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for one list family (`MTCR`, `EU`, `US`): see `docs/reference/classification.md`."""

    decision: Decision
    codes: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    edition: str = ""
    branch: str | None = None
    policy: tuple[str, ...] = ()
    reasons: dict[str, bool | str | int | None] = {}
    checks: tuple[str, ...] = ()


class Classification(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="classification/1"):
    """One classified item at one date."""

    item: str
    as_of: dt.date
    lists: dict[str, ListResult]
