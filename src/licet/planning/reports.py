"""What contracts have reported: which day each said it would be complete, and when it said so."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from typing import Any, Literal

from licet.encoding.faults import Fault, Faults, quoted, refuse
from licet.encoding.reading import Text, read_value
from licet.encoding.source import read_tree
from licet.planning.plan import Frozen

Status = Literal["open", "complete", "terminated"]
STAGES = ("planning", "tender", "award", "contract", "implementation", "final", "complete")
"""Stages in their order; a file may use other words, which have no order."""
COLUMNS = ("contract", "as_of", "end_on", "stage", "kind", "status")


class Report(Frozen, frozen=True, kw_only=True):
    """One report: on `as_of` the contract, in this stage, was to be complete on `end_on`.

    Of a complete contract `end_on` is the day it was completed, of a terminated one the day it ended without.
    """

    contract: Text
    as_of: dt.date
    end_on: dt.date
    stage: Text = "implementation"
    kind: Text = "any"
    status: Status = "open"


class Reports(Frozen, frozen=True, kw_only=True, tag_field="shape", tag="reports/1"):
    """All reports of one file, contract by contract in the order of their days."""

    reports: tuple[Report, ...]


def read_reports(data: bytes, name: str) -> Reports:
    """Read reports from CSV (columns contract, as_of, end_on and where known stage, kind, status) or JSON; raises `Faults`."""
    if name.lower().endswith(".csv"):
        rows, wheres = _csv_rows(data, name)
    else:
        tree = read_tree(data, name)
        listed: Any = tree.get("reports") if isinstance(tree, dict) else tree
        if not isinstance(listed, list):
            raise refuse(name, "holds no list of reports; write a list, or a mapping with “reports”")
        rows, wheres = listed, [f"{name} reports[{index}]" for index in range(len(listed))]
    found: list[tuple[str, Report]] = []
    faults: list[Fault] = []
    for row, where in zip(rows, wheres, strict=True):
        try:
            found.append((where, read_value(row, Report, where)))
        except Faults as refused:
            faults += refused.faults
    faults += _together(found)
    if not rows:
        faults.append(Fault(name, "holds no report; it needs at least one"))
    if faults:
        raise Faults(faults)
    return Reports(reports=tuple(sorted((report for _, report in found), key=lambda one: (one.contract, one.as_of))))


def _csv_rows(data: bytes, name: str) -> tuple[list[dict[str, str]], list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(name, f"is not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
    heads = reader.fieldnames or []
    faults = [
        Fault(f"{name} line 1", f"has no column {quoted(column)}; a file has {', '.join(COLUMNS)}")
        for column in COLUMNS[:3]
        if column not in heads
    ]
    faults += [
        Fault(f"{name} line 1", f"has the column {quoted(head)}, which nothing reads; remove it")
        for head in heads
        if head not in COLUMNS
    ]
    if faults:
        raise Faults(faults)
    rows, wheres = [], []
    try:
        for row in reader:
            where = f"{name} line {reader.line_num}"
            if "" in row:
                raise refuse(where, f"has more than {len(heads)} fields; quote a field that holds a comma")
            rows.append({column: value for column, value in row.items() if value})
            wheres.append(where)
    except csv.Error as error:
        raise refuse(f"{name} line {reader.line_num}", f"is not CSV: {error}") from error
    return rows, wheres


def _together(found: list[tuple[str, Report]]) -> Iterator[Fault]:
    """What one report does not show: two of one day, a stage that goes backwards, news of what has ended."""
    before: dict[str, Report] = {}
    for where, report in sorted(found, key=lambda one: (one[1].contract, one[1].as_of)):
        last = before.get(report.contract)
        if last and last.as_of == report.as_of:
            yield Fault(where, f"is the second report of {quoted(report.contract)} on {report.as_of}; keep one")
        elif last and last.status != "open":
            yield Fault(where, f"reports {quoted(report.contract)} on {report.as_of}, after it was {last.status} on {last.as_of}")
        elif last and _place(report.stage) < _place(last.stage):
            yield Fault(
                where, f"puts {quoted(report.contract)} back from {last.stage} to {report.stage}; a stage only goes forward"
            )
        if report.status != "open" and report.end_on > report.as_of:
            yield Fault(
                where, f"says {quoted(report.contract)} was {report.status} on {report.end_on}, after the report of {report.as_of}"
            )
        before[report.contract] = report


def _place(stage: str) -> int:
    return STAGES.index(stage) if stage in STAGES else len(STAGES)
