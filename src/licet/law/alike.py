"""Likeness of a case to denials that other states have notified.

Serves Common Position 2008/944 Art. 4 and Regulation (EU) 2021/821 Art. 16. Without a current
edition of denials the question is open (legal-safety point 17); likeness in part refers.
"""

import datetime as dt
import re

from licet.dossier.history import DenialNotification
from licet.encoding.dates import years_before
from licet.facts.fact import Fact
from licet.facts.kleene import Proof, met, unknown
from licet.law.case import Case
from licet.law.questions import missing

LOOKBACK_YEARS = 3
CURRENT_DAYS = 31


def alike_denials(case: Case) -> Proof:
    """Met when no notified denial is alike, or the consultation on those that are is closed."""
    until = case.context.denials_complete_until
    if until is None or until < case.as_of - dt.timedelta(days=CURRENT_DAYS):
        said = "no denial notifications are loaded" if until is None else f"the denial notifications end on {until}"
        return unknown(said, missing("denial_edition"))
    alike = [denial for denial in case.context.denials if _active(denial, case) and _reasons(denial, case)]
    if not alike:
        fact = Fact(name="denial_edition", value=until.isoformat(), source="denial notifications", as_of=until)
        return met(f"no denial notified within {LOOKBACK_YEARS} years is alike", fact)
    said = "; ".join(f"{denial.reference} of {denial.notifying_state}: {', '.join(_reasons(denial, case))}" for denial in alike)
    return case.done(
        "consultation_closed",
        yes=f"consultation is closed on the alike denials ({said})",
        no=f"alike denials are not consulted on ({said})",
    )


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

    Names are sealed from the law, so a denied end user in the same destination is always asked about.
    """
    if denial.destination_state is not None and case.dossier.destination_state not in (None, denial.destination_state):
        return []
    codes = {code for item in case.dossier.items for code in (*case.codes(item), *case.possible(item))}
    undecided = any(
        result.decision == "refer" for item in case.dossier.items for result in case.classification[item.id].lists.values()
    )
    reasons = ["same destination"]
    if not denial.item_codes or undecided or any(_same_entry(code, denied) for code in codes for denied in denial.item_codes):
        reasons.append("alike items")
    if denial.end_user is not None:
        reasons.append("an end user was denied there")
    return reasons if len(reasons) > 1 else []
