"""Writes what is made from the access policies: the module that holds their text, and the page that says who may do what.

    .venv/bin/python tests/access/write_made.py

The core opens no file, so the policy files are carried into it as a module; a test holds both up to date.
"""

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
POLICIES = CHECKOUT / "src/licet/access/policies"
MODULE = CHECKOUT / "src/licet/access/embedded.py"
PAGE = CHECKOUT / "docs/reference/access.md"
ORDER = ("session", "case", "library", "accounts", "exceptional", "parties", "planning")
"""The policy files in reading order; a decision names its policies in this order."""

TEMPLATE = '''\
"""The policy files as text, so that neither a call nor an import opens a file.

Made from `policies/` by `tests/access/write_made.py`; change those files, not this one.
"""

POLICIES: dict[str, str] = {{
{policies}}}

SCHEMA = """\\
{schema}"""
'''
ENTRY = '''\
    "{name}": """\\
{text}""",
'''


def module_text() -> str:
    """The whole of `embedded.py`; raises `ValueError` when a policy file is in no place of the order, or could not be quoted."""
    found = {path.stem: path.read_text("utf-8") for path in POLICIES.glob("*.cedar")}
    schema = (POLICIES / "schema.cedarschema").read_text("utf-8")
    if set(found) != set(ORDER):
        raise ValueError(f"the policy files are {', '.join(sorted(found))}; the order names {', '.join(ORDER)}")
    for text in [*found.values(), schema]:
        if "\\" in text or '"""' in text:
            raise ValueError("a policy file holds a backslash or three quotes in a row")
    entries = "".join(ENTRY.format(name=name, text=found[name]) for name in ORDER)
    return TEMPLATE.format(policies=entries, schema=schema)


def main() -> None:
    MODULE.write_text(module_text(), "utf-8")
    # Imported only now, so that the page is written from the policies as they are after the line above.
    from licet.access.rights import reference_page  # noqa: PLC0415

    PAGE.write_text(reference_page(), "utf-8")


if __name__ == "__main__":
    main()
