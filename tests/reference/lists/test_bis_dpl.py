"""The Denied Persons List."""

import datetime as dt

import pytest

from licet.encoding.faults import Faults
from licet.reference.bis_dpl import parse


def test_rows_of_one_order_on_one_name_are_one_record(official):
    parsed = parse(official("bis-dpl"))
    freight, pat, sam = parsed.values
    assert [name.text for name in freight.names] == ["INVENTED AIR FREIGHT", "NOWHERE CARGO"]
    assert freight.countries == ("MT", "AE")
    assert len(freight.addresses) == 2
    assert freight.listed_on == dt.date(2015, 9, 18)
    assert (freight.list, freight.effect) == ("US-DPL", "refuse")
    assert "denied until: 09/18/2035" in (freight.remarks or "")
    assert pat.countries == ("US",), "a state of the union without a country is an American address"
    assert sam.countries == ()
    assert "country: NM" in (sam.remarks or "")
    assert parsed.dated_on is None


def test_a_date_that_does_not_exist_is_refused(official):
    files = official("bis-dpl")
    files["dpl.txt"] = files["dpl.txt"].replace(b"03/04/2002", b"13/40/2002")
    with pytest.raises(Faults, match=r"line 4: gives “13/40/2002” as Effective_Date where MM/DD/YYYY belongs"):
        parse(files)


def test_the_shipped_list_is_read_whole(bundled_list):
    parsed = parse(bundled_list("bis_dpl_2022-09"))
    assert len(parsed.values) == 487
    assert len({record.id for record in parsed.values}) == 487
    assert sum(len(record.addresses) for record in parsed.values) > 500
