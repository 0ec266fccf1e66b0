"""Instruments over several items, parties and embargo findings: one that counts is enough, and one that is open keeps the whole open."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from licet.classification.result import Classification, ListResult
from licet.dossier.values import AssertedFact
from licet.facts.kleene import missing_of
from licet.law.case import Case
from licet.law.finding import Finding
from licet.law.instruments import arms_trade_treaty as att
from licet.law.instruments import common_position as cp
from licet.law.instruments import dual_use_regulation as du
from licet.law.instruments import missile_technology, osce, wassenaar

Turn = Callable[..., Case]
Test = Callable[[Case], Any]
DAY = dt.date(2026, 8, 3)
REFER, NONE = ListResult(decision="refer"), ListResult(decision="not_listed")


def listed(*codes: str) -> ListResult:
    return ListResult(decision="listed", codes=codes)


ITEMS: dict[str, tuple[dict[str, ListResult], str | None]] = {
    "arms": ({"EU": listed("EU-ML10.c.1"), "MTCR": NONE}, "combat_aircraft"),
    "rounds": ({"EU": listed("EU-ML3.a"), "MTCR": NONE}, "ammunition"),
    "parts": ({"EU": listed("EU-ML10.c.4"), "MTCR": NONE}, "parts_and_components"),
    "dual": ({"EU": listed("EU-9A012.a"), "MTCR": listed("MTCR-19.A.2")}, "none"),
    "both": ({"EU": listed("EU-ML10.c.1", "EU-9A012.a"), "MTCR": NONE}, "combat_aircraft"),
    "chair": ({"EU": NONE, "MTCR": NONE}, "none"),
    "open": ({"EU": REFER, "MTCR": REFER}, None),
    "unasked": ({"EU": listed("EU-9A012.a")}, "none"),
}


def fact(name: str, value: Any, about: str | None = None) -> AssertedFact:
    return AssertedFact(name=name, value=value, source="file", on=DAY, about=about, by="o", capacity="officer")  # type: ignore[arg-type]


def of(case: Case, *names: str) -> Case:
    """The case with these items, each classified and of its category."""
    [pattern] = case.dossier.items
    facts = tuple(one for one in case.dossier.facts if one.name != "att_category")
    facts += tuple(fact("att_category", ITEMS[name][1], name) for name in names if ITEMS[name][1])
    items = tuple(replace(pattern, id=name) for name in names)
    classification = {name: Classification(item=name, as_of=case.as_of, lists=ITEMS[name][0]) for name in names}
    return replace(case, dossier=replace(case.dossier, items=items, facts=facts), classification=classification)


TABLE: list[tuple[Test, tuple[str, ...], str]] = [
    (att.article_2_1, ("chair", "arms"), "met"),
    (att.article_2_1, ("chair", "rounds"), "not_met"),
    (att.article_2_1, ("chair", "open"), "unknown"),
    (att.article_3, ("arms", "rounds"), "met"),
    (att.article_3, ("arms", "chair"), "not_met"),
    (att.article_4, ("arms", "parts"), "met"),
    (att.article_4, ("arms", "open"), "unknown"),
    (osce.applies, ("dual", "arms"), "met"),
    (osce.applies, ("dual", "chair"), "not_met"),
    (missile_technology.listed, ("chair", "dual"), "met"),
    (missile_technology.listed, ("chair", "arms"), "not_met"),
    (missile_technology.listed, ("chair", "open"), "unknown"),
    (missile_technology.listed, ("chair", "unasked"), "unknown"),
    (missile_technology.paragraph_2, ("chair", "dual"), "not_met"),
    (missile_technology.paragraph_2, ("chair", "open"), "unknown"),
    (missile_technology.paragraph_2, ("chair", "unasked"), "unknown"),
    (wassenaar.listed, ("chair", "dual"), "met"),
    (wassenaar.listed, ("chair", "open"), "unknown"),
    (wassenaar.listed, ("chair",), "not_met"),
    (du.applies, ("arms", "dual"), "met"),
    (du.applies, ("arms", "chair"), "met"),
    (du.applies, ("arms", "open"), "unknown"),
    (du.applies, ("arms", "rounds"), "not_met"),
    (du.article_3, ("arms", "dual"), "met"),
    (du.article_3, ("chair", "both"), "met"),
    (du.article_3, ("arms", "chair"), "not_met"),
    (du.article_3, ("chair", "open"), "unknown"),
]


@pytest.mark.parametrize(("test", "names", "outcome"), TABLE)
def test_one_item_is_enough(clean: Case, test: Test, names: tuple[str, ...], outcome: str) -> None:
    for order in (names, names[::-1]):
        assert test(of(clean, *order)).truth.value == outcome, order


@pytest.mark.parametrize(
    ("names", "kind", "outcome"),
    [
        (("dual", "arms"), "company", "met"),
        (("dual", "chair"), "company", "not_met"),
        (("dual",), "central_government_force", "met"),
        (("dual",), "armed_group", "met"),
        (("dual",), None, "unknown"),
        (("open",), "company", "unknown"),
    ],
)
def test_whom_and_what_the_common_position_reaches(clean: Case, names: tuple[str, ...], kind: str | None, outcome: str) -> None:
    case = of(clean, *names)
    facts = tuple(one for one in case.dossier.facts if one.name != "end_user_kind")
    facts += (fact("end_user_kind", kind, "guard"),) if kind else ()
    assert cp.applies(replace(case, dossier=replace(case.dossier, facts=facts))).truth.value == outcome


def test_one_armed_end_user_is_enough(clean: Case, with_dossier: Turn, with_fact: Turn) -> None:
    maker, guard = clean.dossier.parties
    case = with_fact(with_dossier(clean, parties=(maker, guard, replace(guard, id="second"))), "end_user_kind", "company", "second")
    assert cp.article_6(case).truth.value == "met"
    assert cp.article_6(with_fact(case, "end_user_kind", "company", "guard")).truth.value == "not_met"


def test_every_broker_is_registered(clean: Case, with_dossier: Turn, with_fact: Turn) -> None:
    maker, guard = clean.dossier.parties
    brokers = tuple(replace(maker, id=name, role="broker") for name in ("one", "two"))
    case = with_fact(with_dossier(clean, parties=(maker, guard, *brokers)), "broker_registered", True, "one")
    assert att.article_10(case).truth.value == "unknown"
    assert att.article_10(with_fact(case, "broker_registered", True, "two")).truth.value == "met"
    assert att.article_10(with_fact(case, "broker_registered", False, "two")).truth.value == "not_met"


# ---- embargo findings


def embargo(rule: str, instrument: str, effect: str, outcome: str) -> Finding:
    return Finding(rule=rule, instrument=instrument, citation="c", effect=effect, outcome=outcome, standard="none", says="s")  # type: ignore[arg-type]


UN = ("UN-CH7:X", "UN", "prohibit")
EU = ("EMB:X", "EU", "refuse")
US = ("EMB:Y", "US", "refuse")
EMBARGOES = [
    # findings, Article 6(1) of the Treaty, criterion 1
    ((), "not_met", "not_met"),
    (((*UN, "met"),), "met", "met"),
    (((*UN, "unknown"),), "unknown", "unknown"),
    (((*UN, "not_met"), (*EU, "met")), "not_met", "met"),
    (((*EU, "unknown"),), "not_met", "unknown"),
    (((*US, "met"),), "not_met", "not_met"),
    (((*US, "met"), (*UN, "unknown")), "unknown", "unknown"),
]


@pytest.mark.parametrize(("findings", "treaty", "criterion"), EMBARGOES)
def test_which_embargoes_an_article_reads(clean: Case, findings: tuple[tuple[str, ...], ...], treaty: str, criterion: str) -> None:
    case = replace(clean, embargoes=tuple(embargo(*one) for one in findings))
    assert (att.article_6_1(case).truth.value, cp.criterion_1(case).truth.value) == (treaty, criterion)


def test_an_obligation_alone_meets_criterion_1(clean: Case, with_fact: Turn) -> None:
    assert cp.criterion_1(with_fact(clean, "treaty_obligations_violated", True)).truth.value == "met"


@pytest.mark.parametrize(
    ("findings", "military", "outcome"),
    [
        ((), True, "not_met"),
        ((("EMB:NONE:UN", "UN", "prohibit", "not_met"),), True, "not_met"),
        (((*UN, "met"),), True, "met"),
        (((*UN, "met"),), False, "not_met"),
        (((*UN, "met"),), None, "unknown"),
        (((*UN, "unknown"),), True, "unknown"),
        (((*UN, "not_met"),), True, "unknown"),
        ((("EMB:NONE:UN", "UN", "prohibit", "unknown"),), True, "unknown"),
    ],
)
def test_military_end_use_where_an_embargo_stands(
    clean: Case, with_fact: Turn, findings: tuple[tuple[str, ...], ...], military: bool | None, outcome: str
) -> None:
    case = replace(clean, embargoes=tuple(embargo(*one) for one in findings))
    case = with_fact(with_fact(case, "informed_by_authority", False), "exporter_aware", False)
    assert du.article_4(with_fact(case, "military_end_use", military)).truth.value == outcome


# ---- triggers by activity and destination


@pytest.mark.parametrize(
    ("activity", "broker", "outcome"),
    [("export", False, "not_met"), ("export", True, "unknown"), ("transit", False, "unknown"), ("brokering", True, "unknown")],
)
def test_brokering_and_transit_are_asked_about(clean: Case, with_dossier: Turn, activity: str, broker: bool, outcome: str) -> None:
    maker, guard = clean.dossier.parties
    parties = (maker, guard, *((replace(maker, id="b", role="broker"),) if broker else ()))
    assert du.articles_6_7(with_dossier(clean, activity=activity, parties=parties)).truth.value == outcome


@pytest.mark.parametrize(
    ("names", "destination", "annex", "outcome"),
    [
        (("dual",), "DE", None, "unknown"),
        (("dual",), "DE", True, "met"),
        (("dual",), "DE", False, "not_met"),
        (("chair",), "DE", None, "not_met"),
        (("open",), "DE", None, "unknown"),
        (("dual",), "ZA", None, "not_met"),
        (("dual",), None, None, "unknown"),
    ],
)
def test_transfers_within_the_union_of_items_of_annex_iv(
    clean: Case,
    with_dossier: Turn,
    with_fact: Turn,
    names: tuple[str, ...],
    destination: str | None,
    annex: bool | None,
    outcome: str,
) -> None:
    case = with_fact(with_dossier(of(clean, *names), destination_state=destination), "is_annex_iv", annex)
    assert du.article_11(case).truth.value == outcome


# ---- what else an answer rests on


@pytest.mark.parametrize(("possible", "outcome"), [((), "not_met"), (("MTCR-19.A.3",), "not_met"), (("MTCR-1.A.2",), "unknown")])
def test_a_category_i_code_that_may_apply_keeps_the_presumption_open(clean: Case, possible: tuple[str, ...], outcome: str) -> None:
    result = ListResult(decision="listed", codes=("MTCR-19.A.2",), possible=possible)
    case = replace(
        clean, classification={"drone": Classification(item="drone", as_of=clean.as_of, lists={"MTCR": result, "EU": NONE})}
    )
    assert missile_technology.paragraph_2(case).truth.value == outcome


def test_one_list_that_is_open_keeps_an_item_open(clean: Case) -> None:
    case = replace(
        clean, classification={"drone": Classification(item="drone", as_of=clean.as_of, lists={"EU": NONE, "MTCR": REFER})}
    )
    assert wassenaar.listed(case).truth.value == "unknown"


def test_a_certificate_that_is_not_there_is_open_whatever_was_verified(clean: Case, with_dossier: Turn, with_fact: Turn) -> None:
    case = with_fact(with_dossier(clean, end_use=None), "certificate_verified", False)
    assert cp.article_5(case).truth.value == "unknown"
    assert cp.article_5(with_fact(clean, "certificate_verified", False)).truth.value == "not_met"


def test_a_row_that_exempts_asks_whether_the_end_use_is_military(clean: Case, with_fact: Turn) -> None:
    case = replace(clean, embargoes=(embargo("UN-CH7:X", "UN", "prohibit", "not_met"),))
    case = with_fact(with_fact(case, "informed_by_authority", False), "exporter_aware", False)
    assert "military_end_use" in {one.name for one in missing_of(du.article_4(with_fact(case, "military_end_use", True)))}
