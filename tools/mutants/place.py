"""Puts a change into the modules that are loaded, so that no process has to start anew for it."""

import ast
import sys
from collections.abc import Iterator
from functools import cached_property
from types import CodeType, FunctionType, ModuleType
from typing import Any

from tools.mutants.change import Change


class Unloadable(Exception):
    """The changed text does not load at all, so whatever imports it fails."""


def put(change: Change, module: ModuleType) -> None:
    """Make the loaded module behave as its changed text does. What other modules have imported from it changes with it.

    Raises `Unloadable` where the changed text fails while it is loaded.
    """
    tree = change.tree()
    code = compile(tree, str(module.__file__), "exec")
    for name, function in _functions(module):
        if name == change.where:
            function.__code__ = _code_of(code, function)
            return
    _put_names(change, tree, code, module)


def _functions(module: ModuleType) -> Iterator[tuple[str, FunctionType]]:
    for name, value in vars(module).items():
        if isinstance(value, FunctionType) and value.__module__ == module.__name__:
            yield name, value
        elif isinstance(value, type) and value.__module__ == module.__name__:
            for inner, held in vars(value).items():
                found = held.fget if isinstance(held, property) else held.func if isinstance(held, cached_property) else held
                if isinstance(found, FunctionType):
                    yield f"{name}.{inner}", found


def _code_of(code: CodeType, function: FunctionType) -> CodeType:
    """The code of the same function in the changed text: the one of its name and line."""
    wanted = function.__code__
    pending = [code]
    while pending:
        for inner in pending.pop().co_consts:
            if isinstance(inner, CodeType):
                if (inner.co_name, inner.co_firstlineno) == (wanted.co_name, wanted.co_firstlineno):
                    return inner
                pending.append(inner)
    raise LookupError(function.__qualname__)


def _put_names(change: Change, tree: ast.Module, code: CodeType, module: ModuleType) -> None:
    """A changed name of a module, and every name that is made from it, here and wherever they were imported."""
    scope: dict[str, Any] = {**vars(module)}
    try:
        exec(code, scope)  # noqa: S102 - the text is the module's own, with one node changed
    except Exception as broken:
        exec(change.source, {**vars(module)})  # noqa: S102 - fails as well where no text of this module can be loaded twice
        raise Unloadable(change.where) from broken
    changed = {change.where}
    for statement in tree.body:
        name = _assigned(statement)
        if name and any(isinstance(node, ast.Name) and node.id in changed for node in ast.walk(statement)):
            changed.add(name)
    for name in changed:
        old = vars(module)[name]
        for other in [*sys.modules.values()]:
            if isinstance(other, ModuleType) and name in vars(other) and vars(other)[name] is old:
                setattr(other, name, scope[name])


def _assigned(statement: ast.stmt) -> str | None:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return None
