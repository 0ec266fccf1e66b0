"""Likeness of a case to denials that other states have notified, and to refusals of the authority itself.

Serves Common Position 2008/944 Art. 4 and Regulation (EU) 2021/821 Art. 16. Without a current
edition of denials the question is open (legal-safety point 17); likeness in part refers.
"""

import datetime as dt
import re

from licet.dossier.history import DenialNotification, PastDecision
from licet.encoding.dates import read_date, weekdays_after, years_before
from licet.facts.fact import Fact
from licet.facts.kleene import Proof, met, unknown
from licet.law.case import Case
from licet.law.questions import missing

LOOKBACK_YEARS = 3
CURRENT_DAYS = 31
REPLY_WORKING_DAYS = 10
"""Regulation (EU) 2021/821 Art. 16 gives the state that denied so long to answer; no holiday is known here, so the day is the earliest."""


def alike_denials(case: Case) -> Proof:
    """Met when no notified denial is alike, or the consultation on those that are is closed."""
    until = case.context.denials_complete_until
    if until is None or until < case.as_of - dt.timedelta(days=CURRENT_DAYS):
        said = "no denial notifications are loaded" if until is None else f"the denial notifications end on {until}"
        return unknown(said, missing("denial_edition"))
    alike = denials_alike(case)
    if not alike:
        fact = Fact(name="denial_edition", value=until.isoformat(), source="denial notifications", as_of=until)
        return met(f"no denial notified within {LOOKBACK_YEARS} years is alike", fact)
    said = "; ".join(
        f"{denial.reference} of {denial.notifying_state}, notified on {denial.notified_on}: {', '.join(_reasons(denial, case))}"
        for denial in alike
    )
    return case.done(
        "consultation_closed",
        yes=f"consultation is closed on the alike denials ({said})",
        no=f"alike denials are not consulted on ({said}){_clock(case)}",
    )


def denials_alike(case: Case) -> tuple[DenialNotification, ...]:
    """The notified denials in force that are alike; unless revoked, each counts for three years to the day."""
    return tuple(denial for denial in case.context.denials if _active(denial, case) and _reasons(denial, case))


def undercut_notice(case: Case) -> Proof:
    """Duty after issue: whoever grants what another state denied tells that state, with reasons."""
    states = sorted({denial.notifying_state for denial in denials_alike(case)})
    return met(f"once issued, {', '.join(states)} is told with reasons that an alike transaction was granted (undercut)")


def own_refusals_considered(case: Case) -> Proof:
    """Duty: an alike refusal of the authority itself, within three years, was considered before it is departed from."""
    said = "; ".join(
        f"{refusal.reference}, refused on {refusal.decided_on}: {', '.join(_reasons_of_refusal(refusal, case))}"
        for refusal in refusals_alike(case)
    )
    return case.done(
        "own_refusal_considered",
        yes=f"the authority's alike refusals were considered ({said})",
        no=f"the authority's alike refusals stand against it ({said})",
    )


def refusals_alike(case: Case) -> tuple[PastDecision, ...]:
    """The authority's own refusals of the last three years that are alike."""
    return tuple(
        one
        for one in case.context.decisions
        if one.outcome == "refused"
        and years_before(case.as_of, LOOKBACK_YEARS) <= one.decided_on <= case.as_of
        and _reasons_of_refusal(one, case)
    )


def _clock(case: Case) -> str:
    """By when an answer to an open consultation is due, where the day it was opened is on file."""
    opened = case.fact("consultation_opened_on").value
    if not isinstance(opened, str):
        return ""
    try:
        due = weekdays_after(read_date(opened), REPLY_WORKING_DAYS)
    except ValueError:
        return ""
    return f"; opened on {opened}, an answer is due by {due} ({REPLY_WORKING_DAYS} working days)"


def _active(denial: DenialNotification, case: Case) -> bool:
    revoked = denial.revoked_on is not None and denial.revoked_on <= case.as_of
    return not revoked and years_before(case.as_of, LOOKBACK_YEARS) <= denial.notified_on <= case.as_of


def _same_entry(code: str, denied: str) -> bool:
    """Whether one code is, or lies within, the other: `EU-ML10.c.1` and `ML10c`. States print codes in many ways."""
    return all(one == other for one, other in zip(_steps(code), _steps(denied), strict=False))


def _steps(code: str) -> list[str]:
    """A code as its steps without the list it stands on: `EU-ML10.c.1` is ml, 10, c, 1 and `6A003` is 6, a, 3."""
    _, dash, rest = code.partition("-")
    return [step.lstrip("0") for step in re.findall(r"[a-z]+|[0-9]+", (rest if dash else code).casefold())]


def _reasons(denial: DenialNotification, case: Case) -> list[str]:
    """Why a denial is like this case; none when it is not. What either side leaves open counts as like.

    An end user like the one denied is always asked about, wherever it sits now. In the same destination a
    named end user is asked about even where the names do not look alike: names can be changed.
    """
    paths = (case.denied_end_users or {}).get(denial.reference, ())
    reasons = [f"{', '.join(paths)} may be the end user denied"] if paths else []
    if same_destination(denial.destination_state, case):
        reasons.append("same destination")
        if codes_alike(denial.item_codes, case):
            reasons.append("alike items")
        elif denial.end_user is not None and not paths:
            reasons.append("an end user was denied there")
    return reasons if paths or len(reasons) > 1 else []


def _reasons_of_refusal(refusal: PastDecision, case: Case) -> list[str]:
    paths = (case.denied_end_users or {}).get(refusal.reference, ())
    reasons = [f"{', '.join(paths)} may be the end user refused"] if paths else []
    if same_destination(refusal.destination_state, case):
        reasons.append("same destination")
        if codes_alike(refusal.item_codes, case):
            reasons.append("alike items")
    return reasons if paths or len(reasons) > 1 else []


def same_destination(destination: str | None, case: Case) -> bool:
    """Whether a destination of then is, or may be, that of the case."""
    return destination is None or case.dossier.destination_state in (None, destination)


def codes_alike(denied: tuple[str, ...], case: Case) -> bool:
    """Whether an item of the case stands under one of these codes, within one, or above one; open on either side counts as like."""
    undecided = any(
        result.decision == "refer" for item in case.dossier.items for result in case.classification[item.id].lists.values()
    )
    return not denied or undecided or codes_near(denied, case)


def codes_near(codes: tuple[str, ...], case: Case) -> bool:
    """Whether an item of the case stands, or may stand, under one of these codes, within one, or above one."""
    own = {code for item in case.dossier.items for code in (*case.codes(item), *case.possible(item))}
    return any(_same_entry(code, one) for code in own for one in codes)


def codes_same(codes: tuple[str, ...], case: Case) -> bool:
    """Whether an item of the case is listed under the very entry of one of these codes."""
    own = [_steps(code) for item in case.dossier.items for code in case.codes(item)]
    return any(_steps(one) in own for one in codes)
