"""Precedents and proposed conditions in an opinion: shown with what they rest on, and never wider than without them."""

import datetime as dt

import pytest
from msgspec.structs import replace

from licet.dossier.history import PastDecision
from licet.encoding.canonical import canonical_bytes
from licet.law.conditions import NONE
from licet.law.mitigation import ACCEPTS, MEASURES
from licet.law.provisions import PROVISIONS
from licet.law.questions import QUESTIONS

RANK = {"permit": 0, "permit_with_conditions": 0, "refer": 1, "refuse": 2}


def decided(outcome: str, **fields: object) -> PastDecision:
    whole: dict[str, object] = {"reference": "P-1", "decided_on": dt.date(2019, 3, 1), "outcome": outcome}
    return PastDecision(**{**whole, **fields})  # type: ignore[arg-type]


def like(material, outcome: str):  # type: ignore[no-untyped-def]
    """An earlier decision with the codes, destination, end user and end use of the case."""
    opinion = material.opinion()
    codes = tuple(code for item in opinion.classification for result in item.lists.values() for code in result.codes)
    [user, *_] = [party for party in material.dossier.parties if party.role == "end_user"]
    [name, *_] = material.identities[user.identity.subject].properties["name"]
    decision = decided(
        outcome,
        item_codes=codes,
        end_user=name,
        end_use=material.dossier.end_use.statement if material.dossier.end_use else None,
        destination_state=material.dossier.destination_state,
    )
    return replace(material, context=replace(material.context, decisions=(decision,)))


def test_a_refused_precedent_of_the_same_end_user_refers_a_permit_until_it_is_considered(permits) -> None:  # type: ignore[no-untyped-def]
    material = like(permits["camera"], "refused")
    opinion = material.opinion()
    assert opinion.recommendation == "refer"
    [precedent] = opinion.precedents
    assert (precedent.reference, precedent.outcome, precedent.distance) == ("P-1", "refused", 0)
    assert "precedent_considered" in {one.name for one in opinion.missing}
    [finding] = [finding for finding in opinion.findings if finding.rule == "PRECEDENT"]
    assert (finding.effect, finding.outcome) == ("weigh", "unknown")
    from_file = material.dossier.facts[0]
    word = replace(
        from_file, name="precedent_considered", value=True, about=None, capacity="officer", by="officer-7", source="note"
    )
    assert material.answered(word).opinion().recommendation == permits["camera"].opinion().recommendation


@pytest.mark.parametrize("outcome", ["permitted", "refused"])
def test_no_precedent_makes_an_opinion_wider(examples, outcome: str) -> None:  # type: ignore[no-untyped-def]
    for name, material in examples.items():
        if not any(party.role == "end_user" for party in material.dossier.parties):
            continue
        before, after = material.opinion(), like(material, outcome).opinion()
        assert RANK[after.recommendation] >= RANK[before.recommendation], name
        assert set(before.findings) <= set(after.findings), name


def test_an_opinion_without_precedents_or_proposals_has_the_bytes_it_had_before_there_were_any(permits) -> None:  # type: ignore[no-untyped-def]
    opinion = replace(permits["camera"].opinion(), precedents=(), proposed=())
    data = canonical_bytes(opinion)
    assert b'"precedents"' not in data
    assert b'"proposed"' not in data
    assert b'"conditions"' in data


def test_conditions_are_proposed_where_a_rule_that_accepts_them_is_open_and_nowhere_else(examples) -> None:  # type: ignore[no-untyped-def]
    seen = set()
    for name, material in examples.items():
        opinion = material.opinion()
        open_rules = {finding.rule for finding in opinion.findings if finding.outcome != "not_met"}
        accepted = {condition.id for condition in opinion.conditions}
        for one in opinion.proposed:
            rules = one.rule.split(", ")
            assert set(rules) <= open_rules, (name, one)
            assert all(one.id in ACCEPTS[rule] for rule in rules), (name, one)
            assert one.id not in accepted
            assert one.provenance.startswith("proposed under ")
            seen.add(one.id)
        if opinion.recommendation == "refuse":
            assert opinion.proposed == (), name
    assert {"no_re_export", "end_use_only", "delivery_verification", "on_site_check"} <= seen


def test_a_proposal_that_is_accepted_is_proposed_no_more(examples) -> None:  # type: ignore[no-untyped-def]
    material = next(one for one in examples.values() if {"no_re_export"} <= {two.id for two in one.opinion().proposed})
    from_file = replace(
        material.dossier.facts[0],
        name="conditions_accepted",
        value=("no_re_export",),
        about=None,
        capacity="officer",
        source="note",
    )
    assert "no_re_export" not in {one.id for one in material.answered(from_file).opinion().proposed}


def test_the_table_of_measures_speaks_of_conditions_and_rules_that_there_are() -> None:
    assert set(MEASURES) == set(QUESTIONS["conditions_accepted"].values) - {NONE}
    assert {kind for kinds in ACCEPTS.values() for kind in kinds} == set(MEASURES)
    assert set(ACCEPTS) <= set(PROVISIONS)


def test_no_rule_that_bars_accepts_a_condition(references) -> None:  # type: ignore[no-untyped-def]
    effects = {row.id: row.effect for row in references.criteria.rules}
    assert {effects[rule] for rule in ACCEPTS} <= {"weigh", "duty"}
