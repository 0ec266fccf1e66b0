"""Precedents: the stated distance, in what two cases are alike, and from which a recommendation departs."""

import datetime as dt
from pathlib import Path

import pytest
from msgspec.structs import replace

from licet.classification.result import Classification, ListResult
from licet.dossier.history import Context, PastDecision
from licet.law.case import Case
from licet.law.precedent import (
    ITEM_OPEN,
    ITEM_WITHIN,
    LIKE_UP_TO,
    SHOWN,
    USE_APART,
    USE_OPEN,
    USE_SOMEWHAT,
    USER_BY_STATE_ALONE,
    USER_OPEN,
    departed_from,
    precedents,
)

SAME = "surveillance of mountain passes"


def decision(reference: str = "P-1", **fields: object) -> PastDecision:
    whole: dict[str, object] = {
        "reference": reference,
        "decided_on": dt.date(2020, 5, 4),
        "outcome": "permitted",
        "item_codes": ("EU-ML10.c.1",),
        "destination_state": "AT",
        "end_user": "Example Guard",
        "end_use": SAME,
    }
    return PastDecision(**{**whole, **fields})  # type: ignore[arg-type]


def known(case: Case, *decisions: PastDecision, names: dict[str, tuple[str, ...]] | None = None) -> Case:
    settled = Classification(item="drone", as_of=case.as_of, lists={"EU": ListResult(decision="listed", codes=("EU-ML10.c.1",))})
    return replace(case, context=Context(decisions=decisions), denied_end_users=names, classification={"drone": settled})


BY_NAME = {"P-1": ("guard",)}
DISTANCES = [
    # what the decision of then says, whether its end user may be a party of the case, and the distance
    ({}, BY_NAME, 0),
    ({"item_codes": ("ML10c1",)}, BY_NAME, 0),
    ({"item_codes": ("ML10",)}, BY_NAME, 150),
    ({"item_codes": ("EU-ML10.c.1.a",)}, BY_NAME, 150),
    ({"item_codes": ()}, BY_NAME, 200),
    ({"item_codes": ("ML1",)}, BY_NAME, None),
    ({}, None, 200),
    ({"destination_state": "BR"}, BY_NAME, 0),
    ({"destination_state": "BR"}, None, None),
    ({"end_user": None}, None, 250),
    ({"destination_state": None}, None, 250),
    ({"end_use": None}, BY_NAME, 100),
    ({"end_use": "mountain rescue"}, BY_NAME, 0),
    ({"end_use": "mountain rescue by helicopters"}, BY_NAME, 100),
    ({"end_use": "fishing"}, BY_NAME, 300),
    ({"end_use": "fishing"}, None, 500),
    ({"end_use": "fishing", "item_codes": ("ML10",)}, None, None),
    ({"item_codes": ("ML10",), "end_use": None, "end_user": None}, None, 500),
    ({"item_codes": (), "end_use": None, "end_user": None}, None, None),
]


@pytest.mark.parametrize(("fields", "names", "distance"), DISTANCES)
def test_the_distance_is_the_stated_one(
    clean: Case, fields: dict[str, object], names: dict[str, tuple[str, ...]] | None, distance: int | None
) -> None:
    found = precedents(known(clean, decision(**fields), names=names))
    assert [one.distance for one in found] == ([] if distance is None else [distance])


def test_what_is_alike_and_what_differs_is_told(clean: Case) -> None:
    [one] = precedents(known(clean, decision(item_codes=("ML10",), end_use="fishing"), names=BY_NAME))
    assert one.alike == ("item of a like entry (ML10)", "guard may be the end user of then")
    assert one.differs == ("another end use then (fishing)",)


def test_no_name_of_an_end_user_comes_out(clean: Case) -> None:
    [one] = precedents(known(clean, decision(end_user="Nobody Shall Read This"), names=BY_NAME))
    assert "Nobody" not in str(one)


def test_the_nearest_come_first_and_of_equals_the_newest(clean: Case) -> None:
    several = [decision(f"P-{year}", decided_on=dt.date(year, 1, 1)) for year in range(2018, 2026)]
    near = decision("NEAR", decided_on=dt.date(2017, 1, 1), end_user=None, end_use=SAME)
    case = known(clean, near, *several, names={"NEAR": ("guard",)})
    found = precedents(case)
    assert [one.reference for one in found] == ["NEAR", "P-2025", "P-2024", "P-2023", "P-2022"]
    assert len(found) == SHOWN
    assert found == precedents(known(clean, *reversed([near, *several]), names={"NEAR": ("guard",)}))


DEPARTURES = [
    # recommendation, outcomes of the equally near precedents, and which of them it departs from
    ("permit", ("permitted",), []),
    ("permit", ("refused",), ["0"]),
    ("permit_with_conditions", ("permitted", "refused"), ["1"]),
    ("refuse", ("refused",), []),
    ("refuse", ("permitted", "refused"), []),
    ("refuse", ("permitted", "permitted"), ["0", "1"]),
    ("refer", ("refused",), []),
    ("refer", ("permitted",), []),
]


@pytest.mark.parametrize(("recommendation", "outcomes", "departed"), DEPARTURES)
def test_from_which_a_recommendation_departs(
    clean: Case, recommendation: str, outcomes: tuple[str, ...], departed: list[str]
) -> None:
    case = known(clean, *(decision(str(index), outcome=outcome) for index, outcome in enumerate(outcomes)))
    found = departed_from(case, recommendation, precedents(case))  # type: ignore[arg-type]
    assert sorted(one.reference for one in found) == departed


def test_only_the_nearest_are_departed_from(clean: Case) -> None:
    case = known(clean, decision("near"), decision("far", outcome="refused", end_use=None))
    assert departed_from(case, "permit", precedents(case)) == ()


def test_nothing_is_departed_from_where_there_is_no_precedent(clean: Case) -> None:
    assert departed_from(clean, "permit", ()) == ()


@pytest.mark.parametrize(
    ("on", "counts"), [("2016-08-02", False), ("2016-08-03", True), ("2026-08-03", True), ("2026-08-04", False)]
)
def test_a_decision_counts_from_its_day_for_ten_years(clean: Case, on: str, counts: bool) -> None:
    assert bool(precedents(known(clean, decision(decided_on=dt.date.fromisoformat(on)), names=BY_NAME))) is counts


def test_the_measure_is_the_one_that_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs/explanation/precedents.md").read_text(encoding="utf-8")
    for number in (ITEM_WITHIN, ITEM_OPEN, USER_BY_STATE_ALONE, USER_OPEN, USE_SOMEWHAT, USE_OPEN, USE_APART):
        assert str(number) in page
    assert f"Up to {LIKE_UP_TO} " in page
