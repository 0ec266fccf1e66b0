"""A word that two parties are one names both, in a request and in an answer; who controls is answered about an owner."""

import datetime as dt

import pytest

from licet.dossier.answered import faults_of_answer, with_answers
from licet.dossier.intake import identities_of, read_request, take_in
from licet.dossier.values import AssertedFact, Dossier, IdentityRef
from licet.encoding.faults import Faults
from workbench import EXAMPLES

REQUEST = EXAMPLES["03-half-owned-by-a-listed-company"].read_bytes()
DAY = dt.date(2026, 8, 2)


def with_fact(value: str, about: str = "buyer/half") -> bytes:
    return REQUEST + f"\n- {{name: same_person_as, about: {about}, value: {value}, source: register, on: 2026-08-01}}\n".encode()


def test_a_request_may_say_that_two_are_one() -> None:
    request = read_request(with_fact("maker"), "request.yaml")
    assert request.facts[-1].value == "maker"
    read_request(with_fact("[maker, buyer/rest]"), "request.yaml")


@pytest.mark.parametrize(
    ("value", "about"), [("nobody", "buyer/half"), ("buyer/nobody", "buyer/half"), ("[maker, nobody]", "buyer")]
)
def test_a_request_that_names_nobody_is_refused(value: str, about: str) -> None:
    with pytest.raises(Faults) as refused:
        read_request(with_fact(value, about), "request.yaml")
    assert "nobody” is no party or owner of this request" in str(refused.value)


@pytest.fixture
def dossier() -> Dossier:
    request = read_request(REQUEST, "request.yaml")
    return take_in(request, {subject: IdentityRef(subject=subject, version=1) for subject in identities_of(request)})


def answer(name: str, value: object, about: str | None) -> AssertedFact:
    return AssertedFact(name=name, value=value, about=about, source="file", on=DAY)  # type: ignore[arg-type]


def test_an_answer_that_names_nobody_is_refused(dossier: Dossier) -> None:
    assert faults_of_answer(dossier, answer("same_person_as", "maker", "buyer/half")) == []
    assert faults_of_answer(dossier, answer("same_person_as", "nobody", "buyer/half"))
    assert faults_of_answer(dossier, answer("same_person_as", "maker", None))


def test_who_controls_is_answered_about_an_owner(dossier: Dossier) -> None:
    [_, buyer] = with_answers(dossier, (answer("owner_controls", True, "buyer/half"),), known_at=DAY).parties
    assert [owner.controls for owner in buyer.owners] == [True, None]
    assert faults_of_answer(dossier, answer("owner_controls", "perhaps", "buyer/half"))
    assert faults_of_answer(dossier, answer("owner_controls", True, "buyer"))
