"""An inspector hands whole cases to a court on the page; nobody else does."""

import json
import re
import subprocess
import sys

import pytest

from licet.ledger.policy import read_policy
from licet.services.oversight import opened
from licet.storage.recipients import make_keys, unseal
from workbench import clean_environment

INSPECTOR = """
import django
django.setup()
from licet.web.accounts.demonstration import _token
from licet.web.accounts.models import User
fields = {"person_id": "oversight-inspector", "name": "Oversight Inspector", "email": "inspector@oversight.example",
          "roles": ["inspector"], "agencies": [], "state": "ZA", "clearance": "secret"}
user = User.objects.filter(person_id=fields["person_id"]).first() or User.objects.create_user(**fields, is_example=True)
print(f"/account/demonstration/{_token(user)}/")
"""
ORDER = {"recipient": "Example High Court, case 12/2026", "purpose": "order of 2 August 2026 under the Example Act"}


@pytest.fixture(scope="module")
def inspector(site):
    """Somebody who oversees, signed in with a second factor."""
    done = subprocess.run(
        [sys.executable, "-c", INSPECTOR],
        env=clean_environment(LICET_WORKSPACE=str(site.workspace), DJANGO_SETTINGS_MODULE="licet.web.config.settings"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    visitor = site.visitor()
    assert visitor.get(done.stdout.strip()).status_code == 200
    return visitor


@pytest.fixture(scope="module")
def court(tmp_path_factory):
    """The court's private and public key."""
    folder = tmp_path_factory.mktemp("court")
    make_keys(folder / "court", folder / "court.pub")
    return (folder / "court").read_bytes(), (folder / "court.pub").read_bytes()


def sent(visitor, key: bytes, **fields: str):
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', visitor.get("/oversight/").text)
    assert token
    return visitor.post("/oversight/", data={"csrfmiddlewaretoken": token[1], **ORDER, **fields}, files={"key": ("court.pub", key)})


def test_an_inspector_gets_a_file_that_the_court_alone_opens(inspector, court, number_of) -> None:
    private, public = court
    number = number_of("EX-03")
    answer = sent(inspector, public, numbers=f" {number.lower()}\n{number_of('EX-16')} ")
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "no-store" in answer.headers["Cache-Control"]
    policy = read_policy(inspector.get("/ledger/policy.txt").content)
    document = opened(unseal(answer.content, private, "court"), policy).document
    assert [case["number"] for case in document["cases"]] == [number, number_of("EX-16")]
    assert document["by"] == "oversight-inspector"
    assert all(len(json.dumps(case["names"])) > 100 for case in document["cases"])
    assert document["export"] in answer.headers["Content-Disposition"]


def test_what_is_wrong_is_said_and_nothing_is_exported(inspector, court, number_of) -> None:
    number = number_of("EX-03")
    for key, fields, says in (
        (court[1], {"numbers": number, "purpose": ""}, "Purpose: this needs an answer."),
        (b"no key", {"numbers": number}, "no public key in PEM"),
        (court[1], {"numbers": "ZA-2026-99999"}, "not for you to see"),
        (court[1], {"numbers": "../etc"}, "etc"),
    ):
        answer = sent(inspector, key, **fields)
        assert answer.status_code == 422, (fields, answer.status_code)
        assert says in answer.text, says


def test_nobody_else_exports(site, court, number_of) -> None:
    for name in ("Ines", "Johan"):
        refused = sent(site.visitor(name), court[1], numbers=number_of("EX-03"))
        assert refused.status_code == 403, name
    assert site.visitor("Thandi").get("/oversight/").status_code == 404
    assert "/account/sign-in/" in site.visitor().get("/oversight/").url
