"""The entries file: what is read from it, and each way in which it is refused, in one sentence."""

# a row of a table is read best on one line

import datetime as dt
import gzip
from pathlib import Path

import pytest

import licet
from licet.encoding.faults import Faults
from licet.reference.control_entries import (
    Branch,
    Entry,
    ExcludedIf,
    Group,
    ParameterTest,
    Reason,
    control_entries_of,
    question,
)
from licet.reference.control_file import parse_control_entries
from licet.reference.control_parameters import PARAMETERS
from licet.reference.parse import parse
from licet.reference.parsed import Parsed

BUNDLED = Path(licet.__file__).parent / "bundled" / "control_lists" / "uav-entries.yaml"
FRAME = """\
schema: licet.classification-entries/1
compiled: 2026-05-04
{head}
entries:
- id: EU-A
  list: EU
  title: first
  citation: Annex, A
  source_kind: text
  confidence: high
{entry}
"""
TESTED = "  all: [{param: range_km, op: ge, value: 300}]"
SECOND = """\
- id: {id}
  list: EU
  title: second
  citation: Annex, B
  source_kind: text
  confidence: high
"""


def read(entry: str = TESTED, head: str = "") -> Parsed:
    return parse_control_entries({"e.yaml": FRAME.format(head=head, entry=entry).encode()})


def first(entry: str, head: str = "") -> Entry:
    value = read(entry, head).values[1]
    assert isinstance(value, Entry)
    return value


def sentences(entry: str = TESTED, head: str = "") -> list[str]:
    with pytest.raises(Faults) as refused:
        read(entry, head)
    return [str(fault) for fault in refused.value.faults]


# ---- what is read


def test_an_edition_is_dated_by_its_compilation_or_by_the_first_day_it_speaks_for() -> None:
    assert (read().dated_on, read().name) == (dt.date(2026, 5, 4), "CONTROL-ENTRIES")
    named = read(head="dated: 2022-01-02\nname: OURS")
    assert (named.dated_on, named.name) == (dt.date(2022, 1, 2), "OURS")


def test_numbers_keep_their_digits_and_groups_their_nesting() -> None:
    entry = first(
        "  all:\n  - {param: gust_kmh, op: ge, value: 46.30}\n  - any: [{ref: a, all: [{param: bvlos, op: is, value: false}]}]"
    )
    gust = ParameterTest(param="gust_kmh", op="ge", value="46.3")
    sight = Group(how="all", ref="a", tests=(ParameterTest(param="bvlos", op="is", value=False),))
    assert entry.tests == Group(how="all", tests=(gust, Group(how="any", tests=(sight,))))


def test_all_and_any_of_one_entry_must_both_hold() -> None:
    entry = first(f"{TESTED}\n  any: [{{param: bvlos, op: is, value: true}}]")
    assert (entry.tests.how, [group.how for group in entry.tests.tests if isinstance(group, Group)]) == ("all", ["all", "any"])


def test_same_tests_as_takes_tests_and_release_notes_and_kinds_but_not_what_gives_way() -> None:
    more = SECOND.format(id="EU-B") + "  same_tests_as: EU-A\n  reasons: {AT: 1}\n"
    tested = f"{TESTED}\n  kinds: [uav]\n  unless: [{{param: recreational_model, op: is, value: true}}]\n  excludes: [EU-C]\n"
    third = SECOND.format(id="EU-C") + TESTED
    head = "kinds: [{id: uav, words: [UAV]}]"
    entries = {entry.id: entry for entry in read(tested + more + third, head).values[1:]}
    assert entries["EU-B"].tests == entries["EU-A"].tests
    assert entries["EU-B"].unless == entries["EU-A"].unless != ()
    assert entries["EU-B"].kinds == ("uav",)
    assert (entries["EU-A"].excludes, entries["EU-B"].excludes) == (("EU-C",), ())


def test_prose_is_kept_as_prose_and_marks_the_entry_unstructured() -> None:
    entry = first(
        f"{TESTED}\n  unless: [made for children, {{param: civil_certified, op: is, value: true}}]\n  extra: and parts\n  alternative: or so"
    )
    assert (entry.narrowing, entry.widening, len(entry.unless)) == (("made for children",), ("or so", "and parts"), 1)
    assert not entry.structured


def test_reasons_are_columns_words_and_conditions() -> None:
    entry = first(
        "  all: [{param: bvlos, op: is, value: true}]\n"
        "  branches: [{ref: a.1, all: [{param: armed, op: is, value: false}], reasons: {NS: 2}}]\n"
        "  mt_if: [{param: range_km, op: ge, value: 300}]\n"
        "  excludes_if: [{param: munition, op: is, value: true, then: EU-A}]\n"
        "  reasons: {NS: 1, UN: see 746.1, RS1_if: {any: [{param: elements, op: gt, value: 9}]}, a.1: {AT: 1}}"
    )
    elements = Group(how="any", tests=(ParameterTest(param="elements", op="gt", value="9"),))
    assert entry.reasons == (
        Reason(reason="NS", column=1),
        Reason(reason="UN", text="see 746.1"),
        Reason(reason="RS", column=1, tests=elements),
    )
    assert entry.branch_reasons == {"a.1": (Reason(reason="AT", column=1),)}
    unarmed = Group(how="all", tests=(ParameterTest(param="armed", op="is", value=False),))
    assert entry.branches == (Branch(ref="a.1", tests=unarmed, reasons=(Reason(reason="NS", column=2),)),)
    assert entry.excludes_if == (
        ExcludedIf(tests=Group(how="all", tests=(ParameterTest(param="munition", op="is", value=True),)), then="EU-A"),
    )
    assert entry.mt_if == Group(how="all", tests=(ParameterTest(param="range_km", op="ge", value="300"),))


def test_an_own_parameter_is_declared_and_used() -> None:
    parsed = read(
        "  all: [{param: hull_m, op: gt, value: 12}]", 'parameters: {hull_m: {unit: m, definition: "How long is its hull?"}}'
    )
    own = control_entries_of(parsed.content).parameters["hull_m"]
    assert (own.kind, own.unit, question(own, "boat").question, question(own, "boat").about) == (
        "number",
        "m",
        "How long is its hull? (m)",
        "boat",
    )


def test_content_is_canonical_whatever_the_order_of_entries_and_is_read_back() -> None:
    other = SECOND.format(id="EU-0") + TESTED
    one = read(f"{TESTED}\n{other}")
    swapped = FRAME.format(head="", entry=TESTED).replace("entries:\n", "entries:\n" + other + "\n").encode()
    assert parse_control_entries({"e.yaml": swapped}).content == one.content
    back = control_entries_of(one.content)
    assert (*back.heads, *back.entries) == one.values
    assert back.edition.startswith("sha256:")


def test_a_gzip_file_is_read_like_a_plain_one() -> None:
    plain = BUNDLED.read_bytes()
    assert (
        parse("control-entries", {"e.yaml.gz": gzip.compress(plain)}).content == parse("control-entries", {"e.yaml": plain}).content
    )


def test_the_bundled_file_leaves_nothing_in_prose_and_cites_everything() -> None:
    parsed = parse("control-entries", {BUNDLED.name: BUNDLED.read_bytes()})
    entries = control_entries_of(parsed.content)
    assert (parsed.name, parsed.dated_on) == ("LICET-UAV", dt.date(2022, 10, 24))
    assert [entry.id for entry in entries.entries if not entry.structured] == []
    assert {entry.list for entry in entries.entries} == {"MTCR", "EU", "EU-CML", "USML", "CCL", "US-policy"}
    assert [entry.id for entry in entries.entries if entry.category == "I"] == ["MTCR-1.A.2", "MTCR-2.A.1.d"]
    assert entries.heads[0].parameters == ()
    assert not any(entry.confidence == "low" for entry in entries.entries)


def test_the_shared_research_table_is_read_as_it_is(shared: Path) -> None:
    path = shared / "data/control-lists/uav-entries.yaml"
    research = control_entries_of(parse("control-entries", {path.name: path.read_bytes()}).content)
    ours = control_entries_of(parse("control-entries", {BUNDLED.name: BUNDLED.read_bytes()}).content)
    assert len(research.entries) == 39
    assert [one.id for one in research.heads[0].catch_alls] == ["EU-ART4", "EU-ART5", "US-744.3"]
    by_id = {entry.id: entry for entry in ours.entries}
    for entry in research.entries:
        mine = by_id[entry.id]
        kept = ("list", "citation", "confidence", "source_kind", "category", "valid_from", "valid_to")
        assert [getattr(mine, name) for name in kept] == [getattr(entry, name) for name in kept], entry.id


# ---- what is refused


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ("  all: [{param: range_km, op: gte, value: 300}]", "entries[0].all[0].op: “gte” is not one of eq, ge, gt, is, is_any, le, lt."),
        (
            "  all: [{param: range, op: ge, value: 300}]",
            "entry EU-A, tests: tests “range”, which is no known parameter; use “range_km”, or declare it under parameters.",
        ),
        ("  all: [{param: zzz, op: ge, value: 3}]", "entry EU-A, tests: tests “zzz”, which is no known parameter; declare it under parameters."),
        (
            "  all: [{param: range_km, op: is, value: true}]",
            "entry EU-A, tests: tests range_km by is “True”; use ge, gt, le, lt, eq and a plain number.",
        ),
        (
            "  all: [{param: range_km, op: ge, value: far}]",
            "entry EU-A, tests: tests range_km by ge “far”; use ge, gt, le, lt, eq and a plain number.",
        ),
        ("  all: [{param: bvlos, op: ge, value: 3}]", "entry EU-A, tests: tests bvlos by ge “3”; use “is” with true or false."),
        (
            "  all: [{param: military_design, op: is_any, value: civil}]",
            "entry EU-A, tests: tests military_design by is_any “civil”; use “eq” with a word or “is_any” with a list of words.",
        ),
        (
            "  all: [{param: military_design, op: eq, value: civilian}]",
            "entry EU-A, tests: names “civilian”, which is no value of military_design; use “civil”.",
        ),
        ("  all: [{param: fpa_entry, op: eq, value: 6A002 f}]", "entry EU-A, tests: tests fpa_entry against “6A002 f”, which is no control-list code."),
        ("  all: [{param: for_entry, op: eq, value: EU-B}]", "entry EU-A, tests: names “EU-B”, which is no entry of this file; use “EU-A”."),
        ("  all: [{param: range_km, value: 300}]", "entries[0].all[0]: lacks op; a test is written {param: …, op: …, value: …}."),
        ("  all: []", "entries[0].all: is empty; write at least one test."),
        ("  all: [{}]", "entries[0].all[0]: is empty; write a test or a group."),
        (
            "  all: [{param: bvlos, op: is, value: true, any: [{param: armed, op: is, value: true}]}]",
            "entries[0].all[0]: mixes a test (param, op, value) with a group; put the test into the group.",
        ),
        ("  note: no tests at all", "entries[0]: (EU-A) has no tests; write all, any or same_tests_as."),
        (f"{TESTED}\n  excludes: [EU-AA]", "entry EU-A.excludes: names “EU-AA”, which is no entry of this file; use “EU-A”."),
        (
            f"{TESTED}\n  excludes_if: [{{param: armed, op: is, value: true, then: ML10}}]",
            "entry EU-A.excludes_if.then: names “ML10”, which is no entry of this file.",
        ),
        ("  same_tests_as: US-Z", "entry EU-A.same_tests_as: names “US-Z”, which is no entry of this file."),
        ("  same_tests_as: EU-A", "entry EU-A.same_tests_as: names “EU-A”, which is no entry of this file; use “EU-A”."),
        (f"{TESTED}\n  same_tests_as: EU-A", "entries[0].same_tests_as: (EU-A) stands beside tests of its own; keep one of them."),
        (f"{TESTED}\n  kinds: [boat]", "entry EU-A.kinds: names “boat”, which is no kind of item."),
        (f"{TESTED}\n  valid: {{from: 2026-02-01, to: 2026-01-31}}", "entries[0].valid: (EU-A) ends on 2026-01-31, before it begins on 2026-02-01."),
        (f"{TESTED}\n  valid: {{from: 2026-02-30}}", "entries[0].valid.from: “2026-02-30” is not a day of the calendar."),
        (f"{TESTED}\n  valid: {{frm: 2026-02-03}}", "entries[0].valid.frm: is no field of this part; use “from”."),
        (f"{TESTED}\n  categroy: I", "entries[0].categroy: is no field of this part; use “category”."),
        (f"{TESTED}\n  reasons: [NS]", "entries[0].reasons: is no mapping of reasons; write such as {NS: 2, AT: 1}."),
        (f"{TESTED}\n  reasons: {{NS: true}}", "entries[0].reasons.NS: holds “True”; write a column number, a condition in words, or tests."),
        (
            "  all: [{ref: a.1, any: [{param: bvlos, op: is, value: true}]}]\n  reasons: {a.2: {NS: 1}}",
            "entry EU-A.reasons: names “a.2”, which is no paragraph of the entry; use “a.1”.",
        ),
        (TESTED + "\n" + SECOND.format(id="EU-A") + TESTED, "entry EU-A: has its id twice or more; give each entry its own id."),
    ],
)  # fmt: skip
def test_a_fault_in_an_entry_is_one_sentence(entry: str, sentence: str) -> None:
    assert f"e.yaml {sentence}" in sentences(entry)


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        ("precedence: [{list: EU, rule: r, order: [[EU-A], [EUU]]}]", "precedence EU: names “EUU”, which is no entry or list; use “EU”."),
        ("covers: [{list: EU, kinds: [boat], valid: {from: 2026-01-01}, confidence: high, says: s, citation: c}]", "covers EU boat: names “boat”, which is no kind of item."),
        ("kinds: [{id: uav, words: [UAV]}]\ncovers: [{list: EU, kinds: [uav], valid: {}, confidence: high, says: s, citation: c}]", "covers[0].valid.from: is missing; say from which day the entries are complete."),
        ("kinds: [{id: uav, words: [UAV]}]\ncovers: [{list: EU, kinds: [uav], valid: {from: 2026-01-02, to: 2026-01-01}, confidence: high, says: s, citation: c}]", "covers EU uav: ends on 2026-01-01, before it begins on 2026-01-02."),
        ("kinds: [{id: uav, words: [UAV]}, {id: uav, words: [drone]}]", "kind uav: stands twice or more; give each kind its own id."),
        ("one_of: [{list: EU, all: [{param: armed, op: is, value: true}], entries: [EU-A], assume: EU-Z, says: s, citation: c}]", "one_of EU: assumes EU-Z, which is not among its entries."),
        ("disputed: [{entries: [EU-A, EU-Z], says: s}]", "disputed: names “EU-Z”, which is no entry of this file; use “EU-A”."),
        ("contradictions: [{all: [{param: armed, op: is, value: true}], contested: armedd, says: s}]", "contradictions: names “armedd”, which is no parameter; use “armed”."),
        ("parameters: {range_km: {unit: mile, definition: d}}", "parameters.range_km: is declared as “mile”, but everywhere else it is of kind number km; use another name."),
        ("parameters: {bvlos: {unit: km, definition: d}}", "parameters.bvlos: is declared as “km”, but everywhere else it is of kind yes_no; use another name."),
        ("parameters: {sensor: {unit: enum, values: [thermal, sonar]}}", "parameters.sensor.values: differ from those used everywhere else: thermal, infrared, visible, image_intensifier, radar, lidar, none."),
        ("end_use_catch_alls: [{id: EU-A, citation: c, applies_to: all, confidence: high}]", "catch-all EU-A: has an id that stands twice or more; give it its own."),
        ("edition: 3", "edition: is no field of this part; the fields here are"),
    ],
)  # fmt: skip
def test_a_fault_in_the_head_is_one_sentence(head: str, sentence: str) -> None:
    assert any(found.startswith(f"e.yaml {sentence}") for found in sentences(head=head)), sentences(head=head)


def test_entries_that_wait_for_each_other_are_refused() -> None:
    other = SECOND.format(id="EU-B") + TESTED + "\n  excludes: [EU-A]"
    found = sentences(f"{TESTED}\n  excludes: [EU-B]\n{other}")
    assert found == [
        f"e.yaml entry EU-{one}.excludes: comes back to the entry itself; an entry cannot wait for its own answer." for one in "AB"
    ]


def test_a_chain_of_borrowed_tests_is_refused() -> None:
    more = SECOND.format(id="EU-B") + "  same_tests_as: EU-A\n" + SECOND.format(id="EU-C") + "  same_tests_as: EU-B\n"
    (sentence,) = sentences(f"{TESTED}\n{more}")
    assert sentence == "e.yaml entry EU-C.same_tests_as: names EU-B, which takes its tests from EU-A; name that one."


def test_every_fault_of_a_file_is_named_at_once() -> None:
    found = sentences("  all: [{param: range, op: ge, value: 300}, {param: bvlos, op: eq, value: true}]\n  excludes: [EU-9]")
    assert len(found) == 3


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "e.yaml: is empty; fetch it again."),
        (b"[1, 2]", "e.yaml: holds a list; write a mapping of fields."),
        (
            b"schema: other/1\ncompiled: 2026-01-01\nentries: []",
            "e.yaml schema: “other/1” is not one of licet.classification-entries/1.",
        ),
        (BUNDLED.read_bytes().partition(b"\nentries:")[0], "is missing"),
        (b"<html><body>403</body></html>", "e.yaml: is a web page, not a list: the download failed; fetch it again."),
    ],
)
def test_a_file_that_is_no_entries_file_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(Faults) as refused:
        parse("control-entries", {"e.yaml": data})
    assert any(sentence in str(fault) for fault in refused.value.faults), refused.value


def test_a_file_cut_between_two_rows_is_refused_by_what_it_lacks() -> None:
    """YAML has no end mark; a cut file is noticed by the entries that others name."""
    text = BUNDLED.read_text("utf-8")
    with pytest.raises(Faults) as refused:
        parse("control-entries", {"e.yaml": text[: text.index("- id: EU-9A012.b.3")].encode()})
    assert any("is no entry" in str(fault) for fault in refused.value.faults)


def test_every_parameter_asks_a_question_and_closed_words_have_values() -> None:
    for name, parameter in PARAMETERS.items():
        assert parameter.name == name
        assert parameter.asks.endswith("?"), name
        assert (parameter.kind == "word") == bool(parameter.values), name
        assert parameter.kind == "number" or not parameter.unit, name
