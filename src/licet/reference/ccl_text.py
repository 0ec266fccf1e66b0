"""The Commerce Control List as text: the eCFR's XML of 15 CFR 774, or a list of entries as JSON.

In the XML an entry begins with a bold heading and runs to the next: `<FP-2><B>9A012 …`, now and then
`<FP-1>` or `<P>`, with or without the words that follow inside the bold. Headings of sections (`HD1`,
`HD2`) stand inside entries and between them; only those of a category or of a product group end an
entry. Paragraphs begin with their place (`a.1.b. …`), the first behind the word “Items:”; notes,
the table of reasons for control, and the sections are notes here. The heading says of some entries
that they are under the ITAR.
"""

import re
from typing import Annotated, Literal
from xml.etree.ElementTree import Element

import msgspec

from licet.encoding.dates import read_date
from licet.encoding.faults import quoted, refuse
from licet.reference.list_text import ListEntry, Paragraph
from licet.reference.official import text_of, xml_of
from licet.reference.parsed import Parsed, content_of

_HEADING = re.compile(r"([0-9][A-E][0-9]{3})\.?\s+(\S.*)")
_BETWEEN = re.compile(r"(?i)category [0-9]|[A-E]\. ")
"""How the headings begin that stand between entries."""
_ITEMS = re.compile(r"Items:?\s*(.*)")
_TEXT = frozenset(("P", "P-1", "P-2", "P-3", "FP", "FP-1", "FP-2", "FP-3", "HD1", "HD2", "HD3", "HED", "TR"))
_PLACE = re.compile(r"((?:[a-z]|[0-9]{1,2})(?:\.(?:[a-z]|[0-9]{1,2}))*)\.\s+(.*)")
_SUPPLEMENT = re.compile(r"(?i)supplement no\. 1 to part 774")
FEWEST = 3


class _Item(msgspec.Struct, frozen=True):
    text: str
    kind: Literal["item", "note", "text"] = "text"
    paragraph: str | None = None
    depth: int = 0


class _Entry(msgspec.Struct, frozen=True):
    eccn: Annotated[str, msgspec.Meta(pattern="^[0-9][A-E][0-9]{3}$")]
    heading: Annotated[str, msgspec.Meta(min_length=1)]
    items: tuple[_Item, ...] = ()


class _File(msgspec.Struct, frozen=True, rename={"dated": "ecfrIssueDate"}):
    dated: str
    entries: Annotated[tuple[_Entry, ...], msgspec.Meta(min_length=1)]


def parse_ccl(files: dict[str, bytes]) -> Parsed:
    """Read the one file of the set: eCFR XML, or JSON `{ecfrIssueDate, entries: [{eccn, heading, items}]}`; raises `Faults`."""
    ((name, data),) = files.items()
    text = text_of(name, data)
    if text.lstrip()[:1] == "<":
        dated_on = None
        entries = _entries_of_xml(name, data)
    else:
        try:
            file = msgspec.json.decode(text, type=_File)
        except msgspec.MsgspecError as error:
            raise refuse(
                name, f"is no list of entries ({error}); give the eCFR's XML of 15 CFR 774, or JSON with entries"
            ) from error
        try:
            dated_on = read_date(file.dated)
        except ValueError as error:
            raise refuse(f"{name} ecfrIssueDate", f"{quoted(file.dated)} {error}") from error
        entries = [
            _entry(
                one.eccn,
                one.heading,
                [_paragraph(one.eccn, item.paragraph if item.kind == "item" else None, item.text) for item in one.items],
            )
            for one in file.entries
        ]
    twice = sorted({one.code for one in entries if sum(other.code == one.code for other in entries) > 1})
    if twice:
        raise refuse(name, f"gives {', '.join(twice[:5])} twice; give one issue of the list")
    values = tuple(sorted(entries, key=lambda one: one.code))
    return Parsed(dated_on=dated_on, name="US-CCL", values=values, content=content_of(values))


def _entries_of_xml(name: str, data: bytes) -> list[ListEntry]:
    root = xml_of(name, data, root=("DLPSTEXTCLASS", "ECFR", "DIV1", "DIV3", "DIV4", "DIV5", "DIV9", "ROOT"), kind="us-ccl")
    part = next((one for one in root.iter("DIV9") if _SUPPLEMENT.search(one.get("N", "") + _words(one.find("HEAD")))), None)
    if part is None:
        raise refuse(name, "holds no Supplement No. 1 to Part 774; give the eCFR's XML of 15 CFR 774")
    entries: list[ListEntry] = []
    code, title, paragraphs = "", "", list[Paragraph]()
    for element in part.iter():
        said = _words(element) if element.tag in _TEXT else ""
        if heading := _heading(element, said):
            if code:
                entries.append(_entry(code, title, paragraphs))
            code, title, paragraphs = heading[1], heading[2], []
        elif code and element.tag.startswith("HD") and _BETWEEN.match(said):
            entries.append(_entry(code, title, paragraphs))
            code, paragraphs = "", []
        elif code and said:
            if (items := _ITEMS.fullmatch(said)) and element.find("I") is not None:
                said = items[1]
            place = _PLACE.fullmatch(said)
            item = place is not None and place[1][0].isalpha()
            if said:
                paragraphs.append(_paragraph(code, place[1] if place and item else None, place[2] if place and item else said))
    if code:
        entries.append(_entry(code, title, paragraphs))
    if len(entries) < FEWEST:
        raise refuse(name, f"holds {len(entries)} entries such as 9A012 in Supplement No. 1; it is cut off or of another part")
    return entries


def _heading(element: Element, said: str) -> re.Match[str] | None:
    """The heading of an entry: a paragraph whose bold words begin it with a code."""
    bold = element.find("B") if element.tag in ("FP-2", "FP-1", "P") else None
    first = _words(bold)
    if bold is None or not said.startswith(first) or not re.match(r"[0-9][A-E][0-9]{3}\b", first) or (element.text or "").strip():
        return None
    return _HEADING.fullmatch(said)


def _entry(code: str, title: str, paragraphs: list[Paragraph]) -> ListEntry:
    own = Paragraph(depth=0, kind="item", ref=code, label=code, text=title)
    return ListEntry(list="CCL", code=code, title=title, paragraphs=(own, *paragraphs))


def _paragraph(code: str, place: str | None, text: str) -> Paragraph:
    if place is None:
        return Paragraph(depth=1, kind="note", text=text)
    parts = place.split(".")
    return Paragraph(depth=len(parts), kind="item", ref=f"{code}.{place}", label=f"{parts[-1]}.", text=text)


def _words(element: Element | None) -> str:
    if element is None:
        return ""
    parts = element.findall("TD") if element.tag == "TR" else [element]
    return " ".join(" ".join("".join(one.itertext()).split()) for one in parts)
