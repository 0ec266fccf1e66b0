"""Annex I to Regulation (EU) 2021/821 and the Common Military List as text: the page or the XML of EUR-Lex, or a tree as JSON.

EUR-Lex publishes both as documents in which every paragraph is a row of two cells, its label and its
text, and what belongs under it stands inside the second cell: nested tables on a page of the Official
Journal, nested grids on a consolidated page, numbered paragraphs (`NP`) or table rows in Formex, the
Journal's XML. A row of a consolidated page without a label goes on with the row before it; the marks
of amendments (`▼M1`) are no text. Only the Official Journal is authentic.
"""

import datetime as dt
import re
from html.parser import HTMLParser
from typing import Annotated, Literal

import msgspec

from licet.encoding.dates import read_date
from licet.encoding.faults import quoted, refuse
from licet.reference.list_text import ListEntry, Paragraph, TextList
from licet.reference.official import text_of, xml_of
from licet.reference.parsed import Parsed, content_of

ANNEX_I_CODE = re.compile(r"[0-9][A-E][0-9]{3}")
MILITARY_CODE = re.compile(r"ML[1-9][0-9]?")
_PART = re.compile(r"[a-z]|[0-9]{1,2}")
_VOID = frozenset(("br", "col", "hr", "img", "input", "link", "meta", "wbr"))
_ROWS = ("tr", "np", "row")
_CELLS = {"td": 0, "th": 0, "cell": 0, "grid-list-column-1": 1, "grid-list-column-2": 2, "no.p": 1, "txt": 2}
"""What is a cell, by tag or class, and which one it is; 0 for the next."""
_QUOTES = {"quot.start": "“", "quot.end": "”"}
_NO_TEXT = ("modref", "arrow")
"""Classes of the marks that say which amendment a passage comes from."""
_FORMEX_ROOTS = ("ANNEX", "CONS.ANNEX", "ACT", "CONS.ACT", "GENERAL", "CONS.DOC")
DEEPEST = 40
"""Rows inside rows; the Annex has six levels."""
FEWEST = 3
"""A page of fewer entries is a page of something else, or a part of one."""


class _Node(msgspec.Struct, frozen=True):
    depth: Annotated[int, msgspec.Meta(ge=0, le=20)]
    kind: Literal["item", "note"]
    text: str
    ref: str | None = None
    label: str | None = None


class _Entry(msgspec.Struct, frozen=True):
    entry: Annotated[str, msgspec.Meta(pattern="^[0-9][A-E][0-9]{3}$")]
    nodes: Annotated[tuple[_Node, ...], msgspec.Meta(min_length=1)]


class _Meta(msgspec.Struct, frozen=True):
    as_of: str


class _Tree(msgspec.Struct, frozen=True):
    meta: _Meta
    entries: Annotated[tuple[_Entry, ...], msgspec.Meta(min_length=1)]


def parse_annex_i(files: dict[str, bytes]) -> Parsed:
    """Read the one file of the set: a page or the XML of EUR-Lex, or JSON `{meta: {as_of}, entries: [{entry, nodes}]}`.

    Raises `Faults`.
    """
    ((name, data),) = files.items()
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        wanted = "entries such as 9A012; give the page of Regulation (EU) 2021/821 with its Annex I"
        entries = _entries_of_page(name, data, ANNEX_I_CODE, "EU", wanted, kind="eu-annex-i")
        dated_on = None
    else:
        try:
            tree = msgspec.json.decode(text_of(name, data), type=_Tree)
        except msgspec.MsgspecError as error:
            raise refuse(
                name, f"is no tree of Annex I entries ({error}); give the page of EUR-Lex, or JSON with meta and entries"
            ) from error
        try:
            dated_on = read_date(tree.meta.as_of)
        except ValueError as error:
            raise refuse(f"{name} meta.as_of", f"{quoted(tree.meta.as_of)} {error}") from error
        entries = [_entry_of(one) for one in tree.entries]
    return _parsed(name, entries, "EU-ANNEX-I", dated_on)


def parse_military_list(files: dict[str, bytes]) -> Parsed:
    """Read the one file of the set, a page or the XML of EUR-Lex with the Common Military List; raises `Faults`."""
    ((name, data),) = files.items()
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":
        raise refuse(name, "is no page of EUR-Lex; give the page or the XML of the Common Military List")
    wanted = "entries such as ML10; give the page of the Common Military List of the European Union"
    return _parsed(name, _entries_of_page(name, data, MILITARY_CODE, "EU-CML", wanted, kind="eu-cml"), "EU-CML", None)


def _parsed(name: str, entries: list[ListEntry], edition: str, dated_on: dt.date | None) -> Parsed:
    twice = sorted({one.code for one in entries if sum(other.code == one.code for other in entries) > 1})
    if twice:
        raise refuse(name, f"gives {', '.join(twice[:5])} twice; give one consolidated text")
    values = tuple(sorted(entries, key=lambda one: one.code))
    return Parsed(dated_on=dated_on, name=edition, values=values, content=content_of(values))


def _entry_of(one: _Entry) -> ListEntry:
    paragraphs = tuple(
        Paragraph(depth=node.depth, kind=node.kind, ref=node.ref, label=node.label or "", text=node.text) for node in one.nodes
    )
    return ListEntry(list="EU", code=one.entry, title=paragraphs[0].text, paragraphs=paragraphs)


class _Row:
    """One row of two cells: its label, the text of its second cell, and the rows inside that."""

    def __init__(self) -> None:
        self.cell = 0
        self.label: list[str] = []
        self.text: list[str] = []
        self.rows: list[_Row] = []


class _Page(HTMLParser):
    """Gathers rows, however deep they lie. What is no row is passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = _Row()
        self._stack: list[tuple[str, str]] = []
        self._rows = [self.top]
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.handle_data(" ")
            return
        if tag in _QUOTES:
            self.handle_data(_QUOTES[tag])
        classes = (dict(attrs).get("class") or "").split()
        cell = next((_CELLS[one] for one in (tag, *classes) if one in _CELLS), None)
        opens = "cell" if cell is not None else "row" if tag in _ROWS or "grid-container" in classes else ""
        if any(one in _NO_TEXT for one in classes):
            opens = "silence"
            self._silent += 1
        if opens == "row":
            if len(self._rows) > DEEPEST:
                raise refuse(
                    "page", f"holds rows inside rows {DEEPEST} deep, which no annex does; give the page of EUR-Lex as it is"
                )
            row = _Row()
            self._rows[-1].rows.append(row)
            self._rows.append(row)
        elif opens == "cell":
            self._rows[-1].cell = cell or self._rows[-1].cell + 1
        self._stack.append((tag, opens))

    def handle_endtag(self, tag: str) -> None:
        if not any(opened == tag for opened, _ in self._stack):
            return
        while self._stack:
            opened, opens = self._stack.pop()
            if opens == "row" and len(self._rows) > 1:
                self._rows.pop()
            self._silent -= opens == "silence"
            if opened == tag:
                return

    def handle_data(self, data: str) -> None:
        row = self._rows[-1]
        if row.cell and not self._silent:
            (row.label if row.cell == 1 else row.text).append(data)


def _entries_of_page(name: str, data: bytes, codes: re.Pattern[str], of: TextList, wanted: str, *, kind: str) -> list[ListEntry]:
    if b"<html" not in data[:4096].lower():
        xml_of(name, data, root=_FORMEX_ROOTS, kind=kind)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(f"{name} byte {error.start}", "is not UTF-8 text; save the page as UTF-8") from error
    page = _Page()
    page.feed(text)
    page.close()
    if "<html" in text[:4096].lower() and "</html>" not in text.lower():
        raise refuse(name, "has no end of page; it was cut off; fetch it again")
    found = [_entry_of_row(row, of) for row in _entry_rows(page.top, codes)]
    if len(found) < FEWEST:
        raise refuse(name, f"holds {len(found)} {wanted}")
    return found


def _entry_rows(row: _Row, codes: re.Pattern[str]) -> list[_Row]:
    if codes.fullmatch(_label(row)):
        return [row]
    return [found for inner in row.rows for found in _entry_rows(inner, codes)]


def _entry_of_row(row: _Row, of: TextList) -> ListEntry:
    code = _label(row)
    paragraphs = tuple(_paragraphs(row, code, 0))
    return ListEntry(list=of, code=code, title=paragraphs[0].text, paragraphs=paragraphs)


def _paragraphs(row: _Row, ref: str | None, depth: int) -> list[Paragraph]:
    own = Paragraph(
        depth=depth, kind="note" if ref is None else "item", ref=ref, label=" ".join("".join(row.label).split()), text=_text(row)
    )
    found = [own] if own.text or own.label else []
    for inner in row.rows:
        part = _label(inner)
        below = f"{ref}.{part}" if ref is not None and _PART.fullmatch(part) else None
        found += _paragraphs(inner, below, depth + 1)
    return found


def _label(row: _Row) -> str:
    return "".join("".join(row.label).split()).rstrip(".")


def _text(row: _Row) -> str:
    return " ".join("".join(row.text).split())
