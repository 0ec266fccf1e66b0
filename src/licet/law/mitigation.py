"""Conditions that would mitigate what is still open, proposed from the rules that accept mitigation. An officer accepts; this never does.

Serves Arms Trade Treaty Art. 7(2) and 11(2), Common Position 2008/944 Art. 2(7) and 5, the Wassenaar
best practices on assurances and re-export, and the Missile Technology Control Regime Guidelines. A bar
accepts no mitigation, so where one stands nothing is proposed (legal-safety point 1).
"""

from collections.abc import Callable

import msgspec

from licet.law.case import Case
from licet.law.combination import blocks
from licet.law.conditions import IMPOSED, accepted
from licet.law.finding import Finding

MEASURES: dict[str, str] = {
    "no_re_export": "the end user re-exports nothing, and passes nothing on, without the authority's consent",
    "end_use_only": "the goods serve the stated end use alone",
    "delivery_verification": "the arrival of every delivery is verified",
    "on_site_check": "the end user lets the authority look on site after delivery",
    "quantity_split": "the quantity goes in parts, each after the part before was verified",
    "secure_storage": "the goods are stored so that they can neither be lost nor stolen",
    "no_wmd_use": "the goods serve no weapon of mass destruction and no means of its delivery",
}
"""What each condition demands."""

ACCEPTS: dict[str, tuple[str, ...]] = {
    "ATT-7.1": ("end_use_only", "on_site_check"),
    "ATT-7.2": ("end_use_only", "on_site_check"),
    "ATT-7.4": ("end_use_only", "on_site_check"),
    "ATT-11.2": ("no_re_export", "delivery_verification", "on_site_check", "quantity_split", "secure_storage"),
    "CP-C5": ("no_re_export", "end_use_only"),
    "CP-C7": ("no_re_export", "delivery_verification", "on_site_check", "quantity_split", "secure_storage"),
    "CP-5": ("end_use_only", "delivery_verification"),
    "DU-15": ("no_re_export", "end_use_only", "no_wmd_use"),
    "MTCR-G3": ("no_re_export", "end_use_only", "no_wmd_use"),
    "WA-DEST": ("quantity_split",),
    "WA-EUA": ("end_use_only", "delivery_verification"),
    "WA-REEXP": ("no_re_export",),
}
"""Which conditions speak to which rule. Rules that prohibit or refuse stand in no line: no condition cures them."""

STOLEN_EASILY = ("small_arms_and_light_weapons", "ammunition", "missiles_and_launchers")


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """One condition that could be accepted: what it demands, the rules it speaks to with their citations, and who has undertaken it."""

    kind: str
    says: str
    rules: tuple[str, ...]
    citations: tuple[str, ...]
    given_by: str | None


def proposals(case: Case, findings: tuple[Finding, ...]) -> tuple[Proposal, ...]:
    """The conditions that speak to what is open and are not accepted yet, in the order of `MEASURES`; none where a bar stands."""
    if any(finding.effect in ("prohibit", "refuse") and finding.outcome == "met" for finding in findings):
        return ()
    taken = accepted(case.fact("conditions_accepted")) or ()
    givers: dict[str, str] = {undertaking.kind: undertaking.given_by for undertaking in case.dossier.undertakings}
    found = []
    for kind, says in MEASURES.items():
        to = [finding for finding in findings if kind in ACCEPTS.get(finding.rule, ()) and blocks(finding)]
        if to and kind not in taken and _FITS.get(kind, _always)(case):
            found.append(
                Proposal(
                    kind=kind,
                    says=says,
                    rules=tuple(finding.rule for finding in to),
                    citations=tuple(finding.citation for finding in to),
                    given_by=givers.get(kind),
                )
            )
    return tuple(found)


def undertaken(proposal: Proposal) -> str:
    """Whose word there is for a proposed condition."""
    if proposal.given_by is not None:
        return f"{proposal.given_by} has undertaken it"
    return "the authority can impose it" if proposal.kind in IMPOSED else "nobody has undertaken it yet"


def _always(_: Case) -> bool:
    return True


def _several(case: Case) -> bool:
    return any(item.quantity > 1 for item in case.dossier.items)


def _easily_stolen(case: Case) -> bool:
    return any(case.word("att_category", item.id) in STOLEN_EASILY for item in case.dossier.items)


_FITS: dict[str, Callable[[Case], bool]] = {"quantity_split": _several, "secure_storage": _easily_stolen}
"""Where a condition makes sense at all."""
