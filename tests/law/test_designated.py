"""The authority's portfolio as law: what lies outside it refers, names the designation, and is never refused or permitted by it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from licet.classification.result import Classification, ListResult
from licet.law.case import Case
from licet.law.combination import combine
from licet.law.designated import portfolio_rules
from licet.law.finding import Finding
from licet.law.rule import finding_of
from licet.reference.portfolio import Designation, Portfolio

DAY = dt.date(2026, 8, 3)
DRONE = Designation(id="D-1", items=("Kestrel",), states=("AT",), designated_by="Example Board", designated_on=dt.date(2026, 7, 1))


def portfolio(*designations: Designation, **changes: Any) -> Portfolio:
    whole: dict[str, Any] = {
        "id": "ZA-P",
        "state": "ZA",
        "dated_on": dt.date(2026, 7, 1),
        "title": "Example portfolio",
        "codes": ("EU-ML10",),
    }
    return Portfolio(**{**whole, **changes}, designations=designations)


def found(case: Case) -> list[Finding]:
    return [finding_of(rule, case, "portfolio") for rule in portfolio_rules(case) if rule.covers(case)]


def named(case: Case, name: str) -> Case:
    return replace(case, dossier=replace(case.dossier, items=tuple(replace(item, name=name) for item in case.dossier.items)))


def test_an_authority_without_a_portfolio_asks_nothing(clean: Case) -> None:
    assert found(clean) == []


def test_what_is_designated_clears_this_duty_and_no_other(clean: Case) -> None:
    (finding,) = found(replace(named(clean, "Kestrel"), portfolio=portfolio(DRONE)))
    assert (finding.outcome, finding.effect, finding.phase) == ("met", "duty", "before_issue")
    assert "D-1, designated by Example Board on 2026-07-01" in finding.says
    assert finding.citation == "Example portfolio of 2026-07-01"


@pytest.mark.parametrize(
    ("name", "designation", "says"),
    [
        ("Osprey", DRONE, "designates nothing called “Osprey”"),
        ("Kestrel", replace(DRONE, states=("NO",)), "AT is not among the states"),
        ("Kestrel", replace(DRONE, withdrawn_on=DAY, withdrawn_by="Example Board"), "withdrawn on 2026-08-03"),
        ("Kestrel", replace(DRONE, designated_on=DAY + dt.timedelta(days=1)), "not in force"),
    ],
)
def test_outside_the_portfolio_refers_with_that_finding_and_does_not_refuse(
    clean: Case, name: str, designation: Designation, says: str
) -> None:
    findings = found(replace(named(clean, name), portfolio=portfolio(designation)))
    assert [finding.outcome for finding in findings] == ["unknown"]
    assert says in findings[0].says
    assert [(one.name, one.about) for one in findings[0].missing] == [("portfolio_exception", "drone")]
    combined = combine(tuple(findings), items_open=(), authorisation_required="yes", conditions=0)
    assert combined.recommendation == "refer"


@pytest.mark.parametrize(
    ("word", "capacity", "outcome"), [(True, "officer", "met"), (False, "officer", "not_met"), (True, "exporter", "unknown")]
)
def test_the_authority_may_go_outside_of_it_on_the_record(
    clean: Case, with_fact: Callable[..., Case], word: bool, capacity: str, outcome: str
) -> None:
    case = replace(named(clean, "Osprey"), portfolio=portfolio(DRONE))
    (finding,) = found(with_fact(case, "portfolio_exception", word, "drone", capacity))
    assert finding.outcome == outcome


def test_it_binds_only_the_goods_it_was_designated_for(clean: Case) -> None:
    (finding,) = found(replace(clean, portfolio=portfolio(DRONE, codes=("EU-6A003",))))
    assert finding.outcome == "met"
    assert "not designated for goods such as" in finding.says


def test_an_open_classification_leaves_it_open(clean: Case) -> None:
    lists = {name: ListResult(decision="refer") for name in ("EU", "MTCR", "US")}
    classification = {"drone": Classification(item="drone", as_of=DAY, lists=lists)}
    case = replace(clean, classification=classification, portfolio=portfolio(DRONE))
    (finding,) = found(case)
    assert finding.outcome == "unknown"
    assert [(one.name, one.about) for one in finding.missing] == [("classification", "drone")]


def test_what_an_exporter_says_of_the_variant_does_not_count(clean: Case, with_fact: Callable[..., Case]) -> None:
    case = replace(named(clean, "Kestrel"), portfolio=portfolio(replace(DRONE, variant="export")))
    (finding,) = found(with_fact(case, "variant", "export", "drone", "exporter"))
    assert finding.outcome == "unknown"
    assert [one.name for one in finding.missing] == ["variant"]
    (finding,) = found(with_fact(case, "variant", "export", "drone"))
    assert finding.outcome == "met"


@pytest.mark.parametrize(("activity", "count"), [("export", 1), ("retransfer", 1), ("transit", 0), ("import", 0), ("brokering", 0)])
def test_it_speaks_of_exports(clean: Case, activity: str, count: int) -> None:
    case = replace(clean, dossier=replace(clean.dossier, activity=activity), portfolio=portfolio(DRONE))
    assert len(found(case)) == count


def test_its_finding_has_the_level_of_the_portfolio(clean: Case) -> None:
    assert [one.release_level for one in found(replace(clean, portfolio=portfolio(DRONE)))] == ["restricted"]
    assert [one.release_level for one in found(replace(clean, portfolio=portfolio(DRONE, release_level="case")))] == ["case"]


@pytest.mark.parametrize(
    ("lists", "outcome"),
    [
        # while one list may still name it, whether the portfolio is for such goods is open
        ({"EU": "refer", "MTCR": "not_listed"}, "unknown"),
        ({"EU": "refer", "MTCR": "refer"}, "unknown"),
        ({"EU": "not_listed", "MTCR": "not_listed"}, "met"),
    ],
)
def test_goods_that_are_not_classified_yet_may_be_of_the_portfolio(clean: Case, lists: dict[str, Any], outcome: str) -> None:
    results = {name: ListResult(decision=decision) for name, decision in lists.items()}
    case = replace(named(clean, "Osprey"), classification={"drone": Classification(item="drone", as_of=DAY, lists=results)})
    assert [finding.outcome for finding in found(replace(case, portfolio=portfolio(DRONE)))] == [outcome]
