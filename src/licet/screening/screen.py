"""One party against every list in force."""

from collections.abc import Iterable

from licet.screening.index import Index
from licet.screening.query import Query
from licet.screening.result import Screening


def screen(query: Query, indexes: Iterable[Index], *, edition: str, limit: int = 20) -> Screening:
    """Compare a party with every record of every index; `edition` is the digest of the snapshot the indexes belong to.

    Every alert is returned, however many there are; `limit` bounds the matches below the alert line.
    """
    raise NotImplementedError


def compare(left: Query, right: Query) -> tuple[object, ...]:
    """How likely two parties are the same, with the evidence."""
    raise NotImplementedError
