"""Files fetched over https: allowed hosts, public addresses, bounded in size, growth and time.

A name is resolved once; every address it has must be public; the connection goes to one of those
addresses, so a name that means another machine a moment later leads nowhere. Redirects are followed
by hand, each judged like the first address. No proxy and no other setting of the environment is used.
"""

import contextlib
import http.client
import os
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import msgspec

import licet
from licet.encoding.canonical import canonical_bytes, from_bytes
from licet.encoding.faults import Faults, quoted
from licet.reference.sources import Limits
from licet.reference.web_address import WebAddress, is_public, web_address
from licet.services.ports import FetchedFile, FetchedMark, FetchFailed
from licet.storage.files import place, temporary_beside

MOST_REDIRECTS = 5
BLOCK_BYTES = 64 * 1024
REDIRECTS = (301, 302, 303, 307, 308)
RATIO_COUNTS_FROM = 16 * 1024 * 1024
"""Bytes from which growth counts: a small file of blanks packs a thousandfold and harms nobody."""

Told = Callable[[int, int | None], None]


class Reach(msgspec.Struct, frozen=True):
    """Which machines a fetcher may connect to, on which port, and whose certificates it believes."""

    allows: Callable[[str], bool]
    port: int
    certificates: Callable[[], ssl.SSLContext]


PUBLIC_INTERNET = Reach(is_public, 443, ssl.create_default_context)
"""The one reach of the product. Only tests make another, in their own code: no setting leads to one."""


class HttpsFetcher:
    """Fetches files; one object may be used again and again."""

    def __init__(self, reach: Reach = PUBLIC_INTERNET) -> None:
        self._reach = reach

    def fetch(
        self, url: str, *, hosts: frozenset[str], limits: Limits, known: FetchedMark | None, told: Told
    ) -> FetchedFile | None:
        """One file, or None when the server says that it is still the known one; raises `FetchFailed`."""
        with self._deadline(url, limits) as over:
            for _ in range(MOST_REDIRECTS + 1):
                address = _checked(url, hosts)
                with contextlib.closing(self._connected(address, limits, over)) as connection:
                    answer = _asked(connection, address, known)
                    if answer.status not in REDIRECTS:
                        found = _read(answer, url, limits, told)
                        over.refuse()  # a connection that was shut reads like one that ended
                        return found
                    url = urljoin(url, answer.headers.get("Location", ""))
        raise FetchFailed(f"{quoted(url)} leads on and on, more than {MOST_REDIRECTS} times.")

    @contextlib.contextmanager
    def _deadline(self, url: str, limits: Limits) -> Iterator["_Deadline"]:
        deadline = _Deadline(limits.seconds)
        try:
            yield deadline
        except FetchFailed as failed:
            if deadline.passed:
                raise FetchFailed(f"{quoted(url)} took longer than {limits.seconds} seconds.") from failed
            raise
        except (OSError, http.client.HTTPException) as error:
            if deadline.passed:
                raise FetchFailed(f"{quoted(url)} took longer than {limits.seconds} seconds.") from error
            if isinstance(error, TimeoutError):
                raise FetchFailed(f"{quoted(url)} was silent for {limits.idle_seconds} seconds.") from error
            if isinstance(error, ssl.SSLCertVerificationError):
                raise FetchFailed(
                    f"{quoted(url)} shows a certificate that is not to be believed: {error.verify_message}."
                ) from error
            raise FetchFailed(f"{quoted(url)} cannot be fetched: {error or type(error).__name__}.") from error
        finally:
            deadline.cancel()

    def _connected(self, address: WebAddress, limits: Limits, over: "_Deadline") -> http.client.HTTPSConnection:
        """A connection to an address that was judged before it is used."""
        failed: OSError | None = None
        for number in self._resolved(address.host):
            try:
                plain = socket.create_connection((number, self._reach.port), timeout=limits.idle_seconds)
            except OSError as error:
                failed = error
                continue
            connection = http.client.HTTPSConnection(address.host, self._reach.port, timeout=limits.idle_seconds)
            connection.auto_open = False  # it must never look the name up again
            secured = self._reach.certificates().wrap_socket(plain, server_hostname=address.host, do_handshake_on_connect=False)
            connection.sock = secured
            try:
                over.watch(secured)
                secured.do_handshake()
            except BaseException:
                connection.close()
                raise
            return connection
        raise failed or OSError(f"no machine answers for {address.host}")

    def _resolved(self, host: str) -> tuple[str, ...]:
        try:
            found = socket.getaddrinfo(host, self._reach.port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as error:
            raise FetchFailed(f"The host {quoted(host)} is not known to the network.") from error
        numbers = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
        inside = [number for number in numbers if not self._reach.allows(number)]
        if inside:
            raise FetchFailed(
                f"The host {quoted(host)} means {inside[0]}, which is no address of the public internet; it is not asked."
            )
        return numbers


class _Deadline:
    """Shuts whatever connection is open when the time is over, so that no dripping server can hold on."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._open: socket.socket | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._pass)
        self._timer.daemon = True
        self._timer.start()

    def watch(self, connection: socket.socket) -> None:
        """Shut this connection when the time is over."""
        with self._lock:
            self._open = connection
        self.refuse()

    def refuse(self) -> None:
        """Raise `TimeoutError` when the time is over."""
        if self.passed:
            raise TimeoutError

    def cancel(self) -> None:
        self._timer.cancel()

    def _pass(self) -> None:
        with self._lock:
            self.passed = True
            if self._open is not None:
                with contextlib.suppress(OSError):
                    self._open.shutdown(socket.SHUT_RDWR)


def _checked(url: str, hosts: frozenset[str]) -> WebAddress:
    try:
        return web_address(url, hosts=hosts, where=quoted(url))
    except Faults as refused:
        raise FetchFailed(" ".join(str(fault) for fault in refused.faults)) from refused


def _asked(connection: http.client.HTTPSConnection, address: WebAddress, known: FetchedMark | None) -> http.client.HTTPResponse:
    headers = {"User-Agent": f"Licet/{licet.__version__}", "Accept": "*/*", "Accept-Encoding": "gzip", "Connection": "close"}
    if known is not None and known.etag:
        headers["If-None-Match"] = known.etag
    if known is not None and known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    connection.request("GET", address.path, headers=headers)
    return connection.getresponse()


def _read(answer: http.client.HTTPResponse, url: str, limits: Limits, told: Told) -> FetchedFile | None:
    if answer.status == http.HTTPStatus.NOT_MODIFIED:
        return None
    if answer.status != http.HTTPStatus.OK:
        raise FetchFailed(f"{quoted(url)} answers {answer.status} {answer.reason}; nothing was taken.")
    coding = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise FetchFailed(f"{quoted(url)} comes packed as {quoted(coding)}, which was not asked for.")
    body = _Body(url, limits, packed="gzip" in coding)
    while block := answer.read1(BLOCK_BYTES):
        body.take(block)
        told(body.came, answer.length + body.came if answer.length is not None else None)
    if answer.length:
        raise FetchFailed(f"{quoted(url)} ended early: {answer.length:,} bytes are missing.")
    return FetchedFile(
        data=body.whole(),
        etag=_mark(answer.headers.get("ETag")),
        last_modified=_mark(answer.headers.get("Last-Modified")),
    )


def _mark(text: str | None) -> str | None:
    """A server's mark if it can be sent back as it is."""
    return text if text and len(text) <= 500 and text.isascii() and text.isprintable() else None


class _Body:
    """The bytes of an answer, unpacked as they come and bounded all the way."""

    def __init__(self, url: str, limits: Limits, *, packed: bool) -> None:
        self.came = 0
        self._url, self._limits, self._most = url, limits, limits.megabytes * 1024 * 1024
        self._plain = bytearray()
        self._stream = zlib.decompressobj(wbits=31) if packed else None

    def take(self, block: bytes) -> None:
        self.came += len(block)
        while block:
            if self._stream is None:
                self._plain += block
                block = b""
            else:
                if self._stream.eof:
                    raise FetchFailed(f"{quoted(self._url)} goes on after its packed end; it is damaged.")
                try:
                    # A bounded step: a bomb is seen after one step, not after it has gone off.
                    self._plain += self._stream.decompress(block, BLOCK_BYTES * 16)
                except zlib.error as error:
                    raise FetchFailed(f"{quoted(self._url)} is a damaged gzip stream.") from error
                block = self._stream.unconsumed_tail or self._stream.unused_data
            self._bounded()

    def whole(self) -> bytes:
        if self._stream is not None and not self._stream.eof:
            raise FetchFailed(f"{quoted(self._url)} ended early: its gzip stream is cut off.")
        return bytes(self._plain)

    def _bounded(self) -> None:
        if len(self._plain) > self._most:
            raise FetchFailed(f"{quoted(self._url)} is larger than {self._limits.megabytes} megabytes; no more of it was taken.")
        if len(self._plain) > RATIO_COUNTS_FROM and len(self._plain) > self.came * self._limits.ratio:
            raise FetchFailed(f"{quoted(self._url)} grows more than {self._limits.ratio} times when unpacked; that is no list.")


class FileFetchMemory:
    """What is remembered of each source, a small file each in `fetched/` of the library."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def recall(self, source: str) -> dict[str, FetchedMark]:
        try:
            return from_bytes((self._folder / f"{source}.json").read_bytes(), dict[str, FetchedMark])
        except (FileNotFoundError, msgspec.MsgspecError):
            return {}

    def remember(self, source: str, marks: dict[str, FetchedMark]) -> None:
        handle, temporary = temporary_beside(self._folder / f"{source}.json")
        with os.fdopen(handle, "wb") as file:
            file.write(canonical_bytes(marks))
        place(temporary, self._folder / f"{source}.json")
