"""Tables of a planner become the plan that a file would be, and a fault is said by table and row."""

import pytest

from licet.encoding.faults import Faults
from licet.planning.intake import read_plan
from licet.planning.tables import SHEETS, Row, Tables, columns_of, read_tables
from licet.storage.spreadsheets import csv_rows, tables_of
from workbench import CHECKOUT

CSV = {
    "plan": "reference,starts_on,months,currency\nINVENTED,2026-09-01,12,EUR\n",
    "items": "id,lead_months,yield_percent,stock\nseeker,,,\ninterceptor,2,95,6\n",
    "parts": "of,item,quantity\ninterceptor,seeker,1\n",
    "supplies": "of,from_on,per_month\nseeker,2026-09-01,14\n",
    "lines": "id\nhall-a\n",
    "rates": "of,item,hours_each,per_month_now,ramp_per_month\nhall-a,interceptor,20,8,2\n",
    "shifts": "of,from_on,shifts_per_day,hours_per_shift,days_per_month\nhall-a,2026-09-01,2,8,21\n",
    "maintenance": "of,from_on,until_on\nhall-a,2026-12-21,2027-01-03\n",
    "needs": "id,item,quantity,due_on,priority\nair-defence,interceptor,60,2027-02-28,1\n",
    "orders": (
        "id,kind,item,quantity,due_on,value,destination,split\n"
        "C1,contract,interceptor,20,2027-05-31,2000000,NO,\nO1,offer,interceptor,30,2027-07-31,4000000,SE,whole\n"
    ),
}


def tables(**changed: str) -> Tables:
    return tables_of((f"{name}.csv", text.encode()) for name, text in {**CSV, **changed}.items() if text)


def test_tables_are_the_same_plan_as_the_file() -> None:
    path = CHECKOUT / "examples/planning/one-line.yaml"
    assert read_tables(tables(), "tables") == read_plan(path.read_bytes(), path.name)


def test_what_else_a_plan_may_hold() -> None:
    more = {
        "scenarios": "id,says\nfaster,Two more a month.\n",
        "changes": "of,line,item,ramp_per_month\nfaster,hall-a,interceptor,4\n",
        "sources": "id,item,supplier,origin,per_month,lead_months,unit_cost,risk_percent,dependence_percent,owes\n"
        "abroad,seeker,Invented,SE,5,3,1000,10,40,end use; retransfer\n",
        "budgets": "year,amount\n2027,5000000\n",
    }
    plan = read_tables(tables(**more), "tables")
    assert plan.scenarios[0].changes[0].line == "hall-a"
    assert plan.sources[0].owes == ("end use", "retransfer")
    assert plan.budgets[0].year == 2027


@pytest.mark.parametrize(
    ("sheet", "was", "now", "where", "says"),
    [
        ("needs", "60", "-60", "t needs row 2 quantity", "must be above 0"),
        ("needs", "2027-02-28", "28.2.2027", "t needs row 2 due_on", "write a date as YYYY-MM-DD"),
        ("needs", ",1\n", ",first\n", "t needs row 2 priority", "write a whole number"),
        ("orders", "O1,offer,interceptor", "O1,offer,tank", "t orders row 3 item", "“tank”"),
        ("parts", "interceptor,seeker", "radar,seeker", "t parts row 2 of", "“radar” is none of the items: seeker, interceptor"),
        ("supplies", "14", "1/3", "t supplies row 2 per_month", "is no plain decimal number"),
        ("rates", "hours_each", "hours", "t rates", "has the column “hours”, which nothing reads"),
        ("plan", "EUR", "euro", "t plan row 2 currency", "is no currency code"),
        ("plan", "12", "0", "t plan row 2 months", "write 1 to 120"),
        ("parts", "interceptor,seeker,1\n", "interceptor,seeker,1\nseeker,interceptor,1\n", "t items", "is a part of itself"),
    ],
)
def test_a_fault_is_said_by_table_and_row(sheet: str, was: str, now: str, where: str, says: str) -> None:
    assert was in CSV[sheet]
    with pytest.raises(Faults) as refused:
        read_tables(tables(**{sheet: CSV[sheet].replace(was, now, 1)}), "t")
    assert [fault.says for fault in refused.value.faults if fault.where == where and says in fault.says], str(refused.value)


def test_a_plan_needs_its_one_row() -> None:
    with pytest.raises(Faults, match="a plan needs a table"):
        read_tables(tables(plan=""), "t")
    with pytest.raises(Faults, match="is a second plan"):
        read_tables(tables(plan=CSV["plan"] + "OTHER,2026-09-01,12,EUR\n"), "t")


def test_every_table_has_columns_and_is_part_of_one_before_it() -> None:
    names = list(SHEETS)
    for name, sheet in SHEETS.items():
        assert columns_of(name)
        assert not sheet.part_of or names.index(sheet.part_of) < names.index(name)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"\xff", "is not UTF-8"),
        (b"a,a\n1,2\n", "names the column “a” twice"),
        (b"a,b\n1,2,3\n", "under no heading"),
        (b"a,\n1,2\n", "under no heading"),
        (b"a\n" + b"1\n" * 20_001, "more than 20,000 rows"),
    ],
)
def test_a_table_that_cannot_be_read_is_one_sentence(text: bytes, says: str) -> None:
    with pytest.raises(Faults, match=says):
        csv_rows("x.csv", text)


def test_blank_rows_and_blanks_in_headings_do_not_matter() -> None:
    assert csv_rows("x.csv", b"\n Due On ,id\n\n2026-01-01,x\n,\n") == (Row(4, {"due_on": "2026-01-01", "id": "x"}),)
