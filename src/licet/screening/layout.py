"""Arrays in one run of bytes, to be written once and read in place.

    8 bytes   length of the head, little end first
    4 bytes   CRC-32 of the head
    head      JSON: for each array its name, kind, shape, place and CRC-32
    arrays    each from a multiple of 64 bytes on

Reading copies nothing: the arrays lie where the bytes lie, which may be a memory-mapped file that
processes share. Every byte is checked before the first is used, at some gigabytes a second; the
check finds damage, not malice.
"""

import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

Buffer = bytes | memoryview
_ALIGNED = 64


class _Block(msgspec.Struct, frozen=True, array_like=True):
    name: str
    kind: str
    shape: tuple[int, ...]
    start: int
    check: int

    @property
    def size(self) -> int:
        return int(np.dtype(self.kind).itemsize * np.prod(self.shape, dtype=np.int64))


def laid_out(arrays: Mapping[str, npt.NDArray[Any]]) -> Iterator[Buffer]:
    """The bytes of named arrays, piece by piece."""
    blocks, start = [], 0
    held = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    for name, array in held.items():
        block = _Block(name, array.dtype.newbyteorder("<").str, array.shape, start, zlib.crc32(_plain(array)))
        blocks.append(block)
        start = _aligned(start + block.size)
    head = msgspec.json.encode(blocks)
    head += b" " * (_aligned(12 + len(head)) - 12 - len(head))
    yield len(head).to_bytes(8, "little") + zlib.crc32(head).to_bytes(4, "little") + head
    for block, array in zip(blocks, held.values(), strict=True):
        yield _plain(array)
        yield bytes(_aligned(block.size) - block.size)


def read_in_place(data: Buffer) -> dict[str, npt.NDArray[Any]]:
    """The arrays of `laid_out`, lying in `data`; raises `ValueError` when its bytes are not whole or not as they were written."""
    view = memoryview(data)
    length = int.from_bytes(view[:8], "little")
    head = view[12 : 12 + length]
    if len(head) != length or zlib.crc32(head) != int.from_bytes(view[8:12], "little"):
        raise ValueError("these bytes are no index")
    try:
        blocks = msgspec.json.decode(head, type=list[_Block])
    except msgspec.MsgspecError as error:
        raise ValueError("these bytes are no index") from error
    body = view[12 + length :]
    if not blocks or len(body) != _aligned(blocks[-1].start + blocks[-1].size):
        raise ValueError("these bytes are no whole index")
    arrays = {}
    for block in blocks:
        piece = body[block.start : block.start + block.size]
        if zlib.crc32(piece) != block.check:
            raise ValueError("these bytes are no sound index")
        arrays[block.name] = np.frombuffer(piece, dtype=block.kind).reshape(block.shape)
    return arrays


def fixed(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same array, not to be written to: what is built in memory is as fast to read as what is mapped from a file."""
    view = array.view()
    view.flags.writeable = False
    return view


def starts(lengths: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Where each of some runs of these lengths starts when they lie one after the other; one more for the end."""
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(np.asarray(lengths, dtype=np.int64))])


def span(keys: npt.NDArray[np.uint64], key: int) -> tuple[int, int]:
    """The first place and the place after the last at which a key stands among sorted ones."""
    wanted = np.uint64(key)
    return int(keys.searchsorted(wanted)), int(keys.searchsorted(wanted, side="right"))


def _plain(array: npt.NDArray[Any]) -> Buffer:
    return array.reshape(-1).view(np.uint8).data


def _aligned(length: int) -> int:
    return -(-length // _ALIGNED) * _ALIGNED
