"""Takes the pictures of the documentation from a running demonstration: `python tools/frontend/screenshots.py`.

Makes a demonstration in a temporary folder, serves it, and writes `docs/images/*.png` with Debian's
Chromium (or the one that LICET_CHROMIUM names).
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHECKOUT = Path(__file__).resolve().parent.parent.parent
IMAGES = CHECKOUT / "docs/images"
CHROMIUM = os.environ.get("LICET_CHROMIUM", "/usr/bin/chromium")
PORT = "8791"
SITE = f"http://127.0.0.1:{PORT}"
PATIENCE_SECONDS = 180


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.txt"
        with log.open("wb") as file:
            command = [sys.executable, "-c", "from licet.cli.main import run; run()", "demo", "--serve", "--port", PORT]
            server = subprocess.Popen([*command, "--workspace", f"{folder}/workspace"], stdout=file, stderr=file, cwd=CHECKOUT)  # noqa: S603 - our own command
        try:
            take(sign_in_links(log, server))
        finally:
            server.terminate()
            server.wait(timeout=30)


def sign_in_links(log: Path, server: subprocess.Popen[bytes]) -> dict[str, str]:
    """The sign-in links that the server prints when it is ready, by first name."""
    for _ in range(PATIENCE_SECONDS * 2):
        links = dict(re.findall(r"^  (\S+) .*: (http\S+)$", log.read_text(), re.MULTILINE))
        if "Reza" in links:
            time.sleep(2)
            return links
        if server.poll() is not None:
            break
        time.sleep(0.5)
    raise SystemExit(f"the site did not start:\n{log.read_text()}")


def take(links: dict[str, str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])

        def page(who: str, *, language: str = "en", height: int = 900, scheme: str = "light") -> Page:
            context = browser.new_context(viewport={"width": 1280, "height": height}, color_scheme=scheme)
            context.add_cookies([{"name": "django_language", "value": language, "url": SITE}])
            opened = context.new_page()
            opened.goto(links[who])
            return opened

        officer = page("Ines")
        officer.screenshot(path=IMAGES / "cases.png")
        officer.goto(f"{SITE}/cases/?q=EX-16")
        case = officer.locator("[data-row-link]").get_attribute("href")
        officer = page("Ines", height=1120)
        officer.goto(f"{SITE}{case}")
        officer.screenshot(path=IMAGES / "case.png")
        arabic = page("Ines", language="ar", height=1120, scheme="dark")
        arabic.goto(f"{SITE}{case}")
        arabic.screenshot(path=IMAGES / "case-ar.png")
        applicant = page("Thandi")
        applicant.get_by_role("button", name="Start").click()
        applicant.screenshot(path=IMAGES / "request.png")
        browser.close()


if __name__ == "__main__":
    main()
