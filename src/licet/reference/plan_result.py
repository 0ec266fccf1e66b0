"""What a checked plan says can be spared: the only part of a plan's result that an assessment reads.

The needs and contracts behind it stay with whoever keeps the plan; their result is named by its digest.
"""

import datetime as dt
import re
from fractions import Fraction

import msgspec

from licet.encoding.canonical import from_bytes
from licet.encoding.faults import Fault, Faults, quoted
from licet.encoding.reading import DigestText, Name, Text, read_value
from licet.encoding.source import read_tree
from licet.reference.official import unpacked
from licet.reference.parsed import Parsed, content_of

_NUMBER = re.compile(r"[0-9]{1,30}(\.[0-9]{1,9})?|[0-9]{1,30}/[1-9][0-9]{0,29}")


class Spare(msgspec.Struct, frozen=True, kw_only=True):
    """How much more of an item can be delivered by a day with every need and contract kept: proven possible, proven most.

    Numbers are exact, as `22.5` or `160/7`.
    """

    item: Text
    on: dt.date
    at_least: Text
    at_most: Text


class PlanResult(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="plan_result/1"):
    """What a plan's result says can be spared, item by item and month by month.

    `made_on` is the day the plan was made, `allocation` the digest of its whole result, `unit` in `units` what each item is counted in.
    """

    reference: Name
    made_on: dt.date
    starts_on: dt.date
    allocation: DigestText
    units: dict[Text, Text]
    spare: tuple[Spare, ...]


def plan_result_of(content: bytes) -> PlanResult:
    """The plan result of an edition's content."""
    return from_bytes(content.rstrip(b"\n"), PlanResult)


def parse_plan_result(files: dict[str, bytes]) -> Parsed:
    """Read one file of what can be spared; raises `Faults`. The edition is named by the plan and dated by the day it was made."""
    [(name, data)] = files.items()
    result = read_value(read_tree(unpacked(name, data), name.removesuffix(".gz")), PlanResult)
    faults = []
    seen: set[tuple[str, dt.date]] = set()
    for index, one in enumerate(result.spare):
        where = f"spare[{index}]"
        wrong = [field for field in ("at_least", "at_most") if not _NUMBER.fullmatch(getattr(one, field))]
        faults += [
            Fault(f"{where}.{field}", f"{quoted(getattr(one, field))} is no exact number; write such as 22.5 or 160/7")
            for field in wrong
        ]
        if not wrong and Fraction(one.at_least) > Fraction(one.at_most):
            faults.append(Fault(f"{where}.at_least", f"is {one.at_least}, more than at_most {one.at_most}"))
        if (one.item, one.on) in seen:
            faults.append(Fault(where, f"is the second word on {quoted(one.item)} by {one.on}; keep one"))
        seen.add((one.item, one.on))
        if one.item not in result.units:
            faults.append(Fault(f"{where}.item", f"{quoted(one.item)} has no unit; name it under units"))
    if faults:
        raise Faults(faults)
    return Parsed(dated_on=result.made_on, name=result.reference, values=(result,), content=content_of((result,)))
