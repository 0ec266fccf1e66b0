"""The site as a person meets it: one running demonstration a test process, signed in to by its links.

The workspace is made once for the whole run (`licet demo`) and copied, so that each test process has
a site of its own. Units are tested in the test process itself, with Django made ready as little as
the storage tests do; pages, API and browser tests speak to the running site over HTTP.
"""

import contextlib
import fcntl
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, BrowserContext, Page, expect

from licet.storage.database import configure

CHECKOUT = Path(__file__).resolve().parent.parent.parent
RUN = "from licet.cli.main import run; run()"
PATIENCE_SECONDS = 90


class Visitor(requests.Session):
    """Somebody with a browser but without scripts: follows links, keeps cookies, sends the form's token back."""

    def __init__(self, site: str) -> None:
        super().__init__()
        self.site = site

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **kwargs: Any) -> requests.Response:  # type: ignore[override]
        address = str(url) if str(url).startswith("http") else self.site + str(url)
        return super().request(method, address, *args, timeout=60, **kwargs)

    def send_form(self, page: str, fields: dict[str, Any], *, to: str | None = None, **kwargs: Any) -> requests.Response:
        """Open a page, fill the hidden fields of its form that goes to `to` (or back to the page), and send it."""
        opened = self.get(page)
        assert opened.status_code == 200, (page, opened.status_code)
        address = to or page
        hidden = hidden_fields(opened.text, address)
        return self.post(address, data={**hidden, **fields}, headers={"Referer": self.site + page}, **kwargs)


def hidden_fields(html: str, action: str, *, holding: str = "") -> dict[str, str]:
    """The hidden fields of the form on a page that goes to `action` and holds a text; a form without an action goes back to its page."""
    for form in re.findall(r"<form[^>]*method=\"post\"[^>]*>.*?</form>", html, re.DOTALL):
        head = form.partition(">")[0]
        goes_to = re.search(r'action="([^"]*)"', head)
        if (goes_to.group(1).partition("#")[0] if goes_to else action) == action and holding in form:
            pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
            return dict(pairs)
    raise AssertionError(f"no form goes to {action}")


class Site:
    """A running demonstration."""

    def __init__(self, workspace: Path, log: Path) -> None:
        self.workspace, self.log = workspace, log
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        environment = {
            **{name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")},
            "LICET_WORKSPACE": str(workspace),
            "DJANGO_SETTINGS_MODULE": "licet.web.config.settings",
            "PORT": str(port),
        }
        self._file = log.open("wb")
        command = [sys.executable, "-m", "gunicorn", "-c", "python:licet.web.config.server", "licet.web.config.wsgi"]
        self._process = subprocess.Popen(command, env=environment, stdout=self._file, stderr=self._file, cwd=workspace)
        self._wait()
        said = log.read_text()
        self.links = dict(re.findall(r"^  (\S+) .*: (http\S+)$", said, re.MULTILINE))

    def _wait(self) -> None:
        for _ in range(PATIENCE_SECONDS * 10):
            if self._process.poll() is not None:
                raise RuntimeError(f"the site did not start:\n{self.log.read_text()}")
            with contextlib.suppress(requests.ConnectionError):
                if requests.get(f"{self.address}/readyz", timeout=10).ok:
                    return
            time.sleep(0.1)
        raise RuntimeError(f"the site did not answer:\n{self.log.read_text()}")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)
        self._file.close()

    def visitor(self, name: str | None = None, *, language: str = "en") -> Visitor:
        """Somebody at the site, signed in by a demonstration link where a first name is given."""
        visitor = Visitor(self.address)
        visitor.cookies.set("django_language", language)
        if name is not None:
            page = visitor.get(self.links[name])
            assert page.status_code == 200, page.text[:500]
        return visitor


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of the demonstration, made once for all test processes of a run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    workspace = shared / "demonstration"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not workspace.exists():
            making = shared / "demonstration-being-made"
            environment = {
                name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")
            }
            command = [sys.executable, "-c", RUN, "demo", "--workspace", str(making), "--examples", str(CHECKOUT / "examples")]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            making.rename(workspace)
    return workspace


@pytest.fixture(scope="session")
def site_on() -> type[Site]:
    """What starts a site on a workspace, for tests that need one of their own."""
    return Site


@pytest.fixture(scope="session")
def site(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site on its own copy of the demonstration."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(demonstration, folder / "workspace")
    running = Site(folder / "workspace", folder / "log.txt")
    yield running
    running.stop()
    said = running.log.read_text()
    assert "Traceback" not in said, said


@pytest.fixture
def officer(site: Site) -> Visitor:
    return site.visitor("Ines")


@pytest.fixture
def applicant(site: Site) -> Visitor:
    return site.visitor("Thandi")


@pytest.fixture(scope="session")
def number_of(site: Site) -> Callable[[str], str]:
    """The number under which an example was received, by its reference."""

    @cache
    def find(reference: str) -> str:
        for name in ("Ines", "Giulia", "Aksel", "Reza"):
            page = site.visitor(name).get(f"/cases/?q={reference}").text
            for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL):
                if f">{reference}<" in row:
                    found = re.search(r"/cases/([A-Z]{2}-\d{4}-\d{5})/", row)
                    assert found
                    return found.group(1)
        raise AssertionError(f"{reference} is in nobody's list")

    return find


@pytest.fixture(scope="session")
def words(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Django made ready so far that presenters find their words, in English."""
    configure(tmp_path_factory.mktemp("unused"), None)


# ---- the browser

CHROMIUM = Path(os.environ.get("LICET_CHROMIUM", "/usr/bin/chromium"))
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, with nothing fetched from anywhere."""
    if not CHROMIUM.is_file():
        absent = f"left out: there is no {CHROMIUM} on this machine; on Debian: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(absent)
        pytest.skip(absent)
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": list(CHROMIUM_ARGUMENTS)}


# What a page is expected to show may take a while on a machine that does much else; a wrong page still fails.
expect.set_options(timeout=20_000)


@pytest.fixture
def visit(browser: Browser, site) -> Iterator[Callable[..., Page]]:
    """Open a page as somebody: signed in by first name, in a language, with or without scripts, on a screen of a width."""
    contexts: list[BrowserContext] = []

    def open_page(
        path: str, who: str | None = "Ines", *, language: str = "en", scripts: bool = True, width: int = 1280, **kwargs: Any
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts, **kwargs)
        contexts.append(context)
        context.add_cookies([{"name": "django_language", "value": language, "url": site.address}])
        page = context.new_page()
        if who is not None:
            page.goto(site.links[who])
        page.goto(site.address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
