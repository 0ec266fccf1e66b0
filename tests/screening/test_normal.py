"""One form for every spelling: scripts, articles, servants of God, legal forms, hidden characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.screening.index import exact_key
from licet.screening.letters import latin, plain
from licet.screening.normal import word_of, words_of


def texts(name):
    return [word.text for word in words_of(name)]


def sounds(name):
    return [word.sound for word in words_of(name)]


def bones(name):
    return [word.bones for word in words_of(name)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("al-Qaida", "AL QAIDA"),
        ("The Moroccan", "moroccan"),
        ("S.A. de C.V.", "SA DE CV"),
        ("I A C International", "IAC International"),
        ("O'Neal", "ONEAL"),
        ("Ba’aysir", "Ba'aysir"),
        ("ＷＩＤＥ ＣＯ", "wide co"),
        ("Za\u200bh\u00adra", "Zahra"),
        ("\u202eZahra\u202c", "Zahra"),
        ("Müller", "MULLER"),
        ("Straße", "STRASSE"),
        ("Сергей", "Sergei"),
        ("Щукин", "Shchukin"),
        ("Παράδειγμα", "Paradeigma"),
        ("习近平", "Xi Jinping"),
        ("РRIMЕROV", "PRIMEROV"),  # Cyrillic Р and Е inside a Latin word
        ("ЗАО «Щит»", "ZAO Shchit"),
        ("Abdul Rahman", "Abd al-Rahman"),
        ("Abdurrahman", "Abd al-Rahman"),
        ("Abdelrahman", "'Abd-al-Rahman"),
        ("Abd Allah", "Abdullah"),
        ("ABDALLAH", "Abdullah"),
        ("Habib Ullah", "Habibullah"),
        ("عبد العزيز", "عبدالعزيز"),
        ("عبد الله", "عبدالله"),
        ("محمد", "مُحَمَّد"),
    ],
)
def test_spellings_of_one_name_are_one(one, other):
    assert exact_key(words_of(one)) == exact_key(words_of(other))


@pytest.mark.parametrize(
    "spellings",
    [
        ("Mohammed", "Muhammad", "MOHAMAD", "Mouhamed"),
        ("Ahmed", "Ahmad"),
        ("Qasim", "Kasim"),
        ("Philip", "Filip"),
    ],
)
def test_romanisations_sound_alike(spellings):
    assert len({tuple(sounds(name)) for name in spellings}) == 1


@pytest.mark.parametrize("spellings", [("Khalid", "Khaled"), ("Youssef", "Yusuf"), ("Hussein", "Hossain")])
def test_spellings_that_differ_in_vowels_have_the_same_consonants(spellings):
    assert len({tuple(bones(name)) for name in spellings}) == 1


@pytest.mark.parametrize(
    ("arabic", "latin_form"),
    [
        ("محمد", "Muhammad"),
        ("صالح الراشد", "Salih al-Rashid"),
        ("حبیب الله", "Habibullah"),
        ("بخت گل", "Bakht Gul"),
        ("خالد", "Khaled"),
    ],
)
def test_an_arabic_spelling_has_the_consonants_of_the_latin_one(arabic, latin_form):
    assert bones(arabic) == bones(latin_form)
    assert all(word.arabic for word in words_of(arabic))


def test_an_article_alone_is_kept():
    assert texts("The") == ["the"]
    assert texts("Al El") == ["al", "el"]


def test_the_vowel_signs_of_other_scripts_stay_in_their_word():
    assert len(words_of("हिन्दी राम")) == 2


def test_nothing_to_compare_gives_no_words():
    assert words_of("—!? ") == ()
    assert words_of("") == ()


def test_numbers_stay_apart_from_words():
    assert texts("27th Scientific Centre No. 12") == ["27", "scientific", "centre", "no", "12"]


@given(st.text(max_size=40))
def test_any_text_gives_plain_words_and_gives_them_again(name):
    words = words_of(name)
    for word in words:
        assert word.text.isascii()
        assert word.text.isalnum()
    assert words_of(name) == words


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=15))
def test_letter_case_and_padding_do_not_count(name):
    assert exact_key(words_of(f"  {name.upper()} ")) == exact_key(words_of(name))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_bones_hold_no_vowel_and_stand_in_the_sound_in_order(text):
    word = word_of(text)
    assert not set(word.bones) & set("aiu")
    left = iter(word.sound)
    assert all(letter in left for letter in word.bones)


def test_a_turkish_capital_i_is_an_i():
    assert plain("IİI") == "iii"


def test_a_word_of_one_script_is_not_taken_for_another():
    assert latin("сор")[0] == "sor", "wholly Cyrillic: transliterated, not read as Latin look-alikes"
