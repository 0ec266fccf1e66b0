"""The list of cases compared with the journal: what is missing, altered or extra in it."""

from collections.abc import Iterator

from licet.access.condition import And
from licet.encoding.canonical import canonical_bytes
from licet.services.case_file import file_of, row_of
from licet.services.desk import Desk
from licet.services.ports import CaseQuery
from licet.storage.reindex import CASE

PER_PAGE = 500


def check_list(desk: Desk) -> Iterator[str]:
    """A sentence for each line of the list that is not the one that its case makes."""
    held = {}
    page = 1
    while True:
        query = CaseQuery(visible=And(()), clearance="secret", order="number", descending=False, page=page, per_page=PER_PAGE)
        found = desk.cases.find(query)
        held.update({row.reference: row for row in found.rows})
        if page >= found.pages and not found.more:
            break
        page += 1
    for stream in desk.journal.streams(CASE):
        row = row_of(desk, file_of(desk, desk.journal.read(stream)))
        listed = held.pop(row.reference, None)
        if listed is None:
            yield f"The list of cases lacks {row.number} ({stream}); run “licet reindex”."
        elif canonical_bytes(listed) != canonical_bytes(row):
            yield f"The list of cases says other than the journal of {row.number} ({stream}); run “licet reindex”."
    for extra in held.values():
        yield f"The list of cases holds {extra.number} ({extra.reference}), which the journal does not; run “licet reindex”."
