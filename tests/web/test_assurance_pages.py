"""The page of the log, receipts out of it, and the review of access, over HTTP."""

import re

import pytest

from licet.ledger.policy import read_policy
from web.test_intake_pages import own_example, upload


def test_the_log_is_shown_to_everybody_and_its_inside_to_staff(site) -> None:
    for name, inside in (("Ines", True), ("Thandi", False), ("Lindiwe", False)):
        page = site.visitor(name).get("/ledger/").text
        assert "licet.invalid/log/" in page
        assert "Next tick" in page
        assert ("Private entries" in page) == inside, name
    assert "/account/sign-in/" in site.visitor().get("/ledger/").url
    policy = read_policy(site.visitor("Thandi").get("/ledger/policy.txt").content)
    assert [key.name.startswith("licet.invalid/log/") for key in policy.logs] == [True]


def test_receipts_are_for_whoever_may_know_of_the_case(site, number_of) -> None:
    applicant, officer = site.visitor("Thandi"), site.visitor("Ines")
    number = re.search(r"/requests/([\w-]+)/received/", upload(applicant, own_example("T-LEDGER")).url).group(1)
    page = applicant.get(f"/ledger/receipts/{number}/").text
    assert page.count("waits for its tick") == 1
    waits = applicant.get(f"/ledger/receipts/{number}/1/")
    assert waits.status_code == 409
    assert "goes public with a later tick" in waits.text
    assert "Opinion formed" in officer.get(f"/ledger/receipts/{number_of('EX-16')}/").text
    for name in ("Giulia", "Lindiwe"):
        for address in (f"/ledger/receipts/{number}/", f"/ledger/receipts/{number}/1/"):
            assert site.visitor(name).get(address).status_code == 404, (name, address)
    assert applicant.get(f"/ledger/receipts/{number_of('EX-16')}/").status_code == 404
    assert applicant.get(f"/ledger/receipts/{number}/99/").status_code == 404
    assert officer.get("/ledger/receipts/..%2F..%2Fetc/").status_code == 404


def test_who_may_is_asked_of_the_policies_and_named_with_them(site, number_of) -> None:
    page = site.visitor("Ines").get(f"/access/?case={number_of('EX-16')}").text
    may = people(page, "view_case")
    assert "Ines Moreau" in may
    assert "Johan Steyn" in may
    assert "Salma Haddad" not in may
    assert "Giulia Conti" not in page, "an officer of another state can do nothing here, and is not named"
    assert people(page, "open_identity") <= may
    assert re.search(r'<bdi class="licet-code" dir="ltr">[a-z]+(-[a-z]+)+</bdi>', page), "each with the policies that decided"
    # What the page says is what happens.
    for name, first in (("Ines Moreau", "Ines"), ("Johan Steyn", "Johan"), ("Salma Haddad", "Salma"), ("Thandi Maseko", "Thandi")):
        status = site.visitor(first).get(f"/cases/{number_of('EX-16')}/").status_code
        assert (status == 200) == (name in may), name


def test_what_would_change_with_a_role_is_said_and_changes_nothing(site, number_of) -> None:
    officer, number = site.visitor("Johan"), number_of("EX-03")
    given = officer.get(f"/access/?case={number}&person=lindiwe-khumalo&role=inspector").text
    assert "Would be let" in given
    assert re.search(r"come into the person(&#x27;|')s list: [1-9]", given)
    taken = officer.get(f"/access/?case={number}&person=ines-moreau&role=officer").text
    assert "Would be refused" in taken
    assert "See that the case exists" in taken[taken.index('id="change"') :]
    assert site.visitor("Lindiwe").get(f"/cases/{number}/").status_code == 404
    assert site.visitor("Ines").get(f"/cases/{number}/").status_code == 200
    for bad in ("person=nobody&role=officer", "person=ines-moreau&role=king", "person=ines-moreau"):
        assert officer.get(f"/access/?case={number}&{bad}").status_code == 422, bad


@pytest.mark.parametrize("name", ["Thandi", "Lindiwe", "Giulia"])
def test_the_review_of_a_case_is_for_whoever_reads_its_journal(site, number_of, name: str) -> None:
    hidden = site.visitor(name).get(f"/access/?case={number_of('EX-16')}")
    absent = site.visitor(name).get("/access/?case=ZA-2026-09999")
    assert hidden.status_code == absent.status_code == 404
    assert "Ines" not in hidden.text


def people(page: str, act: str) -> set[str]:
    """Who may do an act, as the page says."""
    [part] = re.findall(rf'<details class="licet-group" id="{act}".*?</details>', page, re.DOTALL)
    return set(re.findall(r'<p class="licet-card__title"><bdi>([^<]+)</bdi></p>', part.split("<h4")[0]))
