"""Full-text search over the wording of control lists: which entries speak of something, and by which words.

A search informs; it never says that an item is on a list or on none. Entries come best first: rare
words count more than common ones, words near each other in one paragraph more than words apart.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from math import isqrt

import msgspec

from licet.reference.list_text import ListEntry, Paragraph

_WORD = re.compile(r"[a-z0-9]+(?:[-.'’][a-z0-9]+)*")
_IDLE_WORDS = """
    a an and any as at be by for from having if in into is it its of on or other such than that the their there these this to
    which with following specially designed all not
"""
_IDLE = frozenset(_IDLE_WORDS.split())
PARAGRAPHS_SHOWN = 3
"""Paragraphs shown of each entry found."""
TITLE = 10
"""Words of a title at which its weight is halved."""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph that holds words looked for; `marked` are their places in its text, as (start, end)."""

    paragraph: Paragraph
    marked: tuple[tuple[int, int], ...]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """An entry found, how much speaks for it, the words of the query it holds and those it lacks, and where they stand."""

    entry: ListEntry
    weight: int
    words: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()


def search(query: str, entries: Iterable[ListEntry], *, most: int = 50) -> tuple[Found, ...]:
    """The entries that hold words of a query, best first; asked for by a code, the entries of that code alone.

    Words are compared by their stems, so that `gyroscopes` finds `gyroscope`; in several words every
    order counts alike.
    """
    every = tuple(entries)
    code = query.strip().upper()
    named = [Found(entry=one, weight=0) for one in every if code == one.code or code.startswith(f"{one.code}.")]
    wanted = tuple(dict.fromkeys(_stem(word) for word in _words(query) if word not in _IDLE))
    if named or not wanted:
        return tuple(named[:most])
    held = [_stems_of(entry) for entry in every]
    rarity = {word: _rarity(sum(word in stems for stems in held), len(every)) for word in wanted}
    found = [_found(entry, wanted, rarity) for entry, stems in zip(every, held, strict=True) if not stems.isdisjoint(wanted)]
    found.sort(key=lambda one: (len(one.lacks), -one.weight, one.entry.code, one.entry.list))
    return tuple(found[:most])


def _found(entry: ListEntry, wanted: tuple[str, ...], rarity: dict[str, int]) -> Found:
    """An entry weighs the rarity of its words, more where they stand in its title and together in its paragraphs."""
    passages = [one for paragraph in entry.paragraphs if (one := _passage(paragraph, wanted)) is not None]
    together = [sum(rarity[word] for word in _held(one.paragraph.text, wanted)) for one in passages]
    words = {word for one in passages for word in _held(one.paragraph.text, wanted)}
    # A title counts threefold, and less the more else it says: a long one only mentions the words.
    in_title = sum(rarity[word] for word in _held(entry.title, wanted)) * 3 * TITLE // (TITLE + len(_words(entry.title)))
    best = sorted(range(len(passages)), key=lambda at: (-together[at], at))[:PARAGRAPHS_SHOWN]
    return Found(
        entry=entry,
        weight=sum(rarity[word] for word in words) + in_title + sum(together[at] for at in best),
        words=tuple(word for word in wanted if word in words),
        lacks=tuple(word for word in wanted if word not in words),
        passages=tuple(passages[at] for at in best),
    )


def _passage(paragraph: Paragraph, wanted: tuple[str, ...]) -> Passage | None:
    marked = tuple(found.span() for found in _WORD.finditer(paragraph.text.lower()) if _stem(found[0]) in wanted)
    return Passage(paragraph=paragraph, marked=marked) if marked else None


def _held(text: str, wanted: tuple[str, ...]) -> frozenset[str]:
    return _stems(text).intersection(wanted)


@lru_cache(maxsize=4096)
def _stems_of(entry: ListEntry) -> frozenset[str]:
    return frozenset().union(*(_stems(paragraph.text) for paragraph in entry.paragraphs))


@lru_cache(maxsize=32_768)
def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in _words(text))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _stem(word: str) -> str:
    """A word without the ending of its plural; short words and codes stay as they are."""
    if len(word) > 4 and word.isalpha():
        for ending, instead in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("s", "")):
            if word.endswith(ending) and not word.endswith(("ss", "us", "is")):
                return word.removesuffix(ending) + instead
    return word


def _rarity(held_by: int, of: int) -> int:
    """What a word counts, in whole numbers: the root of how many entries there are for each that holds it, in thousandths."""
    return isqrt(of * 1_000_000 // max(held_by, 1))
