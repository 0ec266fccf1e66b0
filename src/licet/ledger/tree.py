"""A tree that lies in tiles: how it grows, and how proofs are read off it without all of its leaves."""

from collections.abc import Callable, Iterable

from licet.ledger.merkle import leaf_hash, node_hash, root_of
from licet.ledger.plain import HASH_BYTES
from licet.ledger.tiles import ENTRIES, WIDTH, bundle_of

Tiles = Callable[[int, int], bytes]
"""Gives the bytes of the tile at a level and number, as far as it is filled; empty when there is none."""


def grown(size: int, tiles: Tiles, entries: Iterable[bytes]) -> dict[tuple[int, int], bytes]:
    """Every tile that changes when entries are added to a tree of `size`, with its new bytes."""
    changed: dict[tuple[int, int], bytearray] = {}

    def add(level: int, place: int, data: bytes) -> bytearray:
        number = place // WIDTH
        if (level, number) not in changed:
            changed[level, number] = bytearray(tiles(level, number))
        changed[level, number] += data
        return changed[level, number]

    for index, entry in enumerate(entries, start=size):
        add(ENTRIES, index, bundle_of([entry]))
        level, place, hashed = 0, index, leaf_hash(entry)
        while len(tile := add(level, place, hashed)) == WIDTH * HASH_BYTES:
            hashed = root_of(_hashes(bytes(tile)))
            level, place = level + 1, place // WIDTH
    return {at: bytes(data) for at, data in changed.items()}


class Tree:
    """A tree of so many leaves over its tiles."""

    def __init__(self, size: int, tiles: Tiles) -> None:
        self.size, self._tiles = size, tiles

    def root(self) -> bytes:
        return self._over(0, self.size) if self.size else root_of(())

    def parts(self) -> list[bytes]:
        """The roots of the complete parts of the tree, largest first: what `Frontier` goes on from."""
        found, start = [], 0
        for height in reversed(range(self.size.bit_length())):
            if self.size >> height & 1:
                found.append(self._node(height, start >> height))
                start += 1 << height
        return found

    def inclusion(self, index: int) -> list[bytes]:
        """The proof that the leaf at `index` stands in the tree (RFC 6962, 2.1.1)."""
        return self._inclusion(index, 0, self.size)

    def consistency(self, old: int) -> list[bytes]:
        """The proof that the tree continues the one of its first `old` leaves (RFC 6962, 2.1.2)."""
        return self._consistency(old, 0, self.size, True) if 0 < old < self.size else []

    def _inclusion(self, index: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + _split(end - start)
        if index < middle:
            return [*self._inclusion(index, start, middle), self._over(middle, end)]
        return [*self._inclusion(index, middle, end), self._over(start, middle)]

    def _consistency(self, old: int, start: int, end: int, whole: bool) -> list[bytes]:
        if old == end:
            return [] if whole else [self._over(start, end)]
        middle = start + _split(end - start)
        if old <= middle:
            return [*self._consistency(old, start, middle, whole), self._over(middle, end)]
        return [*self._consistency(old, middle, end, False), self._over(start, middle)]

    def _over(self, start: int, end: int) -> bytes:
        width = end - start
        if width & (width - 1) == 0:
            height = width.bit_length() - 1
            return self._node(height, start >> height)
        middle = start + _split(width)
        return node_hash(self._over(start, middle), self._over(middle, end))

    def _node(self, height: int, place: int) -> bytes:
        level, below = divmod(height, 8)
        first = place << below
        data = self._tiles(level, first // WIDTH)
        at = first % WIDTH
        return root_of(_hashes(data[at * HASH_BYTES : (at + (1 << below)) * HASH_BYTES]))


def _hashes(data: bytes) -> list[bytes]:
    return [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]


def _split(width: int) -> int:
    """The largest power of two below a width."""
    return 1 << (width - 1).bit_length() - 1
