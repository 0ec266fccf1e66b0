"""How values become what is shown: verdict tables, without any page."""

import datetime as dt

import pytest
from django.http import QueryDict

from licet.facts.fact import Missing
from licet.law.combination import blocks
from licet.law.finding import Finding
from licet.web.casework.present import by_instrument, by_outcome, finding_row, question_cards, value_words
from licet.web.design.question import QuestionForm
from licet.web.design.words import age_words
from licet.web.intake import sections

pytestmark = pytest.mark.usefixtures("words")


def finding(effect: str, outcome: str, **fields) -> Finding:
    known = {"rule": "R-1", "instrument": "I", "citation": "Art. 1", "standard": "none", "says": "said"}
    return Finding(effect=effect, outcome=outcome, **{**known, **fields})


@pytest.mark.parametrize(
    ("effect", "outcome", "phase", "tone", "group"),
    [
        ("prohibit", "met", None, "stop", "stands"),
        ("prohibit", "not_met", None, "pass", "settled"),
        ("prohibit", "unknown", None, "ask", "open"),
        ("refuse", "met", None, "stop", "stands"),
        ("refuse", "not_met", None, "pass", "settled"),
        ("refuse", "unknown", None, "ask", "open"),
        ("weigh", "met", None, "stop", "stands"),
        ("weigh", "not_met", None, "pass", "settled"),
        ("weigh", "unknown", None, "ask", "open"),
        ("duty", "met", "before_issue", "pass", "settled"),
        ("duty", "not_met", "before_issue", "stop", "stands"),
        ("duty", "unknown", "before_issue", "ask", "open"),
        ("duty", "met", "after_issue", "pass", "settled"),
        ("duty", "not_met", "after_issue", "note", "after"),
        ("duty", "unknown", "after_issue", "note", "after"),
        ("scope", "met", None, "note", "applies"),
        ("scope", "not_met", None, "note", "settled"),
        ("scope", "unknown", None, "ask", "open"),
    ],
)
def test_a_finding_stands_where_the_law_says_it_stands(effect, outcome, phase, tone, group) -> None:
    one = finding(effect, outcome, phase=phase)
    row = finding_row(one)
    assert (row.light.tone, row.group) == (tone, group)
    assert row.light.words
    assert blocks(one) == (group in ("stands", "open")), "what blocks is never folded among the settled"


def test_groups_put_what_blocks_first_and_count_every_finding_once() -> None:
    findings = [
        finding("scope", "met", instrument="A"),
        finding("weigh", "not_met", instrument="B"),
        finding("duty", "unknown", instrument="A", phase="after_issue"),
        finding("prohibit", "unknown", instrument="B"),
        finding("refuse", "met", instrument="A"),
    ]
    outcome = by_outcome(findings)
    assert [group.key for group in outcome] == ["stands", "open", "after", "applies", "settled"]
    assert [group.folded for group in outcome] == [False, False, True, True, True]
    instrument = by_instrument(findings)
    assert [group.title for group in instrument] == ["A", "B"]
    assert [row.group for row in instrument[0].findings] == ["stands", "after", "applies"]
    assert sum(len(group.findings) for group in outcome) == sum(len(group.findings) for group in instrument) == len(findings)


def test_a_finding_of_a_higher_level_says_so_and_others_do_not() -> None:
    assert [
        finding_row(finding("weigh", "met", release_level=level)).level for level in ("public", "case", "restricted", "secret")
    ] == [
        "",
        "",
        "Restricted",
        "Secret",
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "unknown"),
        (True, "yes"),
        (False, "no"),
        ("180", "180"),
        ("combat_aircraft", "combat aircraft"),
        ("AT-EX_16", "AT-EX_16"),
        (("no_re_export", "on_site_check"), "no re export, on site check"),
    ],
)
def test_values_are_said_in_words(value, words) -> None:
    assert value_words(value) == words


def test_each_question_is_asked_once_in_the_order_of_the_opinion() -> None:
    twice = Missing(name="legs_complete", question="Q1", answerer="exporter")
    about = Missing(name="owners_complete", question="Q2", answerer="exporter", about="buyer/holding")
    hit = Missing(name="hit", question="Q3", answerer="officer", about="buyer")
    lists = Missing(name="list_edition", question="Q4", answerer="reference_data")
    cards = question_cards([twice, about, twice, hit, lists])
    assert [card.key for card in cards] == ["q-legs_complete", "q-owners_complete-buyer-holding", "q-hit-buyer", "q-list_edition"]
    assert [card.answered_here for card in cards] == [True, True, False, False]
    only_a_request = question_cards([Missing(name="certificate", question="Q5", answerer="exporter")])
    assert [(card.answered_here, card.elsewhere) for card in only_a_request] == [(False, "request")], "no form that changes nothing"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "0 days"), (1, "1 day"), (59, "59 days"), (60, "2 months"), (729, "24 months"), (730, "2 years"), (1500, "4 years")],
)
def test_ages_are_said_as_people_say_them(days, words) -> None:
    assert age_words(days) == words


@pytest.mark.parametrize(
    ("name", "about", "typed", "value"),
    [
        ("certificate_verified", None, "true", True),
        ("certificate_verified", None, "false", False),
        ("range_km", "drone", " 180 ", "180"),
        ("armed", "drone", "false", False),
        ("foreign_content", "drone", "US, DE،FR", ("US", "DE", "FR")),
        ("foreign_content", "drone", "none", ("none",)),
        ("destination_state", None, "NO", "NO"),
        ("owner_share", "buyer/half", "33.3", "33.3"),
        ("att_category", "drone", "combat_aircraft", "combat_aircraft"),
        ("conditions_accepted", None, ["no_re_export", "on_site_check"], ("no_re_export", "on_site_check")),
    ],
)
def test_an_answer_is_read_as_the_value_of_its_fact(name, about, typed, value) -> None:
    data = QueryDict(mutable=True)
    data.update({"fact": name, "about": about or "", "command": "c", "source": "s", "on": "2026-08-01"})
    data.setlist("value", typed if isinstance(typed, list) else [typed])
    form = QuestionForm(Missing(name=name, question="?", answerer="officer", about=about), data, today=dt.date(2026, 8, 3))
    assert form.is_valid(), form.errors
    assert form.answer() == value
    assert form.cleaned_data["on"] == dt.date(2026, 8, 1)


@pytest.mark.parametrize(
    ("name", "typed"),
    [("certificate_verified", "perhaps"), ("armed", "180"), ("end_user_kind", "angel"), ("destination_state", "XX")],
)
def test_an_answer_that_a_question_does_not_take_is_refused(name, typed) -> None:
    data = {"fact": name, "about": "", "command": "c", "source": "s", "on": "2026-08-01", "value": typed}
    form = QuestionForm(Missing(name=name, question="?", answerer="officer"), data, today=dt.date(2026, 8, 3))
    assert not form.is_valid()
    assert set(form.errors) == {"value"}


@pytest.mark.parametrize(
    ("where", "part"),
    [
        ("parties[2].owners[0].share", "parties"),
        ("parties", "parties"),
        ("items[0].quantity", "items"),
        ("legs[1].arrives_on", "way"),
        ("end_use.certificate.expires_on", "use"),
        ("undertakings[0].given_by", "undertakings"),
        ("documents[0].digest", "documents"),
        ("destination_state", "transfer"),
        ("something new", "transfer"),
    ],
)
def test_each_fault_belongs_to_a_part_of_the_request(where, part) -> None:
    assert sections.part_of(where) == part


def test_what_a_form_writes_it_reads_back() -> None:
    cleaned = {
        "role": "end_user", "schema": "Person", "name": "Ида Пример", "other_names": "I. Primer\n\n Ida ", "country": "NO",
        "registration": "P123", "birth_date": "1970", "address": "1 Road", "owners_complete": "no",
    }  # fmt: skip
    party = sections.party_tree(cleaned, {"owners": [{"id": "owner"}]}, "end-user")
    assert party["properties"] == {
        "name": ["Ида Пример", "I. Primer", "Ida"], "nationality": ["NO"], "passportNumber": ["P123"], "birthDate": ["1970"], "address": ["1 Road"],
    }  # fmt: skip
    assert party["owners"] == [{"id": "owner"}], "owners named before are kept"
    again = sections.party_initial(party)
    assert {name: again[name] for name in cleaned} == {**cleaned, "other_names": "I. Primer\nIda"}

    item: dict = {"id": "item", "facts": {}}
    facts = {
        **dict.fromkeys((*sections.NUMBERS, *sections.YES_NO, "military_design"), ""),
        "range_km": "180",
        "armed": "no",
        "other": "thrust_n: 420\nswarming: yes",
    }
    sections.facts_write(item, facts)
    assert item["facts"] == {"range_km": "180", "armed": False, "thrust_n": "420", "swarming": True}
    assert sections.facts_initial(item)["other"] == "thrust_n: 420\nswarming: true"


def test_what_is_not_known_is_left_out_of_the_request_that_is_handed_in() -> None:
    tree: dict = {"reference": "R-1"}
    sections.write_choice(tree, "parties_complete", "")
    assert sections.handed_in(tree) == {"reference": "R-1"}
    sections.write_choice(tree, "parties_complete", "no")
    assert sections.handed_in(tree)["parties_complete"] is False
