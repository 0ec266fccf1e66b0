"""Files as planners hand them in, read into plans and reports; raises `Faults` with every fault."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from licet.encoding.faults import refuse
from licet.planning.intake import read_plan
from licet.planning.plan import Plan
from licet.planning.reports import COLUMNS, Reports, read_reports
from licet.planning.tables import read_tables
from licet.storage.spreadsheets import is_table, tables_of, workbook
from licet.web.planning.forms import LARGEST_MEGABYTES


def plan_of(files: Sequence[Any]) -> Plan:
    """A plan from one file, or from the tables of several."""
    named = [(str(one.name), one.read()) for one in files]
    if sum(len(data) for _, data in named) > LARGEST_MEGABYTES * 1024 * 1024:
        raise refuse("plan", f"holds more than {LARGEST_MEGABYTES} MB; split it, or plan with “licet plan”")
    if all(is_table(name) for name, _ in named):
        return read_tables(tables_of(named), named[0][0] if len(named) == 1 else "plan")
    if len(named) > 1:
        raise refuse(named[1][0], "came beside another file; hand in one YAML or JSON file, one workbook, or CSV files only")
    return read_plan(named[0][1], named[0][0])


def reports_of(file: Any) -> Reports:
    """Reports of contracts from CSV, JSON, or the first sheet of a workbook."""
    name, data = str(file.name), file.read()
    if not name.lower().endswith(".xlsx"):
        return read_reports(data, name)
    sheets = workbook(name, data)
    if not sheets:
        raise refuse(name, "holds no report; it needs at least one")
    rows = next(iter(sheets.values()))
    heads = list(dict.fromkeys([*COLUMNS[:3], *(column for row in rows for column in row.cells)]))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, heads, restval="")
    writer.writeheader()
    writer.writerows(row.cells for row in rows)
    return read_reports(out.getvalue().encode(), f"{name}.csv")
