"""Fetching from a server of the test's own: what is taken, and every way in which a server or a name may be hostile."""

import datetime as dt
import gzip
import http.server
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from licet.reference.sources import Limits
from licet.services.ports import FetchedMark, FetchFailed
from licet.storage import fetching as module
from licet.storage.fetching import PUBLIC_INTERNET, FileFetchMemory, HttpsFetcher, Reach

HOST, OTHER = "lists.example.org", "files.example.net"
HOSTS = frozenset({HOST, OTHER})
URL = f"https://{HOST}/list.csv"
BODY = b"one,two\n" * 1000
LIMITS = Limits(megabytes=32, ratio=50, seconds=20, idle_seconds=5)
SOURCES = Path(module.__file__).resolve().parents[1]

Answer = Callable[["Handler"], None]


class Handler(http.server.BaseHTTPRequestHandler):
    answer: Answer
    asked: list[dict[str, str]]

    def do_GET(self) -> None:
        type(self).asked.append(
            {"host": self.headers["Host"], "path": self.path, **{k.lower(): v for k, v in self.headers.items()}}
        )
        type(self).answer(self)

    def log_message(self, *_: Any) -> None:
        pass

    def give(self, data: bytes, status: int = 200, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        self.wfile.write(data)


class Quiet(http.server.ThreadingHTTPServer):
    def handle_error(self, *_: Any) -> None:
        """A client that hangs up is what these tests are about."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "the test's own")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST), x509.DNSName(OTHER)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("certificate")
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder / "certificate.pem", folder / "key.pem"


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What each host name means; asked for in the order of asking where a name means several things in turn."""
    meanings = {HOST: ["127.0.0.1"], OTHER: ["127.0.0.1"]}
    real = socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *rest: Any, **more: Any) -> Any:
        if host not in meanings:
            return real(host, port, *rest, **more)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in meanings[host]]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return meanings


@pytest.fixture
def server(certificate: tuple[Path, Path]) -> Iterator[type[Handler]]:
    handler = type("OneTest", (Handler,), {"answer": staticmethod(lambda one: one.give(BODY)), "asked": []})
    with Quiet(("127.0.0.1", 0), handler) as running:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        running.socket = context.wrap_socket(running.socket, server_side=True)
        running.daemon_threads = True
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        handler.port = running.server_address[1]
        yield handler
        running.shutdown()


@pytest.fixture
def fetcher(server: type[Handler], certificate: tuple[Path, Path], names: dict[str, list[str]]) -> HttpsFetcher:
    assert names
    context = ssl.create_default_context(cafile=str(certificate[0]))
    return HttpsFetcher(Reach(lambda number: number == "127.0.0.1", server.port, lambda: context))


def fetch(fetcher: HttpsFetcher, url: str = URL, *, limits: Limits = LIMITS, known: FetchedMark | None = None, **more: Any) -> Any:
    return fetcher.fetch(url, **{"hosts": HOSTS, "limits": limits, "known": known, "told": lambda *_: None, **more})


def test_a_file_comes_whole_with_its_marks_and_its_progress(fetcher: HttpsFetcher, server: type[Handler]) -> None:
    server.answer = lambda one: one.give(BODY, ETag='"v1"', Last_Modified="Fri, 31 Jul 2026 10:00:00 GMT")
    heard: list[tuple[int, int | None]] = []
    found = fetch(fetcher, told=lambda came, of: heard.append((came, of)))
    assert (found.data, found.etag, found.last_modified) == (BODY, '"v1"', "Fri, 31 Jul 2026 10:00:00 GMT")
    assert heard[-1] == (len(BODY), len(BODY))
    (asked,) = server.asked
    assert asked["host"] == f"{HOST}:{server.port}"
    assert not {"cookie", "authorization", "referer"} & asked.keys()


def test_what_did_not_change_is_not_sent_again(fetcher: HttpsFetcher, server: type[Handler]) -> None:
    def answer(one: Handler) -> None:
        one.give(b"", 304) if one.headers["If-None-Match"] == '"v1"' else one.give(BODY)

    server.answer = answer
    mark = FetchedMark(url=URL, digest="sha256:" + "0" * 64, etag='"v1"', last_modified="Fri, 31 Jul 2026 10:00:00 GMT")
    assert fetch(fetcher, known=mark) is None
    assert server.asked[-1]["if-modified-since"] == mark.last_modified
    assert fetch(fetcher).data == BODY


def test_a_packed_answer_is_unpacked(fetcher: HttpsFetcher, server: type[Handler]) -> None:
    server.answer = lambda one: one.give(gzip.compress(BODY), Content_Encoding="gzip")
    assert fetch(fetcher).data == BODY


def test_a_redirect_is_followed_to_an_allowed_host(fetcher: HttpsFetcher, server: type[Handler]) -> None:
    def answer(one: Handler) -> None:
        one.give(BODY) if one.path == "/there?a=1" else one.give(b"", 302, Location=f"https://{OTHER}/there?a=1")

    server.answer = answer
    assert fetch(fetcher).data == BODY
    assert [asked["path"] for asked in server.asked] == ["/list.csv", "/there?a=1"]


@pytest.mark.parametrize(
    ("to", "says"),
    [
        ("http://lists.example.org/x", "does not begin with https://"),
        ("https://evil.example.com/x", "not among those allowed"),
        ("https://lists.example.org.evil.com/x", "not among those allowed"),
        ("https://lists.example.org@evil.com/x", "holds a user name"),
        ("https://127.0.0.1/x", "is no host name"),
        ("https://[::1]/x", "is no host name"),
        ("https://2130706433/x", "is no host name"),
        ("https://0x7f000001/x", "is no host name"),
        ("https://127.1/x", "is no host name"),
        ("https://localhost/x", "is no host name"),
        ("https://lists.example.org:8443/x", "names the port “8443”"),
        ("//evil.example.com/x", "not among those allowed"),
        ("file:///etc/passwd", "does not begin with https://"),
        ("https://lists.example.org\\@evil.com/", "is no address"),
        ("https://liſts.example.org/", "is no address"),
    ],
)
def test_a_redirect_elsewhere_is_not_followed(fetcher: HttpsFetcher, server: type[Handler], to: str, says: str) -> None:
    server.answer = lambda one: one.give(b"", 302, Location=to.encode().decode("latin-1"))
    with pytest.raises(FetchFailed, match=re.escape(says)):
        fetch(fetcher)
    assert len(server.asked) == 1


def test_a_ring_of_redirects_ends(fetcher: HttpsFetcher, server: type[Handler]) -> None:
    server.answer = lambda one: one.give(b"", 307, Location=URL)
    with pytest.raises(FetchFailed, match="more than 5 times"):
        fetch(fetcher)
    assert len(server.asked) == 6


@pytest.mark.parametrize("numbers", [["10.0.0.5"], ["127.0.0.1", "10.0.0.5"], ["169.254.169.254"], ["::1"]])
def test_a_name_that_means_a_machine_inside_is_not_asked(
    fetcher: HttpsFetcher, server: type[Handler], names: dict[str, list[str]], numbers: list[str]
) -> None:
    names[HOST] = numbers
    with pytest.raises(FetchFailed, match="no address of the public internet"):
        fetch(fetcher)
    assert server.asked == []


def test_a_name_is_resolved_once_and_the_connection_goes_to_that_number(
    fetcher: HttpsFetcher, server: type[Handler], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that means a machine inside the second time it is asked gets nobody there."""
    meanings = iter([["127.0.0.1"], ["10.0.0.5"], ["10.0.0.5"]])
    resolved = []
    real = socket.getaddrinfo

    def rebinding(host: str, port: int, *rest: Any, **more: Any) -> Any:
        if host[:1].isdigit():
            return real(host, port, *rest, **more)
        resolved.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in next(meanings)]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    assert fetch(fetcher).data == BODY
    assert resolved == [HOST]
    assert len(server.asked) == 1


def test_the_product_reaches_public_machines_with_real_certificates_only() -> None:
    assert HttpsFetcher()._reach is PUBLIC_INTERNET
    assert PUBLIC_INTERNET.port == 443
    assert not PUBLIC_INTERNET.allows("127.0.0.1")
    context = PUBLIC_INTERNET.certificates()
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)


def test_no_other_reach_is_made_in_the_sources() -> None:
    made = {
        path.relative_to(SOURCES).as_posix(): found
        for path in SOURCES.rglob("*.py")
        if "fetching" in (text := path.read_text("utf-8")) + path.name
        if (found := re.findall(r"\bReach\(|HttpsFetcher\([^)]", text))
    }
    assert made == {"storage/fetching.py": ["Reach(", "Reach("]}, "the class and the one reach of the product"


def test_the_real_reach_asks_no_machine_of_this_one(names: dict[str, list[str]]) -> None:
    assert names[HOST] == ["127.0.0.1"]
    with pytest.raises(FetchFailed, match=r"means 127\.0\.0\.1, which is no address of the public internet"):
        fetch(HttpsFetcher())


def test_a_certificate_nobody_vouches_for_is_not_believed(server: type[Handler], names: dict[str, list[str]]) -> None:
    assert names
    unknown = HttpsFetcher(Reach(lambda _: True, server.port, ssl.create_default_context))
    with pytest.raises(FetchFailed, match="certificate that is not to be believed"):
        fetch(unknown)
    assert server.asked == []


def test_a_certificate_of_another_host_is_not_believed(
    fetcher: HttpsFetcher, server: type[Handler], names: dict[str, list[str]]
) -> None:
    names["other.example.com"] = ["127.0.0.1"]
    with pytest.raises(FetchFailed, match="certificate that is not to be believed"):
        fetch(fetcher, "https://other.example.com/x", hosts=frozenset({"other.example.com"}))
    assert server.asked == []


@pytest.mark.parametrize("status", [201, 204, 206, 401, 403, 404, 500, 503])
def test_any_other_answer_is_said(fetcher: HttpsFetcher, server: type[Handler], status: int) -> None:
    server.answer = lambda one: one.give(b"", status)
    with pytest.raises(FetchFailed, match=f"answers {status}"):
        fetch(fetcher)


def bomb(one: Handler) -> None:
    packer = zlib.compressobj(9, wbits=31)
    data = b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(64)) + packer.flush()
    one.give(data, Content_Encoding="gzip")


@pytest.mark.parametrize(
    ("answer", "limits", "says"),
    [
        (lambda one: one.give(bytes(3 * 1024 * 1024)), {"megabytes": 2}, "larger than 2 megabytes"),
        (bomb, {"megabytes": 1000}, "grows more than 50 times"),
        (bomb, {"megabytes": 2}, "larger than 2 megabytes"),
        (lambda one: one.give(BODY, length=len(BODY) + 5), {}, "5 bytes are missing"),
        (lambda one: one.give(gzip.compress(BODY)[:-20], Content_Encoding="gzip"), {}, "its gzip stream is cut off"),
        (lambda one: one.give(b"not gzip", Content_Encoding="gzip"), {}, "damaged gzip stream"),
        (lambda one: one.give(gzip.compress(BODY) + b"more", Content_Encoding="gzip"), {}, "goes on after its packed end"),
        (lambda one: one.give(BODY, Content_Encoding="br"), {}, "which was not asked for"),
        (lambda one: one.wfile.write(b"no HTTP at all\r\n\r\n"), {}, "cannot be fetched"),
        (lambda one: one.give(b"", **{f"X-{n}": "y" for n in range(200)}), {}, "cannot be fetched"),
        (lambda one: one.give(b"", X_Long="y" * 70_000), {}, "cannot be fetched"),
    ],
)  # fmt: skip
def test_a_hostile_or_broken_body_is_refused(
    fetcher: HttpsFetcher, server: type[Handler], answer: Answer, limits: dict[str, int], says: str
) -> None:
    server.answer = answer
    with pytest.raises(FetchFailed, match=says):
        fetch(fetcher, limits=Limits(**{"megabytes": 32, "ratio": 50, "seconds": 20, "idle_seconds": 5, **limits}))


def test_a_silent_server_is_left(fetcher: HttpsFetcher, server: type[Handler]) -> None:
    server.answer = lambda _: time.sleep(3)
    began = time.monotonic()
    with pytest.raises(FetchFailed, match="was silent for 1 seconds"):
        fetch(fetcher, limits=Limits(idle_seconds=1))
    assert time.monotonic() - began < 2.5


@pytest.mark.parametrize("where", ["headers", "body"])
def test_a_dripping_server_is_left_when_the_time_is_over(fetcher: HttpsFetcher, server: type[Handler], where: str) -> None:
    def drip(one: Handler) -> None:
        one.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"Content-Length: 1000\r\n\r\n" if where == "body" else b"X-A: "))
        for _ in range(40):
            one.wfile.write(b"a")
            time.sleep(0.1)

    server.answer = drip
    began = time.monotonic()
    with pytest.raises(FetchFailed, match="took longer than 1 seconds"):
        fetch(fetcher, limits=Limits(seconds=1, idle_seconds=5))
    assert time.monotonic() - began < 2


def test_what_is_remembered_comes_back_and_damage_is_forgotten(tmp_path: Path) -> None:
    memory = FileFetchMemory(tmp_path / "fetched")
    mark = FetchedMark(url=URL, digest="sha256:" + "0" * 64, etag='"v1"')
    assert memory.recall("one") == {}
    memory.remember("one", {"a.csv": mark})
    assert memory.recall("one") == {"a.csv": mark}
    (tmp_path / "fetched" / "one.json").write_text('{"a.csv": 7}')
    assert memory.recall("one") == {}
