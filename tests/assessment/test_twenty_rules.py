"""The twenty rules against a wrong permit, each by a case that nothing else keeps from being permitted.

A row gives a point, a case as a lawyer writes it, and the code that carries the rule. It is judged
twice: as the law stands, and with the rule taken out. The second answer shows that this rule, and
nothing beside it, holds the first; so whoever removes the rule sees the row fail.
"""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

import licet.assessment.judged
import licet.classification.classify
import licet.law.alike
import licet.law.apply
import licet.law.designated
import licet.law.embargo_binding
import licet.law.embargo_exemptions
import licet.law.embargo_items
import licet.law.embargo_kinds
import licet.law.embargo_reach
import licet.law.embargoes
import licet.law.instruments.common_position
import licet.law.instruments.dual_use_regulation
import licet.law.ownership
import licet.law.parties
import licet.law.retransfer
import licet.law.rule
import licet.planning.model
import licet.reference.memberships
from licet.assessment.judged import Judged, judge
from licet.assessment.written_cases import Tables, case_of, read_cases, rulebook_of_case
from licet.facts.fact import Fact
from licet.facts.kleene import Proof, Truth, met, not_met
from licet.law.case import Case
from licet.law.combination import blocks
from licet.law.provisions import EXPORT, PROVISIONS, Provision
from licet.planning.intake import read_plan
from licet.planning.promise import Promise
from licet.reference.edition import EditionRef, in_force
from licet.reference.portfolio import Designation, Portfolio
from licet.reference.rulebook import Rulebook
from licet.services.planning import allocate
from licet.services.promise import promise
from licet.services.references import load_tables
from licet.storage.bundled import shipped_cases
from licet.storage.library import FileLibrary
from licet.storage.solver import HighsSolver

CHECKOUT = Path(__file__).resolve().parents[2]
FILES = shipped_cases()
BASES = {"bases.yaml": FILES["bases.yaml"]}
RULEBOOK = Rulebook(id="CASES", state=None, dated_on=dt.date(2020, 1, 1), title="International law alone")
PERMIT = "permit_with_conditions"
law = licet.law
DU = licet.law.instruments.dual_use_regulation
CP = licet.law.instruments.common_position


# ---- the rules taken out


class Plant(NamedTuple):
    """What stands in the place of a rule: an attribute of a module or an entry of a table, and what is put there."""

    where: Any
    name: str
    instead: Any


def silent(*_: Any, **__: Any) -> Proof:
    """A bar or a risk that asks nothing."""
    return not_met("taken out")


def done(*_: Any, **__: Any) -> Proof:
    """A duty that asks nothing."""
    return met("taken out")


def unguarded(*given: Any) -> Any:
    return given[-1]


def nothing(*_: Any, **__: Any) -> tuple[Any, ...]:
    return ()


def all_but_duties(finding: Any) -> bool:
    return finding.effect != "duty" and blocks(finding)


def not_while_open(case: Case, scope: Any) -> Proof | None:
    bound = _BINDS(case, scope)
    return not_met("open, so taken for not binding") if bound is not None and bound.truth is Truth.UNKNOWN else bound


def by_the_exporting_state(case: Case, scope: Any) -> Proof | None:
    return _BINDS(replace(case, dossier=replace(case.dossier, authority_state=case.dossier.exporting_state)), scope)


def anybodys_word(case: Case, name: str, about: str | None = None) -> Fact:
    return replace(_FACT(case, name, about), evidence=True)


def lapses_by_itself(row: Any, *, as_of: dt.date) -> Any:
    return "expired" if row.expires is not None and as_of > row.expires else _STANDING(row, as_of=as_of)


def as_if_never_lifted_rows_stood(row: Any, *, as_of: dt.date) -> Any:
    return "lifted" if row.lifted_on is not None else _STANDING(row, as_of=as_of)


def since_its_act(row: Any, *, as_of: dt.date) -> Any:
    return "no first day is given" if row.since is None else _STANDING(row, as_of=as_of)


def members_only(row: Any, case: Any, memberships: Any, directions: Any, *, as_of: dt.date) -> Proof:
    return silent() if row.binds.who == "every_state" else _BOUND(row, case, memberships, directions, as_of=as_of)


def arms_alone(item: Any) -> Truth:
    return Truth.TRUE if item.classified == "military" else Truth.FALSE


def destination_alone(case: Any) -> Any:
    return (one for one in _TO(case) if one.name == "destination_state")


def the_authority_alone(case: Any) -> Any:
    return (one for one in _SUBJECTS(case) if one.name == "authority_state")


def rows_that_stand_in_the_way(case: Case) -> list[Proof]:
    """Art. 4 read as asking only whether an embargo bars this transfer, not whether the state is under one."""
    return [met(one.says) if one.outcome == "met" else not_met(one.says) for one in case.embargoes]


def on_no_list(*_: Any, **__: Any) -> Any:
    return licet.classification.classify.Cleared(not_listed=True, says="nothing was found")


def sure_ones_alone(*given: Any) -> Any:
    where = _STANDING_OF_CODES(*given)
    return where if where.codes else replace(where, possible=())


def known_always(*given: Any) -> Any:
    return _BY_ROW(*given[:-1], dt.date.max)


_BINDS, _FACT, _STANDING = law.apply._binds, Case.fact, law.embargoes.standing
_BOUND, _TO, _SUBJECTS = law.embargoes.bound, law.embargo_reach._to, law.embargo_binding._subjects
_STANDING_OF_CODES = licet.classification.classify.standing
_BY_ROW = licet.reference.memberships._by_row


# ---- the table


def as_it_is(case: Case) -> Case:
    return case


def offering(*kinds: str) -> Callable[[Case], Case]:
    """The authority offers something else, and has designated its portfolio for items of these kinds."""
    other = Designation(id="D-1", items=("Osprey",), states=("AT",), designated_by="Board", designated_on=dt.date(2026, 7, 1))
    portfolio = Portfolio(
        id="P", state="ZA", dated_on=dt.date(2026, 7, 1), title="Portfolio", kinds=kinds, codes=("EU-ML1.",), designations=(other,)
    )
    return lambda case: replace(case, portfolio=portfolio)


def lists_of(days: int) -> Callable[[Case], Case]:
    """The lists that parties were screened against are so many days old."""
    age = dt.timedelta(days=days)

    def turned(case: Case) -> Case:
        edition = EditionRef(kind="un-sc", name="UN-SC", dated_on=case.as_of - age, content="sha256:" + "0" * 64, entries=1)
        return replace(case, snapshot=replace(case.snapshot, editions=(edition,)))

    return turned


def with_rows(table: str, rule: str, **fields: Any) -> Callable[[Tables], Tables]:
    """The tables with fields of one row changed."""

    def turned(tables: Tables) -> Tables:
        held: Any = getattr(tables, table)
        field = "rules" if table == "criteria" else "rows"
        rows = tuple(replace(row, **fields) if row.id == rule else row for row in getattr(held, field))
        assert rows != getattr(held, field)
        return replace(tables, **{table: replace(held, **{field: rows})})

    return turned


def recommendation(judged: Judged) -> str:
    return judged.combined.recommendation


def requirement(judged: Judged) -> str:
    return judged.authorisation_required


class Row(NamedTuple):
    """A point, what it says, a case, what it must come out as, the rule taken out, and what it then comes out as."""

    point: int
    says: str
    case: str
    expect: str
    plants: tuple[Plant, ...]
    without: str = PERMIT
    turn: Callable[[Case], Case] = as_it_is
    tables: Callable[[Tables], Tables] = lambda tables: tables
    of: Callable[[Judged], str] = recommendation


def to(state: str, *, start: str = "export", **more: str) -> str:
    """A base with another destination, and what else changes."""
    source = "ZA" if start == "export" else "DE"
    changes = {
        "destination_state": state,
        "parties/guard/properties/country": f"[{state}]",
        "end_use/certificate/issuing_state": state,
        "legs": f"[{{from: {source}, to: {state}, mode: air, flag: {source}}}]",
        "end_use/place": state,
        **{key: value for key, value in more.items() if key not in ("facts", "on", "classified", "activity")},
    }
    if "activity" in more:
        changes["activity"] = more["activity"]
    said = "".join(f", {key}: {more[key]}" for key in ("facts", "on", "classified") if key in more)
    return f"start: {start}, change: {{{', '.join(f'{key}: {value}' for key, value in changes.items())}}}{said}"


AS_IT_STANDS = "start: export"
NOBODYS = "{EU: not_listed, MTCR: not_listed}"
CARRIER = "{id: line, role: carrier, schema: Company, owners_complete: true, properties: {name: [X], country: [%s]}}"
CONFIRMED_HIT = "[{record: r, list: US-SDN, effect: prohibit, state: confirmed}]"
HALF_OWNER = (
    "[{id: boss, schema: Company, share: '50', controls: false, owners_complete: true, properties: {name: [Y], country: [AT]}}]"
)
CHAIR = "{id: chair, name: chair, kind: chair, quantity: 1, unit: piece, origin_state: ZA, foreign_content: []}"

ROWS = (
    Row(
        1,
        "a bar that is not decided refers, with a condition accepted beside it",
        "facts: {residual_risk: null}",
        "refer",
        (Plant(law.combination, "blocks", lambda _: False),),
    ),
    Row(
        1,
        "an instrument whose scope is open applies",
        "start: dual-use, rulebook: {confirmed_texts: []}",
        "refer",
        (Plant(law.apply, "_binds", not_while_open),),
    ),
    Row(
        1,
        "an item whose classification is open refers, though no rule asks about that list",
        "classified: {drone: {EU: [EU-ML10.c.1], MTCR: not_listed, US: refer}}, rulebook: {control_lists: [EU, MTCR, US]}",
        "refer",
        (Plant(licet.assessment.judged, "relevant", nothing),),
    ),
    Row(
        2,
        "a duty before issue that is not done blocks",
        "facts: {certificate_verified: null}",
        "refer",
        (Plant(law.combination, "blocks", all_but_duties),),
    ),
    Row(
        2,
        "where no authorisation is needed the word permit is not used",
        f"start: dual-use, classified: {{drone: {NOBODYS}}}",
        "refer",
        (Plant(licet.assessment.judged, "required", lambda *_: "yes"),),
    ),
    Row(
        3,
        "a risk is cleared only by an officer, never by the exporter's word",
        "facts: {residual_risk: null}, exporter: {residual_risk: false}",
        "refer",
        (Plant(Case, "fact", anybodys_word),),
    ),
    Row(
        4,
        "an amended text that nobody has read and confirmed clears nothing",
        "start: union, rulebook: {confirmed_texts: []}",
        "refer",
        tuple(Plant(module, "guarded", unguarded) for module in (law.rule, law.apply)),
    ),
    Row(
        4,
        "a provision of low confidence clears nothing",
        AS_IT_STANDS,
        "refer",
        tuple(Plant(module, "guarded", unguarded) for module in (law.rule, law.apply)),
        tables=with_rows("criteria", "ATT-6.2", confidence="low"),
    ),
    Row(
        4,
        "an embargo row of low confidence clears nothing",
        to("SO"),
        "refer",
        (Plant(law.embargoes, "_never_clears", lambda _: False),),
        tables=with_rows("embargoes", "UN-SOM-ALSHABAAB", confidence="low"),
    ),
    Row(
        5,
        "a confirmed match of a carrier with a list that forbids resources prohibits",
        f"change: {{parties/+: {CARRIER % 'PA'}}}, hits: {{line: {CONFIRMED_HIT}}}",
        "refuse",
        (Plant(law.parties, "_hit_proof", silent),),
    ),
    Row(
        5,
        "a listed owner at the threshold reaches the party",
        f"change: {{parties/guard/owners: {HALF_OWNER}}}, hits: {{guard/boss: {CONFIRMED_HIT}}}, facts: {{listed_owner_concern@guard: false}}",
        "refuse",
        (Plant(law.ownership, "owned_by_listed", silent),),
    ),
    Row(5, "a party that nobody screened refers", "unscreened: [guard]", "refer", (Plant(law.parties, "unscreened", silent),)),
    Row(
        5,
        "a list that is too old clears nobody",
        AS_IT_STANDS,
        "refer",
        (Plant(law.parties, "_young", done),),
        turn=lists_of(days=400),
    ),
    Row(
        6,
        "an embargo of the Security Council binds every state, whoever belongs to what",
        to("KP"),
        "refuse",
        (Plant(law.embargoes, "bound", members_only),),
    ),
    Row(
        7,
        "an exemption counts only by a record that an officer has verified",
        f"{to('HT')}, exporter: {{embargo_approval: [UN-HTI, committee_approval, 2653 Committee, S/AC.1]}}",
        "refer",
        (Plant(law.embargo_exemptions, "_by_record", done),),
    ),
    Row(
        7,
        "a row without a first day was always in force",
        to("HT"),
        "refuse",
        (Plant(law.embargoes, "standing", since_its_act),),
        tables=with_rows("embargoes", "UN-HTI", since=None),
    ),
    Row(
        7,
        "past its last known date a row stays open",
        to("SS"),
        "refer",
        (Plant(law.embargoes, "standing", lapses_by_itself),),
    ),
    Row(
        7,
        "a territory whose final place is not stated refers",
        to("SD"),
        "refer",
        (Plant(law.embargo_reach, "_within", silent),),
    ),
    Row(
        8,
        "arms and related materiel covers help, of which no list speaks",
        to(
            "SS",
            on="2026-03-02",
            activity="technical_assistance",
            classified=f"{{drone: {NOBODYS}}}",
            facts="{att_category@drone: none, authorisation_needed: true, recipients_complete: true}",
            **{"end_use/certificate/issued_on": "2026-02-01"},
        ),
        "refer",
        (Plant(law.embargo_items, "_arms", arms_alone),),
    ),
    Row(
        9,
        "the end user counts as target, wherever the goods are delivered",
        "change: {parties/guard/properties/country: [KP], end_use/certificate/issuing_state: KP}",
        "refuse",
        (Plant(law.embargo_reach, "_to", destination_alone),),
    ),
    Row(
        9,
        "a carrier of the target state refers",
        f"change: {{parties/+: {CARRIER % 'KP'}}}",
        "refer",
        (Plant(law.embargo_reach, "_to", destination_alone), Plant(law.embargo_reach, "_from", nothing)),
    ),
    Row(
        9,
        "the flag under which the goods fly binds, though the authority does not",
        to("BY", legs="[{from: ZA, to: BY, mode: air, flag: DE}]"),
        "refuse",
        (Plant(law.embargo_binding, "_subjects", the_authority_alone),),
    ),
    Row(
        9,
        "an embargo on supplies from a state bars buying from it",
        "change: {activity: import, exporting_state: IR, parties/maker/properties/country: [IR], items/drone/origin_state: IR, "
        "destination_state: ZA, legs: [{from: IR, to: ZA, mode: air, flag: ZA}], parties/guard/properties/country: [ZA], "
        "end_use/certificate/issuing_state: ZA, end_use/place: ZA}, facts: {origin_consent@drone: true}",
        "refuse",
        (Plant(law.embargo_reach, "_from", nothing),),
    ),
    Row(
        10,
        "a lifted embargo stood until the day it was lifted",
        to("ER", on="2018-11-13", **{"submitted_on": "2018-11-01", "end_use/certificate/issued_on": "2018-10-01"}),
        "refuse",
        (
            Plant(law.embargoes, "standing", as_if_never_lifted_rows_stood),
            Plant(licet.reference.memberships, "_by_row", known_always),
        ),
    ),
    Row(
        10,
        "a membership is not known before the day the table speaks for",
        "on: 2016-01-04, change: {submitted_on: 2016-01-02, end_use/certificate/issued_on: 2016-01-01}",
        "refer",
        (Plant(licet.reference.memberships, "_by_row", known_always),),
    ),
    Row(
        11,
        "a territory with its own code inherits the rows of its state",
        to("HK", start="union"),
        "refer",
        (Plant(law.embargo_reach, "TERRITORIES", {}),),
    ),
    Row(11, "a disputed territory refers", to("EH"), "refer", (Plant(law.parties, "DISPUTED", frozenset()),)),
    Row(
        12,
        "of those in the state only a confirmed central government force is exempt",
        to("SO", facts="{end_user_kind@guard: private_security_company}"),
        "refer",
        (Plant(law.embargo_kinds, "_aimed", silent),),
    ),
    Row(
        12,
        "an armed group is refused anywhere",
        "facts: {end_user_kind@guard: armed_group}",
        "refuse",
        (Plant(law.parties, "armed_group", silent), Plant(law.embargo_kinds, "_armed", silent)),
    ),
    Row(
        13,
        "what no entries are declared complete for is never not listed",
        f"change: {{items/+: {CHAIR}}}, facts: {{att_category@chair: none}}",
        "refer",
        (
            Plant(licet.classification.classify, "_cleared", on_no_list),
            Plant(licet.classification.classify, "standing", sure_ones_alone),
        ),
    ),
    Row(
        14,
        "an end use that may be military, in a state under an embargo that exempts its government",
        to(
            "LB",
            start="dual-use",
            classified=f"{{drone: {NOBODYS}}}",
            facts="{military_end_use: true, end_user_kind@guard: central_government_force}",
        ),
        "unknown",
        (Plant(DU, "_embargoed", rows_that_stand_in_the_way),),
        without="no",
        of=requirement,
    ),
    Row(
        14,
        "an end use that is not known there",
        to(
            "LB",
            start="dual-use",
            classified=f"{{drone: {NOBODYS}}}",
            facts="{military_end_use: null, end_user_kind@guard: central_government_force}",
        ),
        "unknown",
        (Plant(DU, "_embargoed", rows_that_stand_in_the_way),),
        without="no",
        of=requirement,
    ),
    Row(
        14,
        "a national measure of which nobody has asked",
        f"start: dual-use, classified: {{drone: {NOBODYS}}}, facts: {{national_measure: null}}",
        "unknown",
        (Plant(PROVISIONS, "DU-9-10", Provision(test=silent)),),
        without="no",
        of=requirement,
    ),
    Row(
        14,
        "cyber-surveillance that nobody has ruled out",
        f"start: dual-use, classified: {{drone: {NOBODYS}}}, facts: {{is_cyber_surveillance: null}}",
        "unknown",
        (Plant(PROVISIONS, "DU-5", Provision(test=silent)),),
        without="no",
        of=requirement,
    ),
    Row(
        15,
        "goods with controlled content of another state wait for its consent",
        "change: {items/drone/foreign_content: [US]}",
        "refer",
        (Plant(law.retransfer, "consent_needed", silent),),
    ),
    Row(
        16,
        "everybody with access is named by an officer's word",
        "change: {activity: technical_assistance}",
        "refer",
        (Plant(law.parties, "recipients_named", done),),
    ),
    Row(
        17,
        "without a current edition of denials the duty to consult is open",
        "start: union, on: 2026-09-01",
        "refer",
        (Plant(CP, "alike_denials", done),),
    ),
    Row(
        17,
        "a denial that is alike in part blocks until it is consulted on",
        "start: union, denials: [{reference: D, notified_on: 2025-01-01, notifying_state: FR, item_codes: [ML10], destination_state: BR}]",
        "refer",
        (Plant(law.alike, "_reasons", lambda *_: []),),
    ),
    Row(
        18,
        "outside of the portfolio the case is referred, and never refused",
        AS_IT_STANDS,
        "refer",
        (Plant(law.apply, "portfolio_rules", nothing),),
        turn=offering("complete UAV"),
    ),
    Row(
        18,
        "a portfolio binds only the goods it was designated for",
        AS_IT_STANDS,
        PERMIT,
        (Plant(law.designated, "governed", lambda *_: Truth.TRUE),),
        without="refer",
        turn=offering("battle tank"),
    ),
    Row(
        20,
        "the law of the deciding authority is asked, not that of the exporting state",
        "change: {authority_state: DE, activity: transit}",
        "refer",
        (Plant(law.apply, "_binds", by_the_exporting_state),),
    ),
    Row(
        20,
        "Article 6 tests every transfer",
        "change: {activity: transit}, facts: {knowledge_of_atrocity_use: null}",
        "refer",
        (Plant(PROVISIONS, "ATT-6.3", replace(PROVISIONS["ATT-6.3"], activities=EXPORT)),),
    ),
)
NAMES = [f"{row.point}: {row.says}" for row in ROWS]
ELSEWHERE = {19: "test_point_19"}
"""Points of which no case speaks; the prefix of their tests below."""


@pytest.fixture(scope="module")
def tables(small_library: FileLibrary) -> Tables:
    return load_tables(small_library, in_force(small_library.editions(), as_of=dt.date(2026, 8, 3)))


def judged(row: Row, tables: Tables) -> str:
    text = f"schema: licet.law-cases/1\ncases:\n- {{name: a, recommends: refer, {row.case}}}\n"
    [one] = read_cases({"row.yaml": text.encode()}, bases=BASES)
    tables = row.tables(tables)
    case = row.turn(case_of(one, tables, rulebook_of_case(one, RULEBOOK)))
    return row.of(judge(case, tables.criteria, tables.embargoes))


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_the_rule_holds(row: Row, tables: Tables) -> None:
    assert judged(row, tables) == row.expect


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_nothing_else_would_hold_if_the_rule_were_taken_out(row: Row, tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    for plant in row.plants:
        if isinstance(plant.where, dict):
            assert plant.name in plant.where
            monkeypatch.setitem(plant.where, plant.name, plant.instead)
        else:
            monkeypatch.setattr(plant.where, plant.name, plant.instead)
    assert judged(row, tables) == row.without


def test_every_point_has_a_row() -> None:
    assert {row.point for row in ROWS} | set(ELSEWHERE) == set(range(1, 21))
    assert all(any(name.startswith(prefix) for name in globals()) for prefix in ELSEWHERE.values())


def test_the_page_on_legal_safety_names_every_point_and_tests_that_are_there() -> None:
    lines = (CHECKOUT / "docs/explanation/legal-safety.md").read_text(encoding="utf-8").splitlines()
    named = {int(found[1]): re.findall(r"`(tests/[^`]+)`", line) for line in lines if (found := re.match(r"\| (\d+) \|", line))}
    assert set(named) == set(range(1, 21))
    assert [(point, path) for point, paths in named.items() for path in paths if not (CHECKOUT / path).exists()] == []
    assert all(named.values())


# ---- point 19: promises of capacity

PLAN = """
reference: P
starts_on: 2027-01-01
months: 3
currency: EUR
items: [{id: missile, stock: 50}]
orders:
- {id: no, kind: contract, item: missile, quantity: 1, due_on: 2027-02-28, value: 1, authorisation: refused}
- {id: held, kind: offer, item: missile, quantity: 1, due_on: 2027-02-28, value: 1, authorisation: held}
"""


def test_point_19_every_promise_is_subject_to_authorisation() -> None:
    found = promise(
        HighsSolver(), read_plan(PLAN.encode(), "plan.yaml"), item="missile", quantity=Decimal(2), by=dt.date(2027, 1, 31)
    )
    assert isinstance(found, Promise)
    assert (found.answer, found.condition) == ("yes", "Subject to authorisation.")


def test_point_19_nothing_is_planned_for_what_is_refused_or_held() -> None:
    result = allocate(HighsSolver(), read_plan(PLAN.encode(), "plan.yaml"))
    assert {one.standing for one in result.outcomes} == {"not_planned"}
    assert result.deliveries == ()


def test_point_19_what_can_be_spared_is_asked_by_no_rule(small_library: FileLibrary) -> None:
    """Common Position Art. 10: a yes that it can be spared, on an officer's word, turns no finding and lends none a fact."""
    tables = load_tables(small_library, in_force(small_library.editions(), as_of=dt.date(2026, 8, 3)))

    def found(more: str) -> Judged:
        text = f"schema: licet.law-cases/1\ncases:\n- {{name: a, start: union, recommends: refer{more}}}\n"
        [one] = read_cases({"row.yaml": text.encode()}, bases=BASES)
        return judge(case_of(one, tables, rulebook_of_case(one, RULEBOOK)), tables.criteria, tables.embargoes)

    assert found(", facts: {can_be_spared: true, spared: true}") == found("")
