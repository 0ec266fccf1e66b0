"""Attacks 14 and 16: every route of the running site by every role, held against a table that can be read.

`routes.md` is the table. A route that is not in it, or an answer other than there, fails: whoever adds a page says for
whom it is. Where it differs, the table as found lies beside the failure; read it line by line before you put it in place.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench import clean_environment

TABLE = Path(__file__).with_name("routes.md")
HEAD = """# Every route by every role

Made and checked by `test_routes.py` on the running demonstration, about a case of ZA that is no secret, and about the applicant's own draft.

| word | the answer |
|---|---|
| yes | it is answered (200) |
| on | it leads to another page that this person may see |
| form | let in, and the empty form or body is refused (400, 422) |
| no | refused, and said so (403) |
| not now | let in, and it is not the time for it (409) |
| absent | as if there were no such thing (404) |
| door | sent to the door (to sign in, or 401) |
| other | another way of asking is needed (405) |

"""
READERS: dict[str, str | None] = {
    "stranger": None,
    "applicant": "Thandi",
    "officer": "Ines",
    "senior": "Johan",
    "adviser": "Salma",
    "elsewhere": "Giulia",
    "custodian": "Lindiwe",
    "spokesman": None,
    "inspector": None,
    "administrator": None,
    "verifier": None,
}
"""The columns: who they are at the demonstration; those without a name are given an account. `elsewhere` is an officer of another state."""
LEFT_OUT = {
    "account/sign-out/": "ends the session that asks",
    "account/demonstration/<str:token>/": "is the door of the demonstration",
    "requests/new/": "makes a draft each time it is asked",
    "requests/drafts/<uuid:draft_id>/discard/": "takes away the draft that the others are asked about",
    "exceptional-access/<str:wish>/close/": "ends the wish that the others are asked about",
    "api/v1/": "is no route of its own",
}
LISTING = """
import json, os, sys
import django
django.setup()
from django.db import connections
from django.urls import URLResolver, get_resolver
from licet.web.accounts.demonstration import _token
from licet.web.accounts.models import User

def walk(resolver, before):
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from walk(one, route)
        else:
            yield route

links = {}
for role in json.loads(sys.argv[1]):
    fields = {"person_id": f"routes-{role}", "name": f"Routes {role}", "email": f"{role}@routes.example", "roles": [role],
              "agencies": [], "state": "ZA", "clearance": "case"}
    user = User.objects.filter(person_id=fields["person_id"]).first() or User.objects.create_user(**fields, is_example=True)
    links[role] = f"/account/demonstration/{_token(user)}/"
print(json.dumps({"routes": sorted(set(walk(get_resolver(), ""))), "links": links}))
"""


@pytest.fixture(scope="module")
def known(site):
    """The URL table, and a visitor for each column."""
    made = [column for column, name in READERS.items() if name is None and column != "stranger"]
    done = subprocess.run(
        [sys.executable, "-c", LISTING, json.dumps(made)],
        env=clean_environment(LICET_WORKSPACE=str(site.workspace), DJANGO_SETTINGS_MODULE="licet.web.config.settings"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    visitors = {}
    for column, name in READERS.items():
        visitors[column] = site.visitor(name)
        if column in told["links"]:
            assert visitors[column].get(told["links"][column]).status_code == 200, column
    return told["routes"], visitors


@pytest.fixture(scope="module")
def filled(known, number_of) -> Callable[[str], str]:
    """A route with things in the places of its parameters: its own, such as every site has, and such as none has; nothing that
    other tests make or change.
    """
    _, visitors = known
    draft = visitors["applicant"].send_form("/requests/", {}, to="/requests/new/").url.rstrip("/").split("/")[-1]
    wish = {"number": number_of("EX-11"), "purpose": "to try every route", "hours": "1", "notice_after_days": "0"}
    asked = visitors["adviser"].send_form("/exceptional-access/new/", wish).url.rstrip("/").split("/")[-1]
    places = {
        "number": number_of("EX-11"), "draft_id": draft, "part": "items", "entry_id": "item", "party_id": "maker", "owner_id": "owner",
        "wish": asked, "contract": "ZA-BUY-2", "stage": "award", "what": "milestone", "turn": "suspend", "party": "nobody", "token_id": "0", "dataset": "default", "pk": "1", "event": "1",
    }  # fmt: skip

    def fill(route: str) -> str:
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: places.get(found[1], "none"), route)

    return fill


OPEN_TO_ALL = {
    "/account/sign-in/", "/help/", "/language/", "/healthz", "/readyz", "/api/v1/openapi.json", "/openapi.json",
    "/reconcile/<dataset>",
}  # fmt: skip
"""The door, the help, the language, whether the site is up, two descriptions, and the manifest of the reconciliation protocol."""
NO_ANSWER = {"name": "no_such_fact", "value": True, "source": "nobody", "on": "2026-08-02"}
"""An answer to a question that nobody asks: refused only once it is known who may answer."""


def word(answer) -> str:
    """The word of the table for an answer."""
    status = answer.status_code
    if status in (301, 302, 303, 307):
        return "door" if "/account/sign-in/" in answer.headers["Location"] else "on"
    words = {200: "yes", 201: "yes", 204: "yes", 400: "form", 422: "form", 401: "door", 403: "no", 404: "absent", 405: "other",
             409: "not now"}  # fmt: skip
    return words.get(status, str(status))


def asked(visitor, method: str, address: str) -> str:
    token = visitor.cookies.get("csrftoken", "")
    if method == "GET":
        return word(visitor.get(address, allow_redirects=False))
    headers = {"Referer": visitor.site + "/", "X-CSRFToken": token}
    body = {"json": NO_ANSWER} if address.endswith("/answers") else {}
    return word(visitor.post(address, headers=headers, allow_redirects=False, **body))


def test_no_route_answers_whom_it_should_not(known, filled, tmp_path: Path) -> None:
    """Attack 14. GET everywhere; POST where GET is not the way, with an empty body."""
    routes, visitors = known
    rows = []
    for route in routes:
        if route in LEFT_OUT or route.startswith("account/second-factor/"):
            continue
        address = filled(route)
        got = {column: asked(visitor, "GET", address) for column, visitor in visitors.items()}
        method = "GET"
        if set(got.values()) in ({"other", "door"}, {"on", "door"}, {"other"}) and route:
            method, got = "POST", {column: asked(visitor, "POST", address) for column, visitor in visitors.items()}
        rows.append(f"| {method} `/{route}` | " + " | ".join(got.values()) + " |")
    columns = list(READERS)
    assert not [row for row in rows if re.search(r"\| 5\d\d ", row)], "the site failed"
    found = HEAD + "\n".join([f"| route | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|", *rows]) + "\n"
    found += "\nLeft out: " + "; ".join(f"`/{route}`, which {why}" for route, why in LEFT_OUT.items())
    found += "; `/account/second-factor/…`, pages of the sign-in library about one's own account.\n"
    (tmp_path / "routes.md").write_text(found, encoding="utf-8")
    assert found == TABLE.read_text(encoding="utf-8"), f"the table as found: {tmp_path / 'routes.md'}"


def test_the_table_lets_no_stranger_in_and_shows_no_role_what_is_anothers() -> None:
    """The table itself, read as a critic would."""
    head, *lines = [
        line
        for line in TABLE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| route") or (line.startswith("| ") and "`/" in line)
    ]
    columns = [cell.strip() for cell in head.strip("|").split("|")][1:]
    cells = {
        line.split("`")[1]: dict(zip(columns, [cell.strip() for cell in line.strip("|").split("|")][1:], strict=True))
        for line in lines
    }
    open_to_all = {route for route, row in cells.items() if row["stranger"] in ("yes", "on", "form")}
    assert open_to_all <= OPEN_TO_ALL, open_to_all - OPEN_TO_ALL
    for route, row in cells.items():
        if route.startswith(("/cases/<str:number>", "/api/v1/cases/<", "/exceptional-access/<")):
            assert row["elsewhere"] in ("absent", "no", "other"), (route, "an officer of another state")
        if route.startswith("/cases/<"):
            assert row["applicant"] in ("absent", "no"), (route, "an applicant")
        if "drafts/" in route:
            assert {row[column] for column in columns if column != "applicant"} <= {"absent", "no", "door"}, route
    assert {row["verifier"] for route, row in cells.items() if route.startswith("/cases/<")} <= {"absent", "no"}


def test_a_session_named_before_the_door_is_not_the_one_behind_it(site) -> None:
    """Attack 16: a session that a stranger named is dead behind the door, and one's own is dead after signing out."""
    named = "fixedbyastrangerfixedbyastranger"
    visitor = with_session(site, named)
    visitor.get(site.links["Ines"])
    own = {cookie.value for cookie in visitor.cookies if cookie.name == "sessionid"} - {named}
    assert len(own) == 1
    assert "/account/sign-in/" in with_session(site, named).get("/cases/").url
    [session] = own
    with_own = with_session(site, session)
    assert with_own.get("/cases/").url.endswith("/cases/")
    with_own.send_form("/account/sign-out/", {})
    assert "/account/sign-in/" in with_session(site, session).get("/cases/").url


def with_session(site, session: str):
    """Somebody whose browser holds this session."""
    visitor = site.visitor()
    visitor.cookies.set("sessionid", session)
    return visitor
