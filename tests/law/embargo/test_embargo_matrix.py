"""Every row, before, in force, after an unverified expiry, and lifted; for a government, an armed group and an unknown end user.

The expectations are a table written from the instruments, not from the code: M the bar stands, ?
open, - does not stand or is not there.
"""

import datetime as dt
from pathlib import Path

import pytest

import licet

KINDS = ("central_government_force", "armed_group", "unknown")

# row: supplies to the target for (government, armed group, unknown end user) | supplies from the target
EXPECTED = {
    "UN-AFG-TALIBAN": "? M ? | -",
    "UN-ISIL-AQ": "- ? ? | -",
    "UN-CAF-NGF": "- M ? | -",
    "UN-COD-NGF": "- M ? | -",
    "UN-PRK": "M M M | M",
    "UN-HTI": "M M M | -",
    "UN-IRN": "M M M | M",
    "UN-IRQ-NGF": "? M ? | -",
    "UN-LBN-NGF": "? M ? | -",
    "UN-LBY": "M M M | M",
    "UN-SOM-ALSHABAAB": "- M ? | -",
    "UN-SSD": "M M M | -",
    "UN-SDN-DARFUR": "M M M | -",
    "UN-YEM-HOUTHI": "- M ? | -",
    "EU-IRN-ARMS": "M M M | M",
    "EU-AFG": "? M ? | -",
    "EU-BLR": "M M M | -",
    "EU-CAF": "- M ? | -",
    "EU-CHN": "M M M | -",
    "EU-COD": "- M ? | -",
    "EU-PRK": "M M M | M",
    "EU-HTI": "M M M | -",
    "EU-IRN": "M M M | M",
    "EU-IRQ": "? M ? | -",
    "EU-LBN": "? M ? | -",
    "EU-LBY": "M M M | M",
    "EU-MMR": "M M M | -",
    "EU-RUS": "M M M | M",
    "EU-SOM": "- M ? | -",
    "EU-SSD": "M M M | -",
    "EU-SDN": "M M M | -",
    "EU-SYR": "? ? ? | -",
    "EU-VEN": "M M M | -",
    "EU-YEM": "- M ? | -",
    "EU-ZWE": "M M M | -",
    "EU-ISIL-AQ": "- ? ? | -",
    "EU-EGY-2013": "? ? ? | -",
    "EU-IRN-REPRESSION": "? ? ? | -",
    "EU-IRN-UAV": "? ? ? | -",
    "EU-UKR-CRIMEA": "? ? ? | ?",
    "EU-UKR-NGCA": "? ? ? | ?",
    "OSCE-NK": "? ? ? | -",
    "ECOWAS-SALW": "? ? ? | ?",
    "ECOWAS-SALW-LEFT": "? ? ? | ?",
    "US-D5": "M M M | -",
    "UN-ERI": "M M M | M",
    "UN-CIV": "M M M | -",
    "UN-LBR": "M M M | -",
    "UN-SLE": "M M M | -",
    "UN-RWA": "M M M | -",
    "UN-SOM-FGS": "M M M | -",
    "UN-CAF-GOV": "M M M | -",
    "UN-IRN-OLD": "M M M | M",
    "UN-IRN-MISSILE": "M M M | M",
    "UN-IRN-NUCLEAR": "- - - | -",
    "EU-GIN": "M M M | -",
    "EU-UZB": "M M M | -",
}
MARK = {"met": "M", "unknown": "?", "not_met": "-"}
TERRITORY = {"UN-SDN-DARFUR": "Darfur", "EU-UKR-CRIMEA": "Crimea", "EU-UKR-NGCA": "non-government-controlled areas"}
SMALL_ARMS = ("ECOWAS-SALW", "ECOWAS-SALW-LEFT")


def marks(row, cases, judge, on):
    """What the row answers for each kind of end user, and for supplies from its target."""
    state = row.target.countries[0] if row.target.countries else "BR"
    options = {"item": cases.rifle if row.id in SMALL_ARMS else cases.drone, "authority": "US" if row.authority == "US" else "FR"}
    supplied = [cases.to(state, kind=kind, territory=TERRITORY.get(row.id), **options) for kind in KINDS]
    found = [mark(row, judge(case, on.isoformat(), rows=(row.id,))) for case in (*supplied, cases.from_(state, **options))]
    return f"{' '.join(found[:3])} | {found[3]}"


def mark(row, findings):
    rule = f"UN-CH7:{row.id}" if row.binding == "chapter_vii" else f"EMB:{row.id}"
    assert all(rule == other or other.startswith("EMB:NONE:") for other in findings)
    return MARK[findings[rule].outcome] if rule in findings else "-"


def test_every_row_has_an_expectation(table):
    assert {row.id for row in table.rows} == set(EXPECTED)


@pytest.mark.parametrize("row_id", EXPECTED)
def test_row_through_its_life(row_id, table, cases, judge):
    row = next(row for row in table.rows if row.id == row_id)
    day = dt.timedelta(days=1)
    last = row.lifted_on - day if row.lifted_on else row.expires or row.as_of
    in_force = min(last, row.as_of or last)
    assert marks(row, cases, judge, in_force) == EXPECTED[row_id]
    if row.since is not None:
        assert marks(row, cases, judge, row.since - day) == "- - - | -", "before its first day"
    else:
        assert marks(row, cases, judge, dt.date(1995, 1, 1)) == EXPECTED[row_id], "without a first day it was always in force"
    if row.lifted_on is not None:
        assert marks(row, cases, judge, row.lifted_on) == "- - - | -", "on the day it was lifted"
        assert marks(row, cases, judge, dt.date(2026, 11, 24)) == "- - - | -", "after it was lifted"
    if row.expires is not None:
        expired = EXPECTED[row_id].split(" | ")
        assert marks(row, cases, judge, row.expires + day) == f"? ? ? | {expired[1].replace('M', '?')}", (
            "expired, renewal not verified"
        )
    elif row.lifted_on is None:
        assert marks(row, cases, judge, dt.date(2026, 11, 24)) == EXPECTED[row_id], "no expiry: it stands"


@pytest.mark.parametrize("row_id", [row for row, answers in EXPECTED.items() if row != "US-D5" and answers != "- - - | -"])
def test_first_day_is_in_force(row_id, table, cases, judge):
    """On `since` itself an armed group is no longer free to receive; government routes and narrower lines may still differ."""
    row = next(row for row in table.rows if row.id == row_id)
    small = row_id in SMALL_ARMS
    case = cases.to(
        row.target.countries[0] if row.target.countries else "BR",
        kind="armed_group",
        territory=TERRITORY.get(row.id),
        item=cases.rifle if small else cases.drone,
    )
    assert mark(row, judge(case, row.since.isoformat(), rows=(row.id,))) in "M?"


def test_the_page_that_people_read_says_what_is_expected(table):
    """The made page judges cases of its own; its marks are those written here from the instruments."""
    page = (Path(licet.__file__).parents[2] / "docs/reference/embargo-matrix.md").read_text(encoding="utf-8")
    cells = {
        line.split(" | ")[0].removeprefix("| "): [cell.strip(" |") for cell in line.split(" | ")] for line in page.splitlines()
    }
    told = {row: f"{cells[row][4]} | {cells[row][7]}".replace("B", "M").replace("–", "-") for row in (one.id for one in table.rows)}
    assert told == EXPECTED
