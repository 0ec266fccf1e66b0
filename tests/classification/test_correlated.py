"""What corresponds to what on other lists: said by a table that names entries, and never found by comparing codes."""

import pytest
from msgspec.structs import replace

from licet.classification.correlated import counterparts, entries_called, in_words
from licet.encoding.faults import Faults
from licet.reference.control_checks import faults_of
from licet.reference.control_entries import ControlEntries, Correlation, Entry
from licet.reference.control_file import parse_control_entries

ALONE = {
    "MTCR-11.A.1": "for unmanned aircraft the EU and the US go by their munitions lists",
    "EU-9A350": "its US counterpart 2B352.i has no row",
    "EU-6A008.d-h": "its US counterpart has no row",
    "US-USML-VIII-h-12": "no other list names swarming",
    "US-POLICY-800": "a policy, no entry",
}
"""Entries that correspond to nothing here, and why."""


def entry(entries: ControlEntries, code: str) -> Entry:
    return next(one for one in entries.entries if one.id == code)


def ids(entries: ControlEntries, code: str) -> set[str]:
    return {one.entry.id for one in counterparts(entry(entries, code), entries)}


def test_every_entry_has_a_counterpart_or_a_reason_to_have_none(entries: ControlEntries) -> None:
    assert {one.id for one in entries.entries if not counterparts(one, entries)} == set(ALONE)


def test_what_corresponds_does_so_both_ways_and_across_lists(entries: ControlEntries) -> None:
    for one in entries.entries:
        for other in counterparts(one, entries):
            assert other.entry.family != one.family
            assert one.id in ids(entries, other.entry.id)


@pytest.mark.parametrize(
    ("code", "others"),
    [
        ("US-9A120", {"MTCR-19.A.3", "EU-9A112.b"}),
        ("EU-9A112.b", {"MTCR-19.A.3", "US-9A120"}),
        ("EU-7A117", {"MTCR-2.A.1.d"}),
        ("US-7A103.c", {"MTCR-9.A.7", "EU-7A103.c"}),
        ("EU-5A101", {"MTCR-12.A.4", "US-5A101"}),
        ("EU-9A101.a", {"MTCR-3.A.1.a", "US-9A101.a"}),
    ],
)
def test_known_pairs(entries: ControlEntries, code: str, others: set[str]) -> None:
    assert ids(entries, code) == others


def test_entries_that_share_their_tests_correspond(entries: ControlEntries) -> None:
    """The same tests word for word on two lists are the same control; the table must know it."""
    for one in entries.entries:
        for other in entries.entries:
            if one.family != other.family and (one.tests, one.unless, one.kinds) == (other.tests, other.unless, other.kinds):
                assert other.id in ids(entries, one.id), (one.id, other.id)


def test_a_range_that_must_exceed_300_km_is_said_to_differ(entries: ControlEntries) -> None:
    for row in entries.heads[0].correlations:
        words = {in_words(entry(entries, one).tests, entries.parameters) for one in row.entries}
        limits = {limit for limit in ("at least 300 km", "more than 300 km") if any(limit in each for each in words)}
        if len(limits) == 2:
            assert row.differs, row.controls


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("MTCR-1.A.2", "EU-9A999"), "“EU-9A999”, which is no entry of this file"),
        (("MTCR-1.A.2", "MTCR-19.A.2"), "stays within one list"),
        (("MTCR-1.A.2", "EU-9A112.a", "MTCR-1.A.2"), "names an entry twice"),
    ],
)
def test_a_row_that_cannot_be_right_is_a_fault(entries: ControlEntries, row: tuple[str, ...], says: str) -> None:
    [head] = entries.heads
    wrong = replace(head, correlations=(Correlation(controls="x", entries=row, confidence="high"),))
    assert [says in str(fault) for fault in faults_of(wrong, entries.entries, same_tests={})] == [True]


def test_a_file_with_such_a_row_is_refused_whole() -> None:
    text = b"""schema: licet.classification-entries/1
compiled: 2026-01-01
correlations: [{controls: x, entries: [MTCR-1, EU-2], confidence: high}]
entries:
- {id: MTCR-1, list: MTCR, title: x, citation: y, confidence: high, source_kind: seen, all: [{param: range_km, op: ge, value: 1}]}
"""
    with pytest.raises(Faults, match="EU-2"):
        parse_control_entries({"e.yaml": text})


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("9A112", {"EU-9A112.a", "EU-9A112.b"}),
        ("eu-9a112.a", {"EU-9A112.a"}),
        ("9A012", {"EU-9A012.a", "EU-9A012.b.3", "EU-9A012.b.4", "US-9A012-2026H1", "US-9A012-2026H2", "US-9A012.b.4"}),
        ("1.A.2", {"MTCR-1.A.2"}),
        ("9A01", set()),
        ("", set()),
    ],
)
def test_what_a_code_means(entries: ControlEntries, asked: str, found: set[str]) -> None:
    assert {one.id for one in entries_called(asked, entries)} == found


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("MTCR-1.A.2", "payload at least 500 kg and range at least 300 km"),
        (
            "EU-9A115",
            "(a: for handling, control, activation or launching and range of the system it is made for more than 300 km)"
            " or (b: vehicle for transport, handling or launching and designed or modified for: MTCR-1.A.2)",
        ),
        ("EU-ML4.a", "munition"),
        ("EU-7A003.d", "inertial performance: 7A001 or 7A002"),
    ],
)
def test_an_entry_in_words(entries: ControlEntries, code: str, words: str) -> None:
    assert in_words(entry(entries, code).tests, entries.parameters) == words
