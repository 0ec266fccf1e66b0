"""Two entries of one list that are one party, made one record."""

import msgspec

from licet.reference.list_effects import strictest
from licet.reference.record import Record


def merged(one: Record, other: Record) -> Record:
    """Join two entries: what either says in order, the earlier listing, the stricter effect; id, list and schema of the first."""
    joined = {
        field: tuple(dict.fromkeys((*getattr(one, field), *getattr(other, field))))
        for field in ("names", "birth_dates", "countries", "identifiers", "addresses", "programs")
    }
    days = [day for day in (one.listed_on, other.listed_on) if day]
    remarks = dict.fromkeys(part for record in (one, other) for part in (record.remarks or "").split(" | ") if part)
    return msgspec.structs.replace(
        one,
        **joined,
        effect=strictest((one.effect, other.effect)),
        sex=one.sex if one.sex == other.sex else one.sex or other.sex if not (one.sex and other.sex) else None,
        listed_on=min(days, default=None),
        remarks=" | ".join(remarks) or None,
    )
