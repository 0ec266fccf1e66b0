"""Each regime's measure of ownership on worked structures, dated; the same person in several places; the way in words.

Structures follow the published guidance (OFAC FAQ 398 to 402, EU Best Practices of 2024, OFSI
general guidance, the Affiliates Rule), under invented names.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from licet.assessment.same_person import same_persons
from licet.dossier.values import AssertedFact, Identity, IdentityRef, Owner, Party, ShareRange
from licet.law.case import Case, Hit, PartyHits
from licet.law.finding import Finding
from licet.law.ownership import ownership_rules
from licet.law.ownership_regimes import REGIMES, regime_on, regimes_of
from licet.law.parties import party_rules
from licet.law.rule import finding_of
from licet.reference.list_effects import LISTS, effect_of, strictest
from licet.reference.rulebook import ConfirmedText

REF = IdentityRef(subject="EX-1/x", version=1)
DAY = dt.date(2026, 8, 3)


def owner(
    name: str, share: str | None = None, *owners: Owner, complete: bool | None = True, controls: bool | None = False
) -> Owner:
    between = ShareRange(min=Decimal(share.split("-")[0]), max=Decimal(share.split("-")[1])) if share and "-" in share else None
    return Owner(
        id=name,
        schema="Company",
        identity=REF,
        share=Decimal(share) if share and between is None else None,
        share_range=between,
        controls=controls,
        owners=owners,
        owners_complete=complete,
    )


def party(*owners: Owner, complete: bool | None = True, name: str = "p") -> Party:
    return Party(id=name, role="end_user", schema="Company", identity=REF, owners=owners, owners_complete=complete)


Found = dict[str, tuple[str, str]]
"""Owner path to list and state of the hit; a path left out is screened and clear."""


def held(
    clean: Case,
    found: Found,
    *parties: Party,
    on: dt.date = DAY,
    facts: tuple[AssertedFact, ...] = (),
    apart: bool = False,
    **fields: Any,
) -> Case:
    """A case of these parties with these hits: one record for each list, or, `apart`, one for each place."""
    case = replace(clean, dossier=replace(clean.dossier, parties=parties, facts=facts), as_of=on, known_at=max(on, DAY), **fields)
    paths = [one.id for one in parties] + [path for path, _, _ in case.owners()]
    hits = []
    for path in paths:
        what = found.get(path)
        hit = (
            ()
            if what is None
            else (
                Hit(
                    record_id=f"r-{what[0]}-{path}" if apart else f"r-{what[0]}",
                    list=what[0],
                    effect=strictest(tuple(effect_of(one) for one in what[0].split("+"))),
                    score="0.9",
                    state=what[1],
                ),
            )
        )  # type: ignore[arg-type]
        hits.append(PartyHits(path=path, role="owner", hits=hit))
    return replace(case, hits=tuple(hits))


def findings(case: Case) -> dict[str, Finding]:
    return {rule.id: finding_of(rule, case, "") for rule in ownership_rules(case)}


def outcomes(case: Case) -> dict[str, str]:
    return {name: finding.outcome for name, finding in findings(case).items()}


SDN, EL, MEU, EU, UK, UN = (("US-SDN", "confirmed"), ("US-EL", "confirmed"), ("US-MEU", "confirmed"), ("EU-FSF", "confirmed"),
                            ("UK-SANCTIONS", "confirmed"), ("UN-SC", "confirmed"))  # fmt: skip
BEFORE, SINCE = dt.date(2024, 7, 2), dt.date(2024, 7, 3)

TABLE: list[tuple[str, Party, Found, dt.date, str, str]] = [
    ("OFAC: half", party(owner("x", "50")), {"p/x": SDN}, DAY, "OWNERSHIP-OFAC:p", "met"),
    ("OFAC: under half", party(owner("x", "49.9999")), {"p/x": SDN}, DAY, "OWNERSHIP-OFAC:p", "not_met"),
    ("OFAC: in all", party(owner("x", "25"), owner("y", "25")), {"p/x": SDN, "p/y": SDN}, DAY, "OWNERSHIP-OFAC:p", "met"),
    ("OFAC: link by link", party(owner("a", "50", owner("x", "50"))), {"p/a/x": SDN}, DAY, "OWNERSHIP-OFAC:p", "met"),
    ("OFAC: nothing through a minority", party(owner("a", "100", owner("x", "49"))), {"p/a/x": SDN}, DAY, "OWNERSHIP-OFAC:p", "not_met"),
    ("OFAC: control is no ownership", party(owner("x", "30", controls=True)), {"p/x": SDN}, DAY, "OWNERSHIP-OFAC:p", "not_met"),
    ("OFAC: share unknown", party(owner("x")), {"p/x": SDN}, DAY, "OWNERSHIP-OFAC:p", "unknown"),
    ("OFAC: hit open", party(owner("x", "50")), {"p/x": ("US-SDN", "open")}, DAY, "OWNERSHIP-OFAC:p", "unknown"),
    ("OFAC: rest unstated", party(owner("x", "30"), complete=None), {"p/x": SDN}, DAY, "OWNERSHIP-OFAC:p", "unknown"),
    ("EU: half, since", party(owner("x", "50")), {"p/x": EU}, SINCE, "OWNERSHIP-EU:p", "met"),
    ("EU: half, before", party(owner("x", "50")), {"p/x": EU}, BEFORE, "OWNERSHIP-EU:p", "not_met"),
    ("EU: more than half, before", party(owner("x", "50.0001")), {"p/x": EU}, BEFORE, "OWNERSHIP-EU:p", "met"),
    ("EU: in all", party(owner("x", "30"), owner("y", "25")), {"p/x": EU, "p/y": EU}, BEFORE, "OWNERSHIP-EU:p", "met"),
    ("EU: control", party(owner("x", "1", controls=True)), {"p/x": EU}, DAY, "OWNERSHIP-EU:p", "met"),
    ("EU: control not stated", party(owner("x", "1", controls=None)), {"p/x": EU}, DAY, "OWNERSHIP-EU:p", "unknown"),
    ("EU: by shares of shares", party(owner("a", "98", owner("x", "49")), owner("y", "2")), {"p/a/x": EU, "p/y": EU}, DAY, "OWNERSHIP-EU:p", "met"),
    ("UK: half", party(owner("x", "50")), {"p/x": UK}, DAY, "OWNERSHIP-UK:p", "not_met"),
    ("UK: more than half", party(owner("x", "50.0001")), {"p/x": UK}, DAY, "OWNERSHIP-UK:p", "met"),
    ("UK: control", party(owner("x", "1", controls=True)), {"p/x": UK}, DAY, "OWNERSHIP-UK:p", "met"),
    ("UK: several, perhaps jointly", party(owner("x", "30"), owner("y", "30")), {"p/x": UK, "p/y": ("UK-SANCTIONS", "open")}, DAY, "OWNERSHIP-UK:p", "unknown"),
    ("UN: strictest, half", party(owner("x", "50")), {"p/x": UN}, DAY, "OWNERSHIP:p", "met"),
    ("UN: strictest, control", party(owner("x", "1", controls=True)), {"p/x": UN}, DAY, "OWNERSHIP:p", "met"),
    ("denied person: strictest, refused", party(owner("x", "50")), {"p/x": ("US-DPL", "confirmed")}, DAY, "OWNERSHIP-REFUSE:p", "met"),
    ("unverified: strictest, weighed", party(owner("x", "50")), {"p/x": ("US-UVL", "confirmed")}, DAY, "OWNERSHIP-WEIGH:p", "met"),
    ("BIS: first day", party(owner("x", "50")), {"p/x": EL}, dt.date(2025, 9, 29), "OWNERSHIP-BIS-REFUSE:p", "met"),
    ("BIS: last day", party(owner("x", "50")), {"p/x": EL}, dt.date(2025, 11, 9), "OWNERSHIP-BIS-REFUSE:p", "met"),
    ("BIS: under half", party(owner("x", "49")), {"p/x": EL}, dt.date(2025, 11, 9), "OWNERSHIP-BIS-REFUSE:p", "not_met"),
    ("BIS: military end users are weighed", party(owner("x", "50")), {"p/x": MEU}, dt.date(2025, 10, 1), "OWNERSHIP-BIS-WEIGH:p", "met"),
    ("BIS: lists in all", party(owner("x", "30"), owner("y", "30")), {"p/x": EL, "p/y": MEU}, dt.date(2025, 10, 1), "OWNERSHIP-BIS-WEIGH:p", "met"),
    ("BIS: the strictest owner alone", party(owner("x", "30"), owner("y", "30")), {"p/x": EL, "p/y": MEU}, dt.date(2025, 10, 1), "OWNERSHIP-BIS-REFUSE:p", "not_met"),
    ("BIS: returned, not confirmed", party(owner("x", "50")), {"p/x": EL}, dt.date(2026, 11, 10), "OWNERSHIP-BIS-REFUSE:p", "unknown"),
    ("BIS: returned, not confirmed, clears nothing", party(owner("x", "1")), {"p/x": EL}, dt.date(2026, 11, 10), "OWNERSHIP-BIS-REFUSE:p", "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("says", "one", "found", "on", "rule", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_each_regime_by_its_measure(
    clean: Case, says: str, one: Party, found: Found, on: dt.date, rule: str, expected: str
) -> None:
    assert outcomes(held(clean, found, one, on=on))[rule] == expected, says


@pytest.mark.parametrize("day", [dt.date(2025, 9, 28), dt.date(2025, 11, 10), dt.date(2026, 11, 9)])
def test_where_the_affiliates_rule_is_not_in_force_the_owner_is_weighed_all_the_same(clean: Case, day: dt.date) -> None:
    found = outcomes(held(clean, {"p/x": EL}, party(owner("x", "100")), on=day))
    assert not any("BIS" in rule for rule in found)
    assert found["OWNERSHIP-CAUTION:p"] == "unknown"


def test_the_affiliates_rule_settles_once_the_authority_has_confirmed_its_return(clean: Case) -> None:
    day = dt.date(2026, 11, 10)
    confirmed = ConfirmedText(instrument="BIS-AFFILIATES", amendment="return of 10 November 2026", by="legal service", on=day)
    rulebook = replace(clean.rulebook, confirmed_texts=(confirmed,))
    for share, expected in (("50", "met"), ("49", "not_met")):
        case = held(clean, {"p/x": EL}, party(owner("x", share)), on=day, rulebook=rulebook)
        assert outcomes(case)["OWNERSHIP-BIS-REFUSE:p"] == expected
        assert outcomes(replace(case, known_at=day - dt.timedelta(days=1)))["OWNERSHIP-BIS-REFUSE:p"] == "unknown"


def word(name: str, value: Any, about: str, capacity: str = "officer") -> AssertedFact:
    return AssertedFact(name=name, value=value, about=about, source="file 3", on=DAY, by="officer-1", capacity=capacity)  # type: ignore[arg-type]


def test_joint_holdings_in_the_united_kingdom_are_an_officers_finding(clean: Case) -> None:
    found: Found = {"p/x": UK, "p/y": ("UK-SANCTIONS+OTHER", "confirmed")}
    one = party(owner("x", "30"), owner("y", "30"))
    for facts, expected in (
        ((), "unknown"),
        ((word("held_jointly", True, "p"),), "met"),
        ((word("held_jointly", False, "p"),), "not_met"),
        ((word("held_jointly", False, "p", "exporter"),), "unknown"),
    ):
        assert outcomes(held(clean, found, one, facts=facts))["OWNERSHIP-UK:p"] == expected, facts


def test_a_listed_owner_below_every_measure_is_weighed_by_an_officer(clean: Case) -> None:
    one = party(owner("x", "10"))
    for state, facts, expected in (
        ("confirmed", (), "unknown"),
        ("confirmed", (word("listed_owner_concern", False, "p"),), "not_met"),
        ("confirmed", (word("listed_owner_concern", True, "p"),), "met"),
        ("confirmed", (word("listed_owner_concern", False, "p", "exporter"),), "unknown"),
        ("open", (word("listed_owner_concern", False, "p"),), "unknown"),
    ):
        case = held(clean, {"p/x": ("US-SDN", state)}, one, facts=facts)
        assert outcomes(case)["OWNERSHIP-CAUTION:p"] == expected, (state, facts)
    assert list(outcomes(held(clean, {"p/x": ("US-SDN", "cleared")}, one))) == ["OWNERSHIP:p"]


def test_a_listing_counts_under_the_regime_of_its_own_list_alone(clean: Case) -> None:
    """Half is enough for OFAC and too little for the United Kingdom; a list of both counts under both."""
    one = party(owner("x", "50"))
    assert "OWNERSHIP-OFAC:p" not in outcomes(held(clean, {"p/x": UK}, one))
    assert outcomes(held(clean, {"p/x": UK}, one))["OWNERSHIP:p"] == "not_met"
    both = outcomes(held(clean, {"p/x": ("UK-SANCTIONS+US-SDN", "confirmed")}, one))
    assert (both["OWNERSHIP-OFAC:p"], both["OWNERSHIP-UK:p"]) == ("met", "not_met")


def test_every_list_has_a_regime_and_every_regime_one_value_a_day() -> None:
    for name in (*LISTS, "A-LIST-NOBODY-KNOWS"):
        assert regimes_of(name)
    for name in {regime.name for regime in REGIMES}:
        for day in (
            dt.date(2000, 1, 1),
            BEFORE,
            SINCE,
            dt.date(2025, 9, 29),
            dt.date(2025, 11, 10),
            dt.date(2026, 11, 10),
            dt.date(2040, 1, 1),
        ):
            assert sum(regime.name == name and regime.in_force(day) for regime in REGIMES) <= 1
            assert regime_on(name, day) is not None or name == "BIS"


# ---- the same person in several places


def test_one_person_behind_two_companies_is_one_holder(clean: Case) -> None:
    """Apart they hold 30 % each; as one person more than half, which the United Kingdom asks of one."""
    one = party(owner("a", "30", owner("x", "100")), owner("b", "30", owner("x", "100")))
    found: Found = {"p/a/x": ("UK-SANCTIONS", "open"), "p/b/x": ("UK-SANCTIONS", "open")}
    apart = (word("held_jointly", False, "p"),)
    case = held(clean, found, one, facts=apart)
    assert outcomes(case)["OWNERSHIP-UK:p"] == "not_met"
    assert outcomes(replace(case, same=(("p/a/x", "p/b/x"),)))["OWNERSHIP-UK:p"] == "unknown", "by identifiers"
    said = (*apart, word("same_person_as", "p/b/x", "p/a/x", "exporter"))
    assert outcomes(held(clean, found, one, facts=said))["OWNERSHIP-UK:p"] == "unknown", "by a word"
    listed: Found = dict.fromkeys(found, ("UK-SANCTIONS", "confirmed"))
    assert outcomes(held(clean, listed, one, facts=apart))["OWNERSHIP-UK:p"] == "met", "both confirmed as one listed record"


def test_a_company_described_in_two_places_counts_as_either_says(clean: Case) -> None:
    first = party(owner("a", "60", owner("x", "60"), owner("y", "40")), owner("z", "40"))
    second = party(owner("a", "60", owner("x", "10"), owner("y", "90")), owner("z", "40"), name="q")
    case = held(clean, {"p/a/x": SDN, "q/a/x": SDN}, first, second)
    assert outcomes(case)["OWNERSHIP-OFAC:p"] == "met"
    joined = outcomes(replace(case, same=(("p/a", "q/a"),)))
    assert (joined["OWNERSHIP-OFAC:p"], joined["OWNERSHIP-OFAC:q"]) == ("unknown", "unknown")


def test_companies_that_hold_each_other(clean: Case) -> None:
    """The party holds half of its own holder: a circle, told by the word that both are one."""
    one = party(owner("a", "60", owner("itself", "50"), owner("x", "50")), owner("z", "40"))
    facts = (word("same_person_as", "p", "p/a/itself"),)
    assert outcomes(held(clean, {"p/a/x": SDN}, one, facts=facts))["OWNERSHIP-OFAC:p"] == "met"
    assert outcomes(held(clean, {}, one, facts=facts))["OWNERSHIP:p"] == "not_met"


def test_what_is_found_of_a_party_as_somebodys_owner_is_found_of_the_party(clean: Case) -> None:
    """The buyer is also named as an owner of the consignee, and is known as the listed one only there."""
    buyer, consignee = party(name="buyer"), party(owner("parent", "100"), name="consignee")
    case = held(clean, {"consignee/parent": SDN}, buyer, consignee)
    joined = replace(case, same=(("buyer", "consignee/parent"),))
    for asked, expected in ((case, "not_met"), (joined, "met")):
        [rule] = [rule for rule in party_rules(asked) if rule.id == "SCREEN:buyer"]
        assert finding_of(rule, asked, "").outcome == expected


def test_identifiers_join_and_names_do_not() -> None:
    def person(**properties: str) -> Identity:
        return Identity(schema="Company", properties={key: (value,) for key, value in properties.items()})

    identities = {
        "a": person(name="One", registrationNumber="12-345", country="no"),
        "b": person(name="Another", registrationNumber="12345", country="no"),
        "c": person(name="Another", registrationNumber="12345", country="se"),
        "d": person(name="One"),
        "e": person(name="Somewhere", registrationNumber="12345"),
        "f": person(name="Abroad", leiCode="529900T8BM49AURSDO55", country="de"),
        "g": person(name="Auswärts", leiCode="5299-00T8BM49AURSDO55", country="at"),
        "h": person(name="Blank", registrationNumber=" - ", country="no"),
    }
    groups = {frozenset(group) for group in same_persons(identities)}
    assert groups == {frozenset("abe"), frozenset("ce"), frozenset("fg")}


def test_a_caution_is_a_risk_and_a_bar_an_inconsistency(clean: Case) -> None:
    found = findings(held(clean, {"p/x": SDN}, party(owner("x", "10"), owner("y", "90"))))
    assert {rule: finding.standard for rule, finding in found.items()} == {
        rule: "risk" if "CAUTION" in rule else "inconsistency" for rule in found
    }
    assert "OWNERSHIP-CAUTION:p" in found


SHARES = st.sampled_from([None, "0", "10", "25", "50", "30-40", "40-60"])
STATES = st.sampled_from(["confirmed", "open", "cleared", None])
LISTS_HIT = st.sampled_from(["US-SDN", "EU-FSF", "UK-SANCTIONS", "UN-SC", "US-EL"])


@st.composite
def structures(draw: Any) -> tuple[Party, Found]:
    """Two owners, each held by two: wide enough for the same person to stand anywhere."""
    found: Found = {}

    def one(name: str, path: str, deep: int) -> Owner:
        state = draw(STATES)
        if state is not None:
            found[path] = (draw(LISTS_HIT), state)
        below = [one(inner, f"{path}/{inner}", deep - 1) for inner in ("x", "y")] if deep else []
        return owner(
            name,
            draw(SHARES),
            *below,
            complete=draw(st.sampled_from([True, True, None])),
            controls=draw(st.sampled_from([False, False, True, None])),
        )

    return party(one("a", "p/a", 1), one("b", "p/b", 1), complete=draw(st.sampled_from([True, True, None]))), found


PATHS = ("p", "p/a", "p/b", "p/a/x", "p/a/y", "p/b/x", "p/b/y")


def standing(case: Case) -> set[str]:
    return {rule for rule, outcome in outcomes(case).items() if outcome != "not_met"}


def test_a_bar_stands_at_all(clean: Case) -> None:
    assert standing(held(clean, {"p/a": SDN}, party(owner("a", "50")))) == {"OWNERSHIP-OFAC:p", "OWNERSHIP-CAUTION:p"}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(structures(), st.lists(st.sampled_from(PATHS[1:]), min_size=2, max_size=3, unique=True))
def test_joining_persons_never_clears(clean: Case, structure: tuple[Party, Found], group: list[str]) -> None:
    one, found = structure
    case = held(clean, found, one)
    assert standing(case) <= standing(replace(case, same=(tuple(group),)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(structures(), st.sampled_from(PATHS), st.sampled_from(["share", "controls", "owners_complete", "hit"]))
def test_forgetting_a_fact_never_clears(clean: Case, structure: tuple[Party, Found], path: str, what: str) -> None:
    """Every place meets a record of its own: what a confirmation of one record for two places joins, falls apart with it (below)."""
    one, found = structure

    def forget(entry: Any, at: str) -> Any:
        entry = replace(entry, owners=tuple(forget(inner, f"{at}/{inner.id}") for inner in entry.owners))
        if at != path or (at == "p" and what in ("share", "controls")) or what == "hit":
            return entry
        return replace(entry, share=None, share_range=None) if what == "share" else replace(entry, **{what: None})

    poorer = {key: (name, "open" if key == path and what == "hit" else state) for key, (name, state) in found.items()}
    assert standing(held(clean, found, one, apart=True)) <= standing(held(clean, poorer, forget(one, "p"), apart=True))


def test_a_confirmation_taken_back_parts_two_places_and_leaves_the_hit_itself_open(clean: Case) -> None:
    """Both owners were confirmed as one record, so what holds the other held the first; without that word the hit refers."""
    one = party(owner("a", "50", owner("x", "50")), owner("b", "0", owner("y", "100")), owner("z", "50"))
    found: Found = {"p/a": ("UN-SC", "confirmed"), "p/b": ("UN-SC", "confirmed"), "p/b/y": ("EU-FSF", "confirmed")}
    assert outcomes(held(clean, found, one))["OWNERSHIP-EU:p"] != "not_met"
    parted = held(clean, {**found, "p/a": ("UN-SC", "open")}, one)
    assert outcomes(parted)["OWNERSHIP-EU:p"] == "not_met"
    assert outcomes(parted)["OWNERSHIP:p"] == "unknown"
    [rule] = [rule for rule in party_rules(parted) if rule.id == "SCREEN:p/a"]
    assert finding_of(rule, parted, "").outcome == "unknown"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(structures())
def test_what_is_open_says_what_would_settle_it(clean: Case, structure: tuple[Party, Found]) -> None:
    one, found = structure
    for rule, finding in findings(held(clean, found, one)).items():
        assert (finding.outcome == "unknown") == bool(finding.missing), rule


# ---- the way in words


def test_a_finding_tells_the_way_the_shares_and_where_they_come_from(clean: Case) -> None:
    one = party(owner("a", "60", owner("x", "50")), owner("y", "40"))
    share = word("owner_share", "60", "p/a")
    finding = findings(held(clean, {"p/a/x": SDN}, one, facts=(replace(share, source="extract of the register"),)))[
        "OWNERSHIP-OFAC:p"
    ]
    assert finding.says == (
        "listed persons reach p by what they hold or control (OFAC 50 Percent Rule: 50 % or more, counted link by link); "
        "60 % of it counts: p/a/x (US-SDN r-US-SDN, confirmed) holds 50 % of p/a (dossier); "
        "p/a holds 60 % of p (extract of the register)"
    )
    assert {(fact.name, fact.value, fact.source, fact.about) for fact in finding.facts} >= {
        ("owner_share", "50", "dossier", "p/a/x"),
        ("owner_share", "60", "extract of the register", "p/a"),
    }
    assert "FAQ 398" in finding.citation


def test_open_figures_are_told_as_they_are(clean: Case) -> None:
    one = party(owner("x", "10-60", controls=None), complete=None)
    finding = findings(held(clean, {"p/x": ("EU-FSF", "open")}, one))["OWNERSHIP-EU:p"]
    assert "p/x (EU-FSF r-EU-FSF, open) holds 10 to 60 % of p, control not stated (dossier)" in finding.says
    assert "whoever is not stated among the owners of p may hold 0 to 90 %" in finding.says
    assert {one.name for one in finding.missing} == {"hit", "owner_share", "owners_complete", "owner_controls"}


# ---- what is asked, and what is shown

SHELTERED = dt.date(2025, 10, 15)
"""A day on which the Affiliates Rule was in force."""


def test_one_entity_listed_end_user_brings_the_affiliates_rule_whoever_else_is_listed(clean: Case) -> None:
    two = held(clean, {"p/x": EL, "p/y": SDN}, party(owner("x", "50"), owner("y", "10")), on=SHELTERED)
    assert "met" in {outcome for name, outcome in outcomes(two).items() if name.startswith("OWNERSHIP-BIS")}
    other = held(clean, {"p/y": SDN}, party(owner("x", "50"), owner("y", "10")), on=SHELTERED)
    assert not any(name.startswith("OWNERSHIP-BIS") for name in outcomes(other))


def test_a_share_between_two_bounds_is_shown_by_both(clean: Case) -> None:
    shown = findings(held(clean, {"p/x": EU}, party(owner("x", "30-60"))))["OWNERSHIP-EU:p"].facts
    assert [fact.value for fact in shown if fact.name == "owner_share"] == [("30", "60")]
    unstated = findings(held(clean, {"p/x": EU}, party(owner("x"))))["OWNERSHIP-EU:p"].facts
    assert [fact.value for fact in unstated if fact.name == "owner_share"] == [None]


@pytest.mark.parametrize(
    ("share", "controls", "asked"),
    [("30", None, True), ("30", False, False), ("60-70", None, False), ("30-60", None, True)],
)
def test_who_controls_is_asked_where_the_share_does_not_settle_it(
    clean: Case, share: str, controls: bool | None, asked: bool
) -> None:
    case = held(clean, {"p/x": ("EU-FSF", "open")}, party(owner("x", share, controls=controls), complete=None))
    finding = findings(case)["OWNERSHIP-EU:p"]
    assert finding.outcome == "unknown"
    assert ("owner_controls" in {one.name for one in finding.missing}) is asked


@pytest.mark.parametrize(
    ("hits", "asks"),
    [((("UK-SANCTIONS", "open"),), "hit"), ((("UK-SANCTIONS", "open"), ("EU-FSF", "confirmed")), "listed_owner_concern")],
)
def test_one_confirmed_hit_among_others_is_weighed(clean: Case, hits: tuple[tuple[str, str], ...], asks: str) -> None:
    case = held(clean, {}, party(owner("x", "10")))
    found = tuple(
        Hit(record_id=f"r-{name}", list=name, effect="prohibit", score="0.9", state=state)  # type: ignore[arg-type]
        for name, state in hits
    )
    case = replace(case, hits=(*case.hits[:1], PartyHits(path="p/x", role="owner", hits=found)))
    finding = findings(case)["OWNERSHIP-CAUTION:p"]
    assert [(one.name, one.about) for one in finding.missing] == [(asks, "p" if asks == "listed_owner_concern" else "p/x")]
