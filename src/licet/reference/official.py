"""The bytes of an official file, opened with care: unpacked, decoded, cut into rows.

A download that failed is refused here in words: an empty file, a web page in place of a list, a
gzip stream that ends early, a last line without its end.
"""

import csv
import io
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from licet.encoding.faults import Fault, Faults, quoted, refuse

LARGEST_BYTES = 1024 * 1024 * 1024
"""An official list unpacks to a few hundred megabytes at most; anything larger is not a list."""
LARGEST_RATIO = 200
"""Lists pack to a tenth or, where they repeat themselves, to a fiftieth."""
RATIO_COUNTS_FROM = 16 * 1024 * 1024
STEP_BYTES = 1024 * 1024
END_MARK = "\x1a"
"""OFAC ends its CSV files with this character."""

csv.field_size_limit(1024 * 1024)


def unpacked(name: str, data: bytes) -> bytes:
    """The plain bytes of a file that came gzip or plain; raises `Faults` for what is no list file at all."""
    if data[:2] == b"\x1f\x8b":
        data = _gunzip(name, data)
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data.strip():
        raise refuse(name, "is empty; fetch it again")
    if head.startswith((b"<!doctype html", b"<html")):
        raise refuse(name, "is a web page, not a list: the download failed; fetch it again")
    if head.startswith(b"pk\x03\x04"):
        raise refuse(name, "is a ZIP archive; unpack it and give the files inside")
    return data


def text_of(name: str, data: bytes) -> str:
    """The text of a file that came gzip or plain, in UTF-8; raises `Faults` when it is no such text."""
    plain = unpacked(name, data)
    try:
        text = plain.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(f"{name} byte {error.start}", "is not UTF-8 text; fetch the file again or save it as UTF-8") from error
    if "\0" in text:
        raise refuse(name, "holds null bytes; it is no text file")
    return text


def xml_of(name: str, data: bytes, *, root: tuple[str, ...], kind: str) -> Element:
    """The root element of an XML file that came gzip or plain, its tags without namespace.

    Raises `Faults` when the file is not well formed, as a file cut in half is not; when it declares a
    document type or entities, so that a hostile file cannot grow; and when its root is none of `root`.
    """
    try:
        found: Element = fromstring(unpacked(name, data), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        says = "declares a document type or entities, which an official list never does; do not use this file"
        raise refuse(name, says) from error
    except (ParseError, ValueError, LookupError) as error:
        raise refuse(name, "is not well-formed XML: it was cut off or damaged; fetch it again") from error
    for element in found.iter():
        element.tag = element.tag.rpartition("}")[2]
    if found.tag not in root:
        raise refuse(name, f"is an XML file of {quoted(found.tag)}, not of {' or '.join(root)}; give the file of kind {kind}")
    return found


def rows_of(name: str, text: str, *, columns: int, delimiter: str = ",", above: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Cut text into rows with their line numbers; raises `Faults` when a row does not have exactly `columns` columns.

    `above` counts lines of the file that stand above the text. A file cut off in the middle of a row fails here: the row lacks columns, or its quoted text never ends.
    """
    reader = csv.reader(io.StringIO(text.removesuffix(END_MARK), newline=""), delimiter=delimiter, strict=True)
    line = above + 1
    try:
        for row in reader:
            if row:
                if len(row) != columns:
                    says = f"has {len(row)} columns where {columns} belong; the file is cut off or of another kind; fetch it again"
                    raise refuse(f"{name} line {line}", says)
                yield line, row
            line = above + reader.line_num + 1
    except csv.Error as error:
        raise refuse(f"{name} line {line}", "cannot be read to its end; the file is cut off or damaged; fetch it again") from error


def table_of(
    name: str, text: str, *, columns: tuple[str, ...], delimiter: str = ",", above: int = 0
) -> Iterator[tuple[int, dict[str, str]]]:
    """Cut text with a header line into rows by column name; raises `Faults` for another header or a last line without its end."""
    header = tuple(field.strip().strip('"') for field in text.split("\n", 1)[0].rstrip("\r").split(delimiter))
    missing = [column for column in columns if column not in header]
    if missing:
        raise refuse(f"{name} line {above + 1}", f"has no column {quoted(missing[0])}; this is not a file of that kind")
    if not text.endswith("\n"):
        raise refuse(f"{name} line {above + text.count(chr(10)) + 1}", "has no line end; the file is cut off; fetch it again")
    for line, row in rows_of(name, text, columns=len(header), delimiter=delimiter, above=above):
        if line > above + 1:
            yield line, dict(zip(header, row, strict=True))


def refuse_faults(faults: list[Fault], *, most: int = 20, rows: int | None = None) -> None:
    """Raise what was found wrong, the first `most` in full and the rest counted; nothing found, nothing raised.

    Where more than half of so many `rows` are at fault, it is the file and not its rows: the first is said, for all.
    """
    if rows is not None and len(faults) > most and 2 * len(faults) > rows:
        first = faults[0]
        says = f"{first.says.partition(';')[0]}, and {len(faults) - 1:,} of {rows:,} rows likewise: the columns have slipped, or the file is of another kind; fetch it again"
        raise refuse(first.where, says)
    if len(faults) > most:
        faults = [*faults[:most], Fault("", f"and {len(faults) - most} more faults of the same file")]
    if faults:
        raise Faults(faults)


def _gunzip(name: str, data: bytes) -> bytes:
    packed = len(data)
    plain = bytearray()
    while data:
        stream = zlib.decompressobj(wbits=31)
        left = data
        while left and not stream.eof:
            try:
                plain += stream.decompress(left, STEP_BYTES)
            except zlib.error as error:
                raise refuse(name, "is a damaged gzip file; fetch it again") from error
            left = stream.unconsumed_tail
            _refuse_bomb(name, packed, len(plain))
        if not stream.eof:
            raise refuse(name, "is a gzip file that ends early: it was cut off; fetch it again")
        data = stream.unused_data
    return bytes(plain)


def _refuse_bomb(name: str, packed: int, plain: int) -> None:
    """A gzip bomb is seen after one step, not after it has gone off."""
    if plain > LARGEST_BYTES:
        raise refuse(name, f"unpacks to more than {LARGEST_BYTES:,} bytes; no official list is that large")
    if plain > RATIO_COUNTS_FROM and plain > packed * LARGEST_RATIO:
        raise refuse(name, f"grows more than {LARGEST_RATIO} times when unpacked; that is no list, do not use this file")
