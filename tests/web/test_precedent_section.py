"""The section of the case page on earlier decisions: what is alike and what differs."""

import datetime as dt
from pathlib import Path

import pytest
from django.template import Context, Engine

import licet.web
from licet.law.precedent import Precedent
from licet.web.casework import words
from licet.web.casework.present import PrecedentRow

WEB = Path(licet.web.__file__).parent
PAGES = Engine(
    dirs=[str(WEB / "casework/templates"), str(WEB / "design/templates")],
    libraries={"i18n": "django.templatetags.i18n"},
    builtins=["licet.web.design.templatetags.licet"],
)
pytestmark = pytest.mark.usefixtures("words")
PRECEDENT = Precedent(
    reference="ZA-2019-00007",
    decided_on=dt.date(2019, 5, 4),
    outcome="refused",
    distance=150,
    alike=("guard may be the end user of then",),
    differs=("another end use then (fishing)",),
)


def test_a_precedent_is_shown_with_its_distance_and_what_is_alike() -> None:
    row = PrecedentRow(of=PRECEDENT, outcome=str(words.PAST_OUTCOME["refused"]))
    html = PAGES.get_template("casework/part_findings.html").render(Context({"opinion": {"precedents": (row,), "groups": ()}}))
    assert "Earlier decisions on like cases" in html
    for text in ("refused", "ZA-2019-00007", "150", "guard may be the end user of then", "another end use then (fishing)"):
        assert text in html, text
    assert "Conditions that could be accepted" not in html
