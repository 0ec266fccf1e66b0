"""The cases a lawyer wrote, judged by the tables that ship; and that every provision has the cases it needs."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from licet.assessment.written_cases import Tables, Verdict, Written, judged_of, read_cases, rulebook_of_case, verdict
from licet.encoding.faults import Faults
from licet.law.provisions import PROVISIONS
from licet.reference.edition import in_force
from licet.reference.rulebook import Rulebook
from licet.services.references import load_tables
from licet.storage.bundled import shipped_cases
from licet.storage.library import FileLibrary

FILES = shipped_cases()
BASES = {"bases.yaml": FILES["bases.yaml"]}
CASES = read_cases(FILES, bases=BASES)
RULEBOOK = Rulebook(id="CASES", state=None, dated_on=dt.date(2020, 1, 1), title="International law alone")
NEVER: dict[str, set[str]] = {
    "ATT-8.1": {"not_met"},
    "ATT-2.2": {"not_met", "unknown"},
    "CP-1.1": {"not_met"},
    "WA-REEXP": {"not_met"},
}
"""Outcomes a rule cannot have: a certificate not there is open; what does not reach the case is silent; criteria not assessed are open."""


@pytest.fixture(scope="module")
def tables(small_library: FileLibrary) -> Tables:
    return load_tables(small_library, in_force(small_library.editions(), as_of=dt.date(2026, 8, 3)))


@pytest.fixture(scope="module")
def judged(tables: Tables) -> Callable[[Written], Verdict]:
    return lambda one: verdict(one, tables, rulebook_of_case(one, RULEBOOK))


@pytest.mark.parametrize("file", sorted(FILES))
def test_the_cases_that_ship_come_out_as_they_say(judged: Callable[[Written], Verdict], file: str) -> None:
    wrong = [(one.name, one.faults) for case in CASES if case.file == file if (one := judged(case)).faults]
    assert wrong == []


def test_every_provision_has_a_case_for_each_outcome_it_can_have() -> None:
    expected = defaultdict(set)
    for one in CASES:
        if one.case.rule:
            expected[one.case.rule].add(one.case.expect)
    lacking = {
        rule: sorted(wanted - expected[rule])
        for rule in PROVISIONS
        if (wanted := {"met", "not_met", "unknown"} - NEVER.get(rule, set())) - expected[rule]
    }
    assert lacking == {}


def test_every_dated_provision_is_tried_on_both_sides_of_its_day(tables: Tables) -> None:
    tried = {one.case.rule for one in CASES if "dated" in one.case.tags}
    dated = {
        row.id
        for row in tables.criteria.rules
        if row.id in PROVISIONS and (row.valid_from or tables.criteria.instruments[row.of].from_day or dt.date.min).year >= 2010
    }
    assert dated - tried - {"ATT-2.2", "ATT-3", "ATT-4"} == set()


def test_no_two_cases_of_one_rule_have_one_name() -> None:
    names = [(one.case.rule, one.case.name) for one in CASES]
    assert len(names) == len(set(names))


def test_a_case_that_expects_the_wrong_outcome_is_told(judged: Callable[[Written], Verdict]) -> None:
    turn = {"met": "not_met", "not_met": "unknown", "unknown": "silent", "silent": "met"}
    for one in CASES[:60]:
        if one.case.expect:
            wrong = replace(one, case=replace(one.case, expect=turn[one.case.expect]))
            assert judged(wrong).faults, one.case.name
    [permit] = [one for one in CASES if one.case.name == "the export base is permitted on its condition"]
    assert judged(replace(permit, case=replace(permit.case, recommends="refuse"))).faults
    asks = replace(permit, case=replace(permit.case, rule="ATT-6.3", expect="not_met", missing=("knowledge_of_atrocity_use",)))
    assert judged(asks).faults == ("ATT-6.3 does not ask for knowledge_of_atrocity_use",)


def written(body: str) -> bytes:
    return f"schema: licet.law-cases/1\ncases:\n{body}\n".encode()


FAULTY = [
    (b"cases: []", "is not licet.law-cases/1"),
    (b"schema: licet.law-cases/1\ncase: []", "is no part of a file of cases"),
    (written("- {name: a, rule: ATT-6.3}"), "names a rule without expect"),
    (written("- {name: a}"), "expects nothing"),
    (written("- {name: a, start: nowhere, recommends: refer}"), "is no base"),
    (written("- {name: a, rule: X, expect: maybe}"), "maybe"),
    (written("- {name: a, recommends: refer, change: {parties/nobody/country: [NO]}}"), "is no member there"),
    (written("- {name: a, recommends: refer, change: {destination_state: Atlantis}}"), "Atlantis"),
    (written("- {name: a, recommends: refer, change: {activity/sub: 1}}"), "nothing can be set"),
    (written("- {name: a, recommends: refer, classified: {drone: {EU: listed}}}"), "write not_listed, refer, or codes"),
    (written("- {name: a, recommends: refer, facst: {}}"), "facts"),
    (written("- text"), "is no case"),
]


@pytest.mark.parametrize(("data", "says"), FAULTY, ids=[says for _, says in FAULTY])
def test_a_file_that_is_wrong_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(Faults) as refused:
        read_cases({"mine.yaml": data}, bases=BASES)
    assert says in str(refused.value)


def test_a_rulebook_of_ones_own_is_tried_by_cases_of_ones_own(judged: Callable[[Written], Verdict]) -> None:
    data = written(
        "- name: nothing to Austria\n"
        "  rule: NAT:NO-AUSTRIA\n"
        "  expect: met\n"
        "  recommends: refuse\n"
        "  rulebook: {rules: [{id: NO-AUSTRIA, citation: order 8, effect: refuse, says: nothing to Austria, destinations: [AT]}]}"
    )
    [one] = read_cases({"mine.yaml": data}, bases=BASES)
    assert judged(one).faults == ()


def test_the_charter_speaks_to_everybody_and_other_law_to_those_of_the_case(tables: Tables) -> None:
    one = next(case for case in CASES if case.case.name == "no Security Council embargo touches the case")
    levels = {finding.rule: finding.release_level for finding in judged_of(one, tables, rulebook_of_case(one, RULEBOOK)).findings}
    assert (levels["UN-CH7"], levels["ATT-6.1"]) == ("public", "case")
