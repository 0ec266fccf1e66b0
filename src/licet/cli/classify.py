"""`licet classify`: an item file, or a conversation that asks for the facts that decide."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from licet.classification.answer import read_answer
from licet.classification.document import classification_json
from licet.classification.item import ItemFacts, read_item
from licet.classification.questions import Question
from licet.cli.console import DEFAULT_WORKSPACE, Workspace, day, one_of, read_file, refuse_nowhere, results, say
from licet.encoding.faults import Faults, refuse
from licet.services.classify import Classified, classify_item
from licet.services.desk import Desk
from licet.storage.wiring import open_desk

BACK, UNKNOWN, END = "back", "unknown", "end"


def add_to(app: typer.Typer) -> None:
    app.command()(classify)


def classify(
    item: Annotated[Path | None, typer.Argument(help="The item, YAML or JSON: name, kind, facts.")] = None,
    on: Annotated[
        str | None, typer.Option(help="Day whose lists apply, YYYY-MM-DD; today if left out. A day to come is hypothetical.")
    ] = None,
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
    ask: Annotated[bool, typer.Option("--ask", help="Ask for the facts that can still change the answer, one by one.")] = False,
    kind: Annotated[str | None, typer.Option(help="With --ask and no item file: what kind of item it is, such as drone.")] = None,
    save: Annotated[Path | None, typer.Option(help="With --ask: where to write the item with its answers, as JSON.")] = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Test an item against the control lists: listed, not listed, or refer, with the facts that decide."""
    one_of("--format", format, "json", "text")
    if save is not None:
        refuse_nowhere("--save", save)
    if (kind is not None or save is not None) and not ask:
        raise refuse("--kind" if kind is not None else "--save", "goes with --ask; leave it out, or add --ask")
    if item is not None:
        if kind is not None:
            raise refuse("--kind", "stands in the item file; leave one of the two out")
        facts = read_item(read_file(item), item.name)
    elif ask and kind:
        facts = ItemFacts(name=kind, kind=kind, source="answers")
    else:
        raise refuse("ITEM", "is missing; write licet classify ITEM.yaml, or licet classify --ask --kind drone")
    desk, chosen = open_desk(workspace), day("--on", on)
    found = classify_item(desk, facts, on=chosen)
    if ask:
        found = _conversation(desk, found)
    if found.hypothetical:
        say(f"Hypothetical: {found.classification.as_of} has not come yet.")
    if save is not None:
        document = {"name": found.item.name, "kind": found.item.kind, "facts": found.item.facts}
        try:
            save.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        except OSError as error:
            raise refuse("--save", f"{save} cannot be written ({error.strerror})") from error
        say(f"The item with its answers is in {save}.")
    if format == "json":
        print(classification_json(found.classification))
    else:
        _show(found)


def _show(found: Classified) -> None:
    for name, one in found.classification.lists.items():
        results.print(
            f"{name}: {one.decision.replace('_', ' ')} {', '.join(one.codes or one.possible)}", style="bold", markup=False
        )
        for sentence in (*one.because, *one.checks):
            results.print(f"  {sentence}", markup=False)
    if found.questions:
        asked = ", ".join(question.parameter.name for question in found.questions)
        results.print(f"Still to be answered: {asked}", markup=False)


def _conversation(desk: Desk, found: Classified) -> Classified:
    """Ask, best question first, until nothing is left to ask, the reader has enough, or input ends."""
    day_meant, answered = found.classification.as_of, list[ItemFacts]()
    say(f"Answer, or write “{UNKNOWN}” (Enter alone), “{BACK}” for the question before, “{END}” to stop asking.")
    while found.questions:
        say("")
        say(", ".join(f"{name}: {one.decision.replace('_', ' ')}" for name, one in found.classification.lists.items()))
        question = found.questions[0]
        said = _said(question)
        if said is None or said == END:
            break
        if said == BACK:
            if answered:
                found = classify_item(desk, answered.pop(), on=day_meant)
            else:
                say("This is the first question.")
            continue
        try:
            value = None if said in ("", UNKNOWN) else read_answer(question.parameter, said)
        except Faults as wrong:
            for fault in wrong.faults:
                say(str(fault))
            continue
        answered.append(found.item)
        found = classify_item(desk, found.item.with_fact(question.parameter.name, value), on=day_meant)
    return found


def _said(question: Question) -> str | None:
    """One line of what the reader types, None at the end of input."""
    parameter = question.parameter
    say(parameter.asks + (f" ({parameter.unit})" if parameter.unit else ""))
    if parameter.kind == "yes_no":
        say("  yes or no")
    elif parameter.values:
        say(f"  one of {', '.join(parameter.values)}")
    if question.limits:
        say(f"  it matters on which side of {', '.join(f'{limit.normalize():f}' for limit in question.limits)} it lies")
    sys.stderr.write("> ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    return line.strip() if line else None
