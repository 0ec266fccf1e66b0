"""Arms embargoes applied to one case.

Each row is tested twice: is a state or person of the case its target, and is anyone in the case
bound by it (legal-safety points 6 to 12 and 20). Unknown facts leave a row open; nothing unknown
ever clears one.
"""

import datetime as dt

import msgspec

from licet.facts.fact import Fact
from licet.facts.kleene import Proof, Truth, all_of, any_of, facts_of, missing_of, opposite, unknown
from licet.law.embargo_binding import bound
from licet.law.embargo_exemptions import let_through, ways_in_force
from licet.law.embargo_items import covered, outside_on_record
from licet.law.embargo_kinds import aimed_at, unarmed
from licet.law.embargo_questions import asked
from licet.law.embargo_reach import met_at_target, reaches, touched
from licet.law.embargo_untouched import untouched
from licet.law.embargo_values import (
    RECIPIENTS,
    CaseItem,
    CaseLeg,
    CaseListing,
    CaseOwner,
    CaseParty,
    Decision,
    EmbargoCase,
    ItemClass,
    Nature,
    RecordedApproval,
    RowAssessment,
)
from licet.law.finding import FactUsed, Finding
from licet.reference.criteria import Effect
from licet.reference.embargo import Confidence, Direction, EmbargoLine, EmbargoRow, EmbargoTable
from licet.reference.memberships import Memberships

__all__ = [
    "CaseItem",
    "CaseLeg",
    "CaseListing",
    "CaseOwner",
    "CaseParty",
    "Decision",
    "EmbargoCase",
    "ItemClass",
    "Nature",
    "RecordedApproval",
    "RowAssessment",
    "embargo_findings",
    "standing",
]

ALWAYS_ASKED = ("UN", "EU")
"""Authorities whose absence from a table is itself said."""


class Aside(msgspec.Struct, frozen=True, kw_only=True):
    """A row that names a state of the case and yet does not apply, with the reason."""

    row: EmbargoRow
    why: str


def embargo_findings(
    case: EmbargoCase, table: EmbargoTable, memberships: Memberships, *, as_of: dt.date, edition: str = ""
) -> tuple[Finding, ...]:
    """Every row in force that could touch the case, and per authority what no row touches.

    Rules: `UN-CH7:<row>` (prohibit), `EMB:<row>` (refuse), `EMB:NONE:<authority>` for all other rows
    of an authority together. Rows not yet in force, lifted, or binding nobody in the case are named
    in the last. `edition` is what the findings cite as their source.
    """
    findings: list[Finding] = []
    asides: list[Aside] = []
    for row in table.rows:
        lines = standing(row, as_of=as_of)
        directions = frozenset(line.direction for line in row.lines if _touches(row, line.direction, case))
        if not directions:
            continue
        if isinstance(lines, str):
            if row.target.countries:
                asides.append(Aside(row=row, why=lines))
            continue
        lines = tuple(line for line in lines if line.direction in directions)
        acting = tuple(line for line in lines if line.activities is None or case.activity in line.activities)
        if not acting:
            asides.append(
                Aside(row=row, why="not for this activity" if lines else f"no line of it this way is in force on {as_of}")
            )
            continue
        binding = bound(row, case, memberships, frozenset(line.direction for line in acting), as_of=as_of)
        if binding.truth is Truth.FALSE:
            asides.append(Aside(row=row, why=binding.says))
            continue
        answer = _answer(row, acting, binding, case, as_of)
        if row.target.countries or answer.truth is not Truth.FALSE:
            findings.append(_finding(row, answer, edition))
        else:
            asides.append(Aside(row=row, why=answer.says))
    for authority in dict.fromkeys((*ALWAYS_ASKED, *(row.authority for row in table.rows))):
        own = [f"{aside.row.id} ({aside.why})" for aside in asides if aside.row.authority == authority]
        held = any(row.authority == authority for row in table.rows)
        proof = untouched(authority, case, table, asides=own, held=held)
        findings.append(_absence(authority, proof, edition))
    return tuple(findings)


def standing(row: EmbargoRow, *, as_of: dt.date) -> tuple[EmbargoLine, ...] | str:
    """The lines of a row in force on a day, or why none is.

    A row stands on [`since`, `lifted_on`); without `since` always before. An expiry date alone
    ends nothing: without evidence of lapse the row stands (see `_answer`).
    """
    if row.since is not None and as_of < row.since:
        return f"in force only from {row.since}"
    if row.lifted_on is not None and as_of >= row.lifted_on:
        return f"lifted on {row.lifted_on} ({row.instrument.lifted_by or 'act not stated'})"
    lines = tuple(
        line for line in row.lines if (line.since is None or line.since <= as_of) and (line.until is None or as_of < line.until)
    )
    return lines or f"no line of it is in force on {as_of}"


def _touches(row: EmbargoRow, direction: Direction, case: EmbargoCase) -> bool:
    return not row.target.countries or bool(touched(row, case, direction))


def _answer(row: EmbargoRow, lines: tuple[EmbargoLine, ...], binding: Proof, case: EmbargoCase, as_of: dt.date) -> Proof:
    """Does the embargo stand in the way?"""
    parts = [_line(row, line, case, as_of) for line in lines]
    joined = any_of("", parts)
    scope = any_of("; ".join(dict.fromkeys(part.says for part in parts if part.truth is joined.truth)), parts)
    answer = all_of(f"{scope.says}. Binding: {binding.says}" if binding.truth is not Truth.TRUE else scope.says, [binding, scope])
    if answer.truth is Truth.FALSE and _never_clears(row) and not outside_on_record(row, case) and _open_contact(row, lines, case):
        why = "political" if row.binding == "political" else "of low confidence"
        return unknown(
            f"{answer.says}; but the row is {why} and clears nothing", asked("embargo_reading", row=row.id), parts=(answer,)
        )
    if answer.truth is Truth.TRUE and row.expires is not None and as_of > row.expires:
        says = f"{answer.says}; its last known date is {row.expires}, the renewal is not verified: it is kept in force and open"
        return unknown(says, asked("embargo_renewal", row=row.id), facts=facts_of(answer))
    return answer


def _line(row: EmbargoRow, line: EmbargoLine, case: EmbargoCase, as_of: dt.date) -> Proof:
    """Does one scope line cover the case: target met, whom it is aimed at, items, and no way through?"""
    ways = ways_in_force(row, line.direction, as_of=as_of)
    against_groups = (line.target_kind or row.target.kind) == "non_state" and line.direction == "to_target"
    parts = []
    if row.target.countries:
        parts.append(met_at_target(row, case, line.direction))
    if against_groups:
        located, home = _located(row, case)
        parts.append(aimed_at(row, case, located=located, home=home, ways=ways))
    parts.append(covered(row, line.item_scope, case, unarmed=unarmed(case) if against_groups else None))
    through = let_through(row, case, ways, as_of=as_of)
    parts.append(opposite(through.says, through))
    joined = all_of("", parts)
    said = "; ".join(part.says for part in parts if part.truth is joined.truth)
    if joined.truth is Truth.TRUE and line.floor == "refer":
        return unknown(
            f"{line.says}: {said}; the row asks for a decision of the authority",
            asked("embargo_reading", row=row.id),
            parts=tuple(parts),
        )
    return all_of(f"{line.says}: {said}", parts)


def _located(row: EmbargoRow, case: EmbargoCase) -> tuple[frozenset[str], frozenset[str]]:
    """Recipients who are, or may be, of the target state; and those who surely are."""
    recipients = [party for party in case.parties if party.role in RECIPIENTS]
    home = frozenset(party.id for party in recipients if any(reaches(row, one) is Truth.TRUE for one in party.countries))
    maybe = frozenset(
        party.id
        for party in recipients
        if not party.countries or any(reaches(row, one) is not Truth.FALSE for one in party.countries)
    )
    return maybe, home


def _never_clears(row: EmbargoRow) -> bool:
    return row.binding == "political" or row.confidence == "low"


def _open_contact(row: EmbargoRow, lines: tuple[EmbargoLine, ...], case: EmbargoCase) -> bool:
    """Whether the target is met anywhere that an officer has not found to be no supply to it."""
    return not row.target.countries or any(met_at_target(row, case, line.direction).truth is not Truth.FALSE for line in lines)


# ---- findings


def _finding(row: EmbargoRow, proof: Proof, edition: str) -> Finding:
    charter = row.binding == "chapter_vii"
    source = Fact(name="embargo_row", value=row.id, source=row.source, as_of=row.as_of)
    acts = row.instrument.current or row.instrument.established or row.source
    return _written(
        rule=f"UN-CH7:{row.id}" if charter else f"EMB:{row.id}",
        instrument=row.authority,
        citation=f"UN Charter Arts 25, 41; {acts}" if charter else acts,
        effect="prohibit" if charter else "refuse",
        proof=proof,
        says=f"{row.id}: {proof.says}",
        facts=(source, *facts_of(proof)),
        confidence=row.confidence,
        edition=edition,
    )


def _absence(authority: str, proof: Proof, edition: str) -> Finding:
    return _written(
        rule=f"EMB:NONE:{authority}",
        instrument=authority,
        citation=f"all rows of {authority} in the table of arms embargoes",
        effect="prohibit" if authority == "UN" else "refuse",
        proof=proof,
        says=proof.says,
        facts=facts_of(proof),
        confidence="high",
        edition=edition,
    )


def _written(
    *,
    rule: str,
    instrument: str,
    citation: str,
    effect: Effect,
    proof: Proof,
    says: str,
    facts: tuple[Fact, ...],
    confidence: Confidence,
    edition: str,
) -> Finding:
    return Finding(
        rule=rule,
        instrument=instrument,
        citation=citation,
        effect=effect,
        outcome=proof.truth.value,
        standard="inconsistency",
        says=says,
        facts=tuple(
            dict.fromkeys(
                FactUsed(name=one.name, value=one.value, source=one.source, as_of=one.as_of, about=one.about) for one in facts
            )
        ),
        missing=missing_of(proof),
        release_level="public",
        confidence=confidence,
        edition=edition,
    )
