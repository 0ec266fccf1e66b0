"""`licet demo`: a workspace with invented lists and example dossiers, assessed and shown; served on request."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track
from rich.table import Table

from licet.cli.console import DEFAULT_WORKSPACE, Workspace, errors, results, say
from licet.cli.serve import DEFAULT_PORT, Port, become_server, refuse_taken
from licet.cli.show import WORDS
from licet.contracts.evidence import Evidence
from licet.contracts.history import ContractOpened
from licet.contracts.terms import Kind, StageName, read_contract
from licet.dossier.intake import read_request
from licet.encoding.faults import refuse
from licet.services.case_file import open_case, opinion_of
from licet.services.contracts import open_contract, stream_of
from licet.services.desk import Asked, Desk
from licet.services.submit import submit_request
from licet.services.work import drain
from licet.storage import wiring
from licet.storage.workspace import exists

STAGES: dict[Kind, StageName] = {"sale": "contract", "purchase": "tender"}
"""In which stage an example contract is shown, of each kind."""
DAY = dt.date(2026, 8, 3)
"""The day of the invented lists, on which the examples are assessed."""


def add_to(app: typer.Typer) -> None:
    app.command()(demo)


def demo(
    examples: Annotated[Path, typer.Option(help="Folder of example dossiers.")] = Path("examples"),
    serve: Annotated[bool, typer.Option("--serve", help="Serve the site afterwards.")] = False,
    port: Port = DEFAULT_PORT,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Load the bundled reference data and the invented lists, assess the example dossiers, and print their opinions.

    The workspace becomes one of the demonstration: it lives on the day of its invented lists.
    """
    files = sorted(examples.glob("*.yaml"))
    if not files:
        raise refuse("--examples", f"{examples} holds no dossier; run this in the checkout or name the folder")
    if serve:
        refuse_taken(port)
    if not exists(workspace):
        say(f"Making the workspace {workspace} with the bundled reference data (about half a minute, once).")
        wiring.init(workspace)
    elif wiring.demonstration_day(workspace) is None and any(wiring.open_desk(workspace).journal.streams("case")):
        raise refuse("--workspace", f"{workspace} holds real cases; name another folder for the demonstration")
    wiring.make_demonstration(workspace, DAY)
    desk = wiring.open_desk(workspace)
    table = Table(
        "case", "dossier", "opinion", "because", title=f"Example dossiers, assessed as of {DAY}", title_justify="left", box=None
    )
    for file in track(files, console=errors, description="Assessing", disable=not errors.is_terminal, transient=True):
        request = read_request(file.read_bytes(), file.name)
        asked = Asked(wiring.operator(request.authority_state), "from the file itself")
        receipt = submit_request(desk, asked, request, {})
        drain(desk, told=say)
        opinions = open_case(desk, asked.actor, receipt.number).application.opinions
        if not opinions:
            raise refuse(file.name, "could not be assessed; see “licet work --once”")
        opinion = opinion_of(desk, opinions[0].opinion)
        table.add_row(receipt.number, file.stem, WORDS[opinion.recommendation], opinion.summary.partition(": ")[2])
    results.print(table)
    _contracts(desk, examples / "contracts")
    if serve:
        become_server(port, workspace)


def _contracts(desk: Desk, folder: Path) -> None:
    """Put the example contracts on file, each once."""
    for file in sorted(folder.glob("*.yaml")):
        terms = read_contract(file.read_bytes(), file.name)
        if desk.journal.version(stream_of(terms.id)):
            continue
        known = (Evidence(kind="demonstration", source=f"examples/contracts/{file.name}", on=DAY),)
        opened = ContractOpened(contract=terms, stage=STAGES[terms.kind], evidence=known)
        begun = min([DAY, *(period.from_on for period in terms.calendar)])
        open_contract(desk, Asked(wiring.operator(terms.state), f"example-{terms.id}"), opened, on=begun)
