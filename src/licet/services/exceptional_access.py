"""Break glass: ask two custodians for the names of a case, read them for a few hours, and tell their owner."""

import datetime as dt
from collections.abc import Callable

import msgspec

from licet.access.act import Act as May
from licet.access.actor import Actor
from licet.access.decision import decide as may
from licet.access.resource import Glass
from licet.assessment.screened import paths_of
from licet.casework.exceptional_access import (
    EXCEPTIONAL_ACCESS,
    Act,
    ActName,
    ExceptionalAccess,
    ExceptionalAccessAllowed,
    ExceptionalAccessAsked,
    ExceptionalAccessClosed,
    ExceptionalAccessRefused,
    ExceptionalAccessTried,
    Happening,
    NamesReadByException,
    Standing,
)
from licet.dossier.values import Identity
from licet.encoding.faults import refuse
from licet.encoding.reading import read_value
from licet.lifecycle.chain import Addition
from licet.lifecycle.event import Draft, draft
from licet.lifecycle.transition import Refused
from licet.services.case_file import CaseFile, file_of, stream_of
from licet.services.desk import Asked, Desk, NotAllowed, NotFound, require

STREAMS = "exceptional_access"


class AccessView(msgspec.Struct, frozen=True, kw_only=True):
    """A wish for exceptional access as a reader may see it, with what the reader may do now."""

    id: str
    access: ExceptionalAccess
    standing: Standing
    case_known: bool
    may_decide: bool
    may_use: bool


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """What the owner of names is told: when they were read without the usual right, and for what."""

    read_at: dt.datetime
    purpose: str


def ask(desk: Desk, asked: Asked, number: str, *, purpose: str, hours: int, notice_after_days: int) -> str:
    """Ask for the names of a case, and return the id of the wish.

    The answer is the same whether there is such a case or not: whoever may not see a case learns
    nothing of it here. Raises `NotAllowed`, `Faults`.
    """
    stream_of(number)
    tree = {
        "number": number,
        "state": asked.actor.state,
        "purpose": purpose.strip(),
        "hours": hours,
        "notice_after_days": notice_after_days,
    }
    writes = read_value(tree, ExceptionalAccessAsked, "exceptional access")
    require(asked.actor, May.ASK_EXCEPTIONAL_ACCESS, _glass(desk, writes, asked.actor.person))
    done = desk.journal.of_command(asked.command_id)
    stream = done[0].event.stream if done else f"{STREAMS}/{desk.entropy.id()}"
    _write(desk, asked, stream, "ask", writes)
    return stream.partition("/")[2]


def allow(desk: Desk, asked: Asked, wish: str, *, why: str) -> AccessView:
    """Let it, as one of two custodians; raises `NotFound`, `NotAllowed`, `Refused`, `Faults`."""
    return _decide(desk, asked, wish, "allow", ExceptionalAccessAllowed(why=_stated(why)))


def refuse_access(desk: Desk, asked: Asked, wish: str, *, why: str) -> AccessView:
    """Refuse it, or end it while it is open; one custodian is enough. Raises as `allow` does."""
    return _decide(desk, asked, wish, "refuse", ExceptionalAccessRefused(why=_stated(why)))


def close(desk: Desk, asked: Asked, wish: str) -> AccessView:
    """Give it up, as whoever asked; raises `NotFound`, `NotAllowed`, `Refused`."""
    access = _seen(desk, asked.actor, wish)
    return _act(desk, asked, wish, access, May.USE_EXCEPTIONAL_ACCESS, "close", ExceptionalAccessClosed())


def read_names(desk: Desk, actor: Actor, wish: str) -> dict[str, Identity]:
    """The identities of the case by party path, each reading written down first; raises as `allow` does."""
    access = _seen(desk, actor, wish)
    terms = _terms(access)
    # Every reading is a reading of its own: a repeated command must not pass by the table once the hours are over.
    asked = Asked(actor, f"read-{wish}-{desk.entropy.id()}")
    told_on = desk.clock.today() + dt.timedelta(days=terms.notice_after_days)
    _act(desk, asked, wish, access, May.USE_EXCEPTIONAL_ACCESS, "read", NamesReadByException(notice_on=told_on))
    file = _case(desk, terms)
    if file is None:
        raise NotFound(f"Case {terms.number}")
    paths = paths_of(file.dossier)
    opened = desk.sealer.open_all([ref for _, _, ref in paths], actor.person, f"exceptional access {wish}: {terms.purpose}")
    return {path: one for (path, _, _), one in zip(paths, opened, strict=True)}


def view(desk: Desk, actor: Actor, wish: str) -> AccessView:
    """One wish as the actor may see it; raises `NotFound`."""
    return _view(desk, actor, wish, _seen(desk, actor, wish))


def wishes(desk: Desk, actor: Actor) -> tuple[AccessView, ...]:
    """Every wish the actor may see, the newest first."""
    found = []
    for stream in reversed(desk.journal.streams(STREAMS)):
        access = EXCEPTIONAL_ACCESS.state_of(desk.journal.read(stream))
        if may(actor, May.VIEW_EXCEPTIONAL_ACCESS, _glass_of(desk, access)).allowed:
            found.append(_view(desk, actor, stream.partition("/")[2], access))
    return tuple(found)


def notices(desk: Desk, number: str) -> tuple[Notice, ...]:
    """What the owner of a case's names is to be told by today, the oldest first. Who read stays with the authority."""
    today = desk.clock.today()
    histories = (EXCEPTIONAL_ACCESS.state_of(desk.journal.read(stream)) for stream in desk.journal.streams(STREAMS))
    return tuple(
        Notice(read_at=reading.at, purpose=access.asked.purpose)
        for access in histories
        if access.asked is not None and access.asked.number == number
        for reading in access.readings
        if reading.notice_on <= today
    )


def _decide(desk: Desk, asked: Asked, wish: str, act: ActName, writes: Happening) -> AccessView:
    access = _seen(desk, asked.actor, wish)
    return _act(desk, asked, wish, access, May.DECIDE_EXCEPTIONAL_ACCESS, act, writes)


def _act(desk: Desk, asked: Asked, wish: str, access: ExceptionalAccess, need: May, act: ActName, writes: Happening) -> AccessView:
    """Do an act that policies and table let; one that they do not is written down as tried, and raised."""
    stream = f"{STREAMS}/{wish}"
    try:
        require(asked.actor, need, _glass_of(desk, access))
        _write(desk, asked, stream, act, writes)
    except (NotAllowed, Refused) as no:
        tried = ExceptionalAccessTried(act=act, reasons=no.reasons if isinstance(no, Refused) else (str(no),))
        _append(
            desk,
            asked._replace(command_id=f"tried-{asked.command_id}"),
            stream,
            lambda _: (draft(tried, effective_on=desk.clock.today(), milestone=True),),
        )
        raise
    return view(desk, asked.actor, wish)


def _write(desk: Desk, asked: Asked, stream: str, act: ActName, writes: Happening) -> None:
    command = Act(act=act, person=asked.actor.person, at=desk.clock.now(), writes=writes)
    _append(desk, asked, stream, lambda state: EXCEPTIONAL_ACCESS.decide(state, command))


def _append(desk: Desk, asked: Asked, stream: str, drafts: Callable[[ExceptionalAccess], tuple[Draft, ...]]) -> None:
    """Append what a command writes in the state it finds; a command id that was done before does nothing."""

    def work() -> None:
        if desk.journal.of_command(asked.command_id):
            return
        history = desk.journal.read(stream)
        desk.journal.append(
            Addition(stream=stream, expected=len(history), drafts=drafts(EXCEPTIONAL_ACCESS.state_of(history))),
            command_id=asked.command_id,
            person_id=asked.actor.person,
            recorded_at=desk.clock.now(),
        )

    desk.transactions.run(work, streams=(stream,))


def _seen(desk: Desk, actor: Actor, wish: str) -> ExceptionalAccess:
    """A wish that the actor may see; raises `NotFound`."""
    known = wish.isascii() and wish.isalnum()
    access = EXCEPTIONAL_ACCESS.state_of(desk.journal.read(f"{STREAMS}/{wish}")) if known else ExceptionalAccess()
    if access.asked is None or not may(actor, May.VIEW_EXCEPTIONAL_ACCESS, _glass_of(desk, access)).allowed:
        raise NotFound("This wish for exceptional access")
    return access


def _view(desk: Desk, actor: Actor, wish: str, access: ExceptionalAccess) -> AccessView:
    glass, standing = _glass_of(desk, access), access.standing(desk.clock.now())
    decides = may(actor, May.DECIDE_EXCEPTIONAL_ACCESS, glass).allowed
    return AccessView(
        id=wish,
        access=access,
        standing=standing,
        case_known=decides and _case(desk, _terms(access)) is not None,
        may_decide=decides and standing in ("asked", "half_allowed", "open"),
        may_use=standing in ("asked", "half_allowed", "open") and may(actor, May.USE_EXCEPTIONAL_ACCESS, glass).allowed,
    )


def _glass_of(desk: Desk, access: ExceptionalAccess) -> Glass:
    return _glass(desk, _terms(access), access.asked_by)


def _glass(desk: Desk, terms: ExceptionalAccessAsked, asked_by: str) -> Glass:
    """What the policies must know of a wish; a case that is not there conflicts with nobody."""
    file = _case(desk, terms)
    return Glass(state=terms.state, asked_by=asked_by, conflicted=file.access.conflicted if file else ())


def _case(desk: Desk, terms: ExceptionalAccessAsked) -> CaseFile | None:
    """The case a wish means, None when the state has none of that number."""
    history = desk.journal.read(stream_of(terms.number))
    file = file_of(desk, history) if history else None
    return file if file is not None and file.access.state == terms.state else None


def _terms(access: ExceptionalAccess) -> ExceptionalAccessAsked:
    if access.asked is None:
        raise ValueError("a stream of exceptional access begins with what was asked")
    return access.asked


def _stated(why: str) -> str:
    if not why.strip():
        raise refuse("why", "is missing; say why in a sentence")
    return why.strip()
