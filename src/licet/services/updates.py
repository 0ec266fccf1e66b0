"""Take in a new edition, hold it for two people when it looks wrong, and let them release or reject it."""

import datetime as dt
from typing import Any

import msgspec

from licet.access.act import Act as May
from licet.access.actor import Actor
from licet.access.decision import decide as may
from licet.access.resource import Edition as EditionAccess
from licet.encoding.dates import instant_text
from licet.encoding.faults import quoted, refuse
from licet.encoding.reading import read_value
from licet.lifecycle.chain import Addition
from licet.reference.diff import difference
from licet.reference.diff_lines import Compared
from licet.reference.edition import PARTY_LIST_KINDS, Edition, EditionRef, in_force
from licet.reference.holding import HOLDING, Act, ActName, EditionHeld, EditionRejectionSaid, EditionReleaseSaid, Holding
from licet.reference.rulebook import rulebook_of
from licet.reference.update import UpdatePolicy, going_back, policy_of, reasons_to_hold
from licet.services import rescreen as rescreening
from licet.services.desk import Asked, Desk, NotFound, require
from licet.services.references import snapshot_of

EVERY_AUTHORITY = EditionAccess(states=(), release_level="case", compartments=())
"""One library serves every authority of a workspace. What is shown of an edition is for all their staff."""
STREAMS = "edition"
FEWEST_DIGITS = 8


class TakenIn(msgspec.Struct, frozen=True, kw_only=True):
    """An edition that was added, whether it was here already, and why it is held."""

    edition: Edition
    again: bool
    reasons: tuple[str, ...]


class HeldView(msgspec.Struct, frozen=True, kw_only=True):
    """A held update with what was said of it, the edition in force meanwhile, and whether the reader may give a word."""

    edition: Edition
    holding: Holding
    replaces: EditionRef | None
    may_decide: bool


def take_in(
    desk: Desk,
    asked: Asked,
    kind: str,
    files: dict[str, bytes],
    *,
    edition_date: dt.date | None = None,
    name: str | None = None,
    undated: dt.date | None = None,
    served_today: bool = False,
) -> TakenIn:
    """Add an edition; one that looks wrong is held for two people, and the edition before it stays in force.

    `undated` is the day of files that carry none. `served_today` says that a publisher gives these
    files out now: then a list from the past is wrong too, where somebody who adds one by hand means it. Raises `NotAllowed`, `Faults`.
    """
    require(asked.actor, May.ADD_REFERENCE, EVERY_AUTHORITY)
    added_at = instant_text(desk.clock.now())
    here = {edition.id for edition in desk.library.editions()}
    before = snapshot_of(desk.library, as_of=desk.clock.today())

    def held_if(edition: Edition, values: tuple[Any, ...]) -> bool:
        return bool(_reasons(desk, edition, values, served_today=served_today))

    edition = desk.library.add(
        kind,
        files,
        edition_date=edition_date,
        name=name,
        added_at=added_at,
        held_if=held_if,
        undated=undated,
    )
    holding = _settled(desk, edition)
    if edition.held and holding.status == "none":
        # Also when an adding was broken off between keeping the edition and writing down why it is held.
        reasons = _reasons(desk, edition, desk.library.records(edition), served_today=served_today)
        replaces = _replaces(desk, edition)
        held = EditionHeld(edition=edition.ref, replaces=replaces.content if replaces else None, reasons=reasons)
        _write(desk, Asked(asked.actor, f"hold-{edition.id}"), edition, "hold", held)
        holding = _holding(desk, edition)
    rescreening.queue(desk, before)
    said = holding.held.reasons if holding.held and edition.held else ()
    return TakenIn(edition=edition, again=edition.id in here, reasons=said)


def release(desk: Desk, asked: Asked, edition: Edition, *, why: str) -> HeldView:
    """Say that a held update is sound; the second person's word puts it into force.

    Raises `NotAllowed`, `Faults`, and `Refused` for the same person twice or an update that is not held.
    """
    return _say(desk, asked, edition, "release", why)


def reject(desk: Desk, asked: Asked, edition: Edition, *, why: str) -> HeldView:
    """Say that a held update is not sound; the second person's word keeps it out for good. Raises as `release` does."""
    return _say(desk, asked, edition, "reject", why)


def held_updates(desk: Desk, actor: Actor, *, open_only: bool = False) -> tuple[HeldView, ...]:
    """Every update that was ever held, those that wait for somebody's word first, then the newest; raises `NotAllowed`."""
    require(actor, May.VIEW_REFERENCE, EVERY_AUTHORITY)
    found = [_view(desk, actor, edition) for edition in desk.library.editions() if edition.held or edition.released_at]
    waiting = [view for view in found if view.holding.open or not open_only]
    return tuple(sorted(waiting, key=lambda view: (view.holding.open, view.edition.added_at), reverse=True))


def held_update(desk: Desk, actor: Actor, edition_id: str) -> HeldView:
    """One update that was held, by its id; raises `NotAllowed`, `NotFound`."""
    require(actor, May.VIEW_REFERENCE, EVERY_AUTHORITY)
    found = next((one for one in desk.library.editions() if one.id == edition_id and (one.held or one.released_at)), None)
    if found is None:
        raise NotFound("This update")
    return _view(desk, actor, found)


def compare(desk: Desk, before: Edition | EditionRef, after: Edition | EditionRef) -> Compared:
    """What an edition of a party list changes against another, with the records; raises `Faults`."""
    old, new = desk.library.records(before), desk.library.records(after)
    return Compared(
        difference=difference(old, new, names=(before.content, after.content)),
        before={record.id: record for record in old},
        after={record.id: record for record in new},
    )


def edition_named(desk: Desk, word: str) -> Edition:
    """The edition that a digest or its beginning, an id, or `KIND[:NAME]@DATE` names; raises `Faults` for none or several."""
    list_word, _, dated = word.partition("@")
    kind, _, name = list_word.partition(":")
    digits = word.removeprefix("sha256:")
    found = [
        edition
        for edition in desk.library.editions()
        if (dated and edition.kind == kind and name in ("", edition.name) and str(edition.dated_on) == dated)
        or (
            len(digits) >= FEWEST_DIGITS
            and (edition.content.removeprefix("sha256:").startswith(digits) or edition.id.startswith(digits))
        )
    ]
    if not found:
        raise refuse("edition", f"{quoted(word)} names none in this workspace; see “licet reference list”")
    if len({edition.id for edition in found}) > 1:
        several = ", ".join(f"{one.kind}:{one.name}@{one.dated_on} ({one.id[:12]})" for one in found[:5])
        raise refuse("edition", f"{quoted(word)} names {len(found)}: {several}; write one of these ids, or KIND:NAME@DATE")
    return found[0]


def _say(desk: Desk, asked: Asked, edition: Edition, act: ActName, why: str) -> HeldView:
    require(asked.actor, May.HOLD_EDITION, EVERY_AUTHORITY)
    shape = EditionReleaseSaid if act == "release" else EditionRejectionSaid
    before = snapshot_of(desk.library, as_of=desk.clock.today())
    _write(desk, asked, edition, act, read_value({"why": why.strip()}, shape, act))
    _settled(desk, edition)
    rescreening.queue(desk, before)
    return held_update(desk, asked.actor, edition.id)


def _write(desk: Desk, asked: Asked, edition: Edition, act: ActName, writes: Any) -> None:
    stream = _stream(edition)
    command = Act(act=act, person=asked.actor.person, on=desk.clock.today(), writes=writes)

    def work() -> None:
        if desk.journal.of_command(asked.command_id):
            return
        history = desk.journal.read(stream)
        desk.journal.append(
            Addition(stream=stream, expected=len(history), drafts=HOLDING.decide(HOLDING.state_of(history), command)),
            command_id=asked.command_id,
            person_id=asked.actor.person,
            recorded_at=desk.clock.now(),
        )

    desk.transactions.run(work, streams=(stream,))


def _settled(desk: Desk, edition: Edition) -> Holding:
    """The history of an edition, with the library made to follow it: the journal is the truth, the library's mark its shadow."""
    holding = _holding(desk, edition)
    if holding.status == "released" and edition.held:
        desk.library.release(edition, at=holding.words[-1].at)
    elif holding.status == "rejected" and not edition.rejected:
        desk.library.reject(edition)
    return holding


def _view(desk: Desk, actor: Actor, edition: Edition) -> HeldView:
    holding = _holding(desk, edition)
    return HeldView(
        edition=edition,
        holding=holding,
        replaces=_replaces(desk, edition),
        may_decide=holding.open and may(actor, May.HOLD_EDITION, EVERY_AUTHORITY).allowed,
    )


def _reasons(desk: Desk, edition: Edition, values: tuple[Any, ...], *, served_today: bool) -> tuple[str, ...]:
    """Why an edition is held; tables of the law never are, since they are written by hand and not sent by a publisher."""
    if edition.kind not in PARTY_LIST_KINDS:
        return ()
    replaces = _replaces(desk, edition)
    before = desk.library.records(replaces) if replaces else None
    found = reasons_to_hold(edition, values, before=before, policy=update_policy(desk))
    if served_today and (newest := _in_force(desk, edition, desk.clock.today())) is not None:
        beside = [one for one in desk.library.editions() if (one.kind, one.name, one.held) == (edition.kind, edition.name, False)]
        found = (*going_back(edition, replaces=newest, earlier=beside), *found)
    return found


def update_policy(desk: Desk) -> UpdatePolicy:
    """What an update must keep to: the strictest of the rulebooks in force today."""
    snapshot = in_force(desk.library.editions(), as_of=desk.clock.today())
    return policy_of(rulebook_of(desk.library.content(edition)) for edition in snapshot.of_kind("rulebook"))


def _replaces(desk: Desk, edition: Edition) -> EditionRef | None:
    """The edition that another takes the place of: the newest of its list dated no later than it."""
    return _in_force(desk, edition, edition.dated_on)


def _in_force(desk: Desk, edition: Edition, as_of: dt.date) -> EditionRef | None:
    others = tuple(
        one for one in desk.library.editions() if (one.kind, one.name) == (edition.kind, edition.name) and one.id != edition.id
    )
    return next(iter(in_force(others, as_of=as_of).editions), None)


def _holding(desk: Desk, edition: Edition) -> Holding:
    return HOLDING.state_of(desk.journal.read(_stream(edition)))


def _stream(edition: Edition) -> str:
    return f"{STREAMS}/{edition.id}"
