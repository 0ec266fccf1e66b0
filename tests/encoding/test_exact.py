"""Exact decimals, dates, instants, countries and units: what is read, what is refused, how it is written."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.encoding import countries, units
from licet.encoding.countries import read_country
from licet.encoding.dates import instant_text, read_date
from licet.encoding.exact import at_scale, decimal_text, read_decimal
from licet.encoding.faults import Fault, Faults, quoted, refuse, shown
from licet.encoding.units import read_unit


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", "0"), ("12", "12"), ("-12.5", "-12.5"), ("007.10", "7.10"), ("9" * 30, "9" * 30), ("0." + "1" * 29, "0." + "1" * 29)],
)
def test_plain_notation_is_read_exactly(text: str, value: str) -> None:
    assert read_decimal(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", " ", "1 ", " 1", "+1", "--1", "1.", ".5", "1.2.3", "1,5", "1e3", "1E-3", "NaN", "inf", "-Infinity", "0x1F", "1_000", "１２", "٣", "½", "-", "1\n", "9" * 31],
)  # fmt: skip
def test_any_other_notation_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"plain decimal number|more than 30 digits"):
        read_decimal(text)


@pytest.mark.parametrize(
    ("text", "scale", "written"),
    [
        ("10", 2, "10.00"),
        ("10.0", 2, "10.00"),
        ("10.000", 2, "10.00"),
        ("-0", 2, "0.00"),
        ("-0.00", 0, "0"),
        ("9" * 30, 6, "9" * 30 + ".000000"),
    ],
)
def test_a_scale_is_fixed_when_the_value_is_made(text: str, scale: int, written: str) -> None:
    assert str(at_scale(read_decimal(text), scale)) == written


@pytest.mark.parametrize(("text", "scale"), [("0.001", 2), ("1.0000001", 6), ("0.5", 0)])
def test_what_a_scale_cannot_hold_is_refused_never_rounded(text: str, scale: int) -> None:
    with pytest.raises(ValueError, match=f"more than {scale} decimal places"):
        at_scale(read_decimal(text), scale)


@pytest.mark.parametrize(
    ("value", "written"),
    [("12.500", "12.5"), ("100", "100"), ("0.000", "0"), ("-0.0", "0"), ("1E+3", "1000"), ("1E-7", "0.0000001"), ("-2.50", "-2.5")],
)
def test_a_decimal_is_written_in_plain_notation(value: str, written: str) -> None:
    assert decimal_text(Decimal(value)) == written


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**20), max_value=10**20))
def test_a_decimal_written_is_read_back_and_one_number_has_one_text(value: Decimal) -> None:
    assert read_decimal(decimal_text(value)) == value
    assert decimal_text(value) == decimal_text(value * Decimal("1.000"))


@pytest.mark.parametrize("text", ["2026-02-28", "2024-02-29", "1900-01-01", "2199-12-31"])
def test_a_date_is_read(text: str) -> None:
    assert read_date(text).isoformat() == text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-02-29", "not a day of the calendar"), ("2026-13-01", "not a day"), ("2026-00-10", "not a day"), ("2026-1-01", "YYYY-MM-DD"),
        ("26-01-01", "YYYY-MM-DD"), ("2026/01/01", "YYYY-MM-DD"), ("20260101", "YYYY-MM-DD"), ("2026-W01-1", "not a day|YYYY-MM-DD"), ("2026-01-01T00", "YYYY-MM-DD"),
        ("٢٠٢٦-٠١-٠١", "not a day"), ("1899-12-31", "outside 1900 to 2200"), ("2200-01-01", "outside 1900 to 2200"), ("", "YYYY-MM-DD"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_date(text)


@pytest.mark.parametrize(
    ("instant", "written"),
    [
        (dt.datetime(2026, 8, 3, 9, 30, tzinfo=dt.UTC), "2026-08-03T09:30:00.000000Z"),
        (dt.datetime(2026, 8, 3, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=2))), "2026-08-02T22:30:00.000000Z"),
        (
            dt.datetime(2026, 12, 31, 23, 59, 59, 999999, tzinfo=dt.timezone(-dt.timedelta(hours=5, minutes=30))),
            "2027-01-01T05:29:59.999999Z",
        ),
    ],
)
def test_an_instant_is_utc_to_the_microsecond(instant: dt.datetime, written: str) -> None:
    assert instant_text(instant) == written


def test_an_instant_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        instant_text(dt.datetime(2026, 8, 3))  # noqa: DTZ001  # the subject of the test


@given(st.datetimes(timezones=st.just(dt.UTC)).filter(lambda instant: 1900 <= instant.year < 2200), st.integers(1, 10**6))
def test_instants_sort_as_text(instant: dt.datetime, later: int) -> None:
    assert instant_text(instant) < instant_text(instant + dt.timedelta(microseconds=later))


@pytest.mark.parametrize(
    ("text", "code"), [("NO", "NO"), ("nor", "NO"), (" de ", "DE"), ("PRK", "KP"), ("xk", "XK"), ("hkg", "HK")]
)
def test_a_country_comes_in_by_either_code_and_is_kept_by_two_letters(text: str, code: str) -> None:
    assert read_country(text) == code


@pytest.mark.parametrize("text", ["", "N", "EU", "UK", "Norway", "ZZ", "XX", "NOO", "FALSE", "ＮＯ"])
def test_what_is_no_country_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="ISO 3166"):
        read_country(text)


def test_the_country_table_is_whole() -> None:
    assert len(countries.NAME_OF) == len(countries.ALPHA3_OF) == 250
    assert len(set(countries.ALPHA3_OF.values())) == 250
    assert all(len(code) == 2 and code.isupper() and len(countries.ALPHA3_OF[code]) == 3 for code in countries.NAME_OF)
    assert all(read_country(alpha3) == alpha2 for alpha2, alpha3 in countries.ALPHA3_OF.items())


def test_a_unit_is_one_of_a_closed_list() -> None:
    assert all(read_unit(code) == code for code in units.NAME_OF)
    with pytest.raises(ValueError, match="use one of piece, set"):
        read_unit("pcs")


def test_a_quoted_value_cannot_flood_or_steer_a_page() -> None:
    assert quoted("a\x1b[31m\nb\u202ec") == "“a�[31m�b�c”"
    assert quoted("x" * 100) == "“" + "x" * 59 + "…”"
    assert shown("y" * 10**6, 10) == "y" * 9 + "…"
    assert quoted(12) == "“12”"


def test_a_refusal_carries_every_fault_and_needs_one() -> None:
    refusal = Faults([Fault("a", "is wrong"), Fault("", "is empty")])
    assert str(refusal) == "a: is wrong.\nis empty."
    assert refuse("here", "is bad").faults == (Fault("here", "is bad"),)
    with pytest.raises(ValueError, match="at least one fault"):
        Faults([])
