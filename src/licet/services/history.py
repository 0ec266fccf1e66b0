"""Past decisions, denial notifications and live authorisations: what later cases are compared with."""

import datetime as dt

import msgspec

from licet.access.actor import Actor
from licet.casework.stored_party import AuthorisationTouched
from licet.dossier.history import Context, DenialNotification, LiveAuthorisation, PastDecision
from licet.encoding.canonical import from_bytes
from licet.encoding.faults import Fault, Faults, refuse
from licet.encoding.reading import read_value
from licet.lifecycle.chain import Addition
from licet.lifecycle.event import draft
from licet.services.desk import Desk
from licet.services.json_lines import tree_of

STREAM = "history/all"


class HistoryAdded(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="history_added/1"):
    """Entries were added to what later cases are compared with. `denials_complete_until` says up to which day denials are all there."""

    decisions: tuple[PastDecision, ...] = ()
    denials: tuple[DenialNotification, ...] = ()
    authorisations: tuple[LiveAuthorisation, ...] = ()
    denials_complete_until: dt.date | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a history file: exactly one of its fields."""

    decision: PastDecision | None = None
    denial: DenialNotification | None = None
    authorisation: LiveAuthorisation | None = None
    denials_complete_until: dt.date | None = None


def read_history(data: bytes, name: str) -> HistoryAdded:
    """Read JSON Lines, each `{"decision": …}`, `{"denial": …}`, `{"authorisation": …}` or `{"denials_complete_until": DATE}`."""
    entries: list[Entry] = []
    faults: list[Fault] = []
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        where = f"{name} line {number}"
        try:
            tree = tree_of(line, where)
            if not isinstance(tree, dict) or len(tree) != 1:
                raise refuse(where, f"holds no single entry; write one of {', '.join(Entry.__struct_fields__)}")
            entries.append(read_value(tree, Entry, where))
        except Faults as refused:
            faults += refused.faults
    if faults:
        raise Faults(faults)
    return HistoryAdded(
        decisions=tuple(entry.decision for entry in entries if entry.decision),
        denials=tuple(entry.denial for entry in entries if entry.denial),
        authorisations=tuple(entry.authorisation for entry in entries if entry.authorisation),
        denials_complete_until=max(
            (entry.denials_complete_until for entry in entries if entry.denials_complete_until), default=None
        ),
    )


def add_history(desk: Desk, actor: Actor, data: bytes, name: str) -> HistoryAdded:
    """Add a file of history, whole or not at all; the same file a second time adds nothing."""
    added = read_history(data, name)
    today = desk.clock.today()
    if added.denials_complete_until is not None and added.denials_complete_until > today:
        # A day to come would keep old denials current for ever.
        raise refuse("denials_complete_until", f"{added.denials_complete_until} has not come yet (today is {today})")
    # Keyed, since a denial can name an end user.
    command_id = f"history-{desk.sealer.keyed_digest(data)}"

    def work() -> None:
        if not desk.journal.of_command(command_id):
            desk.journal.append(
                Addition(
                    stream=STREAM,
                    expected=len(desk.journal.read(STREAM)),
                    drafts=(draft(added, effective_on=desk.clock.today()),),
                ),
                command_id=command_id,
                person_id=actor.person,
                recorded_at=desk.clock.now(),
            )

    desk.transactions.run(work, streams=(STREAM,))
    return added


def live_authorisations(desk: Desk) -> dict[str, LiveAuthorisation]:
    """The authorisations still in force today, by reference; of two entries of one reference the later counts."""
    today = desk.clock.today()
    known = {one.reference: one for one in known_history(desk).authorisations}
    return {reference: one for reference, one in known.items() if one.expires_on is None or one.expires_on >= today}


def touched_stream(reference: str) -> str:
    """The stream of what list changes meant for one authorisation."""
    return f"live_authorisation/{reference}"


def what_touched(desk: Desk, reference: str) -> tuple[AuthorisationTouched, ...]:
    """Every change of a list that concerned the end user of an authorisation, oldest first."""
    return tuple(from_bytes(event.payload, AuthorisationTouched) for event in desk.journal.read(touched_stream(reference)))


def known_history(desk: Desk) -> Context:
    """Everything added so far, as the context of an assessment."""
    context = Context()
    for event in desk.journal.read(STREAM):
        added = from_bytes(event.payload, HistoryAdded)
        days = [day for day in (context.denials_complete_until, added.denials_complete_until) if day is not None]
        context = Context(
            decisions=(*context.decisions, *added.decisions),
            denials=(*context.denials, *added.denials),
            authorisations=(*context.authorisations, *added.authorisations),
            denials_complete_until=max(days) if days else None,
        )
    return context
