"""How a case is asked: which word counts, what is shown beside an open answer, and what makes an item military or dual-use, and which words answer."""

import datetime as dt
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from licet.classification.result import Classification, ListResult
from licet.encoding.reading import FactValue
from licet.facts.kleene import Truth, facts_of
from licet.law.authorisation import families_of, required
from licet.law.case import Case
from licet.law.finding import Finding
from licet.law.instruments.dual_use_regulation import listed_dual_use
from licet.law.questions import not_taken

Turn = Callable[..., Case]
REFER = ListResult(decision="refer")
NOT_LISTED = ListResult(decision="not_listed")


def listed(*codes: str, possible: tuple[str, ...] = ()) -> ListResult:
    return ListResult(decision="listed", codes=codes, possible=possible)


def with_lists(case: Case, **lists: ListResult) -> Case:
    return replace(case, classification={"drone": Classification(item="drone", as_of=case.as_of, lists=lists)})


MILITARY = {
    "on a munitions list": ({"EU": listed("EU-ML10.c.1")}, "met"),
    "on one munitions list, another open": ({"EU": REFER, "US": listed("US-USML-VIII-a-5")}, "met"),
    "dual-use on both": ({"EU": listed("EU-9A012.a"), "US": listed("US-9A012")}, "not_met"),
    "dual-use on one, the other open for dual-use alone": (
        {"EU": listed("EU-9A012.a"), "US": ListResult(decision="refer", possible=("US-9A012",))},
        "not_met",
    ),
    "dual-use on one, the other open for a munitions list": (
        {"EU": listed("EU-9A012.a"), "US": ListResult(decision="refer", possible=("US-9A012", "US-USML-VIII-a-5"))},
        "unknown",
    ),
    "on no list of one, the other open": ({"EU": NOT_LISTED, "US": REFER}, "unknown"),
    "open for nothing in particular on both": ({"EU": REFER, "US": REFER}, "unknown"),
    "on no list": ({"EU": NOT_LISTED, "US": NOT_LISTED}, "not_met"),
    "on no list of the only one asked": ({"EU": NOT_LISTED}, "not_met"),
    "a list that knows no munitions settles nothing": ({"MTCR": NOT_LISTED}, "unknown"),
}


@pytest.mark.parametrize("how", MILITARY)
def test_what_makes_an_item_military(clean: Case, how: str) -> None:
    lists, outcome = MILITARY[how]
    case = with_lists(clean, **lists)
    assert case.military(case.dossier.items[0]).truth.value == outcome


@pytest.mark.parametrize(
    ("lists", "outcome"),
    [
        ({"EU": listed("EU-9A012.a")}, "met"),
        ({"EU": listed("EU-ML10.c.1")}, "not_met"),  # the Common Military List is no part of Annex I
        ({"EU": listed("EU-ML10.c.1", "EU-9A012.a")}, "met"),
        ({"EU": NOT_LISTED, "US": listed("US-9A012")}, "not_met"),
        ({"EU": REFER}, "unknown"),
        ({"US": listed("US-9A012")}, "unknown"),
    ],
)
def test_annex_one_is_the_dual_use_list_of_the_union_alone(clean: Case, lists: dict[str, ListResult], outcome: str) -> None:
    case = with_lists(clean, **lists)
    assert listed_dual_use(case, case.dossier.items[0]).truth.value == outcome


@pytest.mark.parametrize(
    ("name", "value", "refused"),
    [
        ("end_user_kind", "armed_group", ()),
        ("end_user_kind", "a friend", ("a friend",)),
        ("end_user_kind", ("armed_group", "a friend"), ("a friend",)),
        ("end_user_kind", None, ()),  # taking a word back is always open
        ("certificate_verified", True, ()),
        ("certificate_verified", False, ()),
        ("certificate_verified", "perhaps", ("perhaps",)),
        ("destination_state", "NO", ()),  # asked without words to choose from
        ("a_fact_no_rule_asks_for", "anything", ()),
    ],
)
def test_a_question_takes_its_own_words_and_no_others(name: str, value: FactValue, refused: tuple[str, ...]) -> None:
    assert not_taken(name, value) == refused


def test_a_classification_is_shown_by_its_codes_or_its_decision(clean: Case) -> None:
    [item] = clean.dossier.items
    assert with_lists(clean, EU=listed("EU-ML10.c.1"), MTCR=NOT_LISTED).classified(item).value == (
        "EU: EU-ML10.c.1",
        "MTCR: not_listed",
    )
    assert with_lists(clean).classified(item).value is None


@pytest.mark.parametrize("ask", ["assessed", "done"])
@pytest.mark.parametrize(
    ("value", "capacity", "truth", "says"),
    [
        (True, "officer", Truth.TRUE, ""),
        (False, "officer", Truth.FALSE, ""),
        ("maybe", "officer", Truth.UNKNOWN, "is neither yes nor no"),
        (True, "exporter", Truth.UNKNOWN, "rests on the exporter's own word"),
        (False, "exporter", Truth.UNKNOWN, "rests on the exporter's own word"),
        (None, "officer", Truth.UNKNOWN, "no officer has answered"),
    ],
)
def test_whose_yes_and_no_counts_and_what_is_shown_beside_an_open_answer(
    clean: Case, with_fact: Turn, ask: str, value: bool | str | None, capacity: str, truth: Truth, says: str
) -> None:
    case = with_fact(clean, "residual_risk", value, capacity=capacity)
    words = {"adverse": "yes", "clear": "no"} if ask == "assessed" else {"yes": "yes", "no": "no"}
    proof = getattr(case, ask)("residual_risk", **words)
    assert proof.truth is truth
    assert says in proof.says
    assert [fact.value for fact in facts_of(proof)] == ([] if value is None else [value])


def test_what_the_dossier_states_is_not_replaced_by_an_answer_that_says_otherwise(clean: Case, with_fact: Turn) -> None:
    """A later answer fills in; where it agrees it lends its source, where it does not the dossier is quoted."""
    assert clean.stated("legs_complete", True).source == "dossier"
    agreed = with_fact(clean, "legs_complete", True).stated("legs_complete", True)
    assert (agreed.value, agreed.source) == (True, "test")
    contrary = with_fact(clean, "legs_complete", False).stated("legs_complete", True)
    assert (contrary.value, contrary.source) == (True, "dossier")
    assert clean.stated("legs_complete", None).source == "dossier"


# ---- which lists an authority controls by, and whether an authorisation is needed


def test_the_list_families_of_an_authority(clean: Case, with_dossier: Turn) -> None:
    own = replace(clean, rulebook=replace(clean.rulebook, control_lists=("MTCR",)))
    assert families_of(own) == frozenset({"MTCR"}), "its rulebook goes first"
    assert families_of(with_dossier(clean, authority_state="DE")) == frozenset({"EU"}), "a Member State's are the Union's"
    assert families_of(with_dossier(clean, authority_state="US")) == frozenset({"US"})
    assert families_of(clean) is None


NEEDED = {
    "all on no list, national law asks for none": ({"EU": NOT_LISTED, "MTCR": NOT_LISTED}, False, "no"),
    "one list open": ({"EU": NOT_LISTED, "MTCR": REFER}, False, "unknown"),
    "no list at all": ({}, False, "unknown"),
    "all on no list, national law not asked": ({"EU": NOT_LISTED}, None, "unknown"),
    "all on no list, national law asks for one": ({"EU": NOT_LISTED}, True, "yes"),
    "listed on one": ({"EU": NOT_LISTED, "MTCR": listed("MTCR-19.A.2")}, False, "yes"),
}


@pytest.mark.parametrize("how", NEEDED)
def test_whether_an_authorisation_is_needed(clean: Case, with_fact: Turn, how: str) -> None:
    lists, national, expected = NEEDED[how]
    case = with_lists(clean, **lists)
    case = with_fact(case, "authorisation_needed", national)
    assert required(case, (), frozenset()) == expected


@pytest.mark.parametrize(("outcomes", "expected"), [(("not_met", "not_met"), "no"), (("not_met", "unknown"), "unknown"), (("unknown", "met"), "yes")])  # fmt: skip
def test_the_rules_that_trigger_an_authorisation(clean: Case, with_dossier: Turn, outcomes: tuple[str, ...], expected: str) -> None:
    findings = tuple(
        Finding(rule=f"DU-{n}", instrument="DU821", citation="c", effect="scope", outcome=outcome, standard="none", says="s")  # type: ignore[arg-type]
        for n, outcome in enumerate(outcomes)
    )
    case = with_dossier(with_lists(clean, EU=NOT_LISTED), authority_state="DE")
    assert required(case, findings, frozenset({"DU-0", "DU-1"})) == expected


def test_an_answer_known_only_later_does_not_count(clean: Case) -> None:
    [fact, *_] = [one for one in clean.dossier.facts if one.name == "residual_risk"]
    later = replace(fact, on=clean.known_at + dt.timedelta(days=1), value=True)
    case = replace(clean, dossier=replace(clean.dossier, facts=(fact, later)))
    assert case.fact("residual_risk").value is False
    assert replace(case, known_at=later.on).fact("residual_risk").value is True, "its own day counts"
