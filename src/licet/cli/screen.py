"""`licet screen` and `licet compare`."""

import json
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from licet.cli.batch import refuse_pairs, refuse_workers, run
from licet.cli.console import DEFAULT_WORKSPACE, Workspace, day, one_of, results, say
from licet.dossier.values import Identity, Properties
from licet.encoding.countries import read_country
from licet.encoding.faults import Fault, Faults, quoted, refuse
from licet.screening.output import comparison_json, result_json
from licet.screening.query import Query, query_of
from licet.screening.result import Screening
from licet.screening.screen import compare as compare_two
from licet.services.batch import snapshot_for
from licet.services.list_age import list_cautions
from licet.services.references import snapshot_of
from licet.services.screen import batch_lines, check_party, lists_in_force, mixed_scripts, pair_lines
from licet.storage.wiring import open_desk

SCHEMAS = ("Person", "Organization", "Company", "PublicBody", "LegalEntity", "Vessel", "Airplane")


def add_to(app: typer.Typer) -> None:
    app.command()(screen)
    app.command()(compare)


def screen(
    names: Annotated[list[str] | None, typer.Argument(help="One or more names of the party.")] = None,
    schema: Annotated[
        str, typer.Option(help="Person, Organization, Company, PublicBody, LegalEntity, Vessel or Airplane.")
    ] = "LegalEntity",
    country: Annotated[str | None, typer.Option(help="State of nationality, residence or registration.")] = None,
    birth_date: Annotated[str | None, typer.Option("--birth-date", help="YYYY, YYYY-MM or YYYY-MM-DD.")] = None,
    id: Annotated[list[str] | None, typer.Option("--id", help="A registration, tax, passport or IMO number.")] = None,
    batch: Annotated[Path | None, typer.Option(help="Screen a file of parties, JSON Lines or CSV.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where a batch writes its results, one line each, in input order.")] = None,
    workers: Annotated[int | None, typer.Option(help="How many processes of this machine share the work of a file.")] = None,
    cluster: Annotated[
        str | None,
        typer.Option(help="Address of a Dask scheduler whose machines share the work of a file, such as tls://host:8786."),
    ] = None,
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> int | None:
    """Screen a party against every list in force, with the evidence for and against each match."""
    one_of("--format", format, "json", "text")
    one_of("--schema", schema, *SCHEMAS)
    if batch is not None:
        if names or out is None:
            raise refuse("--batch", "takes --out and no name; write licet screen --batch IN.jsonl --out OUT.jsonl")
        refuse_workers(workers, cluster)
        desk = open_desk(workspace)
        for caution in list_cautions(desk, snapshot_of(desk.library, as_of=desk.clock.today())):
            say(caution)
        snapshot, library = partial(snapshot_for, desk), workspace / "library"
        return run("screen", batch, out, batch_lines, snapshot=snapshot, library=library, workers=workers, cluster=cluster)
    if not names or out is not None or workers is not None or cluster is not None:
        raise refuse("NAME", "is missing; write licet screen NAME, or licet screen --batch IN.jsonl --out OUT.jsonl")
    properties: dict[str, tuple[str, ...]] = {"name": tuple(names)}
    if country is not None:
        properties["country"] = (_country(country),)
    if birth_date is not None:
        properties["birthDate"] = (_birth_date(birth_date),)
    if id:
        properties.update(_numbers(schema, id))
    _refuse(check_party(schema, properties))  # type: ignore[arg-type]  # one_of has checked it
    for word in (word for name in names for word in mixed_scripts(name)):
        say(
            f"name: {quoted(word)} mixes letters of several alphabets that look alike, as a disguised name does; look at it closely."
        )
    desk = open_desk(workspace)
    found = lists_in_force(desk).screen(schema, properties)  # type: ignore[arg-type]  # as above
    for caution in list_cautions(desk, snapshot_of(desk.library, as_of=desk.clock.today())):
        say(caution)
    if format == "json":
        print(json.dumps(result_json(found), ensure_ascii=False))
    else:
        _show(found)
    return None


def _numbers(schema: str, numbers: list[str]) -> Properties:
    """A bare number may be of any kind; for a vessel it is its IMO number first."""
    kinds = (
        ("imoNumber", "registrationNumber")
        if schema == "Vessel"
        else ("registrationNumber", "idNumber", "passportNumber", "taxNumber")
    )
    return {kind: tuple(numbers) for kind in kinds}


def _country(text: str) -> str:
    try:
        return read_country(text)
    except ValueError as error:
        raise refuse("--country", f"{quoted(text)} {error}") from error


def _birth_date(text: str) -> str:
    parts = text.split("-")
    if not (
        1 <= len(parts) <= 3 and [len(part) for part in parts] == [4, 2, 2][: len(parts)] and all(part.isdigit() for part in parts)
    ):
        raise refuse("--birth-date", f"{quoted(text)} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    if len(parts) == 3:
        day("--birth-date", text)
    return text


def _show(found: Screening) -> None:
    if not found.matches:
        results.print("No listed party comes near.", markup=False)
    for match in found.matches:
        under = f" [{', '.join(match.programs)}]" if match.programs else ""
        sign = "ALERT" if match.alert else "     "
        results.print(
            f"{sign} {match.score} {match.list}{under} {match.record_id}: “{match.matched_name}” ({match.caption})", markup=False
        )
        for evidence in match.evidence:
            results.print(f"        {evidence.effect}: {evidence.says}", markup=False)


def compare(
    left: Annotated[str | None, typer.Argument(help="One name.")] = None,
    right: Annotated[str | None, typer.Argument(help="The other name, standing for the listed one.")] = None,
    schema: Annotated[
        str, typer.Option(help="Person, Organization, Company, PublicBody, LegalEntity, Vessel or Airplane.")
    ] = "LegalEntity",
    batch: Annotated[Path | None, typer.Option(help="Compare a file of pairs, CSV with the columns left,right[,schema].")] = None,
    entities: Annotated[
        Path | None, typer.Option(help="Compare a file of pairs of entities, JSON Lines with left and right.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where a file of pairs gets its results, one line each, in input order.")] = None,
    workers: Annotated[int | None, typer.Option(help="How many processes share the work of a file.")] = None,
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
) -> int | None:
    """Compare two names, or a file of pairs, as a screening would: score, alert, and the evidence. No list is asked."""
    one_of("--format", format, "json", "text")
    one_of("--schema", schema, *SCHEMAS)
    if batch is not None or entities is not None:
        return _compare_file(batch, entities, out, workers, named=left is not None)
    if left is None or right is None or out is not None or workers is not None:
        raise refuse("NAME", "is missing; write licet compare NAME NAME, or licet compare --batch PAIRS.csv --out OUT.jsonl")
    document: dict[str, Any] = comparison_json(
        compare_two(*(_named(name, where, schema) for name, where in ((left, "LEFT"), (right, "RIGHT"))))
    )
    if format == "json":
        print(json.dumps(document, ensure_ascii=False))
        return None
    results.print(f"{document['score']} {'ALERT' if document['alert'] else 'no alert'}", markup=False)
    for evidence in document["evidence"]:
        results.print(f"  {evidence['effect']}: {evidence['says']}", markup=False)
    return None


def _named(name: str, where: str, schema: str) -> Query:
    properties = {"name": (name,)}
    _refuse(check_party(schema, properties, where))  # type: ignore[arg-type]  # one_of has checked it
    return query_of(Identity(schema=schema, properties=properties))  # type: ignore[arg-type]  # as above


def _compare_file(batch: Path | None, entities: Path | None, out: Path | None, workers: int | None, *, named: bool) -> int | None:
    source = batch or entities
    if named or source is None or out is None or (batch is not None and entities is not None):
        says = "takes --out and no name; write licet compare --batch PAIRS.csv --out OUT.jsonl, or --entities PAIRS.jsonl"
        raise refuse("--batch" if batch is not None else "--entities", says)
    refuse_workers(workers, None)
    if batch is not None:
        refuse_pairs(batch.name)
    read = partial(pair_lines, entities=entities is not None)
    return run("compare", source, out, read, snapshot=lambda _output: None, library=Path(), workers=workers, cluster=None)


def _refuse(faults: Iterable[Fault]) -> None:
    found = tuple(faults)
    if found:
        raise Faults(found)
