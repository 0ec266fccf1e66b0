"""Looking for words in the wording of control lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.classification.search import search
from licet.reference.list_text import ListEntry, Paragraph


def entry(code: str, title: str, *texts: str, of: str = "EU") -> ListEntry:
    own = Paragraph(depth=0, kind="item", ref=code, label=code, text=title)
    more = tuple(
        Paragraph(depth=1, kind="item", ref=f"{code}.{place}", label=f"{place}.", text=text)
        for place, text in zip("abcdef", texts, strict=False)
    )
    return ListEntry(list=of, code=code, title=title, paragraphs=(own, *more))  # type: ignore[arg-type]


ENTRIES = (
    entry("9A912", '"Unmanned aerial vehicles" and parts', "Vehicles having an endurance of 30 minutes"),
    entry(
        "1C911",
        "Propellants and their chemicals, as used in rockets and unmanned aerial vehicles of any range or size",
        "Maraging steel",
    ),
    entry("6A903", "Cameras", "Imaging cameras with focal plane arrays", "Streak cameras"),
    entry("6A904", "Optics", "Focal length of a plane mirror in arrays of mirrors"),
    entry("6A993", "Cameras, not elsewhere specified", of="CCL"),
    entry("7A903", "Gyroscopes"),
)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("gyroscope", ["7A903"]),
        ("GYROSCOPES", ["7A903"]),
        ("unmanned aerial vehicles", ["9A912", "1C911"]),
        ("maraging steel", ["1C911"]),
        ("camera", ["6A903", "6A993"]),
        ("focal plane array camera", ["6A903", "6A904", "6A993"]),
        ("9A912", ["9A912"]),
        ("9a912.a", ["9A912"]),
        ("the of and", []),
        ("", []),
        ("bicycle", []),
    ],
)
def test_entries_that_speak_of_it_come_best_first(query: str, codes: list[str]) -> None:
    assert [one.entry.code for one in search(query, ENTRIES)] == codes


def test_what_is_found_is_marked_and_what_is_lacking_said() -> None:
    best, second, _ = search("focal plane array camera", ENTRIES)
    passage = best.passages[0]
    assert [passage.paragraph.text[start:end] for start, end in passage.marked] == ["cameras", "focal", "plane", "arrays"]
    assert (best.lacks, second.lacks) == ((), ("camera",))


def test_no_more_is_given_than_asked() -> None:
    assert len(search("camera", ENTRIES, most=1)) == 1


@given(st.text(max_size=60))
def test_any_text_is_a_query(query: str) -> None:
    for one in search(query, ENTRIES):
        for passage in one.passages:
            assert all(0 <= start < end <= len(passage.paragraph.text) for start, end in passage.marked)
