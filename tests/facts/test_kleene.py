"""Kleene's strong logic: its tables, its laws, and what is said to be missing."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.encoding.reading import FactValue
from licet.facts.fact import Fact, Missing
from licet.facts.kleene import Proof, Truth, all_of, any_of, facts_of, met, missing_of, not_met, opposite, told, unknown

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def fact(name: str) -> Fact:
    return Fact(name=name, value=True, source="test")


def asked(name: str) -> Missing:
    return Missing(name=name, question=f"{name}?", answerer="officer")


def leaf(truth: Truth, name: str) -> Proof:
    match truth:
        case Truth.TRUE:
            return met(f"{name} holds", fact(name))
        case Truth.FALSE:
            return not_met(f"{name} does not hold", fact(name))
    return unknown(f"{name} is open", asked(name))


@pytest.mark.parametrize(
    ("left", "right", "conjunction", "disjunction"),
    [(T, T, T, T), (T, U, U, T), (T, F, F, T), (U, T, U, T), (U, U, U, U), (U, F, F, U), (F, T, F, T), (F, U, F, U), (F, F, F, F)],
)
def test_the_tables_of_two(left: Truth, right: Truth, conjunction: Truth, disjunction: Truth) -> None:
    parts = (leaf(left, "a"), leaf(right, "b"))
    assert all_of("and", parts).truth is conjunction
    assert any_of("or", parts).truth is disjunction


@pytest.mark.parametrize(("truth", "turned"), [(T, F), (F, T), (U, U)])
def test_negation_leaves_the_unknown_unknown(truth: Truth, turned: Truth) -> None:
    assert opposite("not", leaf(truth, "a")).truth is turned


def test_of_nothing_all_holds_and_any_does_not() -> None:
    assert (all_of("and", ()).truth, any_of("or", ()).truth) == (T, F)


def test_an_unknown_must_name_what_is_missing() -> None:
    with pytest.raises(ValueError, match="must name what is missing"):
        unknown("open")
    assert unknown("open", parts=(leaf(U, "a"),)).truth is U


LEAVES = st.builds(leaf, st.sampled_from(Truth), st.sampled_from("abcdefgh"))
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(all_of, st.just("and"), st.lists(inner, min_size=1, max_size=4)),
        st.builds(any_of, st.just("or"), st.lists(inner, min_size=1, max_size=4)),
        st.builds(opposite, st.just("not"), inner),
    ),
    max_leaves=16,
)
SOME = st.lists(TREES, max_size=5)


@given(SOME)
def test_de_morgan(parts: list[Proof]) -> None:
    negated = [opposite("not", part) for part in parts]
    assert opposite("not", all_of("and", parts)).truth is any_of("or", negated).truth
    assert opposite("not", any_of("or", parts)).truth is all_of("and", negated).truth


@given(SOME, st.randoms())
def test_order_and_repetition_do_not_matter(parts: list[Proof], shuffler: object) -> None:
    mixed = parts + parts[:2]
    shuffler.shuffle(mixed)  # type: ignore[attr-defined]
    for join in (all_of, any_of):
        assert join("x", mixed).truth is join("x", parts).truth


@given(SOME, SOME)
def test_grouping_does_not_matter(left: list[Proof], right: list[Proof]) -> None:
    for join in (all_of, any_of):
        assert join("x", [join("x", left), join("x", right)]).truth is join("x", left + right).truth


@given(TREES, TREES)
def test_absorption_and_double_negation(one: Proof, other: Proof) -> None:
    assert all_of("x", [one, any_of("y", [one, other])]).truth is one.truth
    assert any_of("x", [one, all_of("y", [one, other])]).truth is one.truth
    assert opposite("x", opposite("y", one)).truth is one.truth


def _answered(proof: Proof, answers: dict[str, bool]) -> Proof:
    """The same tree with its open leaves answered."""
    if not proof.parts:
        return leaf(T if answers[proof.missing[0].name] else F, proof.missing[0].name) if proof.truth is U else proof
    parts = [_answered(part, answers) for part in proof.parts]
    if proof.says == "not":
        return opposite("not", parts[0])
    return all_of("and", parts) if proof.says == "and" else any_of("or", parts)


@given(TREES, st.fixed_dictionaries({name: st.booleans() for name in "abcdefgh"}))
def test_answers_only_settle_and_never_overturn(proof: Proof, answers: dict[str, bool]) -> None:
    """Monotony: what is decided with unknowns stays decided, and with every answer given nothing is open."""
    settled = _answered(proof, answers)
    assert settled.truth is not U
    assert proof.truth in (U, settled.truth)


@given(TREES, st.fixed_dictionaries({name: st.booleans() for name in "abcdefgh"}))
def test_the_missing_facts_are_enough_and_none_is_named_for_a_decided_proof(proof: Proof, answers: dict[str, bool]) -> None:
    named = {one.name for one in missing_of(proof)}
    assert bool(named) == (proof.truth is U)

    def only_named(part: Proof) -> Proof:
        if not part.parts:
            return (
                leaf(T if answers[part.missing[0].name] else F, part.missing[0].name)
                if part.truth is U and part.missing[0].name in named
                else part
            )
        inner = [only_named(one) for one in part.parts]
        return (
            opposite("not", inner[0]) if part.says == "not" else all_of("and", inner) if part.says == "and" else any_of("or", inner)
        )

    if proof.truth is U:
        assert only_named(proof).truth is not U


def test_a_missing_fact_beside_a_decided_answer_is_not_named() -> None:
    decided = all_of("and", [leaf(F, "a"), leaf(U, "b")])
    assert missing_of(decided) == ()
    assert missing_of(any_of("or", [decided, leaf(U, "c")])) == (asked("c"),)


def test_missing_facts_come_in_reading_order_without_repeats() -> None:
    proof = all_of("and", [leaf(U, "c"), any_of("or", [leaf(U, "a"), leaf(U, "c")]), leaf(U, "b"), leaf(T, "d")])
    assert [one.name for one in missing_of(proof)] == ["c", "a", "b"]


def test_every_fact_read_is_named_in_reading_order_without_repeats() -> None:
    proof = all_of("and", [leaf(T, "c"), any_of("or", [leaf(F, "a"), leaf(T, "c")]), leaf(U, "b"), leaf(F, "d")])
    assert [one.name for one in facts_of(proof)] == ["c", "a", "d"]


def test_what_is_told_is_what_decides() -> None:
    assert told(all_of("and", [leaf(T, "a"), leaf(F, "b"), leaf(F, "c"), leaf(F, "b")])) == "b does not hold; c does not hold"
    assert told(any_of("or", [leaf(F, "a"), all_of("and", [leaf(U, "b"), leaf(T, "c")])])) == "b is open"
    assert told(all_of("nothing is asked", ())) == "nothing is asked"


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("12.50", Decimal("12.50")),
        ("-1", Decimal(-1)),
        ("12 km", None),
        ("1e3", None),
        (True, None),
        (None, None),
        (("1",), None),
        ("", None),
    ],
)
def test_a_fact_is_a_number_only_when_it_says_one(value: FactValue, number: Decimal | None) -> None:
    assert Fact(name="x", value=value, source="test", as_of=dt.date(2026, 1, 1)).number == number
