"""A case to turn this way and that: one clean export of a military drone by a party to the Arms Trade Treaty."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from licet.classification.result import Classification, ListResult
from licet.dossier.history import Context
from licet.dossier.values import AssertedFact, Certificate, Dossier, EndUse, IdentityRef, Item, Leg, Party, Undertaking
from licet.law.case import Case, PartyHits
from licet.reference.edition import EditionRef, Snapshot
from licet.reference.memberships import MembershipInstrument, Memberships, StateMemberships
from licet.reference.rulebook import Rulebook

DAY = dt.date(2026, 8, 3)


def asserted(name: str, value: Any, about: str | None = None, capacity: str = "officer", on: dt.date = DAY) -> AssertedFact:
    return AssertedFact(name=name, value=value, source="test", on=on, about=about, capacity=capacity, by="officer-1")  # type: ignore[arg-type]


def classified(**lists: tuple[str, ...] | str) -> Classification:
    """`EU=("EU-ML10.c.1",)` is listed; `EU="refer"` and `EU="not_listed"` are what they say."""
    results = {
        name: ListResult(decision="listed", codes=given) if isinstance(given, tuple) else ListResult(decision=given)  # type: ignore[arg-type]
        for name, given in lists.items()
    }
    return Classification(item="drone", as_of=DAY, lists=results)


def memberships(**states: dict[str, str]) -> Memberships:
    """`ZA={"ATT": "P"}`; instruments not named are known not to be joined."""
    names = ("ATT", "EU", "CP944", "OSCE", "WA", "MTCR", "NSG", "AG")
    return Memberships(
        instruments=tuple(
            MembershipInstrument(id=name, kind="treaty", as_of=dt.date(2020, 1, 1), source="test", confidence="high")
            for name in names
        ),
        states=tuple(
            StateMemberships(state=state, name=state, statuses={name: given.get(name, "N") for name in names})  # type: ignore[misc]
            for state, given in states.items()
        ),
    )


CLEAN: tuple[AssertedFact, ...] = (
    asserted("end_user_kind", "central_government_force", "guard"),
    asserted("att_category", "combat_aircraft", "drone"),
    *(
        asserted(name, False)
        for name in (
            "treaty_obligations_violated", "knowledge_of_atrocity_use", "assessment_peace", "assessment_ihl", "assessment_ihrl",
            "assessment_terrorism", "assessment_toc", "assessment_gbv", "residual_risk", "diversion_assessment",
            "destabilising_accumulation_concern",
        )
    ),
    asserted("mitigation_considered", True),
    asserted("certificate_verified", True),
)  # fmt: skip


def clean_case() -> Case:
    ref = IdentityRef(subject="EX-1/x", version=1)
    dossier = Dossier(
        reference="EX-1",
        submitted_on=dt.date(2026, 8, 1),
        exporting_state="ZA",
        authority_state="ZA",
        activity="export",
        destination_state="AT",
        parties_complete=True,
        legs_complete=True,
        parties=(
            Party(id="maker", role="exporter", schema="Company", identity=ref, countries=("ZA",), owners_complete=True),
            Party(id="guard", role="end_user", schema="PublicBody", identity=ref, countries=("AT",), owners_complete=True),
        ),
        items=(
            Item(
                id="drone",
                name="Example Kestrel",
                kind="complete UAV",
                quantity=Decimal("2.000000"),
                unit="piece",
                origin_state="ZA",
                foreign_content=(),
            ),
        ),
        legs=(Leg(from_="ZA", to="AT", mode="air", flag="ZA"),),
        end_use=EndUse(
            statement="surveillance of mountain passes",
            place="AT",
            certificate=Certificate(
                number="AT-1", issued_on=dt.date(2026, 7, 20), expires_on=dt.date(2027, 7, 20), issuing_state="AT"
            ),
        ),
        undertakings=(Undertaking(kind="no_re_export", given_by="guard"),),
        facts=CLEAN,
    )
    digest = "sha256:" + "0" * 64
    return Case(
        dossier=dossier,
        context=Context(),
        as_of=DAY,
        known_at=DAY,
        snapshot=Snapshot(
            as_of=DAY,
            editions=(EditionRef(kind="un-sc", name="UN-SC", dated_on=dt.date(2026, 8, 1), content=digest, entries=1),),
        ),
        rulebook=Rulebook(id="TEST", state=None, dated_on=dt.date(2026, 1, 1), title="test"),
        memberships=memberships(
            ZA={"ATT": "P", "WA": "P", "MTCR": "P"},
            AT={"ATT": "P", "EU": "P", "OSCE": "P", "WA": "P"},
            DE={"ATT": "P", "EU": "P", "OSCE": "P"},
        ),
        classification={"drone": classified(EU=("EU-ML10.c.1",), MTCR="not_listed", US="refer")},
        category_one=frozenset({"MTCR-1.A.2"}),
        hits=(PartyHits(path="maker", role="exporter", hits=()), PartyHits(path="guard", role="end_user", hits=())),
    )


@pytest.fixture
def clean() -> Case:
    return clean_case()


@pytest.fixture
def with_fact() -> Callable[..., Case]:
    """`with_fact(case, name, value, about=None)`: the same case with one fact set; None takes it away."""

    def turned(case: Case, name: str, value: Any, about: str | None = None, capacity: str = "officer") -> Case:
        kept = tuple(fact for fact in case.dossier.facts if (fact.name, fact.about) != (name, about))
        added = () if value is None else (asserted(name, value, about, capacity),)
        return replace(case, dossier=replace(case.dossier, facts=kept + added))

    return turned


@pytest.fixture
def with_dossier() -> Callable[..., Case]:
    """`with_dossier(case, activity="transit")`: the same case with fields of its dossier changed."""
    return lambda case, **fields: replace(case, dossier=replace(case.dossier, **fields))
