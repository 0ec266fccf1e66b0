"""Who works at a register, and how a request comes into it."""

import itertools
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from licet.access.actor import Actor
from licet.dossier.intake import read_request
from licet.dossier.values import Request
from licet.services.desk import Asked, Desk
from licet.services.submit import Receipt, submit_request
from licet.services.work import drain
from licet.storage.wiring import operator
from workbench import EXAMPLES

CAMERA = "01-thermal-cameras-for-a-coast-guard"
NAMESAKE = "02-end-user-under-an-arabic-alias"
QUIET = "14-secret-national-constraint"
DRONES = "16-confidential-surveillance-drones"


def request_of(stem: str = CAMERA, **fields: Any) -> Request:
    return msgspec.structs.replace(read_request(EXAMPLES[stem].read_bytes(), f"{stem}.yaml"), **fields)


def person(role: str, *, state: str = "ZA", **fields: Any) -> Actor:
    """Somebody in a role; officers sit in the licensing agency unless said otherwise."""
    whole: dict[str, Any] = {
        "person": f"{role}-1",
        "roles": (role,),
        "agencies": ("licensing",) if "officer" in role else (),
        "state": state,
        "organisation": "Fynbos Example" if role == "applicant" else None,
        "clearance": "case",
        "mfa": True,
        "suspended": False,
        "compartments": (),
    }
    return Actor(**{**whole, **fields})


@pytest.fixture
def applicant() -> Actor:
    return person("applicant")


@pytest.fixture
def officer() -> Actor:
    return person("officer", clearance="restricted")


@pytest.fixture
def stranger() -> Actor:
    """An officer of another state, cleared for everything there."""
    return person("senior_officer", state="NO", clearance="secret")


@pytest.fixture
def person_of() -> Callable[..., Actor]:
    """Somebody in a role, as `person` makes them."""
    return person


@pytest.fixture
def commands() -> Callable[[Actor], Asked]:
    """A command of somebody's, each with an id of its own."""
    count = itertools.count(1)
    return lambda actor: Asked(actor, f"command-{next(count)}")


@pytest.fixture
def hand_in(desk: Desk) -> Callable[..., Receipt]:
    """Hand a request in, and have it assessed unless told otherwise."""

    def handed_in(stem: str = CAMERA, actor: Actor | None = None, *, assessed: bool = True, **fields: Any) -> Receipt:
        request = request_of(stem, **fields)
        receipt = submit_request(desk, Asked(actor or operator(request.authority_state), "unused"), request, {})
        if assessed:
            drain(desk)
        return receipt

    return handed_in


@pytest.fixture
def kinds(desk: Desk) -> Callable[[str], list[str]]:
    """What happened to a case, in order."""
    return lambda number: [one.event.kind for one in desk.journal.read(f"case/{number}")]


def everything(desk: Desk) -> tuple[Any, ...]:
    """All that a desk in memory keeps, to see that nothing was added."""
    state = desk.cases._state  # type: ignore[attr-defined]  # the memory adapter, opened up
    kept = (tuple(state.events), dict(state.identities), dict(state.numbers), dict(state.jobs), dict(state.cases))
    keys = dict(desk.sealer._keys._kept)  # type: ignore[attr-defined]
    return (*kept, dict(desk.contents._kept), keys)  # type: ignore[attr-defined]


@pytest.fixture
def kept(desk: Desk) -> Callable[[], tuple[Any, ...]]:
    return lambda: everything(desk)


@pytest.fixture
def request_for() -> Callable[..., Request]:
    """An example as a request, with fields changed."""
    return request_of


@pytest.fixture
def somebody() -> Callable[..., Actor]:
    """Anybody, by role."""
    return person
