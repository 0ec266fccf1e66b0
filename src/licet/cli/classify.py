"""`licet classify`."""

from pathlib import Path
from typing import Annotated

import typer

from licet.classification.classify import classify as classify_item
from licet.classification.document import classification_json, question_order
from licet.classification.item import read_item
from licet.cli.console import DEFAULT_WORKSPACE, Workspace, day, one_of, read_file, results, say
from licet.reference.control_entries import control_entries_of, joined
from licet.services.references import contents, snapshot_of
from licet.storage.wiring import open_desk


def add_to(app: typer.Typer) -> None:
    app.command()(classify)


def classify(
    item: Annotated[Path, typer.Argument(help="The item, YAML or JSON: name, kind, facts.")],
    on: Annotated[
        str | None, typer.Option(help="Day whose lists apply, YYYY-MM-DD; today if left out. A day to come is hypothetical.")
    ] = None,
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Test an item against the control lists: listed, not listed, or refer, with the facts that decide."""
    one_of("--format", format, "json", "text")
    facts = read_item(read_file(item), item.name)
    desk = open_desk(workspace)
    chosen = day("--on", on) or desk.clock.today()
    snapshot = snapshot_of(desk.library, as_of=chosen)
    entries = joined(control_entries_of(content) for content in contents(desk.library, snapshot, "control-entries"))
    result = classify_item(facts, entries, as_of=chosen)
    if chosen > desk.clock.today():
        say(f"Hypothetical: {chosen} has not come yet.")
    if format == "json":
        print(classification_json(result))
        return
    for name, one in result.lists.items():
        results.print(
            f"{name}: {one.decision.replace('_', ' ')} {', '.join(one.codes or one.possible)}", style="bold", markup=False
        )
        for sentence in (*one.because, *one.checks):
            results.print(f"  {sentence}", markup=False)
    asked = question_order(result)
    if asked:
        results.print(f"Still to be answered: {', '.join(asked)}", markup=False)
