"""What an officer has recorded against a transfer is weighed, whether or not a rule asks for it."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from licet.encoding.reading import FactValue
from licet.facts.kleene import Truth
from licet.law.case import Case
from licet.law.on_file import recorded_against


@pytest.mark.parametrize(
    ("name", "value", "capacity", "against"),
    [
        ("assessment_ihl", True, "officer", True),
        ("assessment_ihl", False, "officer", False),
        ("assessment_ihl", None, "officer", False),
        ("assessment_ihl", True, "exporter", False),
        ("certificate_verified", False, "officer", True),
        ("certificate_verified", True, "officer", False),
        ("certificate_verified", False, "exporter", False),
        ("military_end_use", True, "officer", False),
        ("military_end_use", False, "officer", False),
    ],
)
def test_an_officers_adverse_word_and_nothing_else_stands_against_a_transfer(
    clean: Case,
    with_dossier: Callable[..., Case],
    with_fact: Callable[..., Case],
    name: str,
    value: FactValue,
    capacity: str,
    against: bool,
) -> None:
    alone = with_fact(with_dossier(clean, facts=()), name, value, None, capacity)
    assert recorded_against(alone).truth is (Truth.TRUE if against else Truth.FALSE)
    beside = with_fact(clean, name, value, None, capacity)
    assert recorded_against(beside).truth is (Truth.TRUE if against else Truth.FALSE), "whatever else is on file"


def test_the_latest_word_on_each_question_counts(clean: Case, with_fact: Callable[..., Case]) -> None:
    adverse = with_fact(with_fact(clean, "assessment_ihl", True), "certificate_verified", False)
    proof = recorded_against(adverse)
    assert proof.truth is Truth.TRUE
    assert sorted(fact.name for part in proof.parts for fact in part.facts) == ["assessment_ihl", "certificate_verified"]
    [later] = [replace(fact, value=False) for fact in adverse.dossier.facts if fact.name == "assessment_ihl"]
    turned = replace(adverse, context=replace(adverse.context, answers=(later,)))
    assert [fact.name for part in recorded_against(turned).parts for fact in part.facts] == ["certificate_verified"]
