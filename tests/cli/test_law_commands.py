"""`licet law test`, `show`, `diff`, `what-if` as a lawyer meets them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from workbench import EXAMPLES

WRONG = """\
schema: licet.law-cases/1
title: mine
cases:
- {name: known use in war crimes is fine, rule: ATT-6.3, facts: {knowledge_of_atrocity_use: true}, expect: not_met}
- {name: the base is permitted, recommends: permit_with_conditions}
"""
RULEBOOK = """\
id: NEW
state: ZA
dated_on: 2026-08-01
title: Nothing to Norway
rules: [{id: NO-NORWAY, citation: order 1, effect: refuse, says: nothing to Norway, destinations: [NO]}]
"""


def test_cases_of_ones_own_are_judged_and_the_wrong_one_is_told(licet: Callable, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(WRONG)
    done = licet("law", "test", mine)
    assert done.status == 1
    assert "known use in war crimes is fine" in done.out
    assert "ATT-6.3 is met, expected not met" in done.out
    assert "2 cases, 1 not as expected." in done.err
    document = licet("law", "test", mine, "--format", "json").document
    assert [one["faults"] for one in document["verdicts"]] == [["ATT-6.3 is met, expected not met"], []]


def test_the_cases_of_one_rule_that_ship(licet: Callable) -> None:
    done = licet("law", "test", "--rule", "ATT-6.3", "--cover")
    assert done.status == 0, done.out
    assert "ATT-6.3" in done.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("law", "test", "--rule", "ATT-99"), "has no case here"),
        (("law", "test", "nowhere.yaml"), "does not exist"),
        (("law", "show", "ATT-99"), "is no provision"),
        (("law", "diff", "2026-13-01", "2026-08-03"), "2026-13-01"),
        (("law", "diff", "nowhere.yaml", "2026-08-03"), "nowhere.yaml"),
        (("law", "what-if", "ZA-2026-09999"), "ZA-2026-09999"),
        (("law", "what-if", "ZA-2026-09999", "--set", "diversion_assessment"), "supposes nothing"),
        (("law", "what-if", "ZA-2026-09999", "--set", "nonsense=true"), "no fact that the law asks for"),
        (("law", "what-if", "ZA-2026-09999", "--set", "residual_risk=perhaps"), "“perhaps” is no answer to “residual_risk”"),
        (("law", "what-if", "ZA-2026-09999", "--condition", "kindness"), "“kindness” is no condition; use one of no_re_export"),
        (("law", "what-if"), "name case numbers, or an authority with --state"),
        (("law", "what-if", "ZA-2026-09999", "--state", "ZA"), "name case numbers, or an authority with --state"),
    ],
)
def test_bad_input_is_one_sentence(licet: Callable, arguments: tuple[str, ...], says: str) -> None:
    done = licet(*arguments)
    assert done.status == 2, done.err
    assert says in done.err
    assert done.out == ""


def test_a_provision_shows_its_text_history_and_cases(licet: Callable) -> None:
    done = licet("law", "show", "CP-C2a")
    assert done.status == 0
    for part in ("CP Art. 2(2)(a)", "2025-04-14", "nobody has read", "nobody has assessed whether"):
        assert part in done.out, part


def test_a_proposed_rulebook_tells_the_cases_it_would_change(licet: Callable, tmp_path: Path) -> None:
    proposed = tmp_path / "proposed.yaml"
    proposed.write_text(RULEBOOK)
    number = licet("submit", EXAMPLES["01-thermal-cameras-for-a-coast-guard"]).document["number"]
    today = licet("law", "what-if", number, "--rulebook", proposed, "--format", "json").document
    assert today["now"] == "refuse"
    lines = tmp_path / "history.jsonl"
    lines.write_text(
        "".join(
            f'{{"authorisation": {{"reference": "ZA-{state}", "issued_on": "2026-01-01", "item": "camera", "quantity_left": 1, '
            f'"unit": "piece", "destination_state": "{state}"}}}}\n'
            for state in ("NO", "SE")
        )
    )
    assert licet("history", "add", lines).status == 0
    own = tmp_path / "own.yaml"
    own.write_text(RULEBOOK.split("rules:", maxsplit=1)[0])
    found = licet("law", "diff", own, proposed, "--state", "ZA", "--format", "json").document
    assert [one["id"] for one in found["changed"]] == ["NAT:NO-NORWAY"]
    assert [(one["case"], one["now"]) for one in found["stored_cases"]] == [(number, "refuse")]
    [live] = found["authorisations"]
    assert (live["authorisation"], live["now"]) == ("ZA-NO", "refuse")
    told = licet("law", "diff", own, proposed, "--state", "ZA")
    assert "live authorisation ZA-NO: NAT:NO-NORWAY (silent, then met)" in told.out
    assert "Re-assessed 2 of 2 live authorisations." in told.err
    assert "1 live authorisations of ZA to look at" in told.err
    assert licet("law", "diff", own, proposed, "--state", "ZA", "--workers", "0").status == 2


def test_several_things_supposed_of_several_cases(licet: Callable, tmp_path: Path) -> None:
    """Facts, a condition, a day and a rulebook at once; of one case, of those named, and of all open ones."""
    proposed = tmp_path / "proposed.yaml"
    proposed.write_text(RULEBOOK)
    numbers = [licet("submit", EXAMPLES[name]).document["number"] for name in sorted(EXAMPLES)[:2]]
    several = (
        "--set",
        "destabilising_accumulation_concern=true",
        "--condition",
        "secure_storage",
        "--as-of",
        "2027-01-01",
        "--rulebook",
        proposed,
    )
    named = licet("law", "what-if", *numbers, *several, "--format", "json")
    assert [one["case"] for one in named.document["cases"]] == numbers
    first = {turn["rule"]: turn["now"] for turn in named.document["cases"][0]["turns"]}
    assert first.items() >= {"WA-DEST": "met", "CONDITIONS": "unknown", "NAT:NO-NORWAY": "met"}.items()
    told = licet("law", "what-if", "--state", "ZA", *several)
    assert told.status == 0
    assert all(number in told.out for number in numbers if number.startswith("ZA"))
    assert "NAT:NO-NORWAY" in told.out
    assert "cases would change" in told.err
