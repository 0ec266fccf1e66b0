"""What every store of the list of parties does alike."""

import datetime as dt

import msgspec

from licet.services.ports import PartyRow


def as_on(row: PartyRow, on: dt.date) -> PartyRow:
    """The line as it reads on a day: where a word on a hit is over, the hit is open again."""
    if not lapsed(row, on):
        return row
    hits = tuple(
        msgspec.structs.replace(hit, state="open", word=None)
        if hit.word is not None and hit.word.until is not None and hit.word.until < on
        else hit
        for hit in row.hits or ()
    )
    return msgspec.structs.replace(row, hits=hits, standing="open")


def lapsed(row: PartyRow, on: dt.date) -> bool:
    """Whether a word that the line rests on is over by a day."""
    return row.holds_until is not None and row.holds_until < on and row.standing != "withdrawn"
