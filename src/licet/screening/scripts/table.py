"""Tables of letters, written as `letter=latin` pairs with spaces between."""


def table(text: str) -> dict[str, str]:
    """Read a table; a letter without a value is left out of the word."""
    return dict(entry.split("=") for entry in text.split())
