"""Where each list is fetched from: the settings file `sources.yaml`, checked whole before anything is asked."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from licet.encoding.faults import Fault, Faults, quoted
from licet.encoding.reading import Name, Text, read_value
from licet.encoding.source import read_tree
from licet.reference.edition import PARTY_LIST_KINDS
from licet.reference.parse import SOURCES
from licet.reference.web_address import host_named, web_address

_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
ED25519_BYTES = 32


class SourceFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a source: its name, its address, and what its publisher gives to check it by.

    `sha256` fixes the bytes for good; `checksum` is the address of a text that holds the SHA-256 or
    SHA-512 of the file; `signature` the address of an Ed25519 signature of it, raw or in base64,
    and `ed25519` the key, in base64.
    """

    name: Text
    url: Text
    sha256: Text | None = None
    checksum: Text | None = None
    signature: Text | None = None
    ed25519: Text | None = None


class ListSource(msgspec.Struct, frozen=True, kw_only=True):
    """One list as its publisher gives it out. `hosts` are further hosts that the addresses of the files may lead to."""

    name: Name
    kind: Text
    files: tuple[SourceFile, ...]
    hosts: tuple[Text, ...] = ()
    edition_name: Text | None = None


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one file may take: its size unpacked, how often larger than packed, seconds in all, and seconds of silence."""

    megabytes: int = 256
    ratio: int = 200
    seconds: int = 900
    idle_seconds: int = 30


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """The whole settings file."""

    sources: tuple[ListSource, ...]
    limits: Limits = Limits()


def read_sources(data: bytes, name: str) -> Sources:
    """Read the settings; raises `Faults` with a sentence for each thing wrong."""
    settings = read_value(read_tree(data, name), Sources)
    faults = tuple(_faults(settings))
    if faults:
        raise Faults(faults)
    return settings


def hosts_of(source: ListSource) -> frozenset[str]:
    """Every host that may be asked for a source: those of its addresses, and those that they may lead to."""
    urls = [url for file in source.files for url in (file.url, file.checksum, file.signature) if url is not None]
    return frozenset(source.hosts) | {url.split("/")[2].lower().removesuffix(":443") for url in urls if url.count("/") > 1}


def _faults(settings: Sources) -> Iterator[Fault]:
    limits = settings.limits
    for field in Limits.__struct_fields__:
        if getattr(limits, field) < 1:
            yield Fault(f"limits.{field}", f"is {getattr(limits, field)}; it must be at least 1")
    seen: set[str] = set()
    for index, source in enumerate(settings.sources):
        where = f"sources[{index}]"
        if source.name in seen:
            yield Fault(f"{where}.name", f"{quoted(source.name)} is used twice; give each source its own name")
        seen.add(source.name)
        yield from _faults_of(source, where)


def _faults_of(source: ListSource, where: str) -> Iterator[Fault]:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", source.name):
        yield Fault(f"{where}.name", f"{quoted(source.name)} is no name; use up to 40 small letters, digits and dashes")
    if source.kind not in PARTY_LIST_KINDS:
        yield Fault(f"{where}.kind", f"{quoted(source.kind)} is no kind of party list; use one of {', '.join(PARTY_LIST_KINDS)}")
    elif not SOURCES[source.kind].fewest <= len(source.files) <= SOURCES[source.kind].most:
        yield Fault(f"{where}.files", f"holds {len(source.files)}, which is no set of kind {source.kind}")
    for host in source.hosts:
        yield from _caught(host_named, host, f"{where}.hosts")
    names = [file.name for file in source.files]
    for number, file in enumerate(source.files):
        here = f"{where}.files[{number}]"
        if not _FILE.fullmatch(file.name) or names.count(file.name) > 1:
            yield Fault(f"{here}.name", f"{quoted(file.name)} is no file name of its own; use letters, digits, dots and dashes")
        for field in ("url", "checksum", "signature"):
            url = getattr(file, field)
            if url is not None:
                yield from _caught(web_address, url, hosts=hosts_of(source), where=f"{here}.{field}")
        if file.sha256 is not None and not re.fullmatch("[0-9a-f]{64}", file.sha256):
            yield Fault(f"{here}.sha256", "is no SHA-256; write its 64 small hexadecimal digits")
        if (file.signature is None) != (file.ed25519 is None):
            yield Fault(f"{here}.signature", "and ed25519 go together: an address and the key to check it by")
        if file.ed25519 is not None and not _is_key(file.ed25519):
            yield Fault(f"{here}.ed25519", "is no Ed25519 key; write its 32 bytes in base64")


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, validate=True)) == ED25519_BYTES
    except binascii.Error:
        return False


def _caught(check: Callable[..., object], *given: str, **named: Any) -> Iterator[Fault]:
    try:
        check(*given, **named)
    except Faults as refused:
        yield from refused.faults
