"""The page of what may be offered: everybody up to their clearance, and nothing told of the rest."""


def test_each_reader_sees_designations_up_to_their_clearance(site) -> None:
    officer = site.visitor("Ines").get("/portfolio/").text
    applicant = site.visitor("Thandi").get("/portfolio/").text
    assert all(one in officer for one in ("P-01", "P-02", "P-03", "Withdrawn"))
    assert all(one in applicant for one in ("P-01", "P-02"))
    assert not any(one in applicant for one in ("P-03", "Gannet", "Withdrawn"))
    assert "P-0" not in site.visitor("Aksel").get("/portfolio/").text, "it is the portfolio of another authority"


def test_designations_are_found_by_words(site) -> None:
    visitor = site.visitor("Ines")
    found = visitor.get("/portfolio/?q=petrel").text
    assert "P-02" in found
    assert "P-01" not in found
    assert "No designation matches" in visitor.get("/portfolio/?q=bicycle").text


def test_a_request_outside_of_it_says_so_on_its_page(site, number_of) -> None:
    page = site.visitor("Ines").get(f"/cases/{number_of('EX-17')}/").text
    assert "designates nothing called “Example Osprey surveillance drone”" in page
    assert "Has the authority decided to offer this item outside of its portfolio?" in page
