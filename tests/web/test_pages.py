"""Pages over HTTP: who gets which, what stands on them, and which headers go with them."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

HOME = "/"
OPEN_TO_ALL = ["/account/sign-in/", "/help/", "/healthz", "/readyz"]
STAFF_ONLY = ["/cases/", "/lists/"]


def test_everything_but_the_door_asks_for_a_sign_in(site) -> None:
    visitor = site.visitor()
    for page in OPEN_TO_ALL:
        assert visitor.get(page).status_code == 200, page
    for page in [
        "/",
        "/cases/",
        "/cases/ZA-2026-00001/",
        "/requests/",
        "/lists/",
        "/account/",
        "/api/",
        "/cases/ZA-2026-00001/changes/",
    ]:
        answer = visitor.get(page, allow_redirects=False)
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/account/sign-in/"), page


def test_headers_keep_strangers_out(officer) -> None:
    answer = officer.get("/cases/")
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == policy["frame-ancestors"] == "'none'"
    assert not {"script-src", "style-src"} & set(policy), "nothing may be looser than default-src"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("who", ["Ines", "Thandi"])
def test_no_page_carries_inline_scripts_or_styles_or_foreign_addresses(site, who) -> None:
    visitor = site.visitor(who)
    for page in ["/", "/help/", "/account/", "/account/second-factor/", "/account/second-factor/totp/activate/", "/api/"]:
        html = visitor.get(page).text
        assert not re.search(r"<script(?![^>]*(?:src=|type=\"application/json\"))", html), page
        assert "<style" not in html, page
        assert not re.search(r"\sstyle=", html), page
        assert not re.search(r"\son[a-z]+=", html), page
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//", html), page


def test_an_officer_sees_the_list_and_an_applicant_does_not(officer, applicant, number_of) -> None:
    assert number_of("EX-16") in officer.get("/cases/").text
    assert "EX-16" not in applicant.get("/cases/").text
    assert applicant.get(f"/cases/{number_of('EX-16')}/").status_code == 404
    assert applicant.get("/lists/").status_code == 403


def test_an_officer_of_another_state_cannot_know_that_a_case_exists(site, number_of) -> None:
    stranger = site.visitor("Giulia")
    absent, hidden = stranger.get("/cases/ZA-2026-09999/"), stranger.get(f"/cases/{number_of('EX-16')}/")
    assert absent.status_code == hidden.status_code == 404
    without_token = [
        re.sub(r'value="[^"]{40,}"', "", one.text).replace("ZA-2026-09999", "").replace(number_of("EX-16"), "")
        for one in (absent, hidden)
    ]
    assert without_token[0] == without_token[1]


def test_a_confidential_case_is_for_cleared_readers_only(site, number_of) -> None:
    assert site.visitor("Salma").get(f"/cases/{number_of('EX-16')}/").status_code == 404
    assert site.visitor("Ines").get(f"/cases/{number_of('EX-16')}/").status_code == 200


def test_findings_above_the_readers_level_are_absent_and_uncounted(site, number_of) -> None:
    page = f"/cases/{number_of('EX-14')}/"
    cleared, other = site.visitor("Johan").get(page).text, site.visitor("Ines").get(page).text

    def findings(html: str) -> int:
        return len(re.findall(r'<li class="licet-finding ', html))

    def counted(html: str) -> int:
        groups = re.findall(r"<summary><h3>.*?</h3><span class=\"licet-count\">(\d+)</span>", html, re.DOTALL)
        return sum(int(count) for count in groups)

    assert findings(cleared) == counted(cleared)
    assert findings(other) == counted(other)
    assert findings(other) < findings(cleared)
    assert "Secret" in cleared
    assert "Secret" not in other


def test_the_case_page_holds_what_an_officer_needs(officer, number_of) -> None:
    html = officer.get(f"/cases/{number_of('EX-16')}/").text
    for part in ("questions", "findings", "screening", "items", "request", "inputs", "journal"):
        assert f'id="{part}"' in html, part
    assert "Refer" in html
    assert len(re.findall(r'class="licet-question"', html)) == 2
    assert "EU-ML10.c.1" in html
    assert "Surveillance of mountain passes" in html
    assert re.search(r"sha256:[0-9a-f]{12}…", html)
    assert "Request received" in html
    assert "EXAMPLE" in html
    assert "Conditions that could be accepted" in html


def test_no_name_of_a_party_stands_on_the_case_page(officer, number_of) -> None:
    html = officer.get(f"/cases/{number_of('EX-16')}/").text
    assert "Fynbos" not in html
    assert "Example Alpine Border Service" not in html


def test_names_are_opened_for_a_stated_purpose_and_the_reading_is_recorded(site, number_of) -> None:
    officer, page = site.visitor("Ines"), f"/cases/{number_of('EX-03')}/names/"
    assert officer.send_form(page, {"purpose": ""}).status_code == 422
    opened = officer.send_form(page, {"purpose": "checking ownership"})
    assert opened.status_code == 200
    assert "checking ownership" in opened.text
    assert re.search(r'<h2 class="licet-part__title"[^>]*><bdi class="licet-code" dir="ltr">buyer</bdi>', opened.text)
    assert "Matched name:" in opened.text
    case = officer.get(f"/cases/{number_of('EX-03')}/").text
    assert re.search(r"Names opened.*?checking ownership.*?Ines Moreau", case, re.DOTALL)


def test_an_officer_of_the_advising_ministry_may_not_clear_hits(site, number_of) -> None:
    number = number_of("EX-03")
    adviser = site.visitor("Salma").get(f"/cases/{number}/").text
    deciding = site.visitor("Ines").get(f"/cases/{number}/").text
    assert f"/cases/{number}/hit/" in deciding
    assert f"/cases/{number}/hit/" not in adviser


@pytest.mark.parametrize(
    ("query", "wanted", "unwanted"),
    [
        ("?q=EX-16", ["EX-16"], ["EX-01"]),
        ("?recommendation=refuse", ["EX-09"], ["EX-01"]),
        ("?to=NO", ["EX-01"], ["EX-16"]),
        ("?activity=transit", ["EX-13"], ["EX-16"]),
        ("?actor=exporter", ["EX-12"], ["EX-16"]),
        ("?q=no+such+thing", [], ["EX-01", "EX-16"]),
        ("?page=99", ["EX-01"], []),
        ("?page=-1&order=nonsense&to=ZZ&recommendation=maybe", ["EX-01", "EX-16"], []),
    ],
)
def test_the_list_is_filtered_by_its_address(officer, query, wanted, unwanted) -> None:
    answer = officer.get(f"/cases/{query}")
    assert answer.status_code == 200
    for reference in wanted:
        assert f">{reference}<" in answer.text
    for reference in unwanted:
        assert f">{reference}<" not in answer.text


@pytest.mark.parametrize("order", ["number", "-number", "submitted_on", "-updated_at", "destination", "-missing", "next_action"])
def test_the_list_is_sorted_by_its_columns(officer, order) -> None:
    html = officer.get(f"/cases/?order={order}").text
    assert re.search(r'aria-sort="%s"' % ("descending" if order.startswith("-") else "ascending"), html)
    if order.endswith("number"):
        numbers = re.findall(r"data-row-link><bdi[^>]*>([A-Z0-9-]+)<", html)
        assert numbers == sorted(numbers, reverse=order.startswith("-"))


def test_the_lists_in_use_show_their_age(officer) -> None:
    html = officer.get("/lists/").text
    assert re.search(r"EXAMPLE.*?invented.*?2 days.*?In force", html, re.DOTALL)
    assert "Superseded" in html


def test_an_opinion_replays_from_the_page(officer, number_of) -> None:
    page = f"/cases/{number_of('EX-01')}/"
    html = officer.get(page).text
    digest = re.search(r'name="opinion" value="(sha256:[0-9a-f]{64})"', html)
    assert digest
    replayed = officer.send_form(page, {"opinion": digest.group(1)}, to=f"{page}replay/")
    assert replayed.status_code == 200
    assert "The same inputs gave the same opinion, byte for byte." in replayed.text
    assert officer.send_form(page, {"opinion": "sha256:" + "0" * 64}, to=f"{page}replay/").status_code == 404


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"value": "true", "source": "", "on": "2026-08-02"}, "Source: this needs an answer."),
        ({"source": "desk", "on": "2026-08-02"}, "Answer: this needs an answer."),
        ({"value": "true", "source": "desk", "on": "2026-02-30"}, "Write a day that exists"),
        ({"value": "true", "source": "desk", "on": "2026-08-04"}, "has not come yet"),
        ({"value": "perhaps", "source": "desk", "on": "2026-08-02"}, "perhaps"),
    ],
)
def test_an_answer_with_a_fault_is_refused_in_place(officer, number_of, fields, says) -> None:
    page = f"/cases/{number_of('EX-16')}/"
    sent = officer.send_form(page, {"fact": "certificate_verified", **fields}, to=f"{page}answer/")
    assert sent.status_code == 422
    assert says in sent.text
    assert "govuk-error-summary" in sent.text
    assert re.search(r'<li class="licet-question" id="q-certificate_verified">\s*<details open>', sent.text)
    assert "Opinion formed" in officer.get(page).text


def test_answering_a_question_that_is_closed_changes_nothing(officer, number_of) -> None:
    page = f"/cases/{number_of('EX-01')}/"
    sent = officer.send_form(
        page, {"fact": "certificate_verified", "value": "true", "source": "x", "on": "2026-08-02"}, to=f"{page}replay/"
    )
    assert sent.status_code in (200, 404)
    before = officer.get(page).text.count("licet-event ")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', officer.get(page).text)
    assert token
    answer = officer.post(f"{page}answer/", data={"csrfmiddlewaretoken": token.group(1), "fact": "nothing", "value": "true"})
    assert "no longer open" in answer.text
    assert officer.get(page).text.count("licet-event ") == before


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [("/nowhere", 404, "Page not found"), ("/cases/no%20number/", 404, "Page not found"), ("/cases/%00/", 404, "Page not found")],
)
def test_what_is_not_there_has_a_page_of_the_site(officer, address, status, says) -> None:
    answer = officer.get(address)
    assert answer.status_code == status
    assert says in answer.text
    assert "licet-header" in answer.text


def test_error_pages_speak_the_readers_language(site) -> None:
    reader = site.visitor("Ines", language="ar")
    page = reader.get("/nowhere").text
    assert 'lang="ar" dir="rtl"' in page
    assert "Page not found" not in page
    refused = reader.post("/language/", data={"language": "en"})
    assert refused.status_code == 403
    assert 'dir="rtl"' in refused.text
    assert "This form has expired" not in refused.text


def test_a_form_without_its_token_is_refused(officer, number_of) -> None:
    answer = officer.post(f"/cases/{number_of('EX-16')}/assess/")
    assert answer.status_code == 403
    assert "This form has expired" in answer.text


def test_the_language_can_be_changed_without_scripts(site) -> None:
    reader = site.visitor()
    page = reader.get("/help/").text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    turned = reader.post("/language/", data={"csrfmiddlewaretoken": token.group(1), "language": "ar", "next": "/help/"})
    assert turned.url.endswith("/help/")
    assert '<html lang="ar" dir="rtl"' in turned.text
    assert "govuk.rtl.css" in turned.text


def test_sign_in_links_open_examples_only_and_nothing_when_tampered_with(site) -> None:
    link = site.links["Ines"]
    broken = link[:-3] + ("A" if link[-3] != "A" else "B") + link[-2:]
    answer = requests.get(broken, timeout=30)
    assert answer.status_code == 403
    assert "This link opens nothing" in answer.text


def test_failed_sign_ins_lock_the_account(site) -> None:
    visitor = site.visitor()
    for _ in range(7):
        answer = visitor.send_form("/account/sign-in/", {"login": "nobody@licensing.example", "password": "wrong password here"})
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    assert "Too many failed sign-ins" in answer.text


def test_static_files_carry_their_digest_and_may_be_kept(officer) -> None:
    html = officer.get("/cases/").text
    sheet = re.search(r'href="(/static/licet/licet\.css\?d=[0-9a-f]{12})"', html)
    assert sheet
    answer = officer.get(sheet.group(1))
    assert answer.status_code == 200
    assert "max-age=2592000" in answer.headers["Cache-Control"]


def test_links_within_the_site_lead_somewhere(site, number_of: Callable[[str], str]) -> None:
    for who, start in (("Ines", f"/cases/{number_of('EX-16')}/"), ("Thandi", "/requests/")):
        visitor = site.visitor(who)
        for address in sorted(set(re.findall(r'href="(/[^"#?]*)', visitor.get(start).text))):
            assert visitor.get(address).status_code == 200, address


def test_an_account_is_opened_by_command_and_suspended_at_once(site, number_of) -> None:
    environment = {**os.environ, "LICET_WORKSPACE": str(site.workspace)}

    def account(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        command = [Path(sys.executable).with_name("licet"), "account", *arguments]
        return subprocess.run(command, env=environment, input=typed, capture_output=True, text=True, check=False)

    opening = ("open", "new@licensing.example", "--person", "new-officer", "--name", "New Officer", "--state", "ZA")
    wrong = account(*opening[:-1], "XX", "--role", "officer", typed="x\n")
    assert wrong.returncode == 2
    assert "state" in wrong.stderr
    assert "too short" in account(*opening, "--role", "officer", "--agency", "licensing", typed="short\n").stderr
    opened = account(*opening, "--role", "officer", "--agency", "licensing", typed="correct horse battery\n")
    assert opened.returncode == 0, opened.stderr
    officer = site.visitor()
    page = officer.send_form("/account/sign-in/", {"login": "new@licensing.example", "password": "correct horse battery"})
    assert page.url.endswith("/cases/")
    names = officer.send_form(f"/cases/{number_of('EX-03')}/names/", {"purpose": "looking"})
    assert names.status_code == 403
    assert "second factor" in names.text, "a password alone opens no names"
    assert account("suspend", "new@licensing.example").returncode == 0
    assert officer.get("/cases/", allow_redirects=False).status_code == 302
