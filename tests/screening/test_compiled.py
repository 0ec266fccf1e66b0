"""The compiled loops: held against an independent library and against themselves uncompiled."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from licet.reference.record import ListedName, Record
from licet.screening import compiled, vocabulary
from licet.screening.commonness import SLIGHT
from licet.screening.index import build_index
from licet.screening.likeness import LEAST, SAME, is_ordinary, likeness
from licet.screening.normal import word_of
from licet.screening.query import Query
from licet.screening.screen import screen
from licet.screening.vocabulary import LETTERS, build_vocabulary

TEXTS = st.text("abcdehimnorstuxz0189", min_size=1, max_size=18)


@settings(max_examples=60)
@given(st.lists(TEXTS, min_size=1, max_size=8, unique=True), TEXTS, st.integers(300, 1000))
def test_words_that_share_enough_letters_in_order_are_found_and_no_others(texts, text, least):
    words = sorted({word_of(one) for one in texts}, key=lambda word: word.text)
    found, places = build_vocabulary(words)
    sound = word_of(text).sound
    expected = {
        places[word]: shared
        for word in words
        if (shared := LCSseq.similarity(word.sound[:LETTERS], sound[:LETTERS])) * 2000
        >= least * (len(word.sound[:LETTERS]) + len(sound[:LETTERS]))
    }
    some, shared = found.sounds.alike(sound, slice(0, len(words)), least)
    assert dict(zip(some.tolist(), shared.tolist(), strict=True)) == expected
    again = found.sounds.shared(sound, np.array(sorted(expected), dtype=np.int64))
    assert again.tolist() == [expected[at] for at in sorted(expected)]


@settings(max_examples=150)
@given(st.lists(TEXTS, min_size=1, max_size=8, unique=True), TEXTS)
def test_words_compared_by_their_letters_are_as_alike_as_words_compared_whole(texts, text):
    words = [word_of(one) for one in texts]
    found, places = build_vocabulary(set(words))
    word = word_of(text)
    kin = found.kin(word)
    earned = dict(zip(kin.words.tolist(), kin.credits.tolist(), strict=True))
    for other in words:
        alike = likeness(word, other)
        at = places[other]
        if at not in earned:
            assert alike < LEAST or not (is_ordinary(word) and is_ordinary(other)), (word.text, other.text)
        elif earned[at] != vocabulary.UNALIKE:
            assert earned[at] == vocabulary.CREDITS[alike], (word.text, other.text)
        else:
            assert vocabulary.CREDITS[alike] <= vocabulary.UNALIKE, (word.text, other.text)


@pytest.mark.parametrize("asked", ["saltheron trading", "M INVESK,T OOO", "khaled abd al rahman", "invest m ooo", "li wei"])
def test_compiled_or_not_the_answers_are_the_same(asked, monkeypatch):
    names = ("SALT HERON TRADING LTD", "M INVEST, OOO", "Khalid Abdulrahman", "WEI LI", "Heron Salt", "K. Rahman")
    records = [
        Record(id=f"r{at}", list="L", schema="LegalEntity", names=(ListedName(text=name),), effect="weigh")
        for at, name in enumerate(names)
    ]
    query = Query(schema="LegalEntity", names=(asked,))
    compiled_answer = screen(query, [build_index(records)], edition="e")
    assert compiled_answer.matches
    for loop in ("alike", "likenesses", "_slips", "shared_letters", "mark_holders", "measure", "_pair_off", "_in_order"):
        monkeypatch.setattr(compiled, loop, getattr(compiled, loop).py_func)
    assert screen(query, [build_index(records)], edition="e") == compiled_answer


def test_where_no_code_can_be_kept_it_is_compiled_in_memory(monkeypatch):
    def refused(**options):
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return lambda function: function

    monkeypatch.setattr(compiled.numba, "njit", refused)
    assert compiled._compiled(len) is len


def test_an_index_is_not_written_to():
    index = build_index([Record(id="r", list="L", schema="Person", names=(ListedName(text="Salt Heron"),), effect="weigh")])
    for array in (index.postings, index.vocabulary.weights, index.vocabulary.sounds.codes):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_the_numbers_compiled_in_are_the_models():
    assert (compiled.SAME, compiled.SLIGHT) == (SAME, SLIGHT)
