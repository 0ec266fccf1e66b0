"""The changes that can be made to one module: which, where, and the code that results."""

import ast
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

ORDER = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
SAME = {ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In}
JOINS = {"any_of": "all_of", "all_of": "any_of", "any": "all", "all": "any", "min": "max", "max": "min"}
ANSWERS = {"TRUE": "FALSE", "FALSE": "TRUE", "UNKNOWN": "FALSE"}
SPOKEN_BY = {"met", "not_met", "unknown", "any_of", "all_of"}
"""Functions whose first argument is a sentence."""
SENTENCES = {"says", "said", "why", "yes", "no", "adverse", "clear", "summary"}
"""Names and arguments that hold a sentence."""


class Change(NamedTuple):
    """One change of one module. `where` is the function or name it stands in; `nth` tells equal changes there apart."""

    file: str
    where: str
    was: str
    now: str
    nth: int
    line: int
    last_line: int
    source: str
    place: int
    kind: int

    @property
    def key(self) -> tuple[str, str, str, str, int]:
        """What tells a change from every other, and stays when lines move."""
        return self.file, self.where, self.was, self.now, self.nth

    def tree(self) -> ast.Module:
        """The module with the change made."""
        tree = ast.parse(self.source)
        node = next(one for number, (one, _) in enumerate(_places(tree)) if number == self.place)
        _apply(node, self.kind)
        return ast.fix_missing_locations(tree)


def changes(path: Path, root: Path) -> Iterator[Change]:
    """Every change of a module, in the order of its lines."""
    source = path.read_text(encoding="utf-8")
    seen: Counter[tuple[str, str, str]] = Counter()
    for place, (node, where) in enumerate(_places(ast.parse(source))):
        for kind in range(_ways(node)):
            was, changed = ast.unparse(node), deepcopy(node)
            _apply(changed, kind)
            now = ast.unparse(changed)
            seen[where, was, now] += 1
            yield Change(
                file=str(path.relative_to(root)),
                where=where,
                was=was,
                now=now,
                nth=seen[where, was, now],
                line=getattr(node, "lineno", 0),
                last_line=getattr(node, "end_lineno", 0),
                source=source,
                place=place,
                kind=kind,
            )


def _places(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Every node that may be changed with the function, or the name of the module, that holds it."""

    def within(node: ast.AST, where: str) -> Iterator[tuple[ast.AST, str]]:
        if _ways(node):
            yield node, where
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.arguments) and not _is_sentence(child, node):
                yield from within(child, where)

    for statement in tree.body:
        match statement:
            case ast.FunctionDef(returns=ast.Name(id="str")):
                continue
            case ast.FunctionDef(name=name):
                yield from within(statement, name)
            case ast.ClassDef(name=name, body=body):
                for one in body:
                    if isinstance(one, ast.FunctionDef) and not (isinstance(one.returns, ast.Name) and one.returns.id == "str"):
                        yield from within(one, f"{name}.{one.name}")
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield from within(statement, name)


def _is_sentence(child: ast.AST, node: ast.AST) -> bool:
    """Whether a part of a node only puts an answer into words. A function that gives a text alone is left out whole."""
    match node:
        case ast.JoinedStr():
            return True
        case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in SPOKEN_BY and child is first:
            return True
        case ast.Assign(targets=[ast.Name(id=name)]) if name in SENTENCES:
            return True
    return isinstance(child, ast.keyword) and child.arg in SENTENCES


def _ways(node: ast.AST) -> int:
    match node:
        case ast.Compare(ops=ops):
            return sum(type(op) in ORDER or type(op) in SAME for op in ops)
        case ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
            return 1
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            return 1
        case ast.Constant(value=int(value)) if not isinstance(value, bool):
            return 1
        case ast.Call(func=ast.Name(id=name)) if name in JOINS:
            return 1
        case ast.Attribute(value=ast.Name(id="Truth"), attr=name) if name in ANSWERS:
            return 1
    return 0


def _apply(node: ast.AST, kind: int) -> None:
    match node:
        case ast.Compare(ops=ops):
            index = [number for number, op in enumerate(ops) if type(op) in ORDER or type(op) in SAME][kind]
            ops[index] = {**ORDER, **SAME}[type(ops[index])]()
        case ast.BoolOp(op=op):
            node.op = ast.And() if isinstance(op, ast.Or) else ast.Or()
        case ast.UnaryOp():
            node.op = ast.UAdd()
            node.operand = ast.Call(func=ast.Name(id="bool", ctx=ast.Load()), args=[node.operand], keywords=[])
        case ast.BinOp(op=op):
            node.op = ast.Sub() if isinstance(op, ast.Add) else ast.Add()
        case ast.Constant(value=int(value)):
            node.value = value + 1
        case ast.Call(func=ast.Name() as called):
            called.id = JOINS[called.id]
        case ast.Attribute(attr=name):
            node.attr = ANSWERS[name]
