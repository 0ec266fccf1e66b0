"""`docs/decisions/index.md`: the list of decisions, from their titles."""

from pathlib import Path

OPENING = """\
# Decisions

<!-- made by `make docs` from the titles of the pages -->

What was chosen where one could have chosen otherwise: the context, the choice, the alternatives, and what would change our mind.

"""


def decision_page(folder: Path) -> str:
    """The whole page, in the order of the numbers."""
    pages = sorted(page for page in folder.glob("*.md") if page.name != "index.md")
    titles = [page.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ") for page in pages]
    return OPENING + "".join(f"- [{title}]({page.name})\n" for title, page in zip(titles, pages, strict=True))
