"""What is vendored and translated: digests, strippings, mirrored sheet, a whole Arabic catalogue."""

import hashlib
import re
import subprocess
import sys
from pathlib import Path

from babel.messages.pofile import read_po

CHECKOUT = Path(__file__).resolve().parent.parent.parent
STATIC = CHECKOUT / "src/licet/web/design/static/licet"
CATALOGUE = CHECKOUT / "src/licet/web/locale/ar/LC_MESSAGES/django.po"


def test_vendored_files_are_those_whose_digests_were_written_down() -> None:
    listed = {}
    for line in (STATIC / "SHA256SUMS").read_text().splitlines():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    found = {
        str(path.relative_to(STATIC)): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("vendor", "fonts")
        for path in (STATIC / folder).iterdir()
    }
    assert found == listed


def test_nothing_is_left_that_only_one_government_may_use() -> None:
    for sheet in ("govuk.css", "govuk.rtl.css"):
        text = (STATIC / "vendor" / sheet).read_text().partition("*/")[2]
        for forbidden in ("GDS Transport", "crest", "crown", "@font-face", "url("):
            assert forbidden not in text, (sheet, forbidden)


def test_nothing_is_fetched_from_elsewhere() -> None:
    for path in [*STATIC.glob("*.css"), *STATIC.glob("*.js"), *(STATIC / "vendor").glob("*.css")]:
        assert not re.search(r"(?:url\(|import|src=)\s*[\"']?(?:https?:)?//", path.read_text()), path.name
    for template in (CHECKOUT / "src/licet/web").rglob("*.html"):
        assert not re.search(r"(?:href|src)=\"(?:https?:)?//", template.read_text()), template


def test_our_own_sheet_serves_both_directions() -> None:
    """Only logical properties: what is said for the start holds on either side."""
    text = re.sub(r"/\*.*?\*/", "", (STATIC / "licet.css").read_text(), flags=re.DOTALL)
    text = re.sub(r"@media[^{]*", "", text)
    physical = re.findall(
        r"(?<![\w-])((?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|width|height|min-width|max-width|float)\s*:",
        text,
    )
    assert not [name for name in physical if name not in ("border-width",)], physical
    assert not re.search(r"text-align:\s*(?:left|right)", text)


def test_no_colour_speaks_alone() -> None:
    """A light is made in one place, which always puts a sign and words into it."""
    raw = [
        str(path)
        for path in (CHECKOUT / "src/licet/web").rglob("*.html")
        if re.search(r'class="[^"]*licet-light--(?:pass|part|ask|stop)', path.read_text())
    ]
    assert not raw


def test_the_arabic_catalogue_is_whole_and_compiled() -> None:
    command = [sys.executable, str(CHECKOUT / "tools/frontend/catalogue.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=CHECKOUT)
    assert done.returncode == 0, done.stderr


def test_translations_keep_their_placeholders() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    for message in catalogue:
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        wanted = set().union(*(re.findall(r"%\((\w+)\)s", one) for one in ids))
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for number, string in enumerate(strings):
            found = set(re.findall(r"%\((\w+)\)s", string))
            assert found <= wanted, message.id
            if len(strings) == 1 or number >= 3:
                assert found == wanted, (message.id, string)


def test_two_audiences_share_no_presenter_and_no_template() -> None:
    web = CHECKOUT / "src/licet/web"
    for here, there in (("intake", "casework"), ("casework", "intake")):
        for path in (web / here).rglob("*.py"):
            assert f"licet.web.{there}" not in path.read_text(), path
        for path in (web / here).rglob("*.html"):
            assert f'"{there}/' not in path.read_text(), path
