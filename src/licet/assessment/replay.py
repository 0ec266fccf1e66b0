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


def compare(stored: bytes, again: Opinion) -> tuple[Difference, ...]:
    """Compare an opinion's stored bytes with its rerun; none when they are equal byte for byte.

    Under other software the digest of the software must differ; everything else is compared all the same.
    What the stored bytes say beyond an opinion's own fields is a difference too.
    """
    if canonical_bytes(again) == stored:
        return ()
    found: list[Difference] = []
    _walk(msgspec.json.decode(stored), to_plain(again), "", found)
    if not found:
        found.append(Difference(where="encoding", was="other bytes for the same value", now="canonical bytes"))
    return tuple(found)


def _walk(was: Any, now: Any, where: str, found: list[Difference]) -> None:
    if isinstance(was, dict) and isinstance(now, dict):
        for key in sorted({*was, *now}):
            _walk(was.get(key), now.get(key), f"{where}.{key}" if where else key, found)
    elif isinstance(was, list | tuple) and isinstance(now, list | tuple):
        if len(was) != len(now):
            found.append(Difference(where=where, was=f"{len(was)} entries", now=f"{len(now)} entries"))
        before = len(found)
        for index, (one, other) in enumerate(zip(was, now, strict=False)):
            _walk(one, other, f"{where}[{index}]", found)
            if len(was) != len(now) and len(found) > before:
                return  # past the first that differs, the rest has merely moved up or down
    elif was != now:
        found.append(Difference(where=where, was=_short(was), now=_short(now)))


def _short(value: Any) -> str:
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= 120 else text[:119] + "…"
