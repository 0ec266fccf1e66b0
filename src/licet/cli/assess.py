"""`licet assess` and `licet replay`."""

from pathlib import Path
from typing import Annotated

import typer

from licet.cli import show
from licet.cli.console import DEFAULT_WORKSPACE, Workspace, day, give, one_of, read_file, results, say
from licet.dossier.intake import read_request
from licet.encoding.faults import quoted, refuse
from licet.services import assess as assessing
from licet.services.desk import Desk
from licet.services.replay import replay as replaying
from licet.storage.wiring import OPERATOR, open_desk


def add_to(app: typer.Typer) -> None:
    app.command()(assess)
    app.command()(replay)


def assess(
    dossier: Annotated[Path, typer.Argument(help="The dossier, YAML or JSON (see `licet schema dossier`).")],
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Day whose law and lists apply, YYYY-MM-DD; today if left out.")
    ] = None,
    known_at: Annotated[
        str | None, typer.Option("--known-at", help="Count only what was known by this day; today if left out.")
    ] = None,
    format: Annotated[str, typer.Option(help="json, text or html.")] = "text",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> int:
    """Assess a dossier: screen its parties, classify its items, apply the law, and give a reasoned opinion.

    The opinion and everything it rests on are kept in the workspace, so that `licet replay` can rerun it.
    """
    one_of("--format", format, "json", "text", "html")
    law_on, knowledge = day("--as-of", as_of), day("--known-at", known_at)
    request = read_request(read_file(dossier), dossier.name)
    desk = open_desk(workspace)
    formed = assessing.assess_request(desk, request, person=OPERATOR, as_of=law_on or desk.clock.today(), known_at=knowledge)
    if format == "json":
        give(formed.opinion)
    elif format == "html":
        print(show.opinion_html(formed.opinion))
    else:
        show.opinion_text(results, formed.opinion, assessing.evidence_of(desk, formed, person=OPERATOR, purpose=assessing.SHOWN))
    return 0


def replay(
    opinion: Annotated[
        str, typer.Argument(help="The opinion's file, as `licet assess --format json` gave it, or its digest in the workspace.")
    ],
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> int:
    """Rerun an opinion from the inputs it names; status 0 if the bytes are equal, 1 if not, saying what differs."""
    desk = open_desk(workspace)
    data = kept(desk, opinion) if opinion.startswith("sha256:") else read_file(Path(opinion))
    outcome = replaying(desk, data, person=OPERATOR)
    if outcome.equal:
        say(f"The opinion on {outcome.reference} replays byte for byte.")
        return 0
    if outcome.other_software:
        say("The software has changed since this opinion was formed; everything else was compared.")
    for difference in outcome.differences:
        say(f"{difference.where}: the opinion says {difference.was}, the rerun says {difference.now}.")
    return 1


def kept(desk: Desk, digest: str) -> bytes:
    """What the workspace keeps under a digest; raises `Faults` when it keeps nothing there."""
    try:
        return desk.contents.get(digest)
    except KeyError as error:
        raise refuse("OPINION", f"{quoted(digest)} is not in this workspace") from error
