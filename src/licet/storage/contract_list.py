"""What every store of the list of contracts does alike."""

import datetime as dt
from typing import Any

from licet.contracts.stages import ENDED, NAMES
from licet.services.ports import ContractOrder, ContractRow

PLACES = tuple(dict.fromkeys((*NAMES, *ENDED)))
"""In which order the list puts what a contract stands in."""
NEVER = dt.date.max
"""Stands for the next milestone of a contract that has none, which so comes last."""


def searched(row: ContractRow) -> str:
    """The text that a search looks in, in one case of letters."""
    return f"{row.id}\n{row.title}".casefold()


def sort_key(row: ContractRow, order: ContractOrder) -> Any:
    """What a contract is put in order by."""
    match order:
        case "stage":
            return PLACES.index(row.stands_in)
        case "next":
            return row.next_on or NEVER
    return getattr(row, order)
