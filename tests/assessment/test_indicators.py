"""Country figures are shown with year and source beside the rules they inform, and never change an answer."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from licet.assessment.assess import figures_of
from licet.law.indicators import INFORMS
from licet.law.provisions import PROVISIONS
from licet.reference.indicators import IndicatorEdition, latest_for, parse_indicators

BUNDLED = Path(__file__).parents[2] / "src/licet/bundled/indicators"


def edition(text: str, name: str = "mine.csv") -> IndicatorEdition:
    return IndicatorEdition(source="MINE of 2025-01-01", content=parse_indicators({name: text.encode()}).content)


FIGURES = "iso3,year,v2x_libdem,gini\nNOR,2022,0.81,27\nNOR,2024,0.85,\nSWE,2024,0.80,30\n"


def test_the_newest_figure_of_the_state_alone() -> None:
    found = {one.name: (one.year, one.value) for one in latest_for(edition(FIGURES), "NO", until=2025)}
    assert found == {"v2x_libdem": ("2024", "0.85"), "gini": ("2022", "27")}
    assert {one.year for one in latest_for(edition(FIGURES), "NO", until=2023)} == {"2022"}
    assert latest_for(edition(FIGURES), "FI", until=2025) == ()


def test_a_year_that_is_not_over_is_not_shown_and_no_destination_has_no_figures() -> None:
    editions = (edition(FIGURES),)
    assert {one.year for _, one in figures_of("NO", editions, as_of=dt.date(2024, 12, 31))} == {"2022"}
    assert {one.year for _, one in figures_of("SE", editions, as_of=dt.date(2025, 1, 1))} == {"2024"}, "the year before counts"
    assert figures_of(None, editions, as_of=dt.date(2026, 1, 1)) == ()


def test_every_rule_that_shows_figures_exists_and_every_figure_is_in_what_ships() -> None:
    assert set(INFORMS) <= set(PROVISIONS)
    columns = {column for file in BUNDLED.glob("*.csv") for column in file.read_text().split("\n", 1)[0].split(",")}
    assert {name for names in INFORMS.values() for name in names} <= columns


@pytest.mark.parametrize("which", ["camera", "retransfer"])
def test_figures_are_shown_with_year_and_source_and_change_no_outcome(permits: dict[str, Any], which: str) -> None:
    material = permits[which]
    bare = replace(material, references=replace(material.references, indicators=()))
    shown, without = material.opinion(), bare.opinion()
    assert [(one.rule, one.outcome, one.says) for one in shown.findings] == [
        (one.rule, one.outcome, one.says) for one in without.findings
    ]
    assert shown.recommendation == without.recommendation
    mine = (
        edition("iso3,year,v2x_libdem,gini,active_conflicts\n" + "".join(f"{code},2024,0.01,99,9\n" for code in ("NOR", "PRT"))),
    )
    alarming = replace(material, references=replace(material.references, indicators=mine)).opinion()
    assert alarming.recommendation == without.recommendation, "no figure decides"
    facts = [fact for one in alarming.findings for fact in one.facts if "decides nothing" in fact.source]
    assert facts
    assert {fact.source for fact in facts} == {"MINE of 2025-01-01, 2024; shown, decides nothing"}
    assert all(
        fact.name in INFORMS[one.rule] for one in alarming.findings for fact in one.facts if "decides nothing" in fact.source
    ), "beside each rule the figures that inform it"
    assert {fact.about for fact in facts} == {material.dossier.destination_state}
