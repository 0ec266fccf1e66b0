"""Denials and refusals that are alike, why, until when; the clock of a consultation and the notice that follows."""

import datetime as dt
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from licet.dossier.history import Context, DenialNotification, PastDecision
from licet.dossier.values import AssertedFact
from licet.encoding.dates import weekdays_after
from licet.law.alike import alike_denials, denials_alike, own_refusals_considered, refusals_alike, undercut_notice
from licet.law.case import Case

Turn = Callable[..., Case]
CURRENT = dt.date(2026, 7, 31)


def denial(**fields: object) -> DenialNotification:
    whole = {
        "reference": "D-1",
        "notified_on": dt.date(2025, 1, 1),
        "notifying_state": "DE",
        "destination_state": "BR",
        "item_codes": ("ML4",),
    }
    return DenialNotification(**{**whole, **fields})  # type: ignore[arg-type]


def settled(case: Case) -> Case:
    """The case with its item classified on every list asked."""
    whole = case.classification["drone"]
    return replace(case, classification={"drone": replace(whole, lists={"EU": whole.lists["EU"]})})


def known(case: Case, *denials: DenialNotification, names: dict[str, tuple[str, ...]] | None = None) -> Case:
    return replace(case, context=Context(denials=denials, denials_complete_until=CURRENT), denied_end_users=names)


@pytest.mark.parametrize(
    ("fields", "names", "expected"),
    [
        ({"destination_state": "AT", "item_codes": ("EU-ML10.c",)}, None, "same destination, alike items"),
        ({"destination_state": "AT", "item_codes": ("EU-ML10.c",), "end_user": "X"}, {"D-1": ("guard",)}, "guard may be the end user denied, same destination, alike items"),
        ({"destination_state": "AT", "end_user": "X"}, {}, "same destination, an end user was denied there"),
        ({"end_user": "X"}, {"D-1": ("guard",)}, "guard may be the end user denied"),
        ({"end_user": "X"}, {}, None),
        ({"destination_state": "AT"}, {}, None),
        ({"destination_state": None}, {}, None),
        ({"destination_state": None, "item_codes": ()}, {}, "same destination, alike items"),
    ],
)  # fmt: skip
def test_why_a_denial_is_alike(
    clean: Case, fields: dict[str, object], names: dict[str, tuple[str, ...]] | None, expected: str | None
) -> None:
    proof = alike_denials(known(settled(clean), denial(**fields), names=names))
    if expected is None:
        assert proof.truth.value == "met"
    else:
        assert proof.truth.value == "unknown"
        case = known(settled(clean), denial(**fields), names=names)
        assert len(denials_alike(case)) == 1
        assert (
            f"D-1 of DE, notified on 2025-01-01: {expected}"
            in alike_denials(
                replace(case, dossier=replace(case.dossier, facts=(*case.dossier.facts, _no("consultation_closed"))))
            ).says
        )


def _no(name: str) -> AssertedFact:

    return AssertedFact(name=name, value=False, source="file", on=dt.date(2026, 8, 1), by="o", capacity="officer")


def test_a_consultation_has_its_clock(clean: Case, with_fact: Turn) -> None:
    case = known(clean, denial(destination_state="AT", item_codes=()))
    case = with_fact(with_fact(case, "consultation_closed", False), "consultation_opened_on", "2026-07-31")
    assert "opened on 2026-07-31, an answer is due by 2026-08-14 (10 working days)" in alike_denials(case).says
    assert "due by" not in alike_denials(with_fact(case, "consultation_opened_on", "soon")).says


def test_working_days_pass_over_weekends() -> None:
    friday = dt.date(2026, 7, 31)
    assert weekdays_after(friday, 0) == friday
    assert weekdays_after(friday, 1) == dt.date(2026, 8, 3)
    assert weekdays_after(dt.date(2026, 8, 1), 1) == dt.date(2026, 8, 3)
    assert weekdays_after(friday, 10) == dt.date(2026, 8, 14)


def test_who_grants_what_another_denied_tells_it(clean: Case) -> None:
    says = undercut_notice(
        known(
            clean,
            denial(destination_state="AT", item_codes=()),
            denial(reference="D-2", destination_state="AT", item_codes=(), notifying_state="FR"),
        )
    ).says
    assert "DE, FR is told" in says


def refusal(**fields: object) -> PastDecision:
    whole = {
        "reference": "R-1",
        "decided_on": dt.date(2025, 1, 1),
        "outcome": "refused",
        "item_codes": ("ML10c",),
        "destination_state": "AT",
    }
    return PastDecision(**{**whole, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "names", "alike"),
    [
        ({}, None, True),
        ({"outcome": "permitted"}, None, False),
        ({"decided_on": dt.date(2023, 8, 3)}, None, True),
        ({"decided_on": dt.date(2023, 8, 2)}, None, False),
        ({"decided_on": dt.date(2026, 8, 3)}, None, True),
        ({"decided_on": dt.date(2026, 8, 4)}, None, False),
        ({"item_codes": ("ML4",)}, None, False),
        ({"destination_state": "BR"}, None, False),
        ({"destination_state": "BR", "end_user": "X"}, {"R-1": ("guard",)}, True),
    ],
)
def test_the_authoritys_own_refusals(
    clean: Case, with_fact: Turn, fields: dict[str, object], names: dict[str, tuple[str, ...]] | None, alike: bool
) -> None:
    case = replace(settled(clean), context=Context(decisions=(refusal(**fields),)), denied_end_users=names)
    assert bool(refusals_alike(case)) is alike
    if alike:
        assert own_refusals_considered(case).truth.value == "unknown"
        assert own_refusals_considered(with_fact(case, "own_refusal_considered", True)).truth.value == "met"
        assert own_refusals_considered(with_fact(case, "own_refusal_considered", False)).truth.value == "not_met"
        assert (
            own_refusals_considered(with_fact(case, "own_refusal_considered", True, capacity="exporter")).truth.value == "unknown"
        )


def test_an_item_open_on_one_list_of_several_may_be_alike(clean: Case) -> None:
    case = known(clean, denial(destination_state="AT", item_codes=("ML4",)))
    assert {result.decision for result in clean.classification["drone"].lists.values()} == {"listed", "not_listed", "refer"}
    assert denials_alike(case)
    assert not denials_alike(known(settled(clean), denial(destination_state="AT", item_codes=("ML4",))))


@pytest.mark.parametrize(
    ("on", "counts"), [("2023-08-02", False), ("2023-08-03", True), ("2026-08-03", True), ("2026-08-04", False)]
)
def test_a_denial_counts_from_its_day_for_three_years(clean: Case, on: str, counts: bool) -> None:
    case = known(settled(clean), denial(destination_state="AT", item_codes=(), notified_on=dt.date.fromisoformat(on)))
    assert bool(denials_alike(case)) is counts


def test_what_is_said_where_denials_are_not_current(clean: Case) -> None:
    assert "no denial notifications are loaded" in alike_denials(replace(clean, context=Context())).says
    old = replace(clean, context=Context(denials_complete_until=dt.date(2026, 7, 2)))
    assert "the denial notifications end on 2026-07-02" in alike_denials(old).says
    assert alike_denials(replace(clean, context=Context(denials_complete_until=dt.date(2026, 7, 3)))).truth.value == "met"
