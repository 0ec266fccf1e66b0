"""OFAC's CSV sets: what stands in columns, in remarks, in the other files of the set."""

import pytest

from licet.encoding.faults import Faults
from licet.reference.ofac import parse_cons, parse_sdn
from licet.reference.ofac_remarks import identifier_of
from licet.reference.record import Identifier, ListedName, Record


@pytest.fixture
def records(official):
    return {record.id: record for record in parse_sdn(official("ofac-sdn")).values}


def test_a_person_carries_all_its_file_says(records):
    found: Record = records["ofac-sdn-900001"]
    assert found.schema == "Person"
    assert found.list == "US-SDN"
    assert found.effect == "prohibit"
    assert found.names == (
        ListedName(text="MUSTER, Ferenc Invented"),
        ListedName(text="MUSTER, Franz"),
        ListedName(text="BEISPIEL, Ferenc"),
        ListedName(text="LE FAUX", weak=True),
        ListedName(text="MUSTERFREI", weak=True),
    )
    assert found.birth_dates == ("1961-02-17", "1962", "1961", "1963")
    assert found.countries == ("MT",)
    assert found.sex == "male"
    assert found.identifiers == (
        Identifier(kind="passportNumber", number="EX1234567", country="MT"),
        Identifier(kind="idNumber", number="99-11", country="KP"),
    )
    assert found.addresses == ("1 Invented Street, Valletta VLT 0000, Malta",)
    assert found.programs == ("EXAMPLE1", "EXAMPLE2")
    assert "citizen Atlantis" in (found.remarks or "")
    assert "title: Director of NOWHERE LINE" in (found.remarks or "")


def test_a_company_carries_its_numbers_and_no_date_as_one(records):
    found = records["ofac-sdn-900002"]
    assert found.schema == "Organization"
    assert found.identifiers == (
        Identifier(kind="imoNumber", number="0000417"),
        Identifier(kind="taxNumber", number="0077-1", country="PA"),
        Identifier(kind="swiftBic", number="EXAMPAPA"),
        Identifier(kind="publicKey", number="1ExampleAddressNotReal"),
    )
    assert found.countries == ("PA",)
    assert "address country: Region: Crimea" in (found.remarks or "")


def test_a_ship_carries_number_call_sign_and_flags(records):
    found = records["ofac-sdn-900003"]
    assert found.schema == "Vessel"
    assert {(one.kind, one.number) for one in found.identifiers} == {
        ("imoNumber", "3004174"),
        ("mmsi", "000400929"),
        ("callSign", "EX4HR"),
    }
    assert found.countries == ("MT", "PA")
    assert records["ofac-sdn-900004"].schema == "Airplane"


def test_a_comment_goes_on_where_the_remark_was_cut(records):
    found = records["ofac-sdn-900005"]
    assert found.identifiers == (Identifier(kind="passportNumber", number="EX0000001", country="CO"),)
    assert ListedName(text="EL NADIE", weak=True) in found.names
    assert found.birth_dates == ("1970-02",)


def test_the_non_sdn_lists_are_told_apart_by_programme(official):
    parsed = parse_cons(official("ofac-cons"))
    assert [(record.list, record.effect) for record in parsed.values] == [("US-SSI", "weigh"), ("US-CMIC", "weigh")]
    assert parsed.dated_on is None


@pytest.mark.parametrize(
    ("without", "says"),
    [
        ("sdn.csv", "lacks *sdn.csv*"),
        ("alt.csv", "lacks *alt*.csv*"),
        ("add.csv", "lacks *add*.csv*"),
    ],
)
def test_a_set_with_a_file_missing_is_refused(official, without, says):
    files = official("ofac-sdn")
    del files[without]
    with pytest.raises(Faults, match="a set holds names, other names and addresses") as refused:
        parse_sdn(files)
    assert says in str(refused.value)
    assert len(refused.value.faults) == 1


def test_comments_may_be_missing(official):
    files = official("ofac-sdn")
    del files["sdn_comments.csv"]
    assert len(parse_sdn(files).values) == 5


def test_names_of_entries_that_the_main_file_lacks_show_that_it_is_not_whole(official):
    files = official("ofac-sdn")
    rows = files["sdn.csv"].split(b"\r\n")
    files["sdn.csv"] = b"\r\n".join([*rows[1:3], b"\x1a"])
    with pytest.raises(Faults) as refused:
        parse_sdn(files)
    assert [fault.where for fault in refused.value.faults] == ["alt.csv line 1", "add.csv line 1"]
    assert "and 1 more rows likewise" in str(refused.value)


def test_a_main_file_without_the_end_mark_of_the_others_was_cut(official):
    files = official("ofac-sdn")
    files["sdn.csv"] = files["sdn.csv"].removesuffix(b"\x1a")
    with pytest.raises(Faults, match=r"sdn.csv: lacks the end mark that alt.csv has"):
        parse_sdn(files)


def test_an_entry_listed_twice_is_a_fault(official):
    files = official("ofac-sdn")
    row = files["sdn.csv"].split(b"\r\n")[0]
    files["sdn.csv"] = row + b"\r\n" + files["sdn.csv"]
    with pytest.raises(Faults, match=r"sdn.csv line 2: lists entry 900001 again \(line 1\)"):
        parse_sdn(files)


def test_two_main_files_are_a_fault(official):
    files = official("ofac-sdn")
    del files["sdn_comments.csv"]
    files["other_sdn.csv"] = files["sdn.csv"]
    with pytest.raises(Faults, match="is a second"):
        parse_sdn(files)


@pytest.mark.parametrize(
    ("statement", "kind", "number", "country"),
    [
        ("Passport A12 (Iran) issued 14 Jul 2011", "passportNumber", "A12", "IR"),
        ("Passport RL 3203273", "passportNumber", "RL 3203273", None),
        ("Vessel Registration Identification IMO 9137246", "imoNumber", "9137246", None),
        ("NIT # 800241061-5 (Colombia)", "taxNumber", "800241061-5", "CO"),
        ("Turkish Identification Number 10298480866 (Turkey)", "idNumber", "10298480866", "TR"),
        ("Commercial Registry Number 0411518776478 (Iran)", "registrationNumber", "0411518776478", "IR"),
        ("Matricula Mercantil No 21-438991-02 (Medellin)", "registrationNumber", "21-438991-02", None),
    ],
)
def test_numbers_are_read_out_of_remarks(statement, kind, number, country):
    assert identifier_of(statement) == Identifier(kind=kind, number=number, country=country)


@pytest.mark.parametrize(
    "statement",
    [
        "Organization Established Date 07 Jul 2006",
        "Website www.example.invalid",
        "Aircraft Model A321-131",
        "Phone Number 12345",
        "POB 12",
    ],
)
def test_what_is_no_number_of_a_party_is_left_in_the_remark(statement):
    assert identifier_of(statement) is None


def test_the_shipped_sets_are_read_whole(bundled_list):
    sdn = parse_sdn(bundled_list("ofac_sdn_2021-07_"))
    assert len(sdn.values) == 8976
    ships = {one.number for record in sdn.values for one in record.identifiers if one.kind == "imoNumber"}
    assert len(ships) >= 479
    assert sum(bool(record.birth_dates) for record in sdn.values) >= 4400
    assert sum(any(name.weak for name in record.names) for record in sdn.values) >= 1254
    assert len(parse_cons(bundled_list("ofac_nonsdn_2025-12_")).values) == 442


def test_an_older_set_without_end_marks_is_read_too(shared):
    folder = shared / "data" / "sanctions"
    files = {path.name: path.read_bytes() for path in folder.glob("ofac_sdn_2019-01_*")}
    assert len(parse_sdn(files).values) == 7379
