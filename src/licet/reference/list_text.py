"""The wording of a control list, entry by entry, for reading and searching.

Wording informs people; it decides nothing. What classification tests are parametric entries
(`control_entries`), which cite it. Serves Annex I to Regulation (EU) 2021/821, the Common Military List of the
European Union and 15 CFR 774, Supplement No. 1.
"""

from typing import Literal

import msgspec

TextList = Literal["EU", "EU-CML", "CCL"]


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """One paragraph or note of an entry. `ref` is its place in the list (`9A012.a.1`), None for a note; `depth` 0 is the entry's own line."""

    depth: int
    kind: Literal["item", "note"]
    ref: str | None = None
    label: str = ""
    text: str


class ListEntry(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="list-entry/1"):
    """One entry of a control list as its publisher words it."""

    list: TextList
    code: str
    title: str
    paragraphs: tuple[Paragraph, ...] = ()


def list_entries_of(content: bytes) -> tuple[ListEntry, ...]:
    """Read the entries of a stored edition back."""
    return tuple(msgspec.json.Decoder(ListEntry).decode_lines(content))
