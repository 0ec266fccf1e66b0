"""The published yente client (`yente-client` on the package index) against a running site: every call it has.

It is no part of what Licet installs for its tests' sake alone; where it is not there, these are skipped in one line.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import requests

yente = pytest.importorskip("yente_client", reason="the published yente client is not installed: pip install yente-client")
pytestmark = pytest.mark.slow
LISTED = "Al-Mithal Example Trading LLC"


@pytest.fixture(scope="module")
def token(site: Any) -> str:
    made = site.visitor("Ines").send_form("/account/", {"name": "yente client"})
    found = re.search(r'<bdi dir="ltr">(licet_[A-Za-z0-9_-]+)</bdi>', made.text)
    assert found
    return found.group(1)


@pytest.fixture(scope="module")
def client(site: Any, token: str) -> Iterator[Any]:
    with yente.Client(base_url=site.address, api_key=token, timeout=60) as opened:
        yield opened


def test_it_finds_the_service_well(client: Any) -> None:
    assert client.healthz().status == "ok"
    assert client.readyz().status == "ok"
    found = client.algorithms()
    assert found.best in {one.name for one in found.algorithms}
    catalogue = client.datasets()
    whole, *lists = catalogue.datasets
    assert whole.name == "default"
    assert set(whole.children) == {one.name for one in lists if one.load} == set(catalogue.current)


def test_it_matches_a_company_and_reads_why(client: Any) -> None:
    found = client.match(yente.Company(name=LISTED, country="ae"))
    assert found.top.id == "ex-003"
    assert found.top.match
    assert found.top.score > 0.9
    assert found.matches == [found.top]
    assert found.top.contributing_explanations
    assert client.match(yente.Company(name="Zzyzx Quillfeather Widgets")).matches == []


def test_its_filters_and_limits_are_heard(client: Any) -> None:
    company = yente.Company(name=LISTED, country="ae")
    assert client.match(company, threshold=1.0).matches == []
    assert client.match(company, exclude_entities=["ex-003"]).top is None or (
        client.match(company, exclude_entities=["ex-003"]).top.id != "ex-003"
    )
    assert [one.id for one in client.match(company, topics=["sanction"], limit=1).results] == ["ex-003"]
    assert client.match(company, topics=["export.control"]).top is None or (
        client.match(company, topics=["export.control"]).top.id != "ex-003"
    )
    assert client.match(company, exclude_schemata=["Company"]).results == []
    assert client.match(company, algorithm="logic-v2").top.id == "ex-003"


def test_it_streams_many(client: Any) -> None:
    asked = [(f"k{at}", yente.Company(name=LISTED if at % 2 else "Zzyzx Quillfeather Widgets")) for at in range(6)]
    found = dict(client.match_iter(asked))
    assert {key: bool(one.matches) for key, one in found.items()} == {f"k{at}": bool(at % 2) for at in range(6)}


def test_it_searches_and_fetches(client: Any) -> None:
    found = client.search("mithal example", facets=["countries", "schema"], limit=5)
    assert "ex-003" in [one.id for one in found.results]
    assert found.total.value >= 1
    assert {one.name for one in found.facets["countries"].values}
    entity = client.fetch("ex-003")
    assert entity.schema_ == "Company"
    assert LISTED in entity.properties["name"]
    assert client.search("mithal example", schema="Vessel").results == []


def test_what_it_cannot_have_it_hears_as_its_own_errors(client: Any, site: Any) -> None:
    with pytest.raises(yente.NotFoundError):
        client.fetch("no-such-entity")
    with pytest.raises(yente.NotFoundError):
        client.match(yente.Company(name=LISTED), datasets=["no-such-list"])
    with pytest.raises(yente.BadRequestError):
        client.match(yente.Company(name=LISTED), weights={"name_match": 1.0})
    with yente.Client(base_url=site.address, api_key="wrong") as stranger, pytest.raises(yente.AuthenticationError):
        stranger.match(yente.Company(name=LISTED))


def test_links_between_parties_are_not_kept_and_it_is_told_so(client: Any) -> None:
    """The lists give parties, not a graph: there is nothing beside an entity."""
    with pytest.raises(yente.APIError):
        client.adjacent("ex-003")


def test_the_site_stays_readable_for_plain_programs(site: Any, token: str) -> None:
    """The bare request that yente's documentation shows, without any client."""
    answer = requests.post(
        f"{site.address}/match/default",
        json={"queries": {"q1": {"schema": "Company", "properties": {"name": [LISTED]}}}},
        headers={"Authorization": f"ApiKey {token}"},
        timeout=60,
    )
    assert answer.json()["responses"]["q1"]["results"][0]["id"] == "ex-003"
