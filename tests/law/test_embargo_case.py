"""An answer about an embargo row is heard whole or refused in words, never kept and passed over."""

import datetime as dt
from collections.abc import Callable

import pytest

from licet.dossier.values import AssertedFact
from licet.encoding.reading import FactValue
from licet.law.case import Case
from licet.law.embargo_case import embargo_case, unheard


def said(name: str, value: FactValue, about: str | None = None) -> AssertedFact:
    return AssertedFact(
        name=name, value=value, source="file 7", on=dt.date(2026, 8, 3), about=about, capacity="officer", by="officer-1"
    )


@pytest.mark.parametrize(
    ("fact", "heard"),
    [
        (said("embargo_approval", ("UN-LBY", "committee_approval", "1970 Committee", "S/2026/1")), True),
        (said("embargo_approval", "UN-LBY, committee_approval, 1970 Committee, S/2026/1"), True),
        (said("embargo_approval", "yes"), False),
        (said("embargo_approval", "UN-LBY, by friendship, somebody, 1"), False),
        (said("embargo_assessment", "UN-LBY, link, outside", "maker"), True),
        (said("embargo_assessment", "outside", "maker"), False),
        (said("embargo_assessment", "UN-LBY, link, perhaps", "maker"), False),
        (said("embargo_assessment", "UN-LBY, link, outside"), False),
        (said("diversion_assessment", False), True),
    ],
)
def test_what_is_not_heard_is_said(fact: AssertedFact, heard: bool) -> None:
    assert (unheard(fact) is None) is heard


def test_what_is_heard_reaches_embargo_law(clean: Case, with_dossier: Callable[..., Case]) -> None:
    answers = (
        said("embargo_approval", "UN-LBY, committee_approval, 1970 Committee, S/2026/1"),
        said("embargo_assessment", "EU-CHN, item, outside", "drone"),
    )
    view = embargo_case(with_dossier(clean, facts=(*clean.dossier.facts, *answers)))
    assert [(one.rows, one.route, one.body, one.number, one.verified) for one in view.approvals] == [
        (("UN-LBY",), "committee_approval", "1970 Committee", "S/2026/1", True)
    ]
    assert [(one.row, one.question, one.about, one.outside) for one in view.assessments] == [("EU-CHN", "item", "drone", True)]
