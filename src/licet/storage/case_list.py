"""What every store of the list of cases does alike."""

import msgspec

from licet.access.level import ReleaseLevel, rank
from licet.encoding.countries import NAME_OF
from licet.services.ports import CaseQuery, CaseRow, ContractQuery, PartyQuery

COUNTED = 500
"""Cases that a list counts before it says that there are more."""


def words_of(row: CaseRow) -> str:
    """The text that a search looks in, in one case of letters."""
    states = [state for state in (row.exporting_state, row.destination) if state]
    return "\n".join([row.number, row.reference, row.items, *states, *(NAME_OF.get(state, "") for state in states)]).casefold()


def blanked(row: CaseRow, clearance: ReleaseLevel) -> CaseRow:
    """The line as a reader of this clearance may see it."""
    if rank(row.recommendation_level) <= rank(clearance):
        return row
    return msgspec.structs.replace(row, recommendation=None)


def horizon_of(query: CaseQuery) -> int:
    """How far the cases of a query are counted: to the next round number behind the page that is asked for."""
    end = max(1, query.page) * query.per_page
    return -(-end // COUNTED) * COUNTED


def page_of(total: int, query: CaseQuery | PartyQuery | ContractQuery) -> tuple[int, int, int]:
    """The page to show, how many there are, and how many rows lie before it."""
    pages = max(1, -(-total // query.per_page))
    page = min(max(1, query.page), pages)
    return page, pages, (page - 1) * query.per_page
