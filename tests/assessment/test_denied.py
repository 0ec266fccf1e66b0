"""End users of denials and refusals are found among the parties by name, wherever the goods go now; only paths come out."""

import datetime as dt

import pytest

from licet.assessment.denied import denied_end_users
from licet.dossier.history import Context, DenialNotification, PastDecision
from licet.dossier.values import Identity

DAY = dt.date(2026, 8, 3)


def company(name: str, **properties: str) -> Identity:
    return Identity(schema="Company", properties={"name": (name,), **{key: (value,) for key, value in properties.items()}})


PARTIES = {"buyer": company("Isthmus Example Salvage S.A.", country="pa"), "maker": company("Fynbos Example Aerostructures")}


def denial(name: str | None, on: str = "2025-01-01", reference: str = "D-1") -> DenialNotification:
    return DenialNotification(reference=reference, notified_on=dt.date.fromisoformat(on), notifying_state="FR", end_user=name)


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("Isthmus Example Salvage S.A.", "2025-01-01", {"D-1": ("buyer",)}),
        ("ISTHMUS EXAMPLE SALVAGE", "2025-01-01", {"D-1": ("buyer",)}),
        ("Isthmus Exampel Salvage SA", "2023-08-03", {"D-1": ("buyer",)}),
        ("Isthmus Example Salvage S.A.", "2023-08-02", {}),
        ("Isthmus Example Salvage S.A.", "2026-08-03", {"D-1": ("buyer",)}),
        ("Isthmus Example Salvage S.A.", "2026-08-04", {}),
        ("Another Company Entirely", "2025-01-01", {}),
        ("12345", "2025-01-01", {}),
        (None, "2025-01-01", {}),
    ],
)
def test_a_denied_end_user_is_found_by_its_name(name: str | None, on: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert denied_end_users(PARTIES, Context(denials=(denial(name, on),)), as_of=DAY) == expected


def refused(on: str = "2025-01-01", outcome: str = "refused") -> PastDecision:
    return PastDecision(
        reference="R-1",
        decided_on=dt.date.fromisoformat(on),
        outcome=outcome,  # type: ignore[arg-type]
        end_user="Isthmus Example Salvage",
    )


@pytest.mark.parametrize(
    ("on", "counts"), [("2023-08-02", False), ("2023-08-03", True), ("2026-08-03", True), ("2026-08-04", False)]
)
def test_the_authoritys_own_refusals_count_for_three_years_to_the_day(on: str, counts: bool) -> None:
    found = denied_end_users(PARTIES, Context(decisions=(refused(on),)), as_of=DAY)
    assert found == ({"R-1": ("buyer",)} if counts else {})


def test_its_permits_count_only_where_they_are_compared_as_precedents() -> None:
    permit = refused(outcome="permitted")
    assert denied_end_users(PARTIES, Context(decisions=(permit,)), as_of=DAY) == {}
    assert denied_end_users(PARTIES, Context(decisions=(permit,)), as_of=DAY, earlier=(permit,)) == {"R-1": ("buyer",)}
    nameless = PastDecision(reference="R-2", decided_on=DAY, outcome="permitted")
    assert denied_end_users(PARTIES, Context(), as_of=DAY, earlier=(nameless,)) == {}
