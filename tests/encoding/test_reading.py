"""A plain tree read into a value: each kind of fault, in one sentence that says what to do."""

import datetime as dt
import enum
from decimal import Decimal
from typing import Annotated, Any, Literal

import msgspec
import pytest

from licet.encoding.faults import Faults
from licet.encoding.reading import MOST_FAULTS, Country, DigestText, FactValue, Money, Name, Quantity, Share, Text, Unit, read_value
from licet.encoding.source import Unquoted


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Square(msgspec.Struct, frozen=True, tag_field="form", tag="square"):
    side: int


class Circle(msgspec.Struct, frozen=True, tag_field="form", tag="circle"):
    radius: int


class Owner(msgspec.Struct, frozen=True, kw_only=True):
    name: Text
    share: Share | None = None
    owners: tuple["Owner", ...] = ()


class Thing(msgspec.Struct, frozen=True, kw_only=True, tag_field="shape", tag="thing/1"):
    id: Name
    title: Text = "x"
    quantity: Quantity | None = None
    value: Money | None = None
    state: Country | None = None
    unit: Unit | None = None
    on: dt.date | None = None
    digest: DigestText | None = None
    role: Literal["buyer", "seller"] | None = None
    colour: Colour | None = None
    count: int | None = None
    done: bool | None = None
    plain: str | None = None
    words: tuple[str, ...] = ()
    facts: dict[str, FactValue] = {}
    named: dict[Name, int] = {}
    owners: tuple[Owner, ...] = ()
    form: Square | Circle | None = None
    small: Annotated[int, msgspec.Meta(le=9)] = 0
    from_: str | None = msgspec.field(name="from", default=None)


def sentences(tree: Any) -> list[str]:
    with pytest.raises(Faults) as refused:
        read_value(tree, Thing)
    return [str(fault) for fault in refused.value.faults]


def test_a_whole_value_is_read() -> None:
    tree = {
        "shape": "thing/1",
        "id": "a-1",
        "quantity": "2.5",
        "value": 3,
        "state": "nor",
        "unit": "piece",
        "on": "2026-03-04",
        "digest": "sha256:" + "a" * 64,
        "role": "buyer",
        "colour": "blue",
        "count": 7,
        "done": False,
        "words": ["x", "y"],
        "facts": {
            "a": True,
            "b": 5,
            "c": Unquoted("0.50"),
            "d": "civil",
            "e": ["p", "q"],
            "f": "unknown",
            "g": None,
            "h": Unquoted("-0.0"),
        },
        "owners": [{"name": "O", "share": 50, "owners": [{"name": "P"}]}],
        "form": {"form": "circle", "radius": 2},
        "from": "here",
    }
    thing = read_value(tree, Thing)
    assert thing.facts == {"a": True, "b": "5", "c": "0.5", "d": "civil", "e": ("p", "q"), "f": None, "g": None, "h": "0"}
    assert (str(thing.quantity), str(thing.value), thing.state, thing.on) == ("2.500000", "3.000", "NO", dt.date(2026, 3, 4))
    assert (thing.owners[0].share, thing.owners[0].owners[0].share) == (Decimal("50.0000"), None)
    assert (thing.form, thing.from_, thing.colour) == (Circle(2), "here", Colour.BLUE)


@pytest.mark.parametrize(
    ("tree", "sentence"),
    [
        # keys
        ({"id": "a", "quantitty": 1}, "quantitty: is no field of this part; use “quantity”."),
        ({"id": "a", "from_": "x"}, "from_: is no field of this part; use “from”."),
        ({"id": "a", "owners": [{"name": "x", "shares": 1}]}, "owners[0].shares: is no field of this part; use “share”."),
        ({"id": "a", "owners": [{"name": "x", "zzz": 1}]}, "owners[0].zzz: is no field of this part; the fields here are name, share, owners."),
        ({"id": "a", "\x1b[31m\nred": 1}, "�[31m�red: is no field of this part; the fields here are"),
        # missing
        ({}, "id: is missing; write it."),
        ({"id": "a", "owners": [{}]}, "owners[0].name: is missing; write it."),
        # wrong types
        ([], "holds a list; write a mapping of fields."),
        ("x", "holds “x”; write a mapping of fields."),
        ({"id": 5}, "id: holds the number “5”; write text, in quotes."),
        ({"id": True}, "id: holds true; write text, in quotes."),
        ({"id": None}, "id: holds nothing; write text, in quotes."),
        ({"id": "a", "title": ["x"]}, "title: holds a list; write text, in quotes."),
        ({"id": "a", "plain": 1}, "plain: holds the number “1”; write text, in quotes."),
        ({"id": "a", "words": "x"}, "words: holds “x”; write a list."),
        ({"id": "a", "words": {"x": 1}}, "words: holds a mapping; write a list."),
        ({"id": "a", "words": ["x", 2]}, "words[1]: holds the number “2”; write text, in quotes."),
        ({"id": "a", "facts": ["x"]}, "facts: holds a list; write a mapping."),
        ({"id": "a", "facts": {"x": {}}}, "facts.x: holds a mapping; write true, false, a number, a word, a list of words, or unknown."),
        ({"id": "a", "facts": {"x": [1]}}, "facts.x: holds a list; write true, false, a number, a word, a list of words, or unknown."),
        ({"id": "a", "done": "yes"}, "done: holds “yes”; write true or false."),
        ({"id": "a", "done": 1}, "done: holds the number “1”; write true or false."),
        ({"id": "a", "count": "7"}, "count: holds “7”; write a whole number."),
        ({"id": "a", "count": True}, "count: holds true; write a whole number."),
        ({"id": "a", "count": Unquoted("7.0")}, "count: holds the number “7.0”; write a whole number."),
        ({"id": "a", "count": 2**53}, "count: holds the number “9007199254740992”, which is too large."),
        ({"id": "a", "on": 20260304}, "on: holds the number “20260304”; write text, in quotes."),
        ({"id": "a", "shape": "thing/2"}, "shape: is “thing/2”; this version reads “thing/1”."),
        ({"id": "a", "shape": ["thing/1"]}, "shape: is a list; this version reads “thing/1”."),
        ({"id": "a", "form": {"side": 1}}, "form: needs “form”, one of square, circle."),
        ({"id": "a", "form": {"form": ["square"], "side": 1}}, "form: needs “form”, one of square, circle."),
        # numbers
        ({"id": "a", "quantity": 0}, "quantity: is 0; it must be above 0."),
        ({"id": "a", "quantity": -3}, "quantity: is -3; it must be above 0."),
        ({"id": "a", "quantity": "-0.5"}, "quantity: is -0.5; it must be above 0."),
        ({"id": "a", "quantity": Unquoted("2.5")}, 'quantity: holds the bare fraction 2.5; write it quoted, as "2.5", so that no digit is lost.'),
        ({"id": "a", "quantity": "2,5"}, "quantity: “2,5” is no plain decimal number; write such as 12 or 12.5."),
        ({"id": "a", "quantity": "1e3"}, "quantity: “1e3” is no plain decimal number; write such as 12 or 12.5."),
        ({"id": "a", "quantity": "NaN"}, "quantity: “NaN” is no plain decimal number; write such as 12 or 12.5."),
        ({"id": "a", "quantity": "0.0000001"}, "quantity: “0.0000001” has more than 6 decimal places."),
        ({"id": "a", "quantity": True}, "quantity: holds true; write a whole number or a quoted decimal."),
        ({"id": "a", "quantity": 10**30}, "quantity: “1000000000000000000000000000000” has more than 30 digits."),
        ({"id": "a", "value": -1}, "value: is -1; it must be at least 0."),
        ({"id": "a", "owners": [{"name": "x", "share": 140}]}, "owners[0].share: is 140; it must be at most 100."),
        ({"id": "a", "owners": [{"name": "x", "share": "100.0001"}]}, "owners[0].share: is 100.0001; it must be at most 100."),
        ({"id": "a", "owners": [{"name": "x", "share": -1}]}, "owners[0].share: is -1; it must be at least 0."),
        ({"id": "a", "owners": [{"name": "x", "owners": [{"name": "y", "share": 101}]}]}, "owners[0].owners[0].share: is 101; it must be at most 100."),
        # words with a meaning
        ({"id": "a", "on": "2026-02-30"}, "on: “2026-02-30” is not a day of the calendar."),
        ({"id": "a", "on": "3 March"}, "on: “3 March” is no date; write a date as YYYY-MM-DD."),
        ({"id": "a", "state": "Atlantis"}, "state: “Atlantis” is not an ISO 3166 country code; use two letters such as NO or three such as NOR."),
        ({"id": "a", "state": False}, "state: holds false; write text, in quotes."),
        ({"id": "a", "unit": "pcs"}, "unit: “pcs” is not a unit; use one of piece, set,"),
        ({"id": "a", "role": "buyr"}, "role: “buyr” is not one of buyer, seller."),
        ({"id": "a", "role": ["buyer"]}, "role: “['buyer']” is not one of buyer, seller."),
        ({"id": "a", "colour": "green"}, "colour: “green” is not one of red, blue."),
        ({"id": "a b"}, "id: “a b” is no short name; use up to 64 letters, digits, dots, dashes and underscores, starting with a letter or digit."),
        ({"id": "-a"}, "id: “-a” is no short name;"),
        ({"id": "a" * 65}, "id: “" + "a" * 59 + "…” is no short name;"),
        ({"id": "é"}, "id: “é” is no short name;"),
        ({"id": "../a"}, "id: “../a” is no short name;"),
        ({"id": "a", "named": {"a b": 1}}, "named.a b: “a b” is no short name;"),
        ({"id": "a", "digest": "sha256:AB"}, "digest: “sha256:AB” is no digest; write sha256: and 64 lower-case hexadecimal digits."),
        ({"id": "a", "digest": "sha256:" + "g" * 64}, "digest: “sha256:ggg"),
        ({"id": "a", "title": " \n"}, "title: “ �” is blank; write something or leave the field out."),
        ({"id": "a", "title": "x\x00y"}, "title: “x�y” holds a control character; remove it."),
        ({"id": "a", "title": "x\x85y"}, "title: “x�y” holds a control character; remove it."),
        ({"id": "a", "title": "x" * 20_001}, "title: “" + "x" * 59 + "…” has more than 20,000 characters."),
        ({"id": "a", "plain": "x\x07"}, "plain: “x�” holds a control character; remove it."),
        ({"id": "a", "words": ["x\x1b[0m"]}, "words[0]: “x�[0m” holds a control character; remove it."),
        ({"id": "a", "facts": {"x": "a\x00"}}, "facts.x: “a�” holds a control character; remove it."),
        ({"id": "a", "facts": {"x": ["ok", ""]}}, "facts.x[1]: “” is blank; write something or leave the field out."),
        # a constraint nobody worded
        ({"id": "a", "small": 10}, "cannot be taken: expected `int` <= 9 - at `$.small`."),
    ],
)  # fmt: skip
def test_a_fault_is_one_sentence_with_its_path_and_value(tree: Any, sentence: str) -> None:
    (found,) = sentences(tree)
    assert found.startswith(sentence), found


def test_every_fault_of_a_value_is_named_at_once() -> None:
    found = sentences({"ids": "a", "quantity": -1, "owners": [{"share": 140}], "on": "x"})
    assert sorted(line.split(":")[0] for line in found) == ["id", "ids", "on", "owners[0].name", "owners[0].share", "quantity"]


def test_a_hostile_input_is_not_listed_without_end() -> None:
    found = sentences({"id": "a", **{f"field{number}": 1 for number in range(50_000)}})
    assert len(found) == MOST_FAULTS + 1
    assert found[-1] == f"is not read further after {MOST_FAULTS} faults; mend these first."


def test_a_path_starts_where_it_is_told_to() -> None:
    with pytest.raises(Faults) as refused:
        read_value({}, Thing, "items[2]")
    assert str(refused.value) == "items[2].id: is missing; write it."
