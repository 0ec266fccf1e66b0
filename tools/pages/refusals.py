"""`docs/reference/errors.md`: every sentence with which an input is refused, from the places that say it."""

import ast
from collections.abc import Iterator
from pathlib import Path

OPENING = """\
# Errors

<!-- made by `make docs` from the sources; change the sentences there -->

An input that is wrong is refused whole: one sentence a fault, naming the place, quoting the value and saying what
to do, on standard error, with status 2; over HTTP as an error summary or a problem document. Nothing is stored.
`…` stands for what is filled in. The place comes first: a path into the dossier such as `parties[2].owners[0].share`,
or a file and line such as `sdn.csv line 12`.
"""
PLACED = {"Fault", "refuse"}
"""Called with the place first and the sentence second."""
READERS = "encoding"
"""The package whose readers of one text raise `ValueError` with a sentence; the caller puts the place before it."""
STOPS = """\
## What else stops a request

These are not faults of an input. Each carries its own sentence, shown to whoever asked.

| name | meaning |
|---|---|
"""


def refusal_page(checkout: Path) -> str:
    """The whole page: one table for each package that refuses anything, and one of the exceptions of the house."""
    parts = [OPENING]
    stops: dict[str, str] = {}
    for package in sorted((checkout / "src/licet").iterdir()):
        trees = [ast.parse(file.read_text(encoding="utf-8")) for file in sorted(package.rglob("*.py"))]
        rows = sorted({row for tree in trees for row in refusals(tree, reader=package.name == READERS)})
        if rows:
            parts.append(f"## {package.name}\n\n| place | sentence |\n|---|---|")
            parts += [f"| {_cell(place)} | {_cell(sentence)} |" for place, sentence in rows]
            parts.append("")
        stops |= {name: says for tree in trees for name, says in exceptions(tree)}
    parts.append(STOPS + "\n".join(f"| `{name}` | {_cell(says)} |" for name, says in sorted(stops.items())) + "\n")
    return "\n".join(parts)


def refusals(tree: ast.Module, *, reader: bool = False) -> Iterator[tuple[str, str]]:
    """Place and sentence of every refusal in a module whose sentence is written where it is raised."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
        if node.func.id in PLACED and len(given) == 2:
            place, sentence = _words(given[0]), _words(given[1])
        elif reader and node.func.id == "ValueError" and len(given) == 1:
            place, sentence = "the value's place", _words(given[0])
        else:
            continue
        if sentence.strip("… "):
            yield place or "as given", sentence


def exceptions(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Every exception class of a module with the first sentence of its docstring."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base) in ("Exception", "ValueError") for base in node.bases):
            yield node.name, (ast.get_docstring(node) or "").split("\n\n")[0]


def _words(node: ast.expr) -> str:
    """A text as written, with `…` for each part that is filled in."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_words(part) for part in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _words(left) + _words(right)
    return "…"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
