"""The event envelope: its bytes are for ever."""

import datetime as dt

import msgspec
import pytest

from licet.encoding.canonical import canonical_bytes, digest_of
from licet.lifecycle.chain import START, Addition, join
from licet.lifecycle.event import DamagedEvent, Draft, Event, draft, event_id_of, recorded


class Noted(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="noted/1"):
    text: str


class Bare(msgspec.Struct, frozen=True, kw_only=True):
    text: str


class Misnamed(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="noted"):
    text: str


class Weighed(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="weighed/1"):
    mass: float


def one() -> tuple[Draft, ...]:
    return (draft(Noted(text="Grüße"), effective_on=dt.date(2026, 8, 3), milestone=True),)


def test_the_bytes_of_an_envelope_are_those_that_were_agreed() -> None:
    """A golden vector, worked out by hand from RFC 8785: were it to change, no stored log could be checked again."""
    (event,) = join(
        [Addition(stream="case/NO-2026-00001", expected=0, drafts=one())],
        head=START,
        versions={},
        command_id="c1",
        person_id="p-1",
        recorded_at="2026-08-03T09:30:00.000000Z",
    )
    assert event.payload == '{"shape":"noted/1","text":"Grüße"}'.encode()
    assert event.envelope == (
        b'{"command_id":"c1","effective_on":"2026-08-03","event_id":"4d7e77a0669554c8d06a48eec4dc3352","kind":"noted",'
        b'"milestone":true,"payload":"' + digest_of(event.payload).encode() + b'","person_id":"p-1","position":1,"previous":null,'
        b'"recorded_at":"2026-08-03T09:30:00.000000Z","shape":"event/1","stream":"case/NO-2026-00001","stream_seq":1}'
    )
    assert event.digest == digest_of(event.envelope)
    assert event.digest == "sha256:6b5c9991455374d6125e060d3fb337f6472daeb16b84fff99a0b9328f5b1c3ed"


def test_the_kind_is_the_payloads_shape_without_its_number() -> None:
    assert one()[0].kind == "noted"


@pytest.mark.parametrize("payload", [Bare(text="x"), Misnamed(text="x")])
def test_a_payload_without_a_shape_and_number_is_refused(payload: msgspec.Struct) -> None:
    with pytest.raises(ValueError, match="no shape marker"):
        draft(payload, effective_on=dt.date(2026, 8, 3))


def test_a_payload_with_a_binary_fraction_is_refused() -> None:
    with pytest.raises(ValueError, match="binary fraction"):
        draft(Weighed(mass=0.1), effective_on=dt.date(2026, 8, 3))


def test_an_event_is_read_back_from_its_bytes_alone() -> None:
    (event,) = join(
        [Addition(stream="case/A", expected=0, drafts=one())],
        head=START,
        versions={},
        command_id="c",
        person_id="p",
        recorded_at="2026-08-03T09:30:00.000000Z",
    )
    assert recorded(event.envelope, event.payload) == event
    with pytest.raises(DamagedEvent, match="payload"):
        recorded(event.envelope, event.payload + b" ")
    with pytest.raises(DamagedEvent, match="cannot be read"):
        recorded(event.envelope.replace(b"event/1", b"event/2"), event.payload)


def test_a_later_version_that_adds_a_field_leaves_old_bytes_as_they_are() -> None:
    """Stored bytes carry their own digest: whoever decodes and encodes them again would get another."""
    envelope = canonical_bytes({**msgspec.json.decode(_event().envelope), "added_later": "x"})
    assert recorded(envelope, _event().payload).envelope == envelope
    assert recorded(envelope, _event().payload).digest == digest_of(envelope) != digest_of(canonical_bytes(_event().event))


def test_ids_of_events_differ_by_command_and_place_and_are_the_same_on_every_run() -> None:
    ids = {event_id_of(command, n) for command in ("c", "c1", "c11") for n in (0, 1, 10, 11)}
    assert len(ids) == 12
    assert event_id_of("c", 0) == event_id_of("c", 0)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("stream", "no-slash"),
        ("stream", "case/" + "x" * 200),
        ("stream_seq", 0),
        ("position", 0),
        ("previous", "md5:00"),
        ("command_id", "with blank"),
        ("person_id", "Ægir"),
        ("recorded_at", "2026-08-03T09:30:00Z"),
        ("kind", "Noted"),
        ("payload", "sha256:00"),
        ("effective_on", "3.8.2026"),
    ],
)
def test_an_envelope_with_a_field_out_of_its_form_is_not_read(field: str, value: object) -> None:
    tree = {**msgspec.json.decode(_event().envelope), field: value}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(tree, Event)


def _event():
    (event,) = join(
        [Addition(stream="case/A", expected=0, drafts=one())],
        head=START,
        versions={},
        command_id="c",
        person_id="p",
        recorded_at="2026-08-03T09:30:00.000000Z",
    )
    return event
