"""Where the picture and its table stand."""

from tools.picture.drawing import table
from tools.picture.house import House

PICTURE = "docs/explanation/architecture.svg"
PAGE = "docs/explanation/architecture.md"
BEGIN = "<!-- the table below is made by `make docs` -->\n"
END = "<!-- until here -->\n"


def with_table(text: str, house: House) -> str:
    """The page with its table made anew; everything outside the two marks is kept."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table(house)}\n{END}{after}"
