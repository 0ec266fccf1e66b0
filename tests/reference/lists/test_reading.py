"""Country names, birth dates, effects, merging and bytes: what all parsers share."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.encoding.canonical import canonical_bytes
from licet.encoding.countries import NAME_OF
from licet.reference.birth_dates import birth_dates_of, years_between
from licet.reference.country_names import country_named, country_of
from licet.reference.diff import difference
from licet.reference.list_effects import LISTS, effect_of, strictest
from licet.reference.merging import merged
from licet.reference.parsed import content_of, text_content_of
from licet.reference.record import Identifier, ListedName, Record


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Korea, North", "KP"),
        ("Democratic People's Republic of Korea", "KP"),
        ("Korea, South", "KR"),
        ("Congo, Democratic Republic of the", "CD"),
        ("Congo", "CG"),
        ("Burma", "MM"),
        ("The Gambia", "GM"),
        ("Türkiye", "TR"),
        ("TURKIYE", "TR"),
        ("Turkey", "TR"),
        ("Iran (Islamic Republic of)", "IR"),
        ("Cote d Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("UK", "GB"),
        ("PRC", "CN"),
        ("us", "US"),
        ("NOR", "NO"),
        ("  Saint Kitts   and Nevis ", "KN"),
        ("West Bank", "PS"),
        ("China, Hong Kong Special Administrative Region", "HK"),
    ],
)
def test_states_are_read_as_publishers_write_them(text, code):
    assert country_of(text) == code


@pytest.mark.parametrize(
    "text",
    ["", "Atlantis", "undetermined", "None Identified", "former Soviet Union", "Netherlands Antilles", "Region: Crimea",
     "CRIMEA (OCCUPIED)", "REGION: KASHMIR", "Region: Kafia Kingi", "XX", "AN", "Korea"],
)  # fmt: skip
def test_what_names_no_certain_state_is_not_guessed(text):
    assert country_of(text) is None


def test_where_a_list_writes_names_a_code_is_none():
    assert country_named("na") is None
    assert country_of("na") == "NA"
    assert country_named("Namibia") == "NA"


def test_every_name_of_the_country_table_reads_as_itself():
    assert {code for code, name in NAME_OF.items() if country_of(name) != code} == set()


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("1961", ("1961",)),
        ("circa 1961", ("1961",)),
        ("approximately 1961", ("1961",)),
        ("17 Feb 1961", ("1961-02-17",)),
        ("circa 17 Feb 1961", ("1961-02-17",)),
        ("Feb 1961", ("1961-02",)),
        ("February 1961", ("1961-02",)),
        ("1961-02-17", ("1961-02-17",)),
        ("1961-02", ("1961-02",)),
        ("17/02/1961", ("1961-02-17",)),
        ("1961 to 1963", ("1961", "1962", "1963")),
        ("circa 1979-1982", ("1979", "1980", "1981", "1982")),
        ("01 Jan 1961 to 31 Dec 1962", ("1961", "1962")),
        ("Feb 1961 to Mar 1961", ("1961",)),
        ("between 1961 and 1962", ("1961", "1962")),
        ("1963 to 1961", ()),
        ("1961 to whenever", ()),
        ("1920 to 1980", ()),
        ("31 Feb 1961", ()),
        ("1402", ()),
        ("unknown", ()),
        ("", ()),
        ("17 Foo 1961", ()),
    ],
)
def test_birth_dates_are_read_as_lists_write_them(text, dates):
    assert birth_dates_of(text) == dates


@given(st.integers(1850, 2050), st.integers(1850, 2050))
def test_a_range_is_every_year_of_it_or_nothing(first, last):
    years = years_between(first, last)
    assert years == () or (int(years[0]), int(years[-1]), len(years)) == (first, last, last - first + 1)


def test_lists_that_forbid_making_goods_available_prohibit():
    assert {code for code, (effect, _) in LISTS.items() if effect == "prohibit"} == {"UN-SC", "EU-FSF", "UK-SANCTIONS", "US-SDN"}
    assert effect_of("no such list") == "refuse"
    assert all(reason for _, reason in LISTS.values())
    assert strictest(("weigh", "prohibit", "refuse")) == "prohibit"
    assert strictest(("weigh",)) == "weigh"


texts = st.text(max_size=30)
records = st.builds(
    Record,
    id=texts,
    list=texts,
    schema=st.sampled_from(("Person", "Vessel")),
    names=st.lists(st.builds(ListedName, text=texts, weak=st.booleans()), max_size=3).map(tuple),
    effect=st.sampled_from(("prohibit", "refuse", "weigh")),
    birth_dates=st.lists(texts, max_size=2).map(tuple),
    identifiers=st.lists(st.builds(Identifier, kind=texts, number=texts, country=st.none() | texts), max_size=2).map(tuple),
    sex=st.sampled_from((None, "male", "female")),
    listed_on=st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2199, 1, 1)),
    remarks=st.none() | texts,
)


@given(records)
def test_the_quick_bytes_of_a_record_are_the_canonical_ones(record):
    assert text_content_of([record]) == content_of([record]) == canonical_bytes(record) + b"\n"


def made(key, **fields):
    return Record(id=key, list="L", schema="Person", names=(ListedName(text="A"),), effect="weigh", **fields)


def test_merging_keeps_what_either_says_and_guesses_no_sex():
    one = made("a", birth_dates=("1961",), sex="male", listed_on=dt.date(2020, 1, 1), remarks="x | y")
    other = made("b", birth_dates=("1962", "1961"), sex="female", listed_on=dt.date(2019, 1, 1), remarks="y | z")
    both = merged(one, other)
    assert (both.id, both.birth_dates, both.sex) == ("a", ("1961", "1962"), None)
    assert (both.listed_on, both.remarks) == (dt.date(2019, 1, 1), "x | y | z")
    assert merged(one, made("c")).sex == "male"
    assert merged(made("c"), one).sex == "male"


def test_a_difference_names_what_was_added_removed_and_changed():
    before = [made("a"), made("b"), made("c")]
    after = [made("d"), made("b", countries=("MT",), remarks="new"), made("c")]
    found = difference(before, after, names=("one", "two"))
    assert (found.before, found.after) == ("one", "two")
    assert (found.added, found.removed) == (("d",), ("a",))
    assert [(change.id, change.fields) for change in found.changed] == [("b", ("countries", "remarks"))]
    assert difference(after, after) == difference(before, before)


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcdef"), unique=True))
def test_applying_a_difference_leads_from_one_edition_to_the_other(before, after):
    found = difference(map(made, before), map(made, after))
    assert (set(before) - set(found.removed)) | set(found.added) == set(after)
    assert found.changed == ()
