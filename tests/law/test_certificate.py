"""Whether the end-user certificate holds: its state, its days, and the last day the goods are under way."""

import datetime as dt
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from licet.dossier.values import Leg
from licet.law.case import Case
from licet.law.certificate import in_force, presented

Turn = Callable[..., Case]
DAY = dt.date(2026, 8, 3)


def dated(case: Case, issued: str, expires: str | None, *days: tuple[str | None, str | None]) -> Case:
    """The certificate of the case with these dates, and stretches of the way that depart and arrive so."""
    assert case.dossier.end_use is not None
    assert case.dossier.end_use.certificate is not None
    certificate = replace(
        case.dossier.end_use.certificate,
        issued_on=dt.date.fromisoformat(issued),
        expires_on=dt.date.fromisoformat(expires) if expires else None,
    )
    legs = tuple(
        Leg(from_="ZA", to="AT", departs_on=one and dt.date.fromisoformat(one), arrives_on=two and dt.date.fromisoformat(two))
        for one, two in days
    )
    dossier = replace(case.dossier, end_use=replace(case.dossier.end_use, certificate=certificate), legs=legs)
    return replace(case, dossier=dossier)


@pytest.mark.parametrize(
    ("issued", "expires", "days", "outcome"),
    [
        ("2026-08-03", "2026-08-03", (), "met"),
        ("2026-08-04", None, (), "not_met"),
        ("2026-01-01", "2026-08-02", (), "not_met"),
        ("2026-01-01", None, (("2030-01-01", "2030-02-01"),), "met"),
        ("2026-01-01", "2026-09-01", (("2026-08-20", "2026-09-01"),), "met"),
        ("2026-01-01", "2026-09-01", (("2026-08-20", "2026-09-02"),), "unknown"),
        ("2026-01-01", "2026-09-01", (("2026-09-02", None),), "unknown"),
        ("2026-01-01", "2026-09-01", (("2026-08-05", "2026-08-06"), ("2026-08-07", "2026-10-01")), "unknown"),
        ("2026-01-01", "2026-09-01", ((None, None),), "met"),
    ],
)
def test_a_certificate_holds_from_its_day_until_the_goods_arrive(
    clean: Case, issued: str, expires: str | None, days: tuple[tuple[str | None, str | None], ...], outcome: str
) -> None:
    proof = in_force(dated(clean, issued, expires, *days))
    assert proof.truth.value == outcome
    if outcome == "unknown":
        last = max(day for pair in days for day in pair if day)
        assert f"before the goods arrive on {last}" in proof.says


def test_it_is_of_the_end_users_own_state(clean: Case, with_dossier: Turn) -> None:
    maker, guard = clean.dossier.parties
    assert presented(clean).truth.value == "met"
    assert presented(with_dossier(clean, parties=(maker, replace(guard, countries=("CH", "AT"))))).truth.value == "met"
    assert presented(with_dossier(clean, parties=(maker, replace(guard, countries=("CH",))))).truth.value == "unknown"
    assert presented(with_dossier(clean, parties=(maker, replace(guard, countries=())))).truth.value == "unknown"
    second = replace(guard, id="second", countries=("CH",))
    assert presented(with_dossier(clean, parties=(maker, guard, second))).truth.value == "unknown", "of every end user's"
    assert presented(with_dossier(clean, end_use=None)).truth.value == "unknown"
