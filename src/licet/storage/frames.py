"""Messages between this process and one beside it, each behind its length."""

import os
import select
import time

HEAD = 4


def write_frame(to: int, data: bytes) -> None:
    """Write one message to a file descriptor; raises `OSError` when nobody reads it any more."""
    left = memoryview(len(data).to_bytes(HEAD, "big") + data)
    while left:
        left = left[os.write(to, left) :]


def read_frame(source: int, *, seconds: float) -> bytes:
    """Read one message. Raises `EOFError` when the other side is gone, `TimeoutError` when it is not all there in time."""
    until = time.monotonic() + seconds
    return _read(source, int.from_bytes(_read(source, HEAD, until), "big"), until)


def _read(source: int, count: int, until: float) -> bytes:
    found = bytearray()
    while len(found) < count:
        if not select.select([source], [], [], max(0.0, until - time.monotonic()))[0]:
            raise TimeoutError("no message came in time")
        some = os.read(source, count - len(found))
        if not some:
            raise EOFError("the other side is gone")
        found += some
    return bytes(found)
