"""A request is refused whole with every fault, or taken in with no name left in its bytes."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.dossier.answered import faults_of_answer, with_answers
from licet.dossier.intake import identities_of, read_request, take_in, without_officer_word
from licet.dossier.values import AssertedFact, Dossier, IdentityRef
from licet.encoding.canonical import canonical_bytes, from_bytes
from licet.encoding.faults import Faults

GOOD = """
reference: EX-1
submitted_on: 2026-08-03
exporting_state: ZA
authority_state: ZAF
activity: export
destination_state: AT
parties_complete: true
legs_complete: true
parties:
- id: maker
  role: exporter
  schema: Company
  properties: {name: [Fynbos Example Aerostructures], country: [za]}
- id: buyer
  role: end_user
  schema: Organization
  properties: {name: [Example Alpine Guard], country: [at]}
  owners:
  - {id: holding, schema: Company, share: "50", properties: {name: [Example Holding], country: [at]}}
items:
- {id: drone, name: Example Surveyor, kind: complete UAV, quantity: "2", unit: piece, value: "10.50", currency: EUR, facts: {range_km: 120}}
legs:
- {from: ZA, to: AT, mode: air}
facts:
- {name: end_user_kind, about: buyer, value: central_government_force, source: register, on: 2026-08-01, capacity: officer, by: officer-1}
"""


def changed(before: str, after: str) -> bytes:
    assert before in GOOD, before
    return GOOD.replace(before, after).encode()


def taken(text: str = GOOD) -> Dossier:
    request = read_request(text.encode(), "case.yaml")
    return take_in(request, {subject: IdentityRef(subject=subject, version=1) for subject in identities_of(request)})


@pytest.mark.parametrize(
    ("before", "after", "where", "says"),
    [
        ("activity: export", "activty: export", "activty", "use “activity”"),
        ("  role: end_user\n", "", "parties[1].role", "missing"),
        ('share: "50"', 'share: "140"', "parties[1].owners[0].share", "at most 100"),
        ('quantity: "2"', 'quantity: "-2"', "items[0].quantity", "above 0"),
        ('quantity: "2"', "quantity: 2.5", "items[0].quantity", 'as "2.5"'),
        ('value: "10.50"', "value: 10.50", "items[0].value", 'as "10.50"'),
        ("exporting_state: ZA", "exporting_state: QQ", "exporting_state", "“QQ” is not an ISO 3166 country code"),
        ("country: [at]}\n  owners", "country: [zz]}\n  owners", "parties[1].properties.country[0]", "“zz”"),
        ("submitted_on: 2026-08-03", "submitted_on: 2026-02-30", "submitted_on", "not a day of the calendar"),
        ("- id: buyer", "- id: maker", "parties[1].id", "used twice"),
        ("name: [Example Holding], ", "", "parties[1].owners[0].properties.name", "missing"),
        ("currency: EUR, ", "", "items[0].currency", "go together"),
        ("currency: EUR", "currency: euro", "items[0].currency", "three letters"),
        ("about: buyer", "about: nobody", "facts[0].about", "“nobody” is no party or item"),
        ("mode: air", "mode: air, carrier: ghost", "legs[0].carrier", "“ghost” is no party"),
        ("unit: piece", "unit: dozen", "items[0].unit", "“dozen” is not a unit"),
        ("mode: air", "mode: air, departs_on: 2026-09-02, arrives_on: 2026-09-01", "legs[0].arrives_on", "before the departure"),
        ("reference: EX-1", "reference: EX 1/..", "reference", "no short name"),
    ],
)
def test_each_fault_is_one_sentence_with_its_place(before: str, after: str, where: str, says: str) -> None:
    with pytest.raises(Faults) as refused:
        read_request(changed(before, after), "case.yaml")
    found = [fault for fault in refused.value.faults if fault.where == where]
    assert len(found) == 1, refused.value
    assert says in found[0].says


def test_every_fault_is_told_at_once() -> None:
    text = GOOD.replace("activity: export", "activity: exprt").replace("AT\n", "QQ\n", 1).replace('"2"', '"0"')
    with pytest.raises(Faults) as refused:
        read_request(text.encode(), "case.yaml")
    assert {fault.where for fault in refused.value.faults} == {"activity", "destination_state", "items[0].quantity"}


def test_two_items_with_one_id_are_refused() -> None:
    item = GOOD[GOOD.index("- {id: drone") : GOOD.index("legs:\n")]
    with pytest.raises(Faults, match="used twice"):
        read_request(GOOD.replace(item, item + item).encode(), "case.yaml")


def test_shares_of_one_party_do_not_exceed_the_whole() -> None:
    owner = '  - {id: other, schema: Company, share: "60", properties: {name: [Other Example], country: [at]}}\n'
    with pytest.raises(Faults, match=r"110 % together"):
        read_request(GOOD.replace("items:\n", owner + "items:\n", 1).encode(), "case.yaml")


def test_no_name_enters_dossier_bytes() -> None:
    data = canonical_bytes(taken())
    for name in ("Fynbos", "Alpine", "Example Holding"):
        assert name.encode() not in data
    assert from_bytes(data, Dossier) == taken()


def test_states_of_parties_stay_since_law_turns_on_them() -> None:
    buyer = taken().parties[1]
    assert buyer.countries == ("AT",)
    assert buyer.owners[0].identity.subject == "EX-1/buyer/holding"


def test_an_applicant_cannot_speak_as_an_officer() -> None:
    request = without_officer_word(read_request(GOOD.encode(), "case.yaml"))
    assert {fact.capacity for fact in request.facts} == {"exporter"}


def answer(name: str, value: object, about: str | None = None, on: str = "2026-08-04") -> AssertedFact:
    return AssertedFact(name=name, value=value, source="test", on=dt.date.fromisoformat(on), about=about, capacity="officer")  # type: ignore[arg-type]


def test_an_answer_fills_its_place_and_a_later_one_replaces_it() -> None:
    answers = (
        answer("range_km", "310", "drone", "2026-08-05"),
        answer("range_km", "290", "drone"),
        answer("destination_state", "AUT"),
    )
    filled = with_answers(taken(), answers, known_at=dt.date(2026, 8, 6))
    assert filled.items[0].facts["range_km"] == "310"
    assert filled.destination_state == "AT"
    assert with_answers(taken(), answers, known_at=dt.date(2026, 8, 4)).items[0].facts["range_km"] == "290"


def test_an_officers_assertion_about_an_item_is_no_technical_parameter() -> None:
    assert with_answers(taken(), (answer("att_category", "none", "drone"),), known_at=dt.date(2026, 8, 6)) == taken()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (answer("range_km", "3", "ghost"), "“ghost” is no party or item"),
        (answer("destination_state", "Atlantis"), "“Atlantis”"),
        (answer("parties_complete", "perhaps"), "not true or false"),
        (answer("foreign_content", True, "drone"), "list of countries"),
    ],
)
def test_an_answer_that_fits_nowhere_is_refused(given: AssertedFact, says: str) -> None:
    assert any(says in str(fault) for fault in faults_of_answer(taken(), given))


@given(st.text(max_size=300))
def test_no_text_makes_reading_crash(text: str) -> None:
    for name in ("a.yaml", "a.json"):
        with pytest.raises(Faults):
            read_request(text.encode(errors="replace"), name)
