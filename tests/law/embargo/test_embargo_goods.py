"""Which goods each scope of an embargo covers, as one table; and what an officer may and may not put outside."""

import datetime as dt

import pytest
from msgspec.structs import replace

from licet.facts.kleene import facts_of, met, not_met, unknown
from licet.law.embargo_items import covered, outside_on_record
from licet.law.embargoes import RowAssessment
from licet.law.questions import missing


def goods(cases):
    open_item = replace(
        cases.drone, classified="refer", lists={"EU": "refer", "US": "refer"}, codes=(), att_category_confirmed=False
    )
    return {
        "drone": cases.drone,
        "rifle": cases.rifle,
        "camera": cases.camera,
        "chair": cases.chair,
        "cartridge": replace(cases.chair, nature="ammunition"),
        "lesson": replace(cases.chair, nature="assistance"),
        "thing": replace(cases.chair, nature="unknown"),
        "drawing": replace(cases.chair, nature="technology"),
        "open": open_item,
        "missile part": replace(cases.camera, codes=("EU-1C111", "MTCR-4.C.2"), lists={"EU": "listed", "MTCR": "listed"}),
        "centrifuge": replace(cases.camera, codes=("EU-0B001",), lists={"EU": "listed"}),
        "trigger item": replace(cases.camera, codes=("NSG-2.1",), lists={"NSG": "listed"}),
        "spare": replace(cases.camera, codes=("US-9A610.x",), lists={"US": "listed", "EU": "not_listed"}),
        "claimed tank": replace(cases.camera, att_category="battle_tanks", att_category_confirmed=False),
        "US camera": replace(cases.camera, codes=("EU-6A003.b.4.b", "US-6A003.b.4.b"), lists={"EU": "listed", "US": "listed"}),
        "US camera whose list is open": replace(cases.camera, codes=("US-6A003.b.4.b",), lists={"US": "refer"}),
        "listed without a code": replace(
            cases.camera, codes=(), lists={"EU": "listed", "US": "listed", "MTCR": "listed", "NSG": "listed"}
        ),
        "rifle open": replace(cases.camera, att_category="ammunition", att_category_confirmed=True),
        "claimed none": replace(cases.camera, att_category="none", att_category_confirmed=False),
    }


# M covered, ? open, - not covered
TABLE = {
    "all_arms_and_related": "drone M, rifle M, camera ?, chair -, cartridge ?, lesson ?, thing ?, drawing -, open ?",
    "vigilance": "drone M, camera ?, chair -, cartridge ?, open ?",
    "cml": "drone M, camera -, chair -, cartridge ?, lesson ?, open ?",
    "political_national": "drone M, camera ?, chair ?, open ?",
    "unread_prose": "drone M, camera ?, chair ?, open ?",
    "seven_categories": "drone M, rifle -, camera -, claimed tank M, claimed none ?, open M",
    "salw": "drone -, rifle M, camera -, claimed none ?, claimed tank ?",
    "us_defence_articles": "drone M, rifle -, camera -, chair -, spare M, open ?, US camera -, US camera whose list is open ?, listed without a code ?",
    "dual_use_listed": "camera M, chair -, drone ?, missile part M, spare -, open ?",
    "missile_items": "missile part M, drone M, camera -, chair -, open ?, spare ?, listed without a code M",
    "nuclear_items": "centrifuge M, trigger item M, camera -, chair -, open ?, spare ?, listed without a code M",
    "annex_goods": "drone ?, chair ?",
    "any_goods": "drone ?, chair ?",
}
MARK = {"met": "M", "unknown": "?", "not_met": "-"}


@pytest.mark.parametrize("scope", TABLE)
def test_which_goods_a_scope_covers(scope, cases, table):
    row, every = table.rows[0], goods(cases)
    told = []
    for entry in TABLE[scope].split(", "):
        name = entry.rpartition(" ")[0]
        case = replace(cases.to("BR"), items=(every[name],))
        told.append(f"{name} {MARK[covered(row, scope, case, unarmed=None).truth.value]}")
    assert ", ".join(told) == TABLE[scope]


def test_one_item_covered_is_enough_and_none_is_open(cases, table):
    row, every = table.rows[0], goods(cases)
    several = replace(cases.to("BR"), items=(every["chair"], every["camera"], every["drone"]))
    assert covered(row, "all_arms_and_related", several, unarmed=None).truth.value == "met"
    assert covered(row, "all_arms_and_related", replace(several, items=several.items[:2]), unarmed=None).truth.value == "unknown"
    assert covered(row, "all_arms_and_related", replace(several, items=several.items[:1]), unarmed=None).truth.value == "not_met"
    assert covered(row, "all_arms_and_related", replace(several, items=()), unarmed=None).truth.value == "unknown"


@pytest.mark.parametrize(
    ("name", "settled", "expected"),
    [
        ("chair", "met", "not_met"),
        ("chair", "not_met", "unknown"),
        ("chair", "unknown", "unknown"),
        ("camera", "unknown", "not_met"),
    ],
)
def test_plain_goods_for_those_who_may_be_an_armed_group_stay_open(name, settled, expected, cases, table):
    """Only what is on no list at all: food and lorries serve an armed group too."""
    from_whom = {
        "met": met("no armed group receives"),
        "not_met": not_met("an armed group receives"),
        "unknown": unknown("nobody knows", missing("end_user")),
    }
    case = replace(cases.to("BR"), items=(goods(cases)[name],))
    assert covered(table.rows[0], "cml", case, unarmed=from_whom[settled]).truth.value == expected


WORDS = {
    "on this item of this row": ({}, "camera", "all_arms_and_related", "not_met"),
    "on another row": ({"row": "EU-RUS"}, "camera", "all_arms_and_related", "unknown"),
    "on another item": ({"about": "chair"}, "camera", "all_arms_and_related", "unknown"),
    "on a link": ({"question": "link"}, "camera", "all_arms_and_related", "unknown"),
    "that it is inside": ({"outside": False}, "camera", "all_arms_and_related", "unknown"),
    "on goods nobody has classified": ({"about": "drone"}, "open", "all_arms_and_related", "unknown"),
    "that arms are no arms": ({"about": "drone"}, "drone", "all_arms_and_related", "met"),
    "that arms are outside of what no list decides": ({"about": "drone"}, "drone", "any_goods", "not_met"),
}


@pytest.mark.parametrize("how", WORDS)
def test_what_an_officer_may_put_outside(how, cases, table):
    fields, name, scope, expected = WORDS[how]
    row = next(row for row in table.rows if row.id == "EU-BLR")
    whole = {
        "row": row.id,
        "question": "item",
        "about": "camera",
        "outside": True,
        "source": "f",
        "by": "o",
        "on": dt.date(2026, 1, 1),
    }
    word = RowAssessment(**{**whole, **fields})
    case = replace(cases.to("BR"), items=(goods(cases)[name],), assessments=(word,))
    assert covered(row, scope, case, unarmed=None).truth.value == expected


def test_a_row_is_left_only_with_every_item_outside(cases, table):
    row = next(row for row in table.rows if row.id == "EU-BLR")

    def word(about):
        return RowAssessment(row=row.id, question="item", about=about, outside=True, source="f", by="o", on=dt.date(2026, 1, 1))

    both = replace(cases.to("BR"), items=(cases.camera, cases.chair))
    assert not outside_on_record(row, replace(both, assessments=(word("camera"),)))
    assert outside_on_record(row, replace(both, assessments=(word("camera"), word("chair"))))
    assert not outside_on_record(row, replace(both, items=(), assessments=(word("camera"),)))
    assert not outside_on_record(row, replace(both, items=(cases.drone,), assessments=(word("drone"),))), "arms are no such item"


ASKS = {
    ("open", "all_arms_and_related"): "classification",
    ("camera", "all_arms_and_related"): "embargo_assessment",
    ("claimed none", "seven_categories"): "att_category",
    ("claimed none", "salw"): "att_category",
    ("claimed tank", "salw"): "att_category",
    ("chair", "any_goods"): "embargo_assessment",
    ("claimed none", "any_goods"): "embargo_assessment",
    ("rifle open", "salw"): "embargo_assessment",
}


@pytest.mark.parametrize(("name", "scope"), ASKS)
def test_what_an_open_item_asks_for(name, scope, cases, table):
    case = replace(cases.to("BR"), items=(goods(cases)[name],))
    [asked] = {one.name for one in covered(table.rows[0], scope, case, unarmed=None).missing} or {
        one.name for part in covered(table.rows[0], scope, case, unarmed=None).parts for one in part.missing
    }
    assert asked == ASKS[name, scope]


def test_a_classification_is_shown_unless_it_is_open(cases, table):
    for name, value in (("drone", ("military", *cases.drone.codes)), ("open", None)):
        proof = covered(table.rows[0], "all_arms_and_related", replace(cases.to("BR"), items=(goods(cases)[name],)), unarmed=None)
        assert [fact.value for fact in facts_of(proof)] == ([value] if value else [None]), name
