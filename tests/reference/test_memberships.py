"""Memberships: totals as checksums, dates as precise as they are known, and nothing known before it is known."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest

import licet
from licet.encoding.faults import Faults
from licet.facts.kleene import Truth
from licet.reference.memberships import Memberships, memberships_of
from licet.reference.memberships_file import parse_memberships

BUNDLED = Path(licet.__file__).parent / "bundled" / "law" / "memberships.yaml"
SMALL = """\
schema: licet.memberships/1
compiled: 2026-11-24
instruments:
  EU: {kind: union, total: 2, as_of: 2026-01-01, unchanged_since: 2020-02-01, source: treaties, confidence: high}
  ATT: {kind: treaty, parties: 2, signed_only: 1, as_of: 2025-06-30, source: page, confidence: high}
  APMBC: {kind: treaty, parties: 2, as_of: 2026-02-20, source: recalled, confidence: medium}
  HCOC: {kind: code, total: 3, as_of: 2024-03-11, source: news, confidence: low}
events:
- {state: EST, instrument: APMBC, event: withdrawal effective, date: 2025-12-27, confidence: medium}
- {state: COL, instrument: ATT, event: ratification, date: 2024-12, confidence: medium}
- {state: USA, instrument: ATT, event: notified no intention to become a party, date: 2019-07-18, confidence: high}
- {state: GBR, instrument: EU, event: left, date: 2020-02-01, confidence: high}
states:
  EST: {name: Estonia, in: [EU], ATT: P, APMBC: W, HCOC: P}
  FRA: {name: France, in: [EU], ATT: N, APMBC: P, HCOC: P}
  COL: {name: Colombia, in: [], ATT: P, APMBC: P, HCOC: U}
  USA: {name: US, in: [], ATT: S, APMBC: N, HCOC: N}
  GBR: {name: UK, in: [], ATT: N, APMBC: N, HCOC: U}
  PRK: {name: North Korea, in: [], ATT: N, APMBC: N, HCOC: N}
  HKG: {name: Hong Kong, in: [], ATT: P, APMBC: U, HCOC: U}
"""


def read(text: str) -> Memberships:
    return memberships_of(parse_memberships({"memberships.yaml": text.encode()}).content)


def faults(text: str) -> list[str]:
    with pytest.raises(Faults) as refused:
        read(text)
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("state", "instrument", "on", "answer"),
    [
        # a party without an event is known from the day of checking
        ("FR", "APMBC", "2026-02-19", "unknown"),
        ("FR", "APMBC", "2026-02-20", "yes"),
        # or from the day since when nothing changed
        ("FR", "EU", "2020-01-31", "unknown"),
        ("FR", "EU", "2020-02-01", "yes"),
        ("US", "EU", "2020-02-01", "no"),
        ("US", "EU", "2020-01-31", "unknown"),
        # withdrawn counts as party before the event
        ("EE", "APMBC", "2010-01-01", "yes"),
        ("EE", "APMBC", "2025-12-26", "yes"),
        ("EE", "APMBC", "2025-12-27", "no"),
        ("GB", "EU", "2020-01-31", "yes"),
        ("GB", "EU", "2020-02-01", "no"),
        # a month is all that is known
        ("CO", "ATT", "2024-11-30", "unknown"),
        ("CO", "ATT", "2024-12-01", "unknown"),
        ("CO", "ATT", "2024-12-31", "unknown"),
        ("CO", "ATT", "2025-01-01", "yes"),
        # signed only refers, whenever
        ("US", "ATT", "2026-01-01", "unknown"),
        ("US", "ATT", "2015-01-01", "unknown"),
        # unknown rows, rows and instruments that are not there
        ("CO", "HCOC", "2026-01-01", "unknown"),
        ("BR", "ATT", "2026-01-01", "unknown"),
        ("FR", "NATO", "2026-01-01", "unknown"),
    ],
)
def test_what_is_known_on_a_day(state, instrument, on, answer):
    assert read(SMALL).membership(state, instrument, dt.date.fromisoformat(on)).answer == answer


@pytest.mark.parametrize(
    ("on", "member", "bound"),
    [
        ("2020-01-31", "yes", Truth.TRUE),
        ("2020-02-01", "no", Truth.TRUE),
        ("2020-12-31", "no", Truth.TRUE),
        ("2021-01-01", "no", Truth.FALSE),
    ],
)
def test_a_state_that_left_a_union_may_be_bound_by_its_law_for_a_while(on, member, bound):
    table, day = (
        read(SMALL.replace("event: left, date: 2020-02-01", "event: left, date: 2020-02-01, law_until: 2020-12-31")),
        dt.date.fromisoformat(on),
    )
    assert table.membership("GB", "EU", day).answer == member
    assert table.status("GB", "EU", day).truth is bound
    assert table.bound_by("DU821", "GB", day).truth is bound
    assert table.status("US", "EU", day).truth in (Truth.FALSE, Truth.UNKNOWN), "another state is not bound by it"


def test_a_disputed_status_is_its_own_answer_and_open_as_a_proof():
    table = read(
        SMALL.replace("PRK: {name: North Korea, in: [], ATT: N", "PRK: {name: North Korea, in: [], ATT: D").replace(
            "parties: 2, signed_only", "parties: 3, signed_only"
        )
    )
    on = dt.date(2026, 1, 1)
    assert table.membership("KP", "ATT", on).answer == "disputed"
    assert table.status("KP", "ATT", on).truth is Truth.UNKNOWN


def test_an_unknown_membership_asks_who_can_answer():
    proof = read(SMALL).status("CO", "ATT", dt.date(2024, 12, 15))
    assert proof.truth is Truth.UNKNOWN
    assert proof.missing[0].answerer == "reference_data"
    assert "Colombia" in proof.missing[0].question


def test_a_no_of_low_confidence_stays_open_and_a_yes_stands():
    table, on = read(SMALL), dt.date(2025, 1, 1)
    assert table.membership("US", "HCOC", on).answer == "no"
    assert table.status("US", "HCOC", on).truth is Truth.UNKNOWN
    assert table.status("FR", "HCOC", on).truth is Truth.TRUE


def test_an_instrument_of_the_criteria_binds_through_its_memberships():
    table, on = (
        read(
            SMALL.replace(
                "EU: {kind", "CP944: {kind: alignment, total: 1, as_of: 2025-01-01, source: s, confidence: medium}\n  EU: {kind"
            ).replace("in: [], ATT: S", "in: [CP944], ATT: S")
        ),
        dt.date(2026, 1, 1),
    )
    answers = {state: table.bound_by("CP944", state, on).truth for state in ("FR", "US", "CO", "BR")}
    assert answers == {"FR": Truth.TRUE, "US": Truth.TRUE, "CO": Truth.FALSE, "BR": Truth.UNKNOWN}
    assert table.bound_by("DU821", "US", on).truth is Truth.FALSE
    assert table.bound_by("KIGALI", "US", on).truth is Truth.UNKNOWN, "an instrument nobody has tied to memberships"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("total: 2, as_of", "total: 3, as_of", "instruments.EU.total: is 3, but 2 rows are marked so"),
        ("parties: 2, signed_only", "parties: 1, signed_only", "instruments.ATT.parties: is 1, but 2 rows"),
        ("signed_only: 1", "signed_only: 2", "instruments.ATT.signed_only: is 2, but 1 rows"),
        ("total: 3, as_of: 2024", "total: 5, as_of: 2024", "instruments.HCOC.total: is 5, but 2 rows"),
        ("total: 2, as_of", "as_of", "has neither total nor parties"),
        ("date: 2024-12,", "date: 2024-13,", "“2024-13” is not a day of the calendar"),
        ("date: 2024-12,", "date: Dec 2024,", "is no date; write YYYY-MM-DD"),
        ("event: ratification", "event: applauded", "“applauded” is not an event"),
        ("state: COL, instrument: ATT", "state: COL, instrument: CTBT", "“CTBT” is no instrument of this table"),
        ("FRA: {name: France, in: [EU], ATT: N", "FRA: {name: France, in: [EU], ATT: X", "“X” is no status"),
        ("FRA: {name: France, in: [EU], ATT: N,", "FRA: {name: France, in: [EU],", "states.FRA.ATT: is missing"),
        ("in: [EU], ATT: P", "in: [EU, OPEC], ATT: P", "“OPEC” is no group of this table"),
        ("HCOC: U}\n  USA", "HCOC: U, SALT: P}\n  USA", "states.COL.SALT: is no treaty of this table"),
        ("  PRK:", "  QQQ:", "“QQQ” is not an ISO 3166 country code"),
        ("  PRK:", "  FR:", "is FR, which has a row already"),
        (
            "event: withdrawal effective, date: 2025-12-27",
            "event: joined, date: 2025-12-27",
            "is W, but no event says when it left",
        ),
        (
            "- {state: GBR, instrument: EU, event: left",
            "- {state: FRA, instrument: EU, event: left",
            "is P, but the last event is “left”",
        ),
        ("- {state: GBR, instrument: EU, event: left", "- {state: BRA, instrument: EU, event: left", "BR has an event but no row"),
        ("date: 2024-12,", "date: 2024-12, law_until: 2025-12-31,", "2025-12-31 is no day after a state left"),
        ("event: left, date: 2020-02-01", "event: left, date: 2020-02-01, law_until: 2020-01-31", "2020-01-31 is no day after"),
    ],
)
def test_what_does_not_fit_is_a_fault(old, new, says):
    assert old in SMALL
    assert any(says in fault for fault in faults(SMALL.replace(old, new, 1)))


def test_a_territory_with_a_row_counts_in_no_total():
    """Hong Kong is marked P under the ATT above and the total of 2 still fits."""
    assert read(SMALL).membership("HK", "ATT", dt.date(2026, 1, 1)).answer == "yes"


def test_unknown_rows_fill_a_gap_only_in_a_table_of_low_confidence():
    assert any(
        "HCOC" in fault for fault in faults(SMALL.replace("source: news, confidence: low", "source: news, confidence: high"))
    )


# ---- the shipped table


@pytest.fixture(scope="module")
def shipped() -> Memberships:
    return memberships_of(parse_memberships({"memberships.yaml": BUNDLED.read_bytes()}).content)


@pytest.mark.parametrize(
    ("state", "instrument", "on", "answer"),
    [
        ("FR", "EU", "2006-02-01", "yes"),
        ("GB", "EU", "2020-01-31", "yes"),
        ("GB", "EU", "2020-02-01", "no"),
        ("NO", "EU", "2026-01-01", "no"),
        ("NO", "CP944", "2026-01-01", "yes"),
        ("SE", "NATO", "2024-03-07", "yes"),
        ("PL", "APMBC", "2026-02-19", "yes"),
        ("PL", "APMBC", "2026-02-20", "no"),
        ("LT", "CCM", "2025-03-05", "yes"),
        ("LT", "CCM", "2025-03-06", "no"),
        ("US", "ATT", "2026-01-01", "unknown"),
        ("IN", "MTCR", "2016-06-26", "unknown"),
        ("IN", "MTCR", "2016-06-27", "yes"),
        ("KP", "NPT", "2026-01-01", "disputed"),
        ("UA", "APMBC", "2026-03-01", "disputed"),
        ("VU", "CCM", "2026-01-01", "unknown"),
    ],
)
def test_shipped_memberships(shipped, state, instrument, on, answer):
    assert shipped.membership(state, instrument, dt.date.fromisoformat(on)).answer == answer


def test_the_shipped_table_changes_no_status_of_its_source(shared, shipped):
    source = memberships_of(
        parse_memberships({"memberships.yaml": (shared / "data" / "law" / "memberships.yaml").read_bytes()}).content
    )
    assert shipped.states == source.states
    assert len(source.states) == 201
    assert {one.id: (one.total, one.parties, one.signed_only, one.as_of) for one in shipped.instruments} == {
        one.id: (one.total, one.parties, one.signed_only, one.as_of) for one in source.instruments
    }
    assert set(source.events) <= {msgspec.structs.replace(one, law_until=None) for one in shipped.events}
