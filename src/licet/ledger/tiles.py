"""A log as files that any web server can serve (C2SP tlog-tiles v0.1.0), and the checking of all of them."""

from collections.abc import Callable, Iterable, Iterator

from licet.ledger.merkle import Frontier, leaf_hash, root_of
from licet.ledger.plain import HASH_BYTES
from licet.ledger.refusal import Unproved

WIDTH = 256
ENTRIES = -1
"""The level under which the entries themselves stand, beside those of their hashes."""
ENTRY_BYTES = 2 + HASH_BYTES
"""An entry in a bundle: its length in two bytes, then itself."""


def tile_path(level: int, number: int, width: int = WIDTH) -> str:
    """Where a tile lies: `tile/0/x001/234`, with `.p/17` behind it while only 17 of its 256 places are taken."""
    digits = f"{number:03d}"
    digits = digits.rjust(-(-len(digits) // 3) * 3, "0")
    parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    place = "/".join([*(f"x{part}" for part in parts[:-1]), parts[-1]])
    partial = "" if width == WIDTH else f".p/{width}"
    return f"tile/{'entries' if level == ENTRIES else level}/{place}{partial}"


def tiles_of(size: int) -> Iterator[tuple[int, int, int]]:
    """Every tile of a tree as (level, number, width), entries first."""
    for level in (ENTRIES, *range(64)):
        count = size >> 8 * max(level, 0)
        if not count:
            return
        for number in range(-(-count // WIDTH)):
            yield level, number, min(WIDTH, count - number * WIDTH)


def bundle_of(entries: Iterable[bytes]) -> bytes:
    """Entries as they lie in a bundle."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def entries_in(bundle: bytes, what: str) -> list[bytes]:
    """The entries of a bundle; each has 32 bytes here."""
    if len(bundle) % ENTRY_BYTES:
        raise Unproved(f"{what} is cut off, or holds an entry that is no leaf")
    entries = []
    for at in range(0, len(bundle), ENTRY_BYTES):
        if bundle[at : at + 2] != HASH_BYTES.to_bytes(2, "big"):
            raise Unproved(f"{what} holds an entry that is no leaf of 32 bytes")
        entries.append(bundle[at + 2 : at + ENTRY_BYTES])
    return entries


def check_files(read: Callable[[str], bytes | None], names: Iterable[str], size: int) -> bytes:
    """Build the tree again from all entries, compare every tile with it, and return its root; raises `Unproved` naming the file.

    `read` gives the bytes of a file or None; `names` are the files that lie under `tile/`. Tiles of earlier,
    smaller trees may lie beside the present ones, and must be their beginnings.
    """
    tree = Frontier()
    due: dict[tuple[int, int], bytes] = {}
    rows: dict[int, list[bytes]] = {}
    for level, number, width in tiles_of(size):
        path = tile_path(level, number, width)
        data = read(path)
        if data is None:
            raise Unproved(f"{path} is missing")
        if level == ENTRIES:
            entries = entries_in(data, path)
            if len(entries) != width:
                raise Unproved(f"{path} holds {len(entries)} entries, not {width}")
            hashes = [leaf_hash(entry) for entry in entries]
            for hashed in hashes:
                tree.append(hashed)
            rows.setdefault(0, []).extend(hashes)
        else:
            hashes = rows[level][number * WIDTH : number * WIDTH + width]
            if data != b"".join(hashes):
                raise Unproved(f"{path} does not fit the entries: one of them was changed")
            if width == WIDTH:
                rows.setdefault(level + 1, []).append(root_of(hashes))
        due[level, number] = data
    whole = {tile_path(level, number): (level, data) for (level, number), data in due.items()}
    for name in names:
        path, _, width_text = name.partition(".p/")
        level, data = whole.get(path, (0, b""))
        unit = ENTRY_BYTES if level == ENTRIES else HASH_BYTES
        size_due = int(width_text) * unit if width_text.isdigit() and len(width_text) < 4 else len(data)
        held = read(name)
        if path not in whole or held != data[:size_due] or not held:
            raise Unproved(f"{name} is no tile of this log")
    return tree.root()
