"""An officer's word on a hit: bound to one identity and one record, from its day, until its end, the latest counting."""

import datetime as dt

import pytest
from msgspec.structs import replace

from licet.assessment.opinion import Opinion
from licet.dossier.values import IdentityRef
from licet.reference.record import ListedName, Record
from licet.screening.index import build_index
from workbench import DAY

NEXT = DAY + dt.timedelta(days=1)
BEFORE = DAY - dt.timedelta(days=1)


def state(material, *clearances, **changes) -> str:
    opinion: Opinion = replace(material, context=replace(material.context, clearances=clearances), **changes).opinion()
    [match] = [match for one in opinion.screening for match in one.matches if match.record_id == "ex-003"]
    assert match.alert
    return match.state


@pytest.fixture
def trader(examples):
    return examples["02"]


@pytest.fixture
def word_on(trader, clearance_of):
    return lambda **fields: clearance_of(trader, "trader", "ex-003", **fields)


def test_a_word_counts_and_silence_leaves_it_open(trader, word_on) -> None:
    assert state(trader) == "open"
    assert state(trader, word_on(state="cleared")) == "cleared"
    assert state(trader, word_on(state="confirmed")) == "confirmed"


def test_of_two_words_the_later_counts(trader, word_on) -> None:
    cleared, confirmed = word_on(state="cleared", on=BEFORE), word_on(state="confirmed", on=DAY)
    assert state(trader, cleared, confirmed) == "confirmed"
    assert state(trader, confirmed, cleared) == "confirmed", "the day counts before the order"


def test_of_two_words_of_one_day_the_later_given_counts(trader, word_on) -> None:
    """A clearance taken back on the same day must not go on clearing."""
    assert state(trader, word_on(state="cleared"), word_on(state="confirmed")) == "confirmed"
    assert state(trader, word_on(state="confirmed"), word_on(state="cleared")) == "cleared"


def test_a_word_ends_with_its_last_day(trader, word_on) -> None:
    assert state(trader, word_on(until=DAY)) == "cleared"
    assert state(trader, word_on(on=BEFORE, until=BEFORE)) == "open"


def test_an_ended_word_leaves_an_earlier_one_in_force(trader, word_on) -> None:
    lasting, ended = word_on(state="confirmed", on=BEFORE), word_on(state="cleared", on=BEFORE, until=BEFORE)
    assert state(trader, lasting, ended) == "confirmed"


def test_a_word_counts_from_its_day_and_when_it_was_known(trader, word_on) -> None:
    tomorrow = word_on(on=NEXT)
    assert state(trader, tomorrow) == "open"
    assert state(trader, tomorrow, known_at=NEXT) == "open", "known, but the case is assessed for the day before"
    assert state(trader, tomorrow, as_of=NEXT) == "open", "in force, but not known then"
    assert state(trader, tomorrow, as_of=NEXT, known_at=NEXT) == "cleared"


@pytest.mark.parametrize(
    "other",
    [
        {"identity": IdentityRef(subject="EX-02/trader", version=2)},
        {"identity": IdentityRef(subject="EX-02/maker", version=1)},
        {"identity": IdentityRef(subject="EX-99/trader", version=1)},
        {"record": "sha256:" + "0" * 64},
        {"record_id": "ex-004"},
    ],
    ids=["another version of the identity", "another party", "another request", "the record as it was before", "another record"],
)
def test_a_word_on_anything_else_leaves_it_open(trader, word_on, other) -> None:
    assert state(trader, replace(word_on(), **other)) == "open"


def test_a_record_that_changed_opens_the_hit_again(trader, word_on) -> None:
    """The list adds a birth place to the entry: what was cleared is not what is listed now."""
    word = word_on()
    assert state(trader, word) == "cleared"
    references = trader.references
    indexes = []
    for index in references.indexes:
        records = [index.record(at) for at in range(len(index))]
        indexes.append(
            build_index(replace(one, remarks=f"{one.remarks} Amended.") if one.id == "ex-003" else one for one in records)
        )
    assert state(trader, word, references=replace(references, indexes=tuple(indexes))) == "open"


def test_one_id_on_two_lists_is_two_records(trader, word_on) -> None:
    """Clearing the record of one list says nothing on a record that another list happens to give the same id."""
    word = word_on()
    stranger = Record(
        id="ex-003",
        list="ANOTHER-LIST",
        schema="Company",
        names=(ListedName(text="شركة المثال"),),
        countries=("AE",),
        effect="prohibit",
    )
    for order in ((build_index([stranger]), *trader.references.indexes), (*trader.references.indexes, build_index([stranger]))):
        opinion = replace(
            trader,
            references=replace(trader.references, indexes=order),
            context=replace(trader.context, clearances=(word,)),
        ).opinion()
        states = {match.list: match.state for one in opinion.screening for match in one.matches}
        assert states == {"EX-SANCTIONS": "cleared", "ANOTHER-LIST": "open"}
        assert opinion.recommendation == "refer"


@pytest.mark.parametrize(
    ("programs", "outcome"), [(("Al-Qaida",), "met"), (("DPRK",), None), ((), "unknown"), (("a regime of next year",), "unknown")]
)
def test_the_programme_of_a_listed_record_reaches_the_law(examples, clearance_of, programs, outcome) -> None:
    """A party the Security Council lists under one regime is no target of another regime's embargo; that it is listed bars it anyway."""
    material = examples["09"]
    name = ListedName(text="Example Royal Air Arm")
    council = Record(
        id="un-1", list="UN-SC", schema="PublicBody", names=(name,), countries=("NO",), effect="prohibit", programs=programs
    )
    indexes = (*material.references.indexes, build_index([council]))
    material = replace(material, references=replace(material.references, indexes=indexes))
    word = clearance_of(material, "airforce", "un-1", state="confirmed")
    opinion = replace(material, context=replace(material.context, clearances=(word,))).opinion()
    assert [match.programs for one in opinion.screening for match in one.matches] == [programs]
    findings = {one.rule: one.outcome for one in opinion.findings}
    assert findings.get("UN-CH7:UN-ISIL-AQ") == outcome
    assert findings["SCREEN:airforce"] == "met"


def test_lists_of_one_name_and_id_are_told_apart_by_nobody_and_stay_open(trader, word_on) -> None:
    twin = Record(
        id="ex-003",
        list="EX-SANCTIONS",
        schema="Company",
        names=(ListedName(text="شركة المثال"),),
        countries=("AE",),
        effect="prohibit",
    )
    indexes = (*trader.references.indexes, build_index([twin]))
    opinion = replace(
        trader, references=replace(trader.references, indexes=indexes), context=replace(trader.context, clearances=(word_on(),))
    ).opinion()
    assert {match.state for one in opinion.screening for match in one.matches} == {"open"}


def test_every_party_and_owner_is_screened_under_its_path(examples) -> None:
    opinion = examples["03"].opinion()
    assert [(one.party, one.role) for one in opinion.screening] == [
        ("maker", "exporter"), ("buyer", "end_user"), ("buyer/half", "owner"), ("buyer/rest", "owner")
    ]  # fmt: skip
