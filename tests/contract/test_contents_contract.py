"""What every content store does."""

import io
from typing import Any

import pytest

from licet.encoding.canonical import digest_of
from licet.services.ports import DamagedContent

LARGE = bytes(range(256)) * 10_000


@pytest.mark.parametrize("data", [b"", b"x", LARGE])
def test_bytes_come_back_by_their_digest_whole_or_in_blocks(store: Any, data: bytes) -> None:
    digest = store.contents.put(data)
    assert digest == digest_of(data)
    assert store.contents.put(io.BytesIO(data)) == digest
    assert store.contents.get(digest) == data
    assert b"".join(store.contents.stream(digest)) == data
    assert digest in store.contents


def test_a_stated_digest_that_is_not_the_bytes_own_keeps_nothing(store: Any) -> None:
    stated = digest_of(b"certificate")
    with pytest.raises(DamagedContent, match=stated):
        store.contents.put_as(stated, io.BytesIO(b"another certificate"))
    assert stated not in store.contents
    assert digest_of(b"another certificate") not in store.contents
    store.contents.put_as(stated, b"certificate")
    assert store.contents.get(stated) == b"certificate"


@pytest.mark.parametrize("digest", [digest_of(b"never put"), "sha256:zz", "md5:00", "", "sha256:../../../../etc/passwd", 7])
def test_a_digest_that_was_never_put_is_a_key_error(store: Any, digest: Any) -> None:
    assert digest not in store.contents
    if isinstance(digest, str):
        with pytest.raises(KeyError):
            store.contents.get(digest)
        with pytest.raises(KeyError):
            list(store.contents.stream(digest))
