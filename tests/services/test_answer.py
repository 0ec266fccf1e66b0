"""An answer is taken when somebody asks for it and it can be heard; it is recorded as whose it is, and the case is assessed again."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from licet.access.actor import Actor
from licet.encoding.faults import Faults
from licet.lifecycle.transition import Refused
from licet.services.answer import SETTLED_OTHERWISE, answer_fact
from licet.services.assess import Formed
from licet.services.case_file import open_case, opinion_of
from licet.services.desk import Asked, Desk, NotAllowed, NotFound
from licet.storage.wiring import operator
from workbench import DAY

DRONES = "16-confidential-surveillance-drones"
RANGE = "10-range-not-stated"
Answer = Callable[..., Formed]


@pytest.fixture
def answer(desk: Desk, commands: Callable[[Actor], Asked]) -> Answer:
    def answered(
        number: str, name: str, value: Any, about: str | None = None, *, actor: Actor | None = None, **fields: Any
    ) -> Formed:
        whole: dict[str, Any] = {"source": "letter 7", "on": DAY, "about": about, **fields}
        return answer_fact(desk, commands(actor or operator("ZA")), number, name, value, **whole)

    return answered


def names(formed: Formed) -> set[str]:
    return {one.name for one in formed.opinion.missing}


def test_an_officers_answer_is_evidence_and_the_case_is_assessed_again(
    desk: Desk, hand_in: Callable[..., Any], answer: Answer, kinds: Callable[[str], list[str]]
) -> None:
    number = hand_in(DRONES).number
    formed = answer(number, "certificate_verified", True)
    assert names(formed) == {"diversion_assessment"}
    assert kinds(number) == ["request_submitted", "opinion_formed", "fact_answered", "opinion_formed"]
    [recorded] = open_case(desk, operator("ZA"), number).application.answers
    assert (recorded.capacity, recorded.by, recorded.source, recorded.on) == ("officer", "operator", "letter 7", DAY)


def test_an_applicants_answer_is_the_exporters_word(
    desk: Desk, hand_in: Callable[..., Any], answer: Answer, applicant: Actor
) -> None:
    number = hand_in(actor=applicant).number
    before = set(open_case(desk, applicant, number).application.opinions[-1].missing)
    formed = answer(number, "certificate_verified", True, actor=applicant)
    assert formed.opinion.recommendation == "refer"
    assert names(formed) == before, "it settles nothing"
    [recorded] = open_case(desk, applicant, number).application.answers
    assert (recorded.capacity, recorded.by) == ("exporter", applicant.person)


def test_an_applicants_answer_never_overrides_an_officers(hand_in: Callable[..., Any], answer: Answer, applicant: Actor) -> None:
    """Neither a risk nor a parameter: what an officer has established stands until an officer says otherwise."""
    number = hand_in(RANGE, actor=applicant).number
    established = answer(number, "range_km", "400", "drone", on=dt.date(2026, 8, 2))
    codes = established.opinion.classification[0].lists["MTCR"].codes
    assert codes, "beyond 300 km it is listed"
    later = answer(number, "range_km", "12", "drone", actor=applicant)
    assert later.opinion.classification[0].lists["MTCR"].codes == codes
    corrected = answer(number, "range_km", "12", "drone")
    assert corrected.opinion.classification[0].lists["MTCR"].codes == ()


def test_the_later_of_two_answers_counts_and_unknown_takes_one_back(hand_in: Callable[..., Any], answer: Answer) -> None:
    number = hand_in(DRONES).number
    answer(number, "certificate_verified", True)
    assert "certificate_verified" in names(answer(number, "certificate_verified", None))
    refused = answer(number, "diversion_assessment", True)
    assert refused.opinion.recommendation == "refer"
    assert "diversion_assessment" not in names(refused), "it is answered; the answer weighs against"


def test_the_same_command_twice_does_nothing_twice(
    desk: Desk, hand_in: Callable[..., Any], kinds: Callable[[str], list[str]]
) -> None:
    number = hand_in(DRONES).number
    for _ in range(2):
        answer_fact(desk, Asked(operator("ZA"), "one"), number, "certificate_verified", True, source="letter 7", on=DAY)
    assert kinds(number) == ["request_submitted", "opinion_formed", "fact_answered", "opinion_formed"]


# ---- what is refused, and nothing is written

WRONG: dict[str, tuple[tuple[Any, ...], dict[str, Any], str, str]] = {
    "a misspelt fact": (("certificate_verifed", True), {}, "fact", "certificate_verified"),
    "a fact of nobody's": (("moon_phase", "full"), {}, "fact", "asked by no rule"),
    "a parameter, but about no item": (("range_km", "12"), {}, "fact", "asked by no rule"),
    "a word where yes or no belongs": (("certificate_verified", "probably"), {}, "value", "true, false"),
    "a word that is no choice": (("conditions_accepted", ("no_re_export", "good_will")), {}, "value", "good_will"),
    "a kind of end user that is none": (("end_user_kind", "friends", "requester"), {}, "value", "armed_group"),
    "a country that is none": (("destination_state", "XX"), {}, "value", "XX"),
    "yes where a country belongs": (("destination_state", True), {}, "value", "destination_state"),
    "a word where yes or no belongs to a party": (("owners_complete", "some", "requester"), {}, "value", "some"),
    "somebody who is not there": (("end_user_kind", "company", "nobody"), {}, "about", "nobody"),
    "nobody, where it is about a party": (("owners_complete", True), {}, "about", "missing"),
    "a stretch that is not there": (("vessel_flag", "GR", "leg-9"), {}, "about", "leg-1"),
    "a party's share": (("owner_share", "50", "requester"), {}, "about", "is a party"),
    "a blank source": (("certificate_verified", True), {"source": "  "}, "source", "blank"),
    "a day to come": (("certificate_verified", True), {"on": DAY + dt.timedelta(days=1)}, "on", "has not come"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_an_answer_that_cannot_be_heard_is_refused_with_what_to_do(
    hand_in: Callable[..., Any], answer: Answer, kept: Callable[[], Any], what: str
) -> None:
    arguments, fields, where, says = WRONG[what]
    number = hand_in(DRONES).number
    before = kept()
    with pytest.raises(Faults) as refused:
        answer(number, *arguments, **fields)
    assert any(fault.where == where and says in fault.says for fault in refused.value.faults), refused.value
    assert kept() == before


@pytest.mark.parametrize("name", SETTLED_OTHERWISE)
def test_a_question_that_no_answer_settles_says_what_does(
    hand_in: Callable[..., Any], answer: Answer, kept: Callable[[], Any], name: str
) -> None:
    number = hand_in(DRONES).number
    before = kept()
    with pytest.raises(Faults) as refused:
        answer(number, name, "whatever")
    assert SETTLED_OTHERWISE[name] in str(refused.value)
    assert kept() == before


@pytest.mark.parametrize("stem", ["04-destination-under-embargo", RANGE, "13-transit-of-arms", "15-retransfer"])
def test_every_question_has_a_way_to_be_settled(desk: Desk, hand_in: Callable[..., Any], answer: Answer, stem: str) -> None:
    """Each fact the opinion asks for: its answer is heard, or the refusal says what settles it."""
    answers: dict[str, Any] = {"range_km": "12", "endurance_min": "40", "att_category": "none", "conditions_accepted": "none"}
    number = hand_in(stem).number
    officer = operator(number[:2])
    asked = opinion_of(desk, open_case(desk, officer, number).application.opinions[-1].opinion).missing
    assert asked
    for missing in asked:
        if missing.name in SETTLED_OTHERWISE:
            continue
        after = answer(number, missing.name, answers.get(missing.name, False), missing.about, actor=officer)
        assert missing not in after.opinion.missing, f"{missing.name} was answered and is asked for all the same"


def test_places_of_the_dossier_take_their_answers(
    desk: Desk, hand_in: Callable[..., Any], answer: Answer, request_for: Callable[..., Any]
) -> None:
    """Place of end use, flag, an owner's share and completeness, a party's state: what is asked can be answered."""

    request = request_for("03-half-owned-by-a-listed-company")
    maker, buyer = request.parties
    half, rest = buyer.owners
    bare = msgspec.structs.replace(
        request,
        parties=(
            maker,
            msgspec.structs.replace(
                buyer,
                properties={"name": buyer.properties["name"]},
                owners=(msgspec.structs.replace(half, share=None), msgspec.structs.replace(rest, owners_complete=None)),
            ),
        ),
        legs=(msgspec.structs.replace(request.legs[0], flag=None),),
        end_use=msgspec.structs.replace(request.end_use, place=None),
    )
    number = hand_in("03-half-owned-by-a-listed-company", parties=bare.parties, legs=bare.legs, end_use=bare.end_use).number
    first = opinion_of(desk, open_case(desk, operator("ZA"), number).application.opinions[-1].opinion)
    asked = {(one.name, one.about) for one in first.missing}
    wanted = {
        ("end_use_place", None), ("vessel_flag", "leg-1"), ("owner_share", "buyer/half"), ("owners_complete", "buyer/rest"),
        ("party_country", "buyer"),
    }  # fmt: skip
    assert wanted <= asked
    for name, about in sorted(wanted, key=str):
        value: Any = {
            "end_use_place": "PA",
            "vessel_flag": "ZA",
            "owner_share": "40",
            "owners_complete": True,
            "party_country": "PA",
        }[name]
        formed = answer(number, name, value, about)
    assert wanted.isdisjoint({(one.name, one.about) for one in formed.opinion.missing})
    stored = open_case(desk, operator("ZA"), number).dossier
    assert stored.legs[0].flag is None, "the dossier as submitted is never changed"


def test_a_state_that_is_answered_is_added_to_those_stated(hand_in: Callable[..., Any], answer: Answer) -> None:
    """An answer cannot take a party's own state away: naming Norway beside Belarus leaves the embargo standing."""
    number = hand_in("04-destination-under-embargo").number
    formed = answer(number, "party_country", "NO", "ministry", actor=operator("IT"))
    assert formed.opinion.recommendation == "refuse"


@pytest.mark.parametrize("day", [DAY + dt.timedelta(days=1), dt.date(2001, 1, 1)], ids=["a day to come", "no tables yet"])
def test_an_answer_that_cannot_be_assessed_on_the_day_named_is_not_recorded(
    hand_in: Callable[..., Any], answer: Answer, kept: Callable[[], Any], day: dt.date
) -> None:
    number = hand_in(DRONES).number
    before = kept()
    with pytest.raises(Faults):
        answer(number, "certificate_verified", True, as_of=day)
    assert kept() == before


# ---- who may, and when


def test_nobody_answers_on_a_case_they_may_not_know_of(
    hand_in: Callable[..., Any], answer: Answer, stranger: Actor, somebody: Callable[..., Actor], kept: Callable[[], Any]
) -> None:
    number = hand_in(DRONES).number
    before = kept()
    for actor in (stranger, somebody("applicant", organisation="Another Ltd"), somebody("officer", clearance="case")):
        with pytest.raises(NotFound):
            answer(number, "certificate_verified", True, actor=actor)
    assert kept() == before


def test_an_inspector_reads_and_does_not_answer(
    hand_in: Callable[..., Any], answer: Answer, somebody: Callable[..., Actor]
) -> None:
    number = hand_in(DRONES).number
    with pytest.raises(NotAllowed):
        answer(number, "certificate_verified", True, actor=somebody("inspector", clearance="secret"))


def test_a_request_not_yet_assessed_takes_no_answer(hand_in: Callable[..., Any], answer: Answer, kept: Callable[[], Any]) -> None:
    number = hand_in(DRONES, assessed=False).number
    before = kept()
    with pytest.raises(Refused, match="received"):
        answer(number, "certificate_verified", True)
    assert kept() == before


@pytest.mark.parametrize("number", ["", "ZA/2026", "../x", "ZA-2026-00099", "za-2026-00001"])
def test_a_number_that_is_none_is_refused(hand_in: Callable[..., Any], answer: Answer, number: str) -> None:
    hand_in()
    with pytest.raises((Faults, NotFound)):
        answer(number, "certificate_verified", True)


def test_an_answer_that_arrives_while_an_opinion_is_formed_is_in_the_latest_opinion(
    desk: Desk, hand_in: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two officers at once: one records that the certificate is false while the other's assessment is under way."""
    number = hand_in(DRONES).number
    officer_2 = operator("ZA")
    forming = desk.sealer.open_all
    interrupted = []

    def interrupt(*arguments: Any) -> Any:
        opened = forming(*arguments)
        if not interrupted:
            interrupted.append(True)
            answer_fact(desk, Asked(officer_2, "two"), number, "certificate_verified", False, source="embassy", on=DAY)
        return opened

    monkeypatch.setattr(desk.sealer, "open_all", interrupt)
    answer_fact(desk, Asked(operator("ZA"), "one"), number, "diversion_assessment", False, source="desk", on=DAY)
    application = open_case(desk, operator("ZA"), number).application
    assert {fact.name for fact in application.answers} == {"certificate_verified", "diversion_assessment"}
    assert application.opinions[-1].recommendation == "refer"
    assert application.opinions[-1].missing == ()
