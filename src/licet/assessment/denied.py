"""Which parties of a case may be the end users of denials and refusals on file. Names stay sealed: only paths come out."""

import datetime as dt
from collections.abc import Mapping

from licet.dossier.history import Context, PastDecision
from licet.dossier.values import Identity
from licet.encoding.dates import years_before
from licet.law.alike import LOOKBACK_YEARS
from licet.screening.query import Query, query_of
from licet.screening.screen import compare


def denied_end_users(
    identities: Mapping[str, Identity], context: Context, *, as_of: dt.date, earlier: tuple[PastDecision, ...] = ()
) -> dict[str, tuple[str, ...]]:
    """By reference of each denial or refusal of the last three years, the paths that screening would alert on for its end user.

    The same for `earlier` decisions, which are compared for being precedents.
    """
    since = years_before(as_of, LOOKBACK_YEARS)
    names = [(one.reference, one.end_user) for one in context.denials if one.end_user and since <= one.notified_on <= as_of]
    names += [
        (one.reference, one.end_user)
        for one in context.decisions
        if one.outcome == "refused" and one.end_user and since <= one.decided_on <= as_of
    ]
    names += [(one.reference, one.end_user) for one in earlier if one.end_user]
    names = list(dict.fromkeys(names))
    if not names:
        return {}
    queries = {path: query_of(identity) for path, identity in identities.items()}
    found = {}
    for reference, name in names:
        paths = tuple(path for path, query in queries.items() if compare(query, Query(names=(name,))).alert)
        if paths:
            found[reference] = paths
    return found
