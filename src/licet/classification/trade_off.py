"""Payload traded for range, which must be considered before an MTCR limit counts as not reached.

MTCR Annex, introduction: in reviewing transfers of systems of Items 1 and 19, account is taken of
the ability to trade off range and payload. Published figures are those of one configuration.
"""

from decimal import Decimal

import msgspec

from licet.classification.measure import measures
from licet.classification.prove import prove
from licet.classification.stated import Stated
from licet.encoding.exact import decimal_text
from licet.facts.fact import Fact
from licet.facts.kleene import Proof, Truth, all_of, met, told, unknown
from licet.reference.control_entries import Entry, Group, ParameterTest

NEAR_PCT = 80
"""A published figure from this share of a limit up refers: configurations of one aircraft ordinarily differ by a fifth."""
NEAR = "near the limit"
REACH_PCT = 25
"""Below this share of the range, no fuel in place of payload makes up the difference."""
USEFUL_LOAD_PCT = 60
"""Payload and fuel together are at most this share of the take-off mass of unmanned aircraft flown so far."""


class Traded(msgspec.Struct, frozen=True, kw_only=True):
    """The proof of an entry with trade-off considered.

    `remote` marks an entry kept open only because trading could reach it: it names itself as
    possible and asks for a finding, but does not hold up a lower entry that is certain.
    """

    proof: Proof
    considered: bool = False
    remote: bool = False


def with_trade_off(entry: Entry, proof: Proof, known: Stated) -> Traded:
    """Keep open, or meet, an MTCR entry on range that the published figures alone do not reach."""
    payload, reach = _limit(entry.tests, "payload_kg"), _limit(entry.tests, "range_km")
    if entry.family != "MTCR" or reach is None or proof.truth is Truth.TRUE:
        return Traded(proof=proof)
    others = [prove(test, known) for test in entry.tests.tests if not _on_trade(test)]
    if any(other.truth is Truth.FALSE for other in others):
        return Traded(proof=proof)
    room = _room_for_payload(payload, reach, known) if payload is not None else _near(_share("range_km", reach, known))
    finding = known.fact("trade_off")
    if finding is not None and finding.value is True:
        return Traded(proof=all_of("all", [_as_found(finding, proof, room, known), *others]))
    if finding is not None or proof.truth is not Truth.FALSE or room is None:
        return Traded(proof=proof)
    says = f"{told(proof)}; {room}; whether trading payload for range reaches the limit has not been found"
    opened = unknown(says, known.missing("trade_off"), parts=(proof,))
    return Traded(proof=all_of("all", [opened, *others]), considered=True, remote=not room.startswith(NEAR))


def _as_found(finding: Fact, proof: Proof, room: str | None, known: Stated) -> Proof:
    """A finding that the limits are reached meets the entry, unless the published figures put them out of reach."""
    says = f"{known.label('trade_off')}: yes ({finding.source})"
    if proof.truth is Truth.FALSE and room is None:
        out_of_reach = f"{says}, but {told(proof)}, out of reach of any trade"
        return unknown(out_of_reach, known.missing("trade_off"), facts=(finding,), parts=(proof,))
    return met(says, finding, parts=(proof,))


def _on_trade(test: ParameterTest | Group) -> bool:
    return isinstance(test, ParameterTest) and test.param in ("payload_kg", "range_km")


def _limit(group: Group, param: str) -> Decimal | None:
    for test in group.tests:
        if isinstance(test, ParameterTest) and test.param == param and test.op in ("ge", "gt"):
            return Decimal(str(test.value))
    return None


def _share(param: str, limit: Decimal, known: Stated) -> Decimal | None:
    """How much of a limit is reached, in percent, at the most; None when that is unknown."""
    found = measures(param, known)
    return None if not found or found[0].high is None else found[0].high * 100 / limit


def _near(share: Decimal | None) -> str | None:
    if share is None or share < NEAR_PCT:
        return None
    return f"{NEAR}, at {decimal_text(round(share, 1))} % of it"


def _room_for_payload(payload: Decimal, reach: Decimal, known: Stated) -> str | None:
    """Why payload and range may meet both limits by trading one for the other; None when they cannot."""
    mass = _mass(known)
    if mass is not None and mass < payload:
        return None
    loaded, flown = _share("payload_kg", payload, known), _share("range_km", reach, known)
    short_of_payload, short_of_range = loaded is not None and loaded < 100, flown is not None and flown < 100
    if short_of_payload and short_of_range:
        return _near(min(loaded or Decimal(0), flown or Decimal(0)))
    if short_of_payload:
        if mass is not None and mass * USEFUL_LOAD_PCT / 100 < payload:
            return _near(loaded)
        unbounded = "" if mass is not None else ", and no take-off mass is stated that would bound it"
        return _near(loaded) or f"range to spare could become payload{unbounded}"
    near = _near(flown)
    return near or ("payload to spare could become range" if flown is not None and flown >= REACH_PCT else None)


def _mass(known: Stated) -> Decimal | None:
    """The take-off mass; None when it is unknown or below the payload, which cannot be."""
    found, carried = measures("mtow_kg", known), measures("payload_kg", known)
    if not found or (carried and (carried[0].high or 0) > (found[0].low or 0)):
        return None
    return found[0].high
