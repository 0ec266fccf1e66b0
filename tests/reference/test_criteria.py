"""The criteria table: phases of duties, triggers as scope rules, and every fault in a sentence."""

from pathlib import Path

import pytest

import licet
from licet.encoding.faults import Faults
from licet.reference.criteria import Criteria, criteria_of, parse_criteria

BUNDLED = Path(licet.__file__).parent / "bundled" / "law" / "criteria.yaml"
SMALL = """\
schema: licet.criteria/1
compiled: 2026-11-24
instruments:
  ATT: {title: Arms Trade Treaty, adopted: 2013-04-02, in_force: 2014-12-24, binds: "States Parties"}
  CP944: {title: Common Position, adopted: 2008-12-08, binds: "Member States", amended: [{by: "2025/779", on: 2025-04-14, text_read: false}]}
rules:
- {id: ATT-6.1, of: ATT, cite: "Art. 6(1)", effect: prohibit, standard: inconsistency, test: "t", facts: [item], mitigation: none, confidence: high}
- {id: ATT-12, of: ATT, cite: "Art. 12", effect: duty, phase: after_issue, test: "t", params: {retention_years: 10, due: "05-31"}, confidence: high}
- {id: ATT-7.2, of: ATT, cite: "Art. 7(2)", effect: duty, test: "t", confidence: high}
- {id: CP-6, of: CP944, cite: "Art. 6", effect: scope, authorisation_required: true, test: "t", valid_from: 2019-09-16, confidence: medium}
"""


def read(text: str) -> Criteria:
    return criteria_of(parse_criteria({"criteria.yaml": text.encode()}).content)


def test_rows_are_read_in_order_with_their_instruments():
    table = read(SMALL)
    assert [rule.id for rule in table.rules] == ["ATT-6.1", "ATT-12", "ATT-7.2", "CP-6"]
    assert table.instruments["ATT"].from_day.isoformat() == "2014-12-24"
    assert table.instruments["CP944"].from_day.isoformat() == "2008-12-08", "adoption where no entry into force is given"
    assert table.instruments["CP944"].amended[0].text_read is False
    assert table.rules[1].params == {"retention_years": "10", "due": "05-31"}


def test_a_duty_without_a_phase_is_one_before_issue():
    phases = {rule.id: rule.phase for rule in read(SMALL).rules}
    assert phases == {"ATT-6.1": None, "ATT-12": "after_issue", "ATT-7.2": "before_issue", "CP-6": None}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("id: ATT-12", "id: ATT-6.1", "rules[1].id: “ATT-6.1” is used twice"),
        ("of: CP944, cite", "of: CP999, cite", "rules[3].of: “CP999” is no instrument of this table"),
        ("effect: prohibit, standard", "effect: prohibit, phase: after_issue, standard", "only a duty has a phase"),
        ("effect: scope, authorisation_required", "effect: weigh, authorisation_required", "only a scope rule triggers"),
        ("valid_from: 2019-09-16", "valid_from: 2019-09-16, valid_to: 2019-09-16", "is not after valid_from"),
        ("effect: prohibit, standard", "effect: forbid, standard", "“forbid” is not one of duty, prohibit, refuse, scope, weigh"),
        ("confidence: medium", "confidence: certain", "“certain” is not one of high, low, medium"),
        ("valid_from: 2019-09-16", "valid_from: 2019-02-29", "“2019-02-29” is not a day of the calendar"),
        ('cite: "Art. 6(1)", ', "", "rules[0].cite: is missing"),
        ("licet.criteria/1", "licet.criteria/9", "schema"),
    ],
)
def test_each_fault_says_where_and_what(old, new, says):
    assert old in SMALL
    with pytest.raises(Faults) as refused:
        read(SMALL.replace(old, new, 1))
    assert len(refused.value.faults) == 1
    assert says in str(refused.value)


# ---- the shipped table, by legal-safety point 2


@pytest.fixture(scope="module")
def rules():
    return {rule.id: rule for rule in read(BUNDLED.read_text(encoding="utf-8")).rules}


def test_only_what_follows_issue_is_after_issue(rules):
    after = {rule.id for rule in rules.values() if rule.phase == "after_issue"}
    assert after == {"ATT-7.5", "ATT-7.6", "ATT-7.7", "ATT-11.4", "ATT-12", "ATT-13", "CP-1.1a", "DU-27"}


def test_dual_use_articles_are_triggers_and_not_duties(rules):
    triggers = {rule.id for rule in rules.values() if rule.authorisation_required}
    assert triggers == {"DU-3", "DU-4", "DU-5", "DU-6-7", "DU-8", "DU-9-10", "DU-11"}
    assert {rules[name].effect for name in triggers} == {"scope"}


def test_every_duty_of_the_shipped_table_states_its_phase():
    lines = [line for line in BUNDLED.read_text(encoding="utf-8").splitlines() if "effect: duty" in line and line.startswith("- ")]
    assert lines
    assert all("phase: " in line for line in lines)


def test_bars_of_the_charter_and_the_treaty_stand(rules):
    assert {name for name, rule in rules.items() if rule.effect == "prohibit"} == {"UN-CH7", "ATT-6.1", "ATT-6.2", "ATT-6.3"}


def test_the_amendment_of_2025_is_marked_unread():
    table = read(BUNDLED.read_text(encoding="utf-8"))
    assert [(one.on.isoformat(), one.text_read) for one in table.instruments["CP944"].amended] == [
        ("2019-09-16", True),
        ("2025-04-14", False),
    ]


def test_the_shipped_table_changes_only_phase_effect_of_triggers_and_first_day(shared, rules):
    source = {rule.id: rule for rule in read((shared / "data" / "law" / "criteria.yaml").read_text(encoding="utf-8")).rules}
    assert rules.keys() - source.keys() == {"DU-9-10"}
    assert source.keys() <= rules.keys()
    assert len(source) == 56
    for name, rule in source.items():
        for field in ("of", "cite", "test", "standard", "facts", "params", "mitigation", "valid_to", "confidence"):
            assert getattr(rules[name], field) == getattr(rule, field), (name, field)
        assert rules[name].effect == ("scope" if rules[name].authorisation_required else rule.effect)
