"""By which way on record a transfer is let through an embargo.

An exemption defeats an embargo only on a recorded approval, notification or authorisation by the
body the row names, with number, day and document, verified by an officer (legal-safety points 3, 7).
"""

import datetime as dt

from licet.facts.fact import Fact
from licet.facts.kleene import Proof, all_of, any_of, met, not_met, unknown
from licet.law.embargo_questions import asked
from licet.law.embargo_values import END_USERS, EmbargoCase, RecordedApproval
from licet.law.questions import missing
from licet.reference.embargo import Direction, EmbargoRow, Exemption


def ways_in_force(row: EmbargoRow, direction: Direction, *, as_of: dt.date) -> tuple[Exemption, ...]:
    """The exemptions of a row that exist on a day for supplies in one direction.

    Past the row's own expiry there are none: the renewal is not verified, nor is what it exempts.
    """
    if row.expires is not None and as_of > row.expires:
        return ()
    return tuple(
        way
        for way in row.exempt_if
        if (way.direction == direction or way.route == "unread_prose")
        and (way.since is None or way.since <= as_of)
        and (way.until is None or as_of < way.until)
    )


def let_through(row: EmbargoRow, case: EmbargoCase, ways: tuple[Exemption, ...], *, as_of: dt.date) -> Proof:
    """Is the transfer let through by a record on file? A record that lacks anything leaves it open."""
    parts = [
        _by_record(row, case, way, approval, as_of)
        for way in ways
        for approval in case.approvals
        if way.record != "none" and row.id in approval.rows and way.route in (approval.route, "unread_prose")
    ]
    if not parts:
        needed = f"; it would take: {row.approval_needed}" if row.approval_needed else ""
        return not_met(f"no approval or notification for it is on record{needed}")
    joined = any_of("", parts)
    return any_of("; ".join(part.says for part in parts if part.truth is joined.truth), parts)


def _by_record(row: EmbargoRow, case: EmbargoCase, way: Exemption, approval: RecordedApproval, as_of: dt.date) -> Proof:
    about = f"{approval.body} {approval.number}".strip()
    fact = Fact(
        name="embargo_approval",
        value=about,
        source=approval.document or "",
        as_of=approval.on,
        about=row.id,
        by=approval.by,
        evidence=approval.verified,
    )
    if way.route == "unread_prose":
        says = f"{about} is on record, but the exemption of {row.id} is prose that nobody has structured"
        return unknown(says, asked("embargo_exemption_text", row=row.id), facts=(fact,))
    lacks = [
        said
        for wrong, said in (
            (approval.body not in way.by, f"is not by {' or '.join(way.by)}"),
            (not approval.number.strip(), "has no number"),
            (approval.document is None, "has no document"),
            (approval.on > as_of, f"is dated after {as_of}"),
            (not approval.verified, "is not verified by an officer"),
        )
        if wrong
    ]
    if lacks:
        return unknown(f"the record {about} {', '.join(lacks)}", asked("embargo_approval", row=row.id), facts=(fact,))
    parts = [met(f"{about} of {approval.on} lets it through ({way.says})", fact)]
    if way.end_user_kinds:
        parts += _kinds(case, way)
    joined = all_of("", parts)
    return all_of("; ".join(part.says for part in parts if part.truth is joined.truth), parts)


def _kinds(case: EmbargoCase, way: Exemption) -> list[Proof]:
    """Is every end user of a kind that may use this way, by an officer's word?"""
    users = [party for party in case.parties if party.role in END_USERS]
    parts = [] if users else [unknown("the end user is not stated", missing("end_user"))]
    for user in users:
        kind = Fact(
            name="end_user_kind",
            value=user.end_user_kind,
            source=user.kind_source,
            as_of=user.kind_as_of,
            about=user.id,
            evidence=user.kind_confirmed,
        )
        if user.end_user_kind in way.end_user_kinds and user.kind_confirmed:
            parts.append(met(f"{user.id} is a {user.end_user_kind.replace('_', ' ')}", kind))
        elif user.end_user_kind == "unknown" or user.end_user_kind in way.end_user_kinds:
            says = f"no officer has confirmed that {user.id} may use this way"
            parts.append(unknown(says, missing("end_user_kind", user.id)))
        else:
            parts.append(not_met(f"{user.id} is a {user.end_user_kind.replace('_', ' ')}, which may not use this way", kind))
    if case.parties_complete is not True:
        parts.append(unknown("it is not stated that every party is named", missing("parties_complete")))
    return parts
