"""Parties, lists and the way, at their edges: one open part keeps the whole open, one bar is enough."""

import datetime as dt
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from licet.dossier.values import AssertedFact, Leg
from licet.facts.kleene import Proof, facts_of, not_met
from licet.law.case import Case, Hit, PartyHits
from licet.law.conditions import NONE, accepted, conditions_recorded
from licet.law.parties import armed_group, listed, lists_fresh, parties_stated, party_rules, way_stated
from licet.law.questions import QUESTIONS
from licet.law.rule import Rule, finding_of
from licet.reference.edition import EditionRef
from licet.reference.rulebook import ConfirmedText

Turn = Callable[..., Case]
DAY = dt.date(2026, 8, 3)
DIGEST = "sha256:" + "0" * 64


def word(name: str, value: object, about: str | None = None, *, on: dt.date = DAY, capacity: str = "officer") -> AssertedFact:
    return AssertedFact(name=name, value=value, source="file", on=on, about=about, by="o", capacity=capacity)  # type: ignore[arg-type]


def told(case: Case, *facts: AssertedFact) -> Case:
    kept = tuple(one for one in case.dossier.facts if (one.name, one.about) not in {(fact.name, fact.about) for fact in facts})
    return replace(case, dossier=replace(case.dossier, facts=(*kept, *facts)))


def test_an_officers_word_goes_before_a_later_one_of_the_exporter(clean: Case) -> None:
    early = word("residual_risk", True, on=DAY - dt.timedelta(days=30))
    case = told(clean, early, word("residual_risk", False, capacity="exporter"))
    assert (case.fact("residual_risk").value, case.fact("residual_risk").evidence) == (True, True)
    case = told(clean, early, word("residual_risk", False))
    assert case.fact("residual_risk").value is False, "of officers the later"


# ---- days of a rule


@pytest.mark.parametrize(("days", "covers"), [(-1, False), (0, True), (9, True), (10, False)])
def test_a_rule_covers_from_its_first_day_to_the_day_before_its_last(clean: Case, days: int, covers: bool) -> None:
    rule = Rule(
        id="R", instrument="X", citation="c", effect="refuse", test=lambda _: not_met(""), valid_from=DAY, valid_to=DAY + dt.timedelta(days=10)
    )  # fmt: skip
    assert rule.covers(replace(clean, as_of=DAY + dt.timedelta(days=days))) is covers


@pytest.mark.parametrize(("days", "outcome"), [(-1, "not_met"), (0, "not_met"), (1, "unknown")])
def test_a_text_counts_as_confirmed_from_the_day_it_is_known(clean: Case, days: int, outcome: str) -> None:
    rule = Rule(
        id="R", instrument="X", citation="c", effect="refuse", test=lambda _: not_met(""), amended_by="act", amended_on=DAY
    )  # fmt: skip
    text = ConfirmedText(instrument="X", amendment="act", by="o", on=DAY + dt.timedelta(days=days))
    case = replace(clean, rulebook=replace(clean.rulebook, confirmed_texts=(text,)))
    assert finding_of(rule, case, "").outcome == outcome


# ---- hits


def hit(effect: str = "prohibit", state: str = "confirmed", record: str = "r") -> Hit:
    return Hit(record_id=record, list="L", effect=effect, score="0.9", state=state)  # type: ignore[arg-type]


def with_hits(case: Case, path: str, *hits: Hit) -> Case:
    return replace(case, hits=tuple(replace(one, hits=hits) if one.path == path else one for one in case.hits))


@pytest.mark.parametrize(
    ("states", "outcome"),
    [(("confirmed", "cleared"), "met"), (("open", "cleared"), "unknown"), (("cleared", "cleared"), "not_met"), (("confirmed", "open"), "met")],
)  # fmt: skip
def test_one_hit_that_stands_is_enough(clean: Case, states: tuple[str, ...], outcome: str) -> None:
    hits = tuple(hit(state=state, record=str(n)) for n, state in enumerate(states))
    proof = listed(clean, PartyHits(path="guard", role="end_user", hits=hits), "prohibit", DIGEST)
    assert proof.truth.value == outcome


def test_a_party_with_hits_of_several_effects_has_a_rule_for_each(clean: Case) -> None:
    case = with_hits(clean, "guard", hit("weigh", record="a"), hit("refuse", record="b"))
    rules = {
        rule.id: finding_of(rule, case, "").outcome for rule in party_rules(case) if "guard" in rule.id and "SCREEN" in rule.id
    }
    assert rules == {"SCREEN:guard": "not_met", "SCREEN-REFUSE:guard": "met", "SCREEN-WEIGH:guard": "met"}


def test_one_person_in_two_places_has_the_hits_of_both(clean: Case) -> None:
    case = replace(with_hits(clean, "maker", hit()), same=(("maker", "guard", "nobody/here"),))
    rules = {rule.id: finding_of(rule, case, "").outcome for rule in party_rules(case)}
    assert (rules["SCREEN:maker"], rules["SCREEN:guard"]) == ("met", "met")


# ---- lists


def edition(days: int, name: str = "UN-SC", kind: str = "un-sc") -> EditionRef:
    return EditionRef(kind=kind, name=name, dated_on=DAY - dt.timedelta(days=days), content=DIGEST, entries=1)  # type: ignore[arg-type]


def test_every_required_list_must_be_there_and_young(clean: Case) -> None:
    limit = clean.rulebook.list_age_days_max
    book = replace(clean.rulebook, required_lists=("un-sc", "eu-fsf"))

    def fresh(*editions: EditionRef) -> str:
        return lists_fresh(replace(clean, rulebook=book, snapshot=replace(clean.snapshot, editions=editions))).truth.value

    assert fresh(edition(limit), edition(0, "EU", "eu-fsf")) == "met"
    assert fresh(edition(limit + 1), edition(0, "EU", "eu-fsf")) == "unknown"
    assert fresh(edition(0)) == "unknown"
    assert fresh(edition(0), edition(limit + 1, "OLD"), edition(0, "EU", "eu-fsf")) == "unknown", "each edition in force counts"


# ---- armed groups


def test_one_armed_group_among_the_end_users_is_enough(clean: Case, with_dossier: Turn) -> None:
    maker, guard = clean.dossier.parties
    case = with_dossier(clean, parties=(maker, guard, replace(guard, id="second")))
    assert armed_group(told(case, word("end_user_kind", "company", "second"))).truth.value == "not_met"
    assert armed_group(told(case, word("end_user_kind", "armed_group", "second"))).truth.value == "met"
    assert armed_group(case).truth.value == "unknown"


@pytest.mark.parametrize(("days", "outcome"), [(-1, "not_met"), (0, "unknown"), (1, "unknown"), (2, "not_met")])
def test_anybodys_word_that_it_is_an_armed_group_counts_unless_the_officers_is_newer(clean: Case, days: int, outcome: str) -> None:
    """The officer's word is of the day before the assessment; a word of the day after the assessment is not known yet."""
    found = DAY - dt.timedelta(days=1)
    officer = word("end_user_kind", "company", "guard", on=found)
    claim = word("end_user_kind", "armed_group", "guard", on=found + dt.timedelta(days=days), capacity="exporter")
    assert armed_group(told(clean, officer, claim)).truth.value == outcome


def test_an_unconfirmed_kind_is_shown_and_settles_nothing(clean: Case) -> None:
    claimed = armed_group(told(clean, word("end_user_kind", "company", "guard", capacity="exporter")))
    assert claimed.truth.value == "unknown"
    assert [fact.value for fact in facts_of(claimed)] == ["company"]
    bare = replace(clean, dossier=replace(clean.dossier, facts=()))
    assert [fact.value for fact in facts_of(armed_group(bare))] == []


# ---- what is stated


def test_a_carrier_of_a_stretch_is_a_party(clean: Case, with_dossier: Turn) -> None:
    [leg] = clean.dossier.legs
    assert parties_stated(clean).truth.value == "met"
    assert parties_stated(with_dossier(clean, legs=(replace(leg, carrier="maker"),))).truth.value == "met"
    assert parties_stated(with_dossier(clean, legs=(replace(leg, carrier="nobody"),))).truth.value == "unknown"


@pytest.mark.parametrize(("states", "outcome"), [(("AT",), "met"), (("CH",), "unknown"), (("AT", "CH"), "unknown"), ((), "met")])
def test_an_address_in_a_state_that_is_not_stated_is_asked_about(clean: Case, states: tuple[str, ...], outcome: str) -> None:
    assert parties_stated(replace(clean, address_states={"guard": states})).truth.value == outcome


@pytest.mark.parametrize(
    ("activity", "legs", "complete", "outcome"),
    [
        ("export", True, True, "met"),
        ("export", False, True, "unknown"),
        ("export", True, None, "unknown"),
        ("intangible", False, None, "met"),
        ("intangible", True, None, "unknown"),
        ("intangible", True, True, "met"),
    ],
)
def test_what_travels_has_a_way(
    clean: Case, with_dossier: Turn, activity: str, legs: bool, complete: bool | None, outcome: str
) -> None:
    way: tuple[Leg, ...] = clean.dossier.legs if legs else ()
    proof: Proof = way_stated(with_dossier(clean, activity=activity, legs=way, legs_complete=complete))
    assert proof.truth.value == outcome


def test_an_owner_known_elsewhere_as_a_party_keeps_its_own_hits(clean: Case) -> None:
    """What is found of a party is not asked of the owner a second time: the rules on ownership join them themselves."""
    owner = PartyHits(path="guard/boss", role="owner", hits=())
    case = with_hits(replace(clean, hits=(*clean.hits, owner)), "maker", hit(state="open"))
    case = replace(case, same=(("maker", "guard/boss"),))
    rules = {rule.id: finding_of(rule, case, "").outcome for rule in party_rules(case)}
    assert (rules["SCREEN:maker"], rules["SCREEN:guard/boss"]) == ("unknown", "not_met")


# ---- conditions


def test_every_condition_may_be_accepted_at_once(clean: Case) -> None:
    kinds = tuple(kind for kind in QUESTIONS["conditions_accepted"].values if kind != NONE)
    assert accepted(told(clean, word("conditions_accepted", kinds)).fact("conditions_accepted")) == kinds
    assert accepted(told(clean, word("conditions_accepted", kinds[0])).fact("conditions_accepted")) == kinds[:1]
    assert accepted(told(clean, word("conditions_accepted", (*kinds, NONE))).fact("conditions_accepted")) is None


def test_what_was_said_of_conditions_is_shown_beside_the_open_duty(clean: Case) -> None:
    said = conditions_recorded(told(clean, word("conditions_accepted", "none", capacity="exporter")))
    assert [fact.value for fact in facts_of(said)] == ["none"]
    assert [fact.value for fact in facts_of(conditions_recorded(clean))] == []


@pytest.mark.parametrize(
    ("start", "end", "lacks"), [("ZA", "AT", False), ("ZA", None, True), (None, "AT", True), (None, None, True)]
)
def test_a_stretch_states_both_its_ends(clean: Case, with_dossier: Turn, start: str | None, end: str | None, lacks: bool) -> None:
    proof = way_stated(with_dossier(clean, legs=(Leg(from_=start, to=end, mode="air"),)))
    assert ("lacks a state" in proof.says) is lacks
