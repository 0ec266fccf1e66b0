"""Whether a rerun says what an opinion said, and if not, what differs."""

from typing import Any

import msgspec

from licet.assessment.opinion import Opinion
from licet.encoding.canonical import canonical_bytes, to_plain


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One place where the rerun differs: its path, what the opinion says, what the rerun says."""

    where: str
    was: str
    now: str


def compare(stored: bytes, opinion: Opinion, again: Opinion) -> tuple[Difference, ...]:
    """Compare an opinion's stored bytes with its rerun; none when they are equal byte for byte.

    Under other software the digest of the software must differ; everything else is compared all the same.
    """
    if canonical_bytes(again) == stored:
        return ()
    found: list[Difference] = []
    _walk(to_plain(opinion), to_plain(again), "", found)
    if not found:
        found.append(Difference(where="encoding", was="other bytes for the same value", now="canonical bytes"))
    return tuple(found)


def only_software(differences: tuple[Difference, ...]) -> bool:
    """Whether the rerun differs in nothing but the software that made it."""
    return bool(differences) and all(one.where == "inputs.software" for one in differences)


def _walk(was: Any, now: Any, where: str, found: list[Difference]) -> None:
    if isinstance(was, dict) and isinstance(now, dict):
        for key in sorted({*was, *now}):
            _walk(was.get(key), now.get(key), f"{where}.{key}" if where else key, found)
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for index, (one, other) in enumerate(zip(was, now, strict=True)):
            _walk(one, other, f"{where}[{index}]", found)
    elif was != now:
        found.append(Difference(where=where, was=_short(was), now=_short(now)))


def _short(value: Any) -> str:
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= 120 else text[:119] + "…"
