"""The settings of sources, and which addresses may be asked at all."""

import ipaddress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import licet
from licet.encoding.faults import Faults
from licet.reference.edition import PARTY_LIST_KINDS
from licet.reference.sources import hosts_of, read_sources
from licet.reference.web_address import is_public, web_address

SHIPPED = (Path(licet.__file__).parent / "bundled" / "sources.yaml").read_bytes()
ONE = """\
sources:
  - name: own
    kind: un-sc
    files:
      - name: list.xml
        url: https://lists.example.org/list.xml
"""


def test_the_shipped_settings_ask_the_real_publishers_over_https_alone():
    settings = read_sources(SHIPPED, "sources.yaml")
    kinds = {source.kind for source in settings.sources}
    assert kinds == set(PARTY_LIST_KINDS) - {"ftm", "index-jsonl"}
    hosts = set().union(*(hosts_of(source) for source in settings.sources))
    assert {"scsanctions.un.org", "sanctionslistservice.ofac.treas.gov", "sanctionslist.fcdo.gov.uk"} <= hosts


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("https:", "http:", "does not begin with https://"),
        ("lists.example.org", "127.0.0.1", "is no host name"),
        ("lists.example.org", "localhost", "is no host name"),
        ("name: own", "name: Own", "is no name"),
        ("kind: un-sc", "kind: embargoes", "is no kind of party list"),
        ("kind: un-sc", "kind: ofac-sdn", "holds 1, which is no set of kind ofac-sdn"),
        ("name: list.xml", "name: ../list.xml", "is no file name of its own"),
        ("list.xml\n        url", "list.xml\n        sha256: abc\n        url", "is no SHA-256"),
        ("list.xml\n        url", "list.xml\n        signature: https://lists.example.org/s\n        url", "go together"),
        ("list.xml\n        url", "list.xml\n        checksum: https://lists.example.org:1/s\n        url", "names the port “1”"),
        ("    files", "    hosts: [Lists.Example.org]\n    files", "is no host name"),
        ("    files", "    password: x\n    files", "password"),
        ("sources:", "limits: {seconds: 0}\nsources:", "it must be at least 1"),
    ],
)  # fmt: skip
def test_settings_that_would_ask_elsewhere_are_refused(old, new, says):
    assert old in ONE
    with pytest.raises(Faults, match=says):
        read_sources(ONE.replace(old, new, 1).encode(), "sources.yaml")


def test_two_sources_of_one_name_are_refused():
    with pytest.raises(Faults, match="is used twice"):
        read_sources((ONE + ONE.removeprefix("sources:\n")).encode(), "sources.yaml")


INSIDE = (
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "224.0.0.0/3",
)


@given(st.sampled_from(INSIDE), st.integers(0, 2**32 - 1))
def test_no_wrapping_makes_a_machine_inside_public(network, number):
    inside = ipaddress.ip_network(network)
    address = ipaddress.IPv4Address(int(inside.network_address) + number % inside.num_addresses)
    low = int(address)
    wrapped = [
        str(address),
        f"::ffff:{address}",
        f"::{address}",
        str(ipaddress.IPv6Address((0x64FF9B << 96) | low)),
        str(ipaddress.IPv6Address((0x2002 << 112) | (low << 80) | 1)),
        str(ipaddress.IPv6Address((0x20010000 << 96) | (0x08080808 << 64) | (low ^ 0xFFFFFFFF))),
    ]
    assert [one for one in wrapped if is_public(one)] == []


@pytest.mark.parametrize(
    "number", ["::", "::1", "fe80::1%eth0", "fc00::1", "ff02::1", "64:ff9b:1::7f00:1", "lists.example.org", "", "1"]
)
def test_what_is_no_public_address_is_not_one(number):
    assert not is_public(number)


@pytest.mark.parametrize("number", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_a_public_address_is_one_however_it_is_written(number):
    assert is_public(number)


def test_an_allowed_address_is_taken_apart():
    found = web_address("https://LISTS.example.org./a/b?c=d#e", hosts={"lists.example.org"}, where="x")
    assert (found.host, found.path) == ("lists.example.org", "/a/b?c=d")
