"""Which addresses may be asked for a list: https, hosts that were named beforehand, and machines of the public internet.

A list is fetched by a server that others cannot reach, so whoever could make it ask an address of their
choice would reach what stands beside it. Names and numbers are therefore judged apart: the name before
anything is asked, the number once it is resolved, and the connection then goes to that very number.
"""

import ipaddress
import re
from collections.abc import Collection

import msgspec

from licet.encoding.faults import quoted, refuse

LONGEST_URL = 4096
_HOST = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\Z")
"""A name of letters, digits and dashes whose last part begins with a letter; so no number in any notation passes for one."""
_URL = re.compile(r"https://([^/?#]*)([^?#]*)(\?[^#]*)?(?:#.*)?", re.IGNORECASE)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_TRANSLATED = (_NAT64, ipaddress.ip_network("64:ff9b:1::/48"))


class WebAddress(msgspec.Struct, frozen=True, kw_only=True):
    """A checked address: the host to connect to, and what to ask it for."""

    host: str
    path: str


def host_named(text: str, where: str) -> str:
    """A host name as an allow-list may hold it; raises `Faults`."""
    if not _HOST.match(text):
        raise refuse(where, f"{quoted(text)} is no host name; write one in small letters, such as lists.example.org")
    return text


def web_address(url: str, *, hosts: Collection[str], where: str) -> WebAddress:
    """Take an address apart if it may be asked; raises `Faults` when it may not."""
    if len(url) > LONGEST_URL or any(not 0x21 <= ord(character) <= 0x7E for character in url) or "\\" in url:
        raise refuse(where, f"{quoted(url)} is no address; write https:// and only plain characters")
    found = _URL.fullmatch(url)
    if found is None:
        raise refuse(where, f"{quoted(url)} does not begin with https://; a list is fetched in no other way")
    authority, path, query = (part or "" for part in found.groups())
    if "@" in authority:
        raise refuse(where, f"{quoted(authority)} holds a user name; write the host alone")
    name, colon, port = authority.partition(":") if not authority.startswith("[") else (authority, "", "")
    if colon and port != "443":
        raise refuse(where, f"{quoted(url)} names the port {quoted(port)}; a list is fetched from the usual one only")
    host = host_named(name.lower().rstrip("."), where)
    if host not in hosts:
        raise refuse(where, f"leads to the host {quoted(host)}, which is not among those allowed: {', '.join(sorted(hosts))}")
    return WebAddress(host=host, path=(path or "/") + query)


def is_public(number: str) -> bool:
    """Whether an IP address is one of the public internet, in whatever way it is wrapped into IPv6."""
    try:
        address = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = _wrapped(address)
        if inner is not None:
            return is_public(str(inner))
        if any(address in network for network in _TRANSLATED):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, translated, or tunnelled."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.sixtofour is not None:
        return address.sixtofour
    if int(address) >> 32 == 0 and int(address) > 1:  # the deprecated ::a.b.c.d
        return ipaddress.IPv4Address(int(address))
    return address.teredo[1] if address.teredo is not None else None
