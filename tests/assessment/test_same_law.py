"""Three ways into the law, one law: an opinion, a supposition and a live authorisation are read by the tables of their authority."""

from collections.abc import Iterable
from decimal import Decimal

import pytest
from msgspec.structs import replace

from licet.assessment.live import judged_live
from licet.assessment.opinion import Opinion
from licet.assessment.what_if import Law, judged_under
from licet.dossier.history import LiveAuthorisation
from licet.law.finding import Finding
from licet.services.references import load_tables
from workbench import DAY


@pytest.fixture(scope="module")
def tables(small_library, references):
    return load_tables(small_library, references.snapshot)


def law_of(material, tables) -> Law:
    references = material.references
    return Law(
        as_of=material.as_of,
        known_at=material.known_at,
        tables=replace(tables, portfolios=references.portfolios),
        snapshot=references.snapshot,
        rulebook=material.rulebook,
    )


def supposed(material, tables, screened: Opinion | None = None) -> tuple[Finding, ...]:
    """The case with nothing supposed, under the law of its own opinion."""
    return judged_under(material.dossier, material.context, screened, law_of(material, tables)).findings


def outcomes(findings: Iterable[Finding]) -> dict[str, str]:
    return {finding.rule: finding.outcome for finding in findings}


@pytest.mark.parametrize(("example", "expected"), [("09", "met"), ("11", "not_met"), ("10", "unknown")])
def test_only_category_one_of_the_annex_is_presumed_denied(examples, tables, example: str, expected: str) -> None:
    """Guideline 2: a complete system for 500 kg over 300 km is denied, a sprayer of Category II is not, an open range refers."""
    material = examples[example]
    assert outcomes(material.opinion().findings)["MTCR-G2"] == expected
    assert outcomes(supposed(material, tables))["MTCR-G2"] == expected


LIVE = LiveAuthorisation(
    reference="A", issued_on=DAY, item="drone", quantity_left=Decimal(1), unit="piece", destination_state="NO",
    item_codes=("EU-ML10.c.1",),
)  # fmt: skip


@pytest.mark.parametrize("whose", ["another's first", "another's alone"])
def test_an_authority_is_bound_by_its_own_portfolio_and_by_nobody_elses(examples, tables, whose: str) -> None:
    [own] = [one for one in examples["09"].references.portfolios if one.state == "ZA"]
    anothers = replace(own, state="NO", id="ANOTHER")
    material = replace(
        examples["09"],
        references=replace(examples["09"].references, portfolios=(anothers, own) if whose == "another's first" else (anothers,)),
    )
    expected = ["PORTFOLIO ZA"] if whose == "another's first" else []
    live = judged_live(LIVE, "ZA", law_of(material, tables)).findings
    for way, findings in (("opinion", material.opinion().findings), ("supposed", supposed(material, tables)), ("live", live)):
        assert [one.instrument for one in findings if one.rule.startswith("PORTFOLIO:")] == expected, way


@pytest.mark.parametrize(
    ("state", "expected"), [("below_threshold", "not_met"), ("cleared", "not_met"), ("open", "unknown"), ("confirmed", "met")]
)
def test_a_supposition_counts_hits_as_the_latest_opinion_holds_them(examples, tables, state: str, expected: str) -> None:
    """What lies below the threshold was shown and is no hit; what is open keeps the case open; a listed party stands in the way."""
    opinion = examples["02"].opinion()
    held = replace(
        opinion,
        screening=tuple(
            replace(one, matches=tuple(replace(match, state=state) for match in one.matches)) for one in opinion.screening
        ),
    )
    assert any(one.matches for one in held.screening)
    found = outcomes(supposed(examples["02"], tables, held))
    screened = {outcome for rule, outcome in found.items() if rule.startswith("SCREEN") and rule.endswith(":trader")}
    assert screened - {"not_met"} == {expected} - {"not_met"}


def test_an_end_user_of_whom_only_the_kind_is_on_file_is_asked_about(examples, tables) -> None:
    """Its kind answers; screening and ownership, of which nothing is on file, stay open. Without a word on it there is nobody to ask about."""
    asked = {"END-USER": "met", "SCREEN:end-user": "unknown", "OWNERSHIP:end-user": "unknown"}
    for kind, expected in (("armed_group", asked), (None, {"END-USER": "unknown"})):
        found = outcomes(judged_live(replace(LIVE, end_user_kind=kind), "ZA", law_of(examples["09"], tables)).findings)
        assert {rule: found[rule] for rule in asked if rule in found} == expected
