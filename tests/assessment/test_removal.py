"""Whatever is taken away from a case, the answer may turn into refer, never into permit, and it names what is missing."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from licet.assessment.opinion import Opinion
from workbench import EXAMPLES

DRONE_PARAMETERS = {
    f"parameter {name}"
    for name in (
        "range_km", "payload_kg", "endurance_min", "cruise_kmh", "mtow_kg", "bvlos", "autonomous_nav", "armed", "munition", "function",
        "swarming", "recreational_model", "defense_article_inside",
    )
}  # fmt: skip
SPRAYER_PARAMETERS = {
    f"parameter {name}"
    for name in (
        "payload_kg", "endurance_min", "mtow_kg", "bvlos", "munition", "defense_article_inside", "recreational_model", "aerosol_l",
        "aerosol_design_l", "gust_kmh",
    )
}  # fmt: skip
EXPORT_ONLY = {
    "assessment_peace", "assessment_ihl", "assessment_ihrl", "assessment_terrorism", "assessment_toc", "assessment_gbv",
    "mitigation_considered", "residual_risk",
}  # fmt: skip
NO_ARMS = {"facts: diversion_assessment", "the officer behind diversion_assessment"}
IDLE = {
    # Diversion is asked by the Arms Trade Treaty and the Common Position: neither reaches a civil camera sold by South Africa.
    "camera": {"parameter elements", *NO_ARMS},
    # `military_design` and the kind decide ML10.c; range and payload stand twice, by derivation.
    "exempt government": DRONE_PARAMETERS,
    "surveillance": DRONE_PARAMETERS,
    # Article 7 of the Treaty assesses exports; a state of transit tests Article 6.
    "transit": DRONE_PARAMETERS | {f"{kind}{name}" for name in EXPORT_ONLY for kind in ("facts: ", "the officer behind ")},
    "sprayer": SPRAYER_PARAMETERS | NO_ARMS,
    "namesake": {"parameter elements", *NO_ARMS},
    # An owner who is not listed may hold any share.
    "owner's namesake": {"parameter elements", "share of buyer/half", "share of buyer/rest", *NO_ARMS},
    "retransfer": DRONE_PARAMETERS,
}
"""What a permit does not rest on, and why. Everything else that is taken away must be missed."""


def is_permit(opinion: Opinion) -> bool:
    return opinion.recommendation.startswith("permit")


def outcomes(opinion: Opinion) -> list[tuple[str, str]]:
    return [(one.rule, one.outcome) for one in opinion.findings]


@pytest.mark.parametrize("case", IDLE)
def test_a_permit_misses_whatever_is_taken_from_it(permits, removals_of: Callable, case: str) -> None:
    material = permits[case]
    whole = material.opinion()
    assert is_permit(whole), whole.summary
    assert whole.missing == ()
    tried = set()
    for label, poorer in removals_of(material):
        tried.add(label)
        opinion = poorer.opinion()
        if is_permit(opinion):
            assert label in IDLE[case], f"{label} is not missed"
            assert outcomes(opinion) == outcomes(whole), label
            assert opinion.conditions == whole.conditions, label
        else:
            assert opinion.recommendation == "refer", label
            assert opinion.missing, f"nothing is named as missing without {label}"
    assert IDLE[case] <= tried, "the table names what is not in the case"


@pytest.mark.parametrize("stem", EXAMPLES)
def test_no_example_becomes_a_permit_by_losing_something(examples, removals_of: Callable, stem: str) -> None:
    material = examples[stem[:2]]
    before = material.opinion()
    for label, poorer in removals_of(material):
        after = poorer.opinion()
        if is_permit(after):
            assert is_permit(before), label
            assert after.recommendation == before.recommendation, label
        assert is_permit(after) or after.recommendation in ("refer", "refuse")
        if after.recommendation == "refer":
            # What rests on nothing that was taken away stands as it stood, also on a duty that is known not to be done.
            assert after.missing or outcomes(after) == outcomes(before), label


@pytest.mark.parametrize("stem", [stem for stem in EXAMPLES if stem[:2] in ("04", "05", "07", "09", "14")])
def test_a_bar_that_stands_stands_whatever_else_is_unknown(examples, stem: str) -> None:
    material = examples[stem[:2]]
    emptied = material.on_file(undertakings=(), parties_complete=None, legs_complete=None, facts=())
    emptied = emptied.on_file(facts=tuple(fact for fact in material.dossier.facts if fact.name == "end_user_kind"))
    assert emptied.opinion().recommendation == "refuse"


@pytest.mark.parametrize("case", IDLE)
def test_an_item_without_any_parameter_refers(permits, case: str) -> None:
    material = permits[case]
    bare = material.on_file(items=tuple(replace(item, facts={}) for item in material.dossier.items))
    opinion = bare.opinion()
    assert opinion.recommendation == "refer"
    assert opinion.missing


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_taking_several_things_away_permits_nothing_new(examples, permits, removals_of: Callable, data: st.DataObject) -> None:
    """Two or three at once, from any example or permit: losing more never lets more through than losing less."""
    everything = {**examples, **permits}
    material = everything[data.draw(st.sampled_from(sorted(everything)))]
    allowed = is_permit(material.opinion())
    for _ in range(data.draw(st.integers(2, 3))):
        choices = list(removals_of(material))
        if not choices:
            break
        _, material = choices[data.draw(st.integers(0, len(choices) - 1))]
        permit = is_permit(material.opinion())
        assert allowed or not permit
        allowed = permit


def test_what_is_adverse_never_helps(permits) -> None:
    """Every no of an officer turned into a yes, one by one: the permit is gone."""
    for case, material in permits.items():
        for index, fact in enumerate(material.dossier.facts):
            if fact.value is False and f"facts: {fact.name}" not in IDLE[case]:
                facts = (*material.dossier.facts[:index], replace(fact, value=True), *material.dossier.facts[index + 1 :])
                assert not is_permit(material.on_file(facts=facts).opinion()), (case, fact.name)
