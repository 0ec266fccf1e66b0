"""Whatever a condition holds for lies on one of its ways."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.access.actor import ROLES, Actor
from licet.access.condition import EVERYTHING, NOTHING, And, Condition, In, Le, Meets, Not, Or, Row, Within, holds
from licet.access.level import LEVELS
from licet.access.listing import visible
from licet.access.ways import MOST_WAYS, NARROWING, Way, ways

Make = Callable[..., Any]

STATES, WORDS = ("NO", "SE"), ("a", "b")
SCALARS = {"state": STATES, "organisation": WORDS, "deciding_agency": WORDS, "release_level": range(4), "releasable": (False, True)}
SETS = ("agencies", "conflicted", "compartments")

leaves = st.one_of(
    st.sampled_from([EVERYTHING, NOTHING]),
    *(st.lists(st.sampled_from(of), max_size=2).map(lambda v, name=name: In(name, tuple(v))) for name, of in SCALARS.items()),
    st.integers(-1, 5).map(lambda highest: Le("release_level", highest)),
    *(
        st.lists(st.sampled_from(WORDS), max_size=2).map(lambda v, kind=kind, name=name: kind(name, tuple(v)))
        for kind in (Meets, Within)
        for name in SETS
    ),
)
conditions: st.SearchStrategy[Condition] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(lambda parts: And(tuple(parts))),
        st.lists(inner, max_size=4).map(lambda parts: Or(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=12,
)
rows = st.fixed_dictionaries(
    {
        **{name: st.sampled_from(of) for name, of in SCALARS.items()},
        **{name: st.frozensets(st.sampled_from(WORDS)) for name in SETS},
    }
)


@given(conditions, st.lists(rows, min_size=20, max_size=20))
def test_nothing_that_a_condition_holds_for_lies_beside_its_ways(condition: Condition, things: list[Row]) -> None:
    found = ways(And((In("state", STATES), condition)))
    for thing in things:
        if found is not None and holds(condition, thing):
            assert any(way.leads_to(thing) for way in found), (condition, thing)


def test_an_officer_walks_the_cases_of_the_agency_and_the_public_ones(actor: Make) -> None:
    found = ways(visible(actor("officer", clearance="case"), "case"))
    assert found is not None
    assert set(found) == {
        Way(state="NO", level=0),
        Way(state="NO", level=1, column="deciding_agency", value="licensing"),
        Way(state="NO", level=1, column="agencies", value="licensing"),
    }


def test_an_applicant_walks_their_own_cases_whatever_the_level(actor: Make) -> None:
    found = ways(visible(actor("applicant", organisation="Example Ltd", clearance="public"), "case"))
    own = {Way(state="NO", level=level, column="organisation", value="Example Ltd") for level in (1, 2, 3)}
    assert found is not None
    assert set(found) == {Way(state="NO", level=0), *own}


def test_everybody_has_few_ways_to_a_list_of_cases() -> None:
    draw = Random("ways")  # noqa: S311 - a repeatable sample, not a secret
    for _ in range(40):
        person = Actor(
            person="kari",
            roles=tuple(draw.sample(ROLES, 3)),
            agencies=("licensing", "foreign ministry"),
            state="NO",
            organisation="Example Ltd",
            clearance=draw.choice(LEVELS),
            mfa=True,
            suspended=False,
            compartments=("north",),
        )
        found = ways(visible(person, "case"))
        assert found is not None
        assert len(found) <= 20


@pytest.mark.parametrize(
    "condition",
    [
        EVERYTHING,
        Le("release_level", 1),
        Not(In("state", ("NO",))),
        Or((In("state", ("NO",)), Within("compartments", ()))),
        And((In("state", tuple(f"{n}" for n in range(MOST_WAYS + 1))), In(NARROWING[0], ("a",)))),
    ],
)
def test_where_no_state_is_named_or_there_are_too_many_there_are_no_ways(condition: Condition) -> None:
    assert ways(condition) is None


def test_a_contradiction_leads_nowhere() -> None:
    assert ways(NOTHING) == ()
    assert ways(And((In("state", ("NO",)), In("state", ("SE",))))) == ()
