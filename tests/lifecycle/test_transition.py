"""The transition table, on a small one of its own."""

import pytest

from licet.encoding.canonical import canonical_bytes, from_bytes
from licet.lifecycle.transition import Refused, Transition, TransitionTable

TABLE = TransitionTable(
    name="undertaking",
    start="given",
    transitions=(
        Transition(source="given", act="verify", target="verified", guards=("has_evidence", "other_person")),
        Transition(source="given", act="withdraw", target="withdrawn"),
        Transition(source="verified", act="breach", target="breached", guards=("has_evidence",)),
        Transition(source="verified", act="verify", target="verified"),
    ),
)


def has_evidence(subject: dict[str, bool]) -> str | None:
    return None if subject["evidence"] else "No evidence is attached; attach it."


def other_person(subject: dict[str, bool]) -> str | None:
    return None if subject["other"] else "Whoever gave it may not verify it."


GUARDS = {"has_evidence": has_evidence, "other_person": other_person}
FINE = {"evidence": True, "other": True}


@pytest.mark.parametrize(
    ("state", "act", "target"),
    [
        ("given", "verify", "verified"),
        ("given", "withdraw", "withdrawn"),
        ("verified", "breach", "breached"),
        ("verified", "verify", "verified"),
    ],
)
def test_an_act_leads_where_the_table_says(state: str, act: str, target: str) -> None:
    assert TABLE.step(state, act, GUARDS, FINE) == target


@pytest.mark.parametrize(("state", "act"), [("withdrawn", "verify"), ("given", "breach"), ("nowhere", "verify"), ("given", "")])
def test_what_the_table_does_not_name_is_refused(state: str, act: str) -> None:
    with pytest.raises(Refused, match="not possible while it is"):
        TABLE.step(state, act, GUARDS, FINE)


def test_every_reason_against_an_act_is_said() -> None:
    with pytest.raises(Refused) as refused:
        TABLE.step("given", "verify", GUARDS, {"evidence": False, "other": False})
    assert refused.value.reasons == ("No evidence is attached; attach it.", "Whoever gave it may not verify it.")
    with pytest.raises(Refused) as refused:
        TABLE.step("given", "verify", GUARDS, {"evidence": True, "other": False})
    assert refused.value.reasons == ("Whoever gave it may not verify it.",)


def test_a_guard_without_a_function_is_never_skipped() -> None:
    with pytest.raises(KeyError):
        TABLE.step("given", "verify", {"has_evidence": has_evidence}, FINE)
    with pytest.raises(KeyError):
        TABLE.step("given", "verify", {"other_person": other_person}, {"evidence": True, "other": False})


def test_two_ways_for_one_act_are_refused() -> None:
    with pytest.raises(ValueError, match="two ways for verify in given"):
        TransitionTable(name="t", start="given", transitions=(*TABLE.transitions, TABLE.transitions[0]))


def test_a_state_that_nothing_leads_to_is_refused() -> None:
    with pytest.raises(ValueError, match="no way leads to island, shore"):
        TransitionTable(
            name="t", start="given", transitions=(*TABLE.transitions, Transition(source="island", act="sail", target="shore"))
        )


def test_what_a_table_says_of_itself() -> None:
    assert TABLE.states == ("given", "verified", "withdrawn", "breached")
    assert [state for state in TABLE.states if TABLE.is_final(state)] == ["withdrawn", "breached"]
    assert TABLE.acts("verified") == ("breach", "verify")
    assert TABLE.acts("breached") == ()
    assert TABLE.guard_names == {"has_evidence", "other_person"}


def test_a_table_is_data_and_prints() -> None:
    assert from_bytes(canonical_bytes(TABLE), TransitionTable) == TABLE
    assert TABLE.as_text().splitlines() == [
        "undertaking, starting as given",
        "from      act       to         if",
        "given     verify    verified   has_evidence, other_person",
        "given     withdraw  withdrawn  always",
        "verified  breach    breached   has_evidence",
        "verified  verify    verified   always",
    ]
