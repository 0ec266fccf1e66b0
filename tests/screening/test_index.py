"""An index: the same in memory and in a file, whole or refused, and every name and number in its place."""

import mmap
import multiprocessing
import zlib
from itertools import pairwise

import numpy as np
import pytest

from licet.encoding.canonical import canonical_bytes
from licet.reference.record import Identifier, ListedName, Record
from licet.screening.index import Index, build_index
from licet.screening.layout import laid_out, read_in_place
from licet.screening.normal import words_of
from licet.screening.query import Query
from licet.screening.screen import screen
from licet.screening.skeleton import bones_of_run, key_of, skeletons_of

ASKED = (
    "Khayal al-Mithali",
    "SALT HERON",
    "Saltheron",
    "例子精密机械有限公司",
    "خيال المثالي",
    "Nobody Listed",
    "J",
    "Trading Ltd",
)


def answers(index):
    return [canonical_bytes(screen(Query(names=(name,)), [index], edition="e")) for name in ASKED]


def mapped(path):
    with path.open("rb") as file:
        return Index.from_bytes(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))


def answers_of_file(path):
    return answers(mapped(path))


@pytest.fixture
def kept(example, tmp_path):
    path = tmp_path / "index"
    path.write_bytes(b"".join(example.laid_out()))
    return path


def holders(index, word):
    """The names that hold a word."""
    return index.postings[index.posting_starts[word] : index.posting_starts[word + 1]].tolist()


def test_a_mapped_index_is_the_one_that_was_built(example, kept):
    again = mapped(kept)
    assert answers(again) == answers(example)
    assert again.to_bytes() == example.to_bytes() == kept.read_bytes()
    assert again.name_words.base is not None, "arrays lie in the file"
    with pytest.raises(ValueError, match="read-only"):
        again.name_words[0] = 1


def test_two_processes_answer_as_one(example, kept):
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(answers_of_file, [kept, kept]) == [answers(example)] * 2


def test_the_same_records_give_the_same_bytes(example, example_records):
    assert build_index(iter(example_records)).to_bytes() == example.to_bytes()


def test_an_empty_edition_can_be_kept():
    index = Index.from_bytes(build_index([]).to_bytes())
    assert len(index) == 0
    assert screen(Query(names=("Anyone",)), [index], edition="e").matches == ()


def test_no_spoilt_byte_goes_unseen(example):
    sound = example.to_bytes()
    whole = 12 + int.from_bytes(sound[:8], "little")
    for at in [0, 3, 8, 12, whole - 1, *range(whole, len(sound), max(len(sound) // 300, 1))]:
        spoilt = bytearray(sound)
        spoilt[at] ^= 0x10
        try:
            read = Index.from_bytes(bytes(spoilt))
        except ValueError:
            continue
        assert read.to_bytes() == sound, "a byte between two arrays says nothing"


def test_arrays_come_back_as_they_went():
    arrays = {
        "a": np.arange(6, dtype=np.int32).reshape(2, 3),
        "none": np.empty(0, dtype=np.uint64),
        "b": np.array([2**63], np.uint64),
    }
    data = b"".join(laid_out(arrays))
    found = read_in_place(data)
    assert list(found) == list(arrays)
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype
        assert np.array_equal(found[name], array)
    start = data.index(np.arange(6, dtype=np.int32).tobytes())
    assert start % 64 == 0
    assert zlib.crc32(data[start : start + 24]) == zlib.crc32(arrays["a"].tobytes())


def test_every_name_stands_under_each_of_its_words_once(example, example_records):
    texts = [name.text for record in example_records for name in record.names]
    for place, text in enumerate(texts):
        assert example.words(place) == words_of(text)
        assert example.of_same_words(tuple(reversed(words_of(text)))).tolist().count(place) == 1
        for at in set(example.name_words[example.name_starts[place] : example.name_starts[place + 1]].tolist()):
            assert holders(example, at).count(place) == 1
    assert len(example.postings) == sum(len(set(words_of(text))) for text in texts)


def test_records_are_found_by_id_and_by_number():
    one = Record(
        id="x", list="A", schema="Vessel", names=(ListedName(text="Heron"),), effect="weigh",
        identifiers=(Identifier(kind="imoNumber", number="IMO 9131527"),),
    )  # fmt: skip
    other = Record(id="x", list="B", schema="Vessel", names=(ListedName(text="Egret"),), effect="weigh")
    index = build_index([one, other])
    assert index.all_named("x") == (one, other)
    assert (index.named("x"), index.named("y"), len(index)) == (one, None, 2)
    assert index.with_number("9131527") == index.with_number("imo-9131527") == (0,)
    assert index.with_number("9131528") == ()


@pytest.mark.parametrize(
    "text", ["Salt Heron", "Abdul Rahman", "Ahmad Din", "Anna Nova", "A B", "Rich Harbour Ltd", "27 Th Centre"]
)
def test_words_written_as_one_are_found_by_their_consonants(text):
    index = build_index([Record(id="x", list="A", schema="Vessel", names=(ListedName(text=text),), effect="weigh")])
    words = words_of(text)
    for one, other in pairwise(words):
        bones = bones_of_run((one, other))
        assert index.with_neighbours(bones).tolist() == ([0] if len(bones) >= 3 else [])


@pytest.mark.parametrize(("one", "other"), [("slt", "hrn"), ("mn", "nv"), ("", "b"), ("b", ""), ("k", "k"), ("", "")])
def test_the_key_of_two_skeletons_follows_from_both(one, other):
    joined = skeletons_of([one]).then(skeletons_of([other]))
    whole = one + (other[1:] if one and one[-1:] == other[:1] else other)
    assert int(joined.keys[0]) == key_of(whole) == int(skeletons_of([whole]).keys[0])
    assert int(joined.lengths[0]) == len(whole)
