"""Two names cut into parts for a page to mark: which parts of the one stand for which of the other."""

import re

import msgspec

from licet.screening.alignment import Alignment, align
from licet.screening.normal import readings_of

_TOKEN = re.compile(r"[^\s,;:/()（）\[\]「」«»“”\"·・-]+")


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a name as written. `pair` counts from 1 and is the same on both sides; None where nothing stands for the piece.

    `likeness` is in thousandths, 1000 where both are the same. All pieces together are the name.
    """

    text: str
    pair: int | None = None
    likeness: int = 0


def marked(query: str, record: str, *, person: bool) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Both names in parts; what stands between words is a part of its own, unpaired."""
    of_record = readings_of(record)[0]
    # The reading of Chinese characters that comes nearest is the one that was weighed.
    readings = [(words, align(words, of_record, person=person)) for words in readings_of(query)]
    _, alignment = max(readings, key=lambda reading: reading[1].shared)
    return _parts(query, alignment, 0), _parts(record, alignment, 1)


def _parts(name: str, alignment: Alignment, side: int) -> tuple[Part, ...]:
    left = {place: [word.text for word in (pair.query, pair.record)[side]] for place, pair in enumerate(alignment.pairs, start=1)}
    parts: list[Part] = []
    at = 0
    for token in _TOKEN.finditer(name):
        if token.start() > at:
            parts.append(Part(text=name[at : token.start()]))
        parts.append(_part(token[0], alignment, left))
        at = token.end()
    return (*parts, Part(text=name[at:])) if at < len(name) else tuple(parts)


def _part(token: str, alignment: Alignment, left: dict[int, list[str]]) -> Part:
    words: set[str] = {word.text for reading in readings_of(token) for word in reading}
    for place, texts in left.items():
        shared = words.intersection(texts)
        if shared:
            left[place] = [text for text in texts if text not in shared]
            return Part(text=token, pair=place, likeness=alignment.pairs[place - 1].likeness)
    return Part(text=token)
