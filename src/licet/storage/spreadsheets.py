"""Workbooks and CSV files as tables of text: each cell as a person sees it, each row under its number."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

import openpyxl

from licet.encoding.faults import quoted, refuse
from licet.planning.tables import Row, Tables

LARGEST_OPEN = 64 * 1024 * 1024
"""Bytes of a workbook when unpacked; a small file can hold far more than it says."""
MOST_ROWS, MOST_COLUMNS = 20_000, 60


def is_table(name: str) -> bool:
    """Whether a file is a workbook or CSV, by its name."""
    return name.lower().endswith((".xlsx", ".csv"))


def tables_of(files: Iterable[tuple[str, bytes]]) -> Tables:
    """The tables of one workbook, or of CSV files each named for its table; raises `Faults`."""
    found: dict[str, tuple[Row, ...]] = {}
    for name, data in files:
        every = workbook(name, data) if name.lower().endswith(".xlsx") else {_stem(name): csv_rows(name, data)}
        for sheet, rows in every.items():
            if sheet in found:
                raise refuse(name, f"holds the table {quoted(sheet)} a second time; give each once")
            found[sheet] = rows
    return found


def workbook(name: str, data: bytes) -> dict[str, tuple[Row, ...]]:
    """Every sheet of a workbook (XLSX) that holds anything; formulas count as the values last worked out. Raises `Faults`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > LARGEST_OPEN:
                raise refuse(name, f"unpacks to more than {LARGEST_OPEN // 2**20} MiB; split it")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = {
            sheet.title: list(_bounded(name, sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1)))
            for sheet in book.worksheets
        }
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, OSError) as error:
        raise refuse(name, f"is no workbook that can be read ({type(error).__name__}); save it as XLSX") from error
    found = {title.strip().lower(): _rows(f"{name} {title}", enumerate(rows, 1)) for title, rows in sheets.items()}
    return {title: rows for title, rows in found.items() if rows}


def csv_rows(name: str, data: bytes) -> tuple[Row, ...]:
    """The rows of a CSV file with a header; raises `Faults`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(name, f"is not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        lines = list(_bounded(name, ((tuple(cells), reader.line_num) for cells in reader)))
    except csv.Error as error:
        raise refuse(f"{name} line {reader.line_num}", f"is not CSV: {error}") from error
    return _rows(name, ((number, cells) for cells, number in lines))


def _bounded(name: str, rows: Iterable[Any]) -> Iterator[Any]:
    for count, row in enumerate(rows, 1):
        if count > MOST_ROWS:
            raise refuse(name, f"has more than {MOST_ROWS:,} rows in one table; split it")
        yield row


def _rows(where: str, numbered: Iterable[tuple[int, tuple[Any, ...]]]) -> tuple[Row, ...]:
    heads: tuple[str, ...] = ()
    found = []
    for number, cells in numbered:
        texts = tuple(_text(cell) for cell in cells)
        while texts and not texts[-1]:
            texts = texts[:-1]
        if not texts:
            continue
        if not heads:
            heads = tuple(text.strip().lower().replace(" ", "_") for text in texts)
            doubled = sorted({head for head in heads if head and heads.count(head) > 1})
            if doubled or len(heads) > MOST_COLUMNS:
                raise refuse(
                    f"{where} row {number}", f"names the column {quoted(doubled[0])} twice" if doubled else "has too many columns"
                )
            continue
        beyond = [text for text in texts[len(heads) :] if text] + [
            t for t, head in zip(texts, heads, strict=False) if t and not head
        ]
        if beyond:
            raise refuse(f"{where} row {number}", f"holds {quoted(beyond[0])} under no heading; name the column, or empty the cell")
        found.append(Row(number, {head: text for head, text in zip(heads, texts, strict=False) if text and head}))
    return tuple(found)


def _text(cell: Any) -> str:
    """A cell as text: days as YYYY-MM-DD, numbers with the digits that are shown."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case dt.datetime() if cell.time() == dt.time():
            return cell.date().isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case float():
            return f"{cell:.12f}".rstrip("0").rstrip(".")
    return str(cell).strip()


def _stem(name: str) -> str:
    return PurePath(name).stem.lower()
