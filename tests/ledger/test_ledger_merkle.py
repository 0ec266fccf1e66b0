"""The tree agrees with a second implementation at every size, and no false proof is believed."""

import hashlib
import random

import pytest

from ledger.second_tree import mth, path, proof
from licet.ledger.merkle import EMPTY_ROOT, Frontier, check_consistency, leaf_hash, root_by_inclusion, root_of
from licet.ledger.refusal import Unproved
from licet.ledger.tree import Tree, grown

SIZES = 1101
D = [hashlib.sha256(n.to_bytes(4, "big")).digest() for n in range(SIZES)]


def tree_of(size: int, *, steps: int = 97) -> Tree:
    """A tree in tiles, grown in several steps."""
    kept: dict[tuple[int, int], bytes] = {}

    def tiles(level: int, number: int) -> bytes:
        return kept.get((level, number), b"")

    for start in range(0, size, steps):
        kept.update(grown(start, tiles, D[start : min(start + steps, size)]))
    return Tree(size, tiles)


def test_roots_of_rfc_6962_vectors() -> None:
    """The inputs and roots that Certificate Transparency's own implementations test against."""
    entries = [
        bytes.fromhex(text)
        for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
    ]
    roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]  # fmt: skip
    for size, root in enumerate(roots, start=1):
        assert root_of(map(leaf_hash, entries[:size])).hex() == root
        assert mth(entries[:size]).hex() == root
    assert mth([]) == EMPTY_ROOT


def test_every_size_has_the_root_of_the_second_implementation() -> None:
    frontier = Frontier()
    roots = [frontier.root()]
    for entry in D:
        frontier.append(leaf_hash(entry))
        roots.append(frontier.root())
    for size in [*range(300), *range(300, SIZES + 1, 7), 511, 512, 513, 1023, 1024, 1025]:
        assert roots[size] == mth(D[:size]), size


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9, 255, 256, 257, 300, 511, 513, 1000])
def test_proofs_read_off_tiles_are_those_of_the_second_implementation(size: int) -> None:
    tree = tree_of(size)
    assert tree.root() == mth(D[:size])
    assert Frontier(size, tree.parts()).root() == tree.root()
    chance = random.Random(size)  # noqa: S311
    for index in {0, size - 1, size // 2, *(chance.randrange(size) for _ in range(10))}:
        hashes = tree.inclusion(index)
        assert hashes == path(index, D[:size])
        assert root_by_inclusion(index, size, leaf_hash(D[index]), hashes) == tree.root()
    for old in {1, size, size // 2 or 1, *(chance.randrange(1, size + 1) for _ in range(10))}:
        hashes = tree.consistency(old)
        assert hashes == proof(old, D[:size])
        check_consistency(old, mth(D[:old]), size, tree.root(), hashes)


@pytest.mark.parametrize("size", [1, 2, 5, 8, 13])
def test_no_other_leaf_place_size_or_proof_leads_to_the_root(size: int) -> None:
    root = mth(D[:size])
    for index in range(size):
        hashes = path(index, D[:size])
        wrong = [
            *((other, size, D[index], hashes) for other in range(-1, size + 2) if other != index),
            (index, size, D[size], hashes),
            (index, size, D[index], [*hashes, D[0]]),
            *((index, size, D[index], hashes[:at] + hashes[at + 1 :]) for at in range(len(hashes))),
            *((index, size, D[index], [*hashes[:at], D[99], *hashes[at + 1 :]]) for at in range(len(hashes))),
        ]
        for place, of, entry, given in wrong:
            try:
                assert root_by_inclusion(place, of, leaf_hash(entry), given) != root
            except Unproved:
                continue


@pytest.mark.parametrize(("old", "new"), [(1, 2), (3, 7), (4, 7), (4, 8), (6, 8), (8, 13), (12, 13), (0, 5), (5, 5)])
def test_no_shrunken_forked_or_malformed_growth_is_believed(old: int, new: int) -> None:
    good = proof(old, D[:new]) if 0 < old < new else []
    a, b = mth(D[:old]), mth(D[:new])
    check_consistency(old, a, new, b, good)
    forked = mth([*D[: new - 1], b"forged"])
    wrong = [
        (old, D[0], new, b, good),
        (old, a, new, b, [*good, D[0]]),
        *((old, a, new, b, good[:at] + good[at + 1 :]) for at in range(len(good))),
        *((old, a, new, b, [*good[:at], D[50], *good[at + 1 :]]) for at in range(len(good))),
        *([(old, a, new, forked, good), (new, b, old, a, good)] if old else []),
    ]
    for case in wrong:
        if case == (new, b, old, a, good) and old == new:
            continue
        with pytest.raises(Unproved):
            check_consistency(*case)
    if old:
        with pytest.raises(Unproved):
            check_consistency(old, mth([b"changed", *D[1:old]]), new, b, good)


def test_a_frontier_is_not_begun_with_too_few_or_too_many_parts() -> None:
    for size, parts in [(3, [D[0]]), (4, D[:2]), (0, D[:1])]:
        with pytest.raises(Unproved):
            Frontier(size, parts)
