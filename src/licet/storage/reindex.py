"""The list of cases, rebuilt from the journal."""

from collections.abc import Callable, Iterator

from licet.lifecycle.event import Recorded
from licet.services.ports import CaseRow, Cases, Journal, Transactions

CASE = "case"
"""Kind of the streams that are cases: `case/<reference>`."""


def reindex(
    transactions: Transactions, journal: Journal, cases: Cases, row_of: Callable[[tuple[Recorded, ...]], CaseRow | None]
) -> int:
    """Throw the list of cases away and derive every line anew from its case's history; returns how many there are.

    `row_of` is the one function that derives a line, the same that keeps the list up to date; None leaves a case out.
    """

    def rows() -> Iterator[CaseRow]:
        for stream in journal.streams(CASE):
            row = row_of(journal.read(stream))
            if row is not None:
                yield row

    return transactions.run(lambda: cases.replace_all(rows()))
