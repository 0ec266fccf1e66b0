"""`licet entry search|show`: the wording of control lists."""

import json
from itertools import groupby
from typing import Annotated, Any

import typer

from licet.classification.search import Found
from licet.cli.console import DEFAULT_WORKSPACE, Workspace, day, one_of, results, say
from licet.reference.control_entries import Entry
from licet.services.classify import ShownEntry, search_wording, show_entries, wording_on
from licet.storage.wiring import open_desk

entry = typer.Typer(no_args_is_help=True, help="Read and search the wording of control lists.")
On = Annotated[str | None, typer.Option(help="Day whose wording applies, YYYY-MM-DD; today if left out.")]
Format = Annotated[str, typer.Option(help="json or text.")]


def add_to(app: typer.Typer) -> None:
    app.add_typer(entry, name="entry")


@entry.command("search")
def search(
    words: Annotated[list[str], typer.Argument(help="Words to look for, or a code such as 9A012.")],
    on: On = None,
    most: Annotated[int, typer.Option(min=1, max=500, help="Entries to give at most.")] = 20,
    format: Format = "text",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Find the entries that speak of something, best first, with the words they hold."""
    one_of("--format", format, "json", "text")
    found = search_wording(open_desk(workspace), " ".join(words), on=day("--on", on), most=most)
    if format == "json":
        print(json.dumps([_document(one) for one in found], ensure_ascii=False))
        return
    if not found:
        say("No entry holds these words. That does not mean that nothing controls the item.")
    for one in found:
        results.print(f"{one.entry.list} {one.entry.code}  {one.entry.title}", style="bold", markup=False)
        if one.lacks:
            results.print(f"  without: {', '.join(one.lacks)}", markup=False)
        for passage in one.passages:
            results.print(
                f"  {passage.paragraph.ref or passage.paragraph.label.rstrip(':') or 'note'}: {passage.paragraph.text}",
                markup=False,
            )


@entry.command("show")
def show(
    code: Annotated[str, typer.Argument(help="The code of an entry, such as 9A012.")],
    on: On = None,
    format: Format = "text",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Print an entry: how it is tested here, what corresponds to it on other lists, and its wording where a list was added."""
    one_of("--format", format, "json", "text")
    desk, asked = open_desk(workspace), day("--on", on)
    tested = show_entries(desk, code, on=asked)
    found = search_wording(desk, code, on=asked) if wording_on(desk, asked or desk.clock.today()) else ()
    entries = [one.entry for one in found if code.upper() == one.entry.code or code.upper().startswith(f"{one.entry.code}.")]
    if format == "json":
        print(json.dumps([*(_tested(one) for one in tested), *(_whole(one) for one in entries)], ensure_ascii=False))
        return
    if not entries and not tested:
        say(f"No list here has an entry {code}.")
    for shown in tested:
        _print_tested(shown)
    for one in entries:
        results.print(f"{one.list} {one.code}", style="bold", markup=False)
        for paragraph in one.paragraphs:
            results.print(f"{'  ' * paragraph.depth}{paragraph.label} {paragraph.text}".rstrip(), markup=False)


def _print_tested(shown: ShownEntry) -> None:
    entry = shown.entry
    results.print(f"{entry.id}  {entry.title}", style="bold", markup=False)
    results.print(f"  [{entry.citation}]{_period(entry)} confidence {entry.confidence}", markup=False)
    results.print(f"  Listed if: {shown.tests}.", markup=False)
    for note in shown.unless:
        results.print(f"  Unless shown: {note}.", markup=False)
    for (controls, differs), others in groupby(shown.counterparts, key=lambda one: (one.controls, one.differs)):
        results.print(f"  Elsewhere: {controls}{f'; but {differs}' if differs else ''}", markup=False)
        for other in others:
            results.print(f"    {other.entry.id}  {other.entry.title}{_period(other.entry)}", markup=False)
    if not shown.counterparts:
        results.print("  No counterpart on another list is recorded here.", markup=False)


def _period(entry: Entry) -> str:
    begins = f" from {entry.valid_from}" if entry.valid_from else ""
    return f"{begins}{f' until {entry.valid_to}' if entry.valid_to else ''}"


def _tested(shown: ShownEntry) -> dict[str, Any]:
    entry = shown.entry
    return {
        "list": entry.list,
        "code": entry.id,
        "title": entry.title,
        "citation": entry.citation,
        "confidence": entry.confidence,
        "valid": {"from": str(entry.valid_from or "") or None, "to": str(entry.valid_to or "") or None},
        "tests": shown.tests,
        "unless": list(shown.unless),
        "counterparts": [
            {
                "list": one.entry.list,
                "code": one.entry.id,
                "title": one.entry.title,
                "controls": one.controls,
                "differs": one.differs,
                "confidence": one.confidence,
            }
            for one in shown.counterparts
        ],
    }


def _document(one: Found) -> dict[str, Any]:
    return {
        "list": one.entry.list,
        "code": one.entry.code,
        "title": one.entry.title,
        "words": list(one.words),
        "lacks": list(one.lacks),
        "passages": [{"ref": passage.paragraph.ref, "text": passage.paragraph.text} for passage in one.passages],
    }


def _whole(one: Any) -> dict[str, Any]:
    paragraphs = [{"ref": part.ref, "depth": part.depth, "kind": part.kind, "text": part.text} for part in one.paragraphs]
    return {"list": one.list, "code": one.code, "title": one.title, "paragraphs": paragraphs}
