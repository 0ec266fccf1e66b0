"""A list shows exactly what one decision a row would show."""

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import cedarpy
import pytest

from licet.access.act import Act
from licet.access.actor import ROLES, Actor
from licet.access.condition import NOTHING, And, In, Le, Meets, Not, Or, Within, columns_of, holds
from licet.access.decision import decide
from licet.access.level import LEVELS
from licet.access.listing import LISTED_BY, Kind, UntranslatableError, index_row, visible
from licet.access.policy import LICET, Policies
from licet.access.resource import Case, Edition, Planning
from licet.access.sql import SetColumn, to_sql

Make = Callable[..., Any]

AGENCIES = [(), ("licensing",), ("foreign ministry",), ("licensing", "foreign ministry"), ("defence ministry",)]
CIRCLES = [(), (), (), ("north",), ("south",), ("north", "south")]
PEOPLE = [(), (), (), ("kari",), ("ola", "kari"), ("ola",)]
ORGANISATIONS = ["Example Ltd", "Rival Ltd"]
STATES = ["NO", "NO", "NO", "SE"]


def some_actor(draw: Random) -> Actor:
    return Actor(
        person=draw.choice(["kari", "ola"]),
        roles=tuple(draw.sample(ROLES, draw.choice([0, 1, 1, 1, 1, 2, 3]))),
        agencies=draw.choice(AGENCIES),
        state=draw.choice(STATES),
        organisation=draw.choice([None, *ORGANISATIONS]),
        clearance=draw.choice(LEVELS),
        mfa=draw.random() < 0.5,
        suspended=draw.random() < 0.1,
        compartments=draw.choice(CIRCLES),
    )


def some_case(draw: Random) -> Case:
    return Case(
        state=draw.choice(STATES),
        organisation=draw.choice(ORGANISATIONS),
        applicants=draw.choice(PEOPLE),
        deciding_agency=draw.choice(["licensing", "foreign ministry"]),
        agencies=draw.choice(AGENCIES),
        release_level=draw.choice(LEVELS),
        compartments=draw.choice(CIRCLES),
        advised_by=draw.choice(PEOPLE),
        decided_by=draw.choice(PEOPLE),
        countersigned_by=draw.choice(PEOPLE),
        conflicted=draw.choice(PEOPLE),
        releasable=draw.random() < 0.3,
    )


def some_edition(draw: Random) -> Edition:
    return Edition(
        states=draw.choice([(), ("NO",), ("SE",), ("NO", "SE")]),
        release_level=draw.choice(LEVELS),
        compartments=draw.choice(CIRCLES),
    )


def some_planning(draw: Random) -> Planning:
    return Planning(
        state=draw.choice(STATES), release_level=draw.choice(LEVELS), compartments=draw.choice(((), (), (), ("north",)))
    )


THINGS: dict[Kind, Callable[[Random], Case | Edition | Planning]] = {
    "case": some_case,
    "edition": some_edition,
    "planning": some_planning,
}


@pytest.mark.parametrize(("kind", "actors", "each"), [("case", 100, 50), ("edition", 50, 20), ("planning", 100, 20)])
def test_a_list_shows_exactly_what_single_decisions_allow(kind: Kind, actors: int, each: int) -> None:
    draw = Random(kind)  # noqa: S311 - a repeatable sample, not a secret
    counted = Counter[bool]()
    for _ in range(actors):
        actor = some_actor(draw)
        condition = visible(actor, kind)
        for thing in (THINGS[kind](draw) for _ in range(each)):
            allowed = decide(actor, LISTED_BY[kind], thing).allowed
            assert holds(condition, index_row(thing)) is allowed, (actor, thing)
            counted[allowed] += 1
    # The sample means something only while both answers are common in it.
    assert counted.total() == actors * each
    assert min(counted.values()) >= counted.total() // 20


def test_every_row_of_the_decision_table_is_listed_as_it_is_decided(rows: list[Any]) -> None:
    for kind, act in LISTED_BY.items():
        for row in rows:
            if row.act is act:
                assert holds(visible(row.actor, kind), index_row(row.thing)) is row.allowed, row


def test_an_officers_list_of_cases_can_be_read(actor: Make) -> None:
    assert visible(actor("officer", compartments=("north",)), "case") == And(
        (
            Or((In("deciding_agency", ("licensing",)), Meets("agencies", ("licensing",)), Le("release_level", 0))),
            Le("release_level", 1),
            Within("compartments", ("north",)),
            In("state", ("NO",)),
            Not(Meets("conflicted", ("kari",))),
        )
    )


@pytest.mark.parametrize("kind", ["case", "edition"])
def test_a_suspended_person_sees_nothing(kind: Kind, actor: Make) -> None:
    assert visible(actor(*ROLES, suspended=True), kind) == NOTHING


def test_whoever_has_no_right_sees_no_edition(actor: Make) -> None:
    assert visible(actor("applicant", "administrator"), "edition") == NOTHING


def test_a_list_needs_no_other_columns_than_these() -> None:
    draw = Random("columns")  # noqa: S311 - a repeatable sample, not a secret
    needed: dict[Kind, set[str]] = {"case": set(), "edition": set()}
    for _ in range(300):
        for kind, columns in needed.items():
            columns.update(columns_of(visible(some_actor(draw), kind)))
    assert needed == {
        "case": {
            "state",
            "organisation",
            "deciding_agency",
            "agencies",
            "release_level",
            "compartments",
            "conflicted",
            "releasable",
        },
        "edition": {"states", "release_level", "compartments"},
    }


def test_an_index_row_has_every_field_of_the_thing_in_the_form_conditions_compare(thing: Make) -> None:
    case = thing(Act.VIEW_CASE, release_level="secret", compartments=("north", "south"), releasable=True)
    row = index_row(case)
    assert set(row) == set(Case.__struct_fields__)
    assert row["release_level"] == 3
    assert row["compartments"] == frozenset({"north", "south"})
    assert row["releasable"] is True
    assert row["state"] == "NO"


@pytest.mark.parametrize("effect", ["permit", "forbid"])
@pytest.mark.parametrize(
    "expression",
    [
        'resource.organisation like "Example*"',
        'if resource.releasable then resource.state == "NO" else resource.state == "SE"',
        "resource.release_level < principal.clearance",
        "principal.clearance <= resource.release_level",
        "resource.state == resource.organisation",
        "resource.agencies == principal.agencies",
        "resource.agencies.contains(resource.deciding_agency)",
        'resource == Case::"one"',
        "resource.release_level + 1 <= 2",
    ],
)
def test_a_policy_that_no_list_can_follow_is_an_error_and_never_shows_more(effect: str, expression: str, actor: Make) -> None:
    extra = f'@id("extra") @says("Extra.") {effect} (principal, action == Action::"view_case", resource) when {{ {expression} }};'
    policies = Policies({"all": LICET.text, "extra": extra}, LICET.schema_text)
    assert policies.faults() == ()
    with pytest.raises(UntranslatableError, match="policy extra: "):
        visible(actor("officer"), "case", policies=policies)


def test_an_error_while_cedar_looks_makes_no_list(actor: Make) -> None:
    expression = "principal.clearance + 9223372036854775807 > 0"
    broken = f'@id("broken") @says("Broken.") forbid (principal, action, resource) when {{ {expression} }};'
    policies = Policies({"all": LICET.text, "broken": broken}, LICET.schema_text)
    with pytest.raises(RuntimeError, match="could not be evaluated for a list"):
        visible(actor("officer"), "case", policies=policies)


@pytest.mark.parametrize("left_out", ["other-authority", "clearance", "officer-on-the-case"])
def test_a_list_is_not_made_from_less_than_every_policy(left_out: str, actor: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = cedarpy.is_authorized_partial

    def forgetful(*asked: Any) -> cedarpy.PartialAuthzResult:
        result = whole(*asked)
        kept = {name: one for name, one in result.residuals.items() if one["annotations"]["id"] != left_out}
        return cedarpy.PartialAuthzResult({"residuals": kept})

    monkeypatch.setattr(cedarpy, "is_authorized_partial", forgetful)
    with pytest.raises(RuntimeError, match=f"left policies out of a list: {left_out}"):
        visible(actor("officer"), "case")


def test_the_example_compiles_to_sql(actor: Make) -> None:
    columns = {
        "state": "c.state",
        "organisation": "c.organisation",
        "deciding_agency": "c.deciding_agency",
        "release_level": "c.release_level",
        "releasable": "c.releasable",
        **{
            kind: SetColumn(members=f"SELECT 1 FROM case_word w WHERE w.case_id = c.id AND w.kind = '{kind}'", value="w.value")  # noqa: S608
            for kind in ("agencies", "compartments", "conflicted")
        },
    }
    where, params = to_sql(visible(actor("officer"), "case"), columns)
    assert params == ("licensing", "licensing", 0, 1, "NO", "kari")
    assert (
        "c.release_level <= ? AND NOT EXISTS (SELECT 1 FROM case_word w WHERE w.case_id = c.id AND w.kind = 'compartments')"
        in where
    )
    assert where.count("?") == len(params)
