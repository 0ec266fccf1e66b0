"""`licet rescreen`: whom a list's change touches."""

import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from licet.casework.stored_party import HitChange
from licet.cli.console import DEFAULT_WORKSPACE, Workspace, one_of, say
from licet.cli.parties import bar
from licet.encoding.canonical import to_plain
from licet.encoding.faults import refuse
from licet.reference.edition import PARTY_LIST_KINDS, Edition
from licet.screening.result import Screening
from licet.services import rescreen as rescreening
from licet.services.rescreen import Impact, Rescreened, Shown
from licet.services.updates import edition_named
from licet.storage.wiring import open_desk, operator

NAMES_AN_EDITION = "a digest or its beginning, an id, or KIND[:NAME]@DATE, as `licet reference list` shows them"


def add_to(app: typer.Typer) -> None:
    app.command()(rescreen)


def rescreen(
    before: Annotated[str, typer.Option("--from", metavar="EDITION", help=f"The edition before: {NAMES_AN_EDITION}.")],
    after: Annotated[str, typer.Option("--to", metavar="EDITION", help="The edition after, in the same way.")],
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Print whom the change from one edition of a party list to another touches, and only those, with before and after.

    Stored parties, the parties of cases and the end users of past transfers are looked at. Nothing is
    decided: a case whose opinion is outdated says so, and an officer assesses it again.
    """
    one_of("--format", format, "json", "text")
    desk = open_desk(workspace)
    editions = [edition_named(desk, word) for word in (before, after)]
    for option, edition in zip(("--from", "--to"), editions, strict=True):
        if edition.kind not in PARTY_LIST_KINDS:
            raise refuse(option, f"is an edition of {edition.kind}, which lists no parties")
    if _list_of(editions[0]) != _list_of(editions[1]):
        say(
            f"--from is an edition of {_list_of(editions[0])} and --to one of {_list_of(editions[1])}; they are compared all the same."
        )
    with bar() as shown:
        found = rescreening.compare(desk, operator, editions[0].ref, editions[1].ref, told=shown)
    for key in found.report.unread:
        why = "it names no end user, and no decision of its reference does"
        if not key.startswith(f"{rescreening.AUTHORISATION}/"):
            why = "its identity was destroyed, or holds neither a name nor a number"
        say(f"{key} was not compared: {why}.")
    if format == "json":
        print(json.dumps(document(found), ensure_ascii=False))
        return
    for line in lines(found):
        print(line)
    say(
        f"{len(found.report.touched):,} of {found.report.parties:,} parties are touched; {found.report.compared:,} were screened again."
    )


def _list_of(edition: Edition) -> str:
    return f"{edition.kind}:{edition.name}"


def document(found: Rescreened) -> dict[str, Any]:
    """The answer as JSON: the change, every touched party with before and after, and what it means for cases.

    A score is a number of at most four places, as a screening gives it.
    """
    report = found.report
    return {
        "shape": "rescreen/1",
        "from": to_plain(report.before),
        "to": to_plain(report.after),
        "parties": report.parties,
        "compared": report.compared,
        "unread": list(report.unread),
        "touched": [_touched(one) for one in found.shown],
        "impact": [to_plain(one) for one in found.impact],
    }


def _touched(shown: Shown) -> dict[str, Any]:
    key = shown.touched.key
    kind, _, rest = key.partition("/")
    stored = kind == rescreening.PARTY
    of = "stored" if stored else kind if kind in (rescreening.AUTHORISATION, rescreening.HISTORY) else "case"
    by_change: dict[str, list[HitChange]] = {"gained": [], "lost": [], "changed": []}
    for change in shown.touched.changes:
        by_change[change.change].append(change)
    return {
        "id": rest if stored else key,
        "of": of,
        "before": _screening(shown.before),
        "after": _screening(shown.after),
        **{name: [_change(one) for one in those] for name, those in by_change.items()},
    }


def _screening(screening: Screening | None) -> dict[str, Any]:
    """Alerts and near matches by record; what was screened is not repeated."""
    matches = screening.matches if screening else ()
    return {
        "alert": screening.alert if screening else False,
        "matches": [
            {
                "record_id": match.record_id,
                "list": match.list,
                "caption": match.caption,
                "matched_name": match.matched_name,
                "score": float(match.score),
                "alert": match.alert,
            }
            for match in matches
        ],
    }


def _change(change: HitChange) -> dict[str, Any]:
    scores = {side: None if score is None else float(score) for side, score in (("before", change.before), ("after", change.after))}
    return {"record_id": change.record_id, "list": change.list, **scores}


SAYS = {"gained": "now a hit on", "lost": "no longer a hit on", "changed": "a hit on a changed record,"}


def lines(found: Rescreened) -> Iterator[str]:
    """The answer for people: a line each party and change, then what it means for cases."""
    for one in found.report.touched:
        for change in one.changes:
            scores = " → ".join(score for score in (change.before, change.after) if score)
            yield f"{one.key}: {SAYS[change.change]} {change.list} {change.record_id} ({scores})"
    for each in found.impact:
        yield _impact(each)


def _impact(impact: Impact) -> str:
    who = ", ".join(one.path for one in impact.parties)
    if impact.status == "live_authorisation":
        return f"LIVE AUTHORISATION {impact.key.partition('/')[2]}: the end user is concerned; look at it now."
    if impact.status == "past_decision":
        return f"PAST DECISION {impact.key.partition('/')[2]}: the end user is concerned."
    return f"CASE {impact.key}: {who}. " + (
        "Its latest opinion is outdated; assess it again." if impact.outdated else "Its latest opinion knows this list."
    )
