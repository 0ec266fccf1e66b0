"""Gathers every string of the site's pages into the Arabic catalogue, and compiles it.

    python tools/frontend/catalogue.py          new strings enter untranslated, gone ones leave, the .mo is compiled
    python tools/frontend/catalogue.py --check  says what is untranslated or out of date, and ends with 1 if anything is

Works with Babel and Django alone, so that nobody needs the gettext tools. Strings that a reader may
meet but that stand in the core (questions of the law, technical parameters, words of their answers)
are gathered too, under the comment “core”: where one is untranslated the page shows it in English,
marked as English, so a new question of the law never waits for a translator.
"""

import datetime as dt
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from licet.law.questions import QUESTIONS
from licet.reference.control_parameters import PARAMETERS

CHECKOUT = Path(__file__).resolve().parent.parent.parent
WEB = CHECKOUT / "src/licet/web"
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
CALL = re.compile(
    r"""\b(gettext|ngettext|pgettext|_)\((u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")(?:,\s*(u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*"))?"""
)
FIXED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""Written into the compiled file in place of the hour of compiling, so that equal catalogues give equal files."""
CORE = "core"
CHANGING = (
    b'"POT-Creation',
    b'"PO-Revision',
    b'"Generated-By',
    b'"Last-Translator',
    b'"Report-Msgid',
    b'"Language-Team',
    b"# FIRST AUTHOR",
)
"""Header lines that would differ from run to run, or name people and programs."""

Message = tuple[str | tuple[str, str], str | None, str, bool]
"""Message id (one, or singular and plural), context, file, and whether it stands in the core."""


def messages() -> Iterator[Message]:
    """Every string that a page may show."""
    for path in sorted(WEB.rglob("*.py")):
        where = str(path.relative_to(CHECKOUT))
        with path.open("rb") as file:
            for _line, message, _comments, context in extract("python", file, keywords=KEYWORDS):
                yield (message if isinstance(message, str) else tuple(message[:2]), context, where, False)
    for path in sorted(WEB.rglob("*.html")):
        yield from _in_template(path.read_text(encoding="utf-8"), str(path.relative_to(CHECKOUT)))
    yield from _in_core()


def _in_template(text: str, where: str) -> Iterator[Message]:
    for call in CALL.finditer(templatize(text, origin=where)):
        first, second = (_literal(call.group(2)), _literal(call.group(3)) if call.group(3) else None)
        match call.group(1):
            case "ngettext":
                yield ((first, second or first), None, where, False)
            case "pgettext":
                yield (second or "", first, where, False)
            case _:
                yield (first, None, where, False)


def _in_core() -> Iterator[Message]:
    for question in QUESTIONS.values():
        for text in (question.asks, question.hint, *map(_as_words, question.values)):
            if text and text not in ("true", "false"):
                yield (text, None, "src/licet/law/questions.py", True)
    for parameter in PARAMETERS.values():
        for text in (parameter.asks, *map(_as_words, parameter.values)):
            yield (text, None, "src/licet/reference/control_parameters.py", True)


def _as_words(word: str) -> str:
    return word.replace("_", " ")


def _literal(text: str) -> str:
    body = text.lstrip("u")[1:-1]
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m.group(1), m.group(1)), body)


def read(language: str) -> Catalog:
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, project="Licet", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def gathered(language: str) -> Catalog:
    """The catalogue as it must be now: every string of the pages, with the translations there are."""
    old = read(language)
    new = Catalog(locale=language, project="Licet", version="", copyright_holder="Licet", fuzzy=False)
    for message, context, where, core in messages():
        known = old.get(message if isinstance(message, str) else message[0], context)
        entry = new.get(message if isinstance(message, str) else message[0], context)
        comments = [CORE] if core and (entry is None or CORE in entry.auto_comments) else []
        new.add(message, known.string if known else None, locations=[(where, None)], auto_comments=comments, context=context)
        if not core:
            made = new.get(message if isinstance(message, str) else message[0], context)
            made.auto_comments = [comment for comment in made.auto_comments if comment != CORE]
    return new


def po_bytes(catalogue: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, sort_output=True, include_lineno=False, omit_header=False)
    return b"\n".join(line for line in buffer.getvalue().splitlines() if not line.startswith(CHANGING)) + b"\n"


def mo_bytes(catalogue: Catalog) -> bytes:
    catalogue.creation_date = catalogue.revision_date = FIXED
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def untranslated(catalogue: Catalog, *, core: bool) -> list[str]:
    """Strings without a whole translation: those of the pages, or those that stand in the core only."""
    found = []
    for message in catalogue:
        if not message.id or (CORE in message.auto_comments) != core:
            continue
        strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if not all(strings) or message.fuzzy:
            found.append(message.id if isinstance(message.id, str) else message.id[0])
    return found


def po_path(language: str) -> Path:
    return WEB / "locale" / language / "LC_MESSAGES/django.po"


def main() -> int:
    if not settings.configured:
        settings.configure()
    catalogue = gathered("ar")
    po, mo = po_bytes(catalogue), None
    path = po_path("ar")
    if "--check" not in sys.argv:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(po)
        path.with_suffix(".mo").write_bytes(mo_bytes(read("ar")))
    else:
        mo = mo_bytes(read("ar"))
    stale = "--check" in sys.argv and (path.read_bytes() != po or path.with_suffix(".mo").read_bytes() != mo)
    ours, core = untranslated(catalogue, core=False), untranslated(catalogue, core=True)
    for text in ours:
        print(f"untranslated: {text}", file=sys.stderr)
    if core:
        print(f"{len(core)} strings of the core are shown in English", file=sys.stderr)
    if stale:
        print("the catalogue is out of date; run “python tools/frontend/catalogue.py”", file=sys.stderr)
    return 1 if ours or stale else 0


if __name__ == "__main__":
    sys.exit(main())
