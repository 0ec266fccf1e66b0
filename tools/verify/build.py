"""Puts the verifier together: `python -m tools.verify.build` writes `tools/verify/licet_verify.py`.

Each module of the ledger that a verifier needs is taken as it stands, less its imports from Licet; the imports from
the standard library are gathered at the top. Nothing is written twice: a test fails when the file is not current.
"""

import ast
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
LEDGER = CHECKOUT / "src/licet/ledger"
MAIN = Path(__file__).with_name("main.py")
TARGET = Path(__file__).with_name("licet_verify.py")
MODULES = (
    "refusal", "plain", "merkle", "note", "checkpoint", "ed25519", "signature", "policy", "leaf", "tlog_proof", "catalogue",
    "claim", "consistency", "succession", "tiles", "verify",
)  # fmt: skip
"""In the order in which each needs only those before it."""
HEAD = '''#!/usr/bin/env python3
"""Checks what a log of Licet says: proofs, claims, growth, changes of key, and whole logs. No network, no Licet.

    python3 licet_verify.py BUNDLE|FOLDER --policy FILE

Needs Python 3.11 and nothing else; where the package `cryptography` is installed, it is faster, and ML-DSA cosignatures are checked too.
Exit status: 0 proved, 1 not proved, with the reason, 2 bad input. Made by tools/verify/build.py; change the modules, not this file.
SPDX-License-Identifier: Apache-2.0
"""
'''


def built() -> str:
    """The whole file."""
    imports: set[str] = set()
    parts: list[str] = []
    for path in [*(LEDGER / f"{name}.py" for name in MODULES), MAIN]:
        parts.append(_without_imports(path, imports))
    return "\n".join([HEAD, *sorted(imports, key=_order), "", *parts])


def names_twice() -> list[str]:
    """Names that two modules both define, which one file could not hold."""
    seen: dict[str, str] = {}
    twice = []
    for path in [*(LEDGER / f"{name}.py" for name in MODULES), MAIN]:
        for name in _defined(ast.parse(path.read_text(encoding="utf-8"))):
            if name in seen:
                twice.append(f"{name} in {seen[name]} and {path.name}")
            seen[name] = path.name
    return twice


def _without_imports(path: Path, imports: set[str]) -> str:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    lines = text.splitlines()
    dropped: set[int] = set()
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            dropped |= set(range(node.lineno - 1, node.end_lineno or node.lineno))
            if not (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("licet.")):
                imports |= _single(node)
    first = tree.body[0]
    said = ast.get_docstring(tree)
    if said and isinstance(first, ast.Expr):
        dropped |= set(range(first.end_lineno or 1))
    kept = "\n".join(line for number, line in enumerate(lines) if number not in dropped).strip("\n")
    about = "\n".join(f"# {line}".rstrip() for line in (said or "").splitlines())
    return f"\n# ---- {path.stem}\n{about}\n\n{kept}\n"


def _single(node: ast.Import | ast.ImportFrom) -> set[str]:
    """One import a line, so that modules that import the same share it."""
    if isinstance(node, ast.Import):
        return {f"import {alias.name}" + (f" as {alias.asname}" if alias.asname else "") for alias in node.names}
    return {f"from {node.module} import {alias.name}" for alias in node.names}


def _order(line: str) -> tuple[bool, str]:
    return line.startswith("from "), line


def _defined(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.Assign(targets=targets):
                names |= {inner.id for target in targets for inner in ast.walk(target) if isinstance(inner, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
    return names


if __name__ == "__main__":
    TARGET.write_text(built(), encoding="utf-8")
