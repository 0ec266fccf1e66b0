"""Which pages are made, and from what: one list."""

from collections.abc import Callable

from tools.pages.commands import command_page
from tools.pages.decisions import decision_page
from tools.pages.embargo_matrix import matrix_page
from tools.pages.law import criteria_page, facts_page
from tools.pages.refusals import refusal_page
from tools.picture.drawing import draw
from tools.picture.house import CHECKOUT, look
from tools.picture.page import PAGE, PICTURE, with_table

from licet.access.rights import reference_page


def _architecture_page() -> str:
    return with_table((CHECKOUT / PAGE).read_text(encoding="utf-8"), look())


MADE: dict[str, Callable[[], str]] = {
    PICTURE: lambda: draw(look()),
    PAGE: _architecture_page,
    "docs/decisions/index.md": lambda: decision_page(CHECKOUT / "docs/decisions"),
    "docs/reference/cli.md": command_page,
    "docs/reference/errors.md": lambda: refusal_page(CHECKOUT),
    "docs/reference/facts.md": facts_page,
    "docs/reference/criteria.md": lambda: criteria_page(CHECKOUT),
    "docs/reference/embargo-matrix.md": lambda: matrix_page(CHECKOUT),
    "docs/reference/access.md": reference_page,
}
