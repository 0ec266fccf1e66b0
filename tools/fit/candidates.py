"""Names worth comparing with a query: those that share most pieces of sound and of consonants with it.

Deliberately not the index of the product: what is learnt must not depend on what that index happens to find.
"""

import numpy as np
import numpy.typing as npt

from licet.reference.record import Record
from licet.screening.normal import Word, words_of

MOST = 60


def _pieces(words: tuple[Word, ...]) -> frozenset[str]:
    found = set()
    for word in words:
        sound, bones = f"^{word.sound}$", f"<{word.bones}>"
        if not word.arabic:
            found.update(sound[at : at + 3] for at in range(len(sound) - 2))
        found.update(f"~{bones[at : at + 3]}" for at in range(len(bones) - 2))
    return frozenset(found)


class Names:
    """Every name of every record, and which pieces it holds."""

    def __init__(self, records: tuple[Record, ...]) -> None:
        self.places: list[tuple[int, int]] = []
        self.words: list[tuple[Word, ...]] = []
        holders: dict[str, list[int]] = {}
        for at, record in enumerate(records):
            for place, name in enumerate(record.names):
                words = words_of(name.text)
                for piece in _pieces(words):
                    holders.setdefault(piece, []).append(len(self.places))
                self.places.append((at, place))
                self.words.append(words)
        self._holders = {piece: np.array(names) for piece, names in holders.items()}
        self._rarity = {piece: float(np.log(len(self.places) / len(names)) ** 2) for piece, names in self._holders.items()}
        squares = np.zeros(len(self.places))
        for piece, names in self._holders.items():
            squares[names] += self._rarity[piece]
        self._length = np.sqrt(np.maximum(squares, 1e-9))

    def like(self, words: tuple[Word, ...]) -> npt.NDArray[np.intp]:
        """The names that share most with a query, best first."""
        shared = np.zeros(len(self.places))
        for piece in sorted(_pieces(words) & self._holders.keys()):
            shared[self._holders[piece]] += self._rarity[piece]
        return np.argsort(-shared / self._length, kind="stable")[:MOST]
