"""Item files: what is read, what is refused, in which words; and the document that answers."""

import datetime as dt
import json

import pytest

from licet.classification.classify import classify
from licet.classification.document import classification_document, classification_json
from licet.classification.item import ItemFacts, faults_in_facts, read_item
from licet.encoding.faults import Faults
from licet.encoding.reading import FactValue
from licet.reference.control_entries import ControlEntries
from licet.reference.control_parameters import PARAMETERS, Parameter


def test_an_item_file_is_read_with_its_digits_and_its_unknowns() -> None:
    facts = b"{range_km: 0.10, armed: unknown, bvlos: true, military_design: civil, radar_mode: [SAR, other]}"
    item = read_item(b"name: A\nkind: complete UAV\nfacts: " + facts, "a.yaml")
    assert item == ItemFacts(
        name="A",
        kind="complete UAV",
        facts={"range_km": "0.1", "armed": None, "bvlos": True, "military_design": "civil", "radar_mode": ("SAR", "other")},
        source="item file",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("kind: UAV", "name: is missing; write it."),
        ("name: A", "kind: is missing; write it."),
        ("{name: A, kind: UAV, fact: {}}", "fact: is no field of this part; use “facts”."),
        ("[]", "holds a list; write a mapping of fields."),
    ],
)
def test_a_fault_in_an_item_file_is_one_plain_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Faults) as refused:
        read_item(text.encode(), "item.yaml")
    assert [str(fault) for fault in refused.value.faults] == [sentence]


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        ("payload_kgs: 5", "payload_kgs: is no known technical parameter; use “payload_kg”."),
        ("qzx: 5", "qzx: is no known technical parameter; see docs/reference/classification.md for the list."),
        ("range_km: true", "range_km: holds “true”; write a plain number in km, or unknown."),
        ("range_km: far", "range_km: holds “far”; write a plain number in km, or unknown."),
        ("range_km: [1, 2]", "range_km: holds a list; write true, false, a number, a word, a list of words, or unknown."),
        ("range_km: -5", "range_km: holds “-5”; it cannot be below zero."),
        ("bvlos: 1", "bvlos: holds “1”; write true, false or unknown."),
        ("bvlos: yes", "bvlos: holds “yes”; write true, false or unknown."),
        ("military_design: civilian", "military_design: holds “civilian”, which is not among its values; use “civil”."),
        (
            "radar_mode: [SAR, xyz]",
            "radar_mode: holds “xyz”, which is not among its values; use one of SAR, ISAR,",
        ),
        ("sensor: false", "sensor: holds “false”; write a word, a list of words, or unknown."),
        (
            "fpa_entry: the third",
            "fpa_entry: holds “the third”, which is no control-list code; write such as 6A002.a.3.f, or none.",
        ),
        ("for_entry: [none, EU-ML4.a]", "for_entry: holds “none, EU-ML4.a”; “none” stands alone."),
    ],
)
def test_a_fault_in_a_fact_says_what_to_write(fact: str, sentence: str) -> None:
    with pytest.raises(Faults) as refused:
        read_item(f"{{name: A, kind: UAV, facts: {{{fact}}}}}".encode(), "item.yaml")
    (fault,) = refused.value.faults
    assert str(fault).startswith(f"facts.{sentence}")


def test_every_fault_is_named_not_only_the_first() -> None:
    with pytest.raises(Faults) as refused:
        read_item(b"{name: A, kind: UAV, facts: {range_kn: 5, bvlos: 1, armed: 2}}", "item.yaml")
    assert [fault.where for fault in refused.value.faults] == ["facts.range_kn", "facts.bvlos", "facts.armed"]


def test_an_entries_file_may_bring_parameters_of_its_own() -> None:
    own = Parameter(name="hull_m", kind="number", label="hull", asks="How long is its hull?", unit="m")
    item = read_item(b"{name: A, kind: boat, facts: {hull_m: 12}}", "item.yaml", {**PARAMETERS, "hull_m": own})
    assert item.facts == {"hull_m": "12"}


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        ({"range_km": "5", "bvlos": None, "sensor": ("thermal", "infrared")}, 0),
        ({"range_km": "5 km"}, 1),
        ({"sensor": ()}, 1),
        ({"x": None}, 1),
    ],
)
def test_facts_of_a_dossier_are_checked_by_the_same_rules(facts: dict[str, FactValue], count: int) -> None:
    assert len(faults_in_facts(facts, where="items[0].facts")) == count


def test_a_value_of_the_wrong_kind_counts_as_unknown_and_says_so(entries: ControlEntries) -> None:
    """A dossier's facts are not refused one by one: what cannot be read must not be compared."""
    item = ItemFacts(name="A", kind="complete UAV", facts={"range_km": "299 km", "payload_kg": "40", "mtow_kg": "90"})
    result = classify(item, entries, as_of=dt.date(2026, 11, 1)).lists["MTCR"]
    assert (result.decision, result.missing[0]) == ("refer", "range_km")
    assert "holds “299 km”" in " ".join(result.because)


def test_the_document_has_exactly_the_published_fields(entries: ControlEntries) -> None:
    classification = classify(ItemFacts(name="Ünïcode 640", kind="payload"), entries, as_of=dt.date(2026, 11, 1))
    document = classification_document(classification)
    assert list(document) == ["item", "as_of", "lists"]
    assert (document["item"], document["as_of"], list(document["lists"])) == ("Ünïcode 640", "2026-11-01", ["MTCR", "EU", "US"])
    for result in document["lists"].values():
        assert list(result) == [
            "decision",
            "codes",
            "possible",
            "missing",
            "because",
            "edition",
            "branch",
            "policy",
            "reasons",
            "checks",
        ]
        assert result["edition"].startswith("sha256:")
    assert document["lists"]["US"]["reasons"]["mt"] == "unknown"
    assert json.loads(classification_json(classification)) == document
    assert "Ünïcode" in classification_json(classification)
