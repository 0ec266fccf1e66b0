"""`licet submit`, `answer`, `hit`, `history`: the register from the command line."""

from pathlib import Path
from typing import Annotated, Literal

import typer
from msgspec.structs import replace
from rich.table import Table

from licet.cli import show
from licet.cli.console import DEFAULT_WORKSPACE, Workspace, day, give, one_of, read_file, results, say
from licet.cli.rescreen import SAYS
from licet.dossier.intake import read_request
from licet.encoding.canonical import to_plain
from licet.encoding.faults import quoted, refuse
from licet.encoding.reading import FactValue
from licet.services import answer as answering
from licet.services import work
from licet.services.assess import SHOWN, Formed, evidence_of
from licet.services.desk import Asked, Desk
from licet.services.history import add_history, live_authorisations, what_touched
from licet.services.hits import STORED, decide_party_hit, hits_of_case, hits_of_party, read_hit_id
from licet.services.submit import submit_request
from licet.storage.wiring import OPERATOR, open_desk, operator

hit = typer.Typer(no_args_is_help=True, help="Clear or confirm screening hits of cases and of stored parties.")
history = typer.Typer(no_args_is_help=True, help="Past decisions, denial notifications and live authorisations.")
ANY_STATE = "ZZ"
"""The operator acts for no authority in particular: one list of parties serves them all."""
LARGEST_ATTACHMENT = 64 * 1024 * 1024


def add_to(app: typer.Typer) -> None:
    app.command()(submit)
    app.command()(answer)
    app.add_typer(hit, name="hit")
    app.add_typer(history, name="history")


def submit(
    dossier: Annotated[Path, typer.Argument(help="The dossier, YAML or JSON; attachments lie at the paths it names, beside it.")],
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Enter a request in the register: it gets a number and a receipt, or every fault at once. Twice is once."""
    request = read_request(read_file(dossier), dossier.name)
    attachments = {}
    for document in request.documents:
        if document.path is not None:
            inside = (dossier.parent / document.path).resolve()
            if not inside.is_relative_to(dossier.parent.resolve()):
                raise refuse(
                    f"documents {document.id}", f"lies outside the dossier's folder ({document.path}); put it beside the dossier"
                )
            if inside.is_file():
                attachments[document.path] = read_file(inside, most=LARGEST_ATTACHMENT)
    desk = open_desk(workspace)
    receipt = submit_request(desk, Asked(operator(request.authority_state), "from the file itself"), request, attachments)
    work.drain(desk, told=say)
    say(f"{receipt.number} is in the register{' already' if receipt.again else ''}.")
    give(receipt)


def answer(
    case: Annotated[str, typer.Argument(help="The case number, such as NO-2026-00001.")],
    fact: Annotated[str, typer.Argument(help="The fact's name, as the opinion asks for it.")],
    value: Annotated[str, typer.Argument(help="true, false, a number, a word, words with commas between, or unknown.")],
    source: Annotated[str, typer.Option(help="Where the answer comes from.")],
    on: Annotated[str, typer.Option(help="Day of the answer, YYYY-MM-DD.")],
    about: Annotated[str | None, typer.Option(help="The party or item it is about, where it is about one.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="Day whose law and lists apply; today if left out.")] = None,
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Answer a fact that a case lacks, as an officer, and assess the case again."""
    one_of("--format", format, "json", "text")
    answered_on, law_on = day("--on", on), day("--as-of", as_of)
    assert answered_on is not None  # a required option
    desk = open_desk(workspace)
    asked = Asked(operator(state_of(case)), f"answer-{desk.entropy.id()}")
    _show(
        desk,
        answering.answer_fact(desk, asked, case, fact, value_of(value), source=source, on=answered_on, about=about, as_of=law_on),
        format,
    )


def value_of(text: str) -> FactValue:
    """What a word on the command line says as a fact's value."""
    if text in ("true", "false"):
        return text == "true"
    if text == "unknown":
        return None
    return tuple(part.strip() for part in text.split(",")) if "," in text else text


def state_of(case: str) -> str:
    """The authority's state, which a case number begins with."""
    return case.partition("-")[0].upper()


def _decide(
    hit: str, state: Literal["cleared", "confirmed"], why: str, until: str | None, as_of: str | None, workspace: Path
) -> None:
    named = read_hit_id(hit)
    holds_until, law_on = day("--until", until), day("--as-of", as_of)
    desk = open_desk(workspace)
    if named.owner == STORED:
        if law_on is not None:
            raise refuse("--as-of", "belongs to the hit of a case; a stored party is no case that is assessed")
        asked = Asked(operator(ANY_STATE), f"hit-{desk.entropy.id()}")
        view = decide_party_hit(desk, asked, named.party, named.record, state, why=why, until=holds_until)
        say(f"{named.party} stands as {view.row.standing}.")
        return
    asked = Asked(operator(state_of(named.owner)), f"hit-{desk.entropy.id()}")
    formed = answering.decide_hit(
        desk, asked, named.owner, named.party, named.record, state, why=why, until=holds_until, as_of=law_on
    )
    _show(desk, formed, "text")


HitId = Annotated[
    str, typer.Argument(metavar="ID", help="The hit, CASE/PARTY:RECORD or party/ID:RECORD, as `licet hit list` prints it.")
]
Why = Annotated[str, typer.Option(help="The reason, in a sentence.")]
Until = Annotated[str | None, typer.Option(help="Last day on which the word holds, YYYY-MM-DD.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="Of the hit of a case: day whose law and lists apply; today if left out.")
]


@hit.command("list")
def list_hits(
    of: Annotated[
        str, typer.Argument(metavar="CASE|party/ID", help="A case number, such as NO-2026-00001, or party/ID for a stored party.")
    ],
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Print the screening hits of a case's latest opinion, or of a stored party: id, list, score, and whether each is open."""
    one_of("--format", format, "json", "text")
    owner, slash, party = of.partition("/")
    desk = open_desk(workspace)
    if slash and owner != STORED:
        raise refuse("OF", f"{quoted(of)} is neither a case number nor party/ID")
    found = hits_of_party(desk, operator(ANY_STATE), party) if slash else hits_of_case(desk, operator(state_of(of)), of)
    if found is None:
        say(f"{of} was not {'screened' if slash else 'assessed'} yet.")
    elif not found:
        say(f"{of} has no hit.")
    if format == "json":
        give([to_plain(one) for one in found or ()])
        return
    for one in found or ():
        until = f" until {one.until}" if one.until else ""
        print(one.id, one.list, one.score, one.state + until)


@hit.command("clear")
def clear(hit: HitId, why: Why, until: Until = None, as_of: AsOf = None, workspace: Workspace = DEFAULT_WORKSPACE) -> None:
    """Say that a party is not the listed one; a case is assessed again."""
    _decide(hit, "cleared", why, until, as_of, workspace)


@hit.command("confirm")
def confirm(hit: HitId, why: Why, until: Until = None, as_of: AsOf = None, workspace: Workspace = DEFAULT_WORKSPACE) -> None:
    """Say that a party is the listed one; a case is assessed again."""
    _decide(hit, "confirmed", why, until, as_of, workspace)


@history.command("add")
def add(
    file: Annotated[Path, typer.Argument(help="JSON Lines: decision, denial, authorisation, denials_complete_until.")],
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Add past decisions, denial notifications and live authorisations that cases are compared with."""
    desk = open_desk(workspace)
    data = read_file(file)
    added = add_history(desk, operator("XX"), data, file.name)
    say(f"Added {len(added.decisions)} decisions, {len(added.denials)} denials, {len(added.authorisations)} authorisations.")


@history.command("live")
def live(
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Show the authorisations still in force, and which list changes concern their end users. No names."""
    one_of("--format", format, "json", "text")
    desk = open_desk(workspace)
    found = [(one, what_touched(desk, reference)) for reference, one in live_authorisations(desk).items()]
    if format == "json":
        give([{**to_plain(replace(one, end_user=None)), "touched": [to_plain(each) for each in touched]} for one, touched in found])
        return
    if not found:
        say("No live authorisation; “licet history add” brings them.")
        return
    table = Table("reference", "issued", "expires", "item", "left", "to", "list changes", box=None)
    for one, touched in found:
        said = "; ".join(
            f"{each.after.dated_on}: {SAYS[change.change]} {change.list} {change.record_id}"
            for each in touched
            for change in each.changes
        )
        until = str(one.expires_on) if one.expires_on else ""
        left = f"{one.quantity_left} {one.unit}"
        table.add_row(one.reference, str(one.issued_on), until, one.item, left, one.destination_state or "", said)
    results.print(table)


def _show(desk: Desk, formed: Formed, format: str) -> None:
    if format == "json":
        give(formed.opinion)
    else:
        show.opinion_text(results, formed.opinion, evidence_of(desk, formed, person=OPERATOR, purpose=SHOWN))
