"""No name, address or number of a party is in an opinion, nor in anything that is kept unsealed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from licet.dossier.intake import read_request
from licet.dossier.values import NamedOwner, NamedParty, Request
from licet.encoding.canonical import canonical_bytes
from licet.services.answer import decide_hit
from licet.services.assess import evidence_of
from licet.services.desk import Asked, Desk
from licet.services.submit import submit_request
from licet.services.work import drain
from licet.storage.wiring import operator
from workbench import EXAMPLES, desk_in_memory

PROPERTIES = (
    "alias", "weakAlias", "address", "registrationNumber", "idNumber", "passportNumber", "taxNumber", "imoNumber", "email", "phone",
    "birthDate", "birthPlace", "notes",
)  # fmt: skip


def marked(request: Request) -> tuple[Request, set[str]]:
    """The same request with a telltale in every property of every party and owner, and all that must stay sealed."""
    secrets: set[str] = set()

    def mark(held: Any, path: str) -> Any:
        tokens = {name: f"Telltale {name} {path}".replace("/", " ") for name in PROPERTIES if name != "birthDate"}
        properties = {**held.properties, **{name: (token,) for name, token in tokens.items()}, "birthDate": ("1961-02-17",)}
        secrets.update(value for values in properties.values() for value in values if len(value) > 3)
        return msgspec.structs.replace(
            held, properties=properties, owners=tuple(mark(owner, f"{path}/{owner.id}") for owner in held.owners)
        )

    return msgspec.structs.replace(request, parties=tuple(mark(party, party.id) for party in request.parties)), secrets


def everybody(held: Request | NamedParty | NamedOwner) -> Iterator[NamedParty | NamedOwner]:
    for one in held.parties if isinstance(held, Request) else held.owners:
        yield one
        yield from everybody(one)


def kept_in_the_clear(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """All that an adapter keeps, sealed bytes included as they lie: events, contents, rows, jobs, numbers."""
    for event in desk.journal.read_all():
        yield f"envelope {event.event.position}", event.envelope
        yield f"payload {event.event.position} ({event.event.kind})", event.payload
    for digest, data in desk.contents._kept.items():  # type: ignore[attr-defined]  # the memory adapter, opened up
        yield f"content {digest}", data
    state = desk.cases._state  # type: ignore[attr-defined]
    for (subject, version), data in state.identities.items():
        yield f"identity {subject} {version}", data
    for name, row in state.cases.items():
        yield f"row {name}", canonical_bytes(row)
    for job in state.jobs.values():
        yield f"job {job.id}", msgspec.json.encode(job) + job.payload


def spellings(secret: str) -> tuple[bytes, ...]:
    """How a text would show: as it is, and as JSON escapes it."""
    return (secret.encode(), json.dumps(secret)[1:-1].encode(), secret.casefold().encode(), secret.upper().encode())


def tells(data: bytes, secrets: set[str]) -> list[str]:
    return [secret for secret in secrets if any(spelling in data for spelling in spellings(secret))]


@pytest.mark.parametrize("stem", EXAMPLES)
def test_nothing_that_is_kept_names_a_party(desk: Desk, stem: str) -> None:
    request, secrets = marked(read_request(EXAMPLES[stem].read_bytes(), f"{stem}.yaml"))
    assert len(secrets) >= len(PROPERTIES) * len(list(everybody(request)))
    actor = operator(request.authority_state)
    receipt = submit_request(desk, Asked(actor, "unused"), request, {})
    assert drain(desk) == 1
    history = desk.journal.read(f"case/{receipt.number}")
    assert [one.event.kind for one in history] == ["request_submitted", "opinion_formed"]
    for where, data in kept_in_the_clear(desk):
        assert tells(data, secrets) == [], where


def test_a_decided_hit_names_nobody_either(desk: Desk) -> None:
    stem = "02-end-user-under-an-arabic-alias"
    request, secrets = marked(read_request(EXAMPLES[stem].read_bytes(), f"{stem}.yaml"))
    receipt = submit_request(desk, Asked(operator("ZA"), "unused"), request, {})
    drain(desk)
    formed = decide_hit(desk, Asked(operator("ZA"), "one"), receipt.number, "trader", "ex-003", "confirmed", why="the same firm")
    assert formed.opinion.recommendation == "refuse"
    report = evidence_of(desk, formed, person="officer", purpose="to check")
    assert tells(canonical_bytes(report), secrets), "the sealed evidence does hold the name, so the scan can find it"
    for where, data in kept_in_the_clear(desk):
        assert tells(data, secrets) == [], where


def test_the_scan_finds_what_is_there(small_library) -> None:
    """Planted: the dossier kept with its names is found at once."""
    desk = desk_in_memory(small_library)
    request, secrets = marked(read_request(Path(EXAMPLES["02-end-user-under-an-arabic-alias"]).read_bytes(), "02.yaml"))
    desk.contents.put(canonical_bytes(request))
    assert any(tells(data, secrets) for _, data in kept_in_the_clear(desk))
