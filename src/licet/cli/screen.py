"""`licet screen` and `licet compare`."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import track

from licet.cli.console import DEFAULT_WORKSPACE, Workspace, day, errors, one_of, refuse_nowhere, results, say
from licet.dossier.values import Identity, Properties
from licet.encoding.countries import read_country
from licet.encoding.faults import Fault, Faults, quoted, refuse
from licet.screening.output import comparison_json, result_json
from licet.screening.query import query_of
from licet.screening.result import Screening
from licet.screening.screen import compare as compare_two
from licet.services.screen import BatchLine, Lists, batch_lines, lists_in_force
from licet.storage.wiring import open_desk

SCHEMAS = ("Person", "Organization", "Company", "PublicBody", "LegalEntity", "Vessel", "Airplane")
MOST_FAULTS = 100


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
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Screen a party against every list in force, with the evidence for and against each match."""
    one_of("--format", format, "json", "text")
    one_of("--schema", schema, *SCHEMAS)
    if batch is not None:
        if names or out is None:
            raise refuse("--batch", "takes --out and no name; write licet screen --batch IN.jsonl --out OUT.jsonl")
        _batch(batch, out, lists_in_force(open_desk(workspace)))
        return
    if not names or out is not None:
        raise refuse("NAME", "is missing; write licet screen NAME, or licet screen --batch IN.jsonl --out OUT.jsonl")
    properties: dict[str, tuple[str, ...]] = {"name": tuple(names)}
    if country is not None:
        properties["country"] = (_country(country),)
    if birth_date is not None:
        properties["birthDate"] = (_birth_date(birth_date),)
    if id:
        properties.update(_numbers(schema, id))
    found = lists_in_force(open_desk(workspace)).screen(schema, properties)  # type: ignore[arg-type]  # one_of has checked it
    if format == "json":
        print(json.dumps(result_json(found), ensure_ascii=False))
    else:
        _show(found)


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
        results.print(
            f"{'ALERT' if match.alert else '     '} {match.score} {match.list} {match.record_id}: “{match.matched_name}” ({match.caption})",
            markup=False,
        )
        for evidence in match.evidence:
            results.print(f"        {evidence.effect}: {evidence.says}", markup=False)


def _batch(source: Path, out: Path, lists: Lists) -> None:
    """Check the whole input first; only then write, to a file that takes its name at the end."""
    refuse_nowhere("--out", out)
    if out.resolve() == source.resolve():
        raise refuse("--out", f"{out} is the file to be read; name another")
    count = _check(source)
    part = out.with_name(out.name + ".part")
    with part.open("w", encoding="utf-8") as file:
        for party in track(_parties(source), total=count, console=errors, description="Screening", disable=not errors.is_terminal):
            line = {"id": party.id, **result_json(lists.screen(party.schema, party.properties))}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(out)
    say(f"Screened {count:,} parties.")


def _check(source: Path) -> int:
    faults: list[Fault] = []
    count = 0
    for line in _lines(source):
        if isinstance(line, Fault):
            faults.append(line)
            if len(faults) == MOST_FAULTS:
                faults.append(Fault(str(source), f"has more faults than the {MOST_FAULTS} shown"))
                break
        else:
            count += 1
    if faults:
        raise Faults(faults)
    if not count:
        raise refuse(str(source), "holds no party")
    return count


def _parties(source: Path) -> Iterator[BatchLine]:
    return (line for line in _lines(source) if isinstance(line, BatchLine))


def _lines(source: Path) -> Iterator[BatchLine | Fault]:
    try:
        with source.open(encoding="utf-8-sig", newline="") as file:
            yield from batch_lines(file, source.name)
    except FileNotFoundError as error:
        raise refuse(str(source), "does not exist; check the path") from error
    except IsADirectoryError as error:
        raise refuse(str(source), "is a folder; name a file") from error
    except OSError as error:
        raise refuse(str(source), f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise refuse(str(source), f"is not UTF-8 text (byte {error.start}); save it as UTF-8") from error


def compare(
    left: Annotated[str, typer.Argument(help="One name.")],
    right: Annotated[str, typer.Argument(help="The other name, standing for the listed one.")],
    schema: Annotated[str, typer.Option(help="Person, Organization, LegalEntity, Vessel or Airplane.")] = "LegalEntity",
    format: Annotated[str, typer.Option(help="json or text.")] = "text",
) -> None:
    """Compare two names as a screening would: score, alert, and the evidence."""
    one_of("--format", format, "json", "text")
    one_of("--schema", schema, *SCHEMAS)
    one, other = (query_of(Identity(schema=schema, properties={"name": (name,)})) for name in (left, right))  # type: ignore[arg-type]
    document: dict[str, Any] = comparison_json(compare_two(one, other))
    if format == "json":
        print(json.dumps(document, ensure_ascii=False))
        return
    results.print(f"{document['score']} {'ALERT' if document['alert'] else 'no alert'}", markup=False)
    for evidence in document["evidence"]:
        results.print(f"  {evidence['effect']}: {evidence['says']}", markup=False)
