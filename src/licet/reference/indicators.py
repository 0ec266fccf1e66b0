"""Country indicators: figures by state and year that inform an assessor and decide nothing.

Read from CSV files with a column of three-letter codes (`iso3` or `vdem_country_text_id`), a
column `year`, and figures. A figure is kept as the text the publisher wrote, never rounded.
"""

import csv
import io

import msgspec

from licet.encoding.countries import ALPHA3_OF, read_country
from licet.encoding.faults import Fault, quoted, refuse
from licet.encoding.reading import Country
from licet.reference.official import refuse_faults, table_of, text_of
from licet.reference.parsed import Parsed, text_content_of

_STATE_COLUMNS = ("iso3", "vdem_country_text_id")
_NAME_COLUMNS = ("country_name",)


class Indicator(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="indicator/1"):
    """One figure for one state and year, as published (`name` is the publisher's column)."""

    name: str
    state: Country
    year: str
    value: str


def parse_indicators(files: dict[str, bytes]) -> Parsed:
    """Read the one file of the set; the edition is named after the file, in capitals."""
    ((name, data),) = files.items()
    text = text_of(name, data)
    header = next(csv.reader(io.StringIO(text.split("\n", 1)[0])))
    state_column = next((column for column in _STATE_COLUMNS if column in header), None)
    if state_column is None or "year" not in header:
        raise refuse(
            f"{name} line 1", f"needs a column {' or '.join(_STATE_COLUMNS)} and a column year; this is no file of indicators"
        )
    found: list[Indicator] = []
    faults: list[Fault] = []
    for line, row in table_of(name, text, columns=(state_column, "year")):
        if row[state_column] not in ALPHA3_OF.values():
            # Publishers count states that are gone, and parts of states, under codes of their own.
            continue
        if not (row["year"].isdigit() and len(row["year"]) == 4):
            faults.append(Fault(f"{name} line {line}", f"gives {quoted(row['year'])} as year; write four digits"))
            continue
        for column, value in row.items():
            if column not in (state_column, "year", *_NAME_COLUMNS) and value.strip():
                state = read_country(row[state_column])
                found.append(Indicator(name=column, state=state, year=row["year"], value=value.strip()))
    refuse_faults(faults)
    if not found:
        raise refuse(name, "holds no figure for any state")
    values = tuple(sorted(found, key=lambda one: (one.name, one.state, one.year)))
    return Parsed(dated_on=None, name=_stem(name), values=values, content=text_content_of(values))


def indicators_of(content: bytes) -> tuple[Indicator, ...]:
    """Read stored indicators back."""
    return tuple(msgspec.json.Decoder(Indicator).decode_lines(content))


def _stem(name: str) -> str:
    return name.rpartition("/")[2].split(".")[0].upper()[:64]


class IndicatorEdition(msgspec.Struct, frozen=True, kw_only=True):
    """One edition of indicators as stored, and what names it as a source: `V-DEM of 2025-03-01`."""

    source: str
    content: bytes


def latest_for(edition: IndicatorEdition, state: Country, *, until: int) -> tuple[Indicator, ...]:
    """The newest figure of each indicator for one state, of no later year than `until`; only that state's lines are read."""
    mark = f'"state":"{state}"'.encode()
    decoder = msgspec.json.Decoder(Indicator)
    newest: dict[str, Indicator] = {}
    for line in edition.content.splitlines():
        if mark in line:
            one = decoder.decode(line)
            if int(one.year) <= until and (one.name not in newest or newest[one.name].year < one.year):
                newest[one.name] = one
    return tuple(newest.values())
