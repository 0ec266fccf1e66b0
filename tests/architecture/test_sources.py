"""What no import contract can see: calls of clocks and disks in the core, late imports, swallowed exceptions, empty names.

Each scan is tried on a planted violation, so that a scan that sees nothing fails.
"""

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SOURCE = CHECKOUT / "src/licet"
CORE = tuple(
    name.removeprefix("licet.")
    for name in tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][1]["source_modules"]
)
Scan = Callable[[ast.AST], Iterator[tuple[int, str]]]

CLOCKS = {"now", "today", "utcnow", "fromtimestamp", "utcfromtimestamp"}
DISK = {"read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir"}
BUILTINS = {"open", "print", "input", "exec", "eval", "breakpoint", "hash", "id"}
"""`hash` and `id` differ from run to run: an opinion that rests on them does not replay."""


def impure_calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Calls of a clock, a disk, chance or a run's own identity."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        text = ast.unparse(called)
        clock_or_disk = isinstance(called, ast.Attribute) and called.attr in CLOCKS | DISK
        if text in BUILTINS or clock_or_disk or re.match(r"(np|numpy)\.random\b", text):
            yield node.lineno, f"{text}(…)"


def floats_in_values(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Fields of a value declared as binary fractions: they would not mean the same on every machine."""
    for struct in ast.walk(tree):
        if isinstance(struct, ast.ClassDef):
            for field in struct.body:
                if isinstance(field, ast.AnnAssign) and re.search(r"\bfloat\b", ast.unparse(field.annotation)):
                    yield field.lineno, ast.unparse(field)


def late_imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Imports inside a function: they hide a cycle, or a cost."""
    for function in ast.walk(tree):
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for node in ast.walk(function):
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    yield node.lineno, ast.unparse(node)


def swallowed_exceptions(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Handlers that catch everything and do nothing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            broad = node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")
            idle = all(isinstance(line, (ast.Pass, ast.Continue)) or _is_text(line) for line in node.body)
            if broad and idle:
                yield node.lineno, "except …: pass"


LOOKS = {"count", "all", "is_visible", "is_hidden", "is_enabled", "is_checked"}


def hasty_reads(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Where a test in a browser looks once, at a page that may not be whole yet, instead of expecting."""
    if not any(isinstance(node, ast.ImportFrom) and (node.module or "").startswith("playwright") for node in ast.walk(tree)):
        return
    for asserted in ast.walk(tree):
        for node in ast.walk(asserted.test) if isinstance(asserted, ast.Assert) else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOOKS and not node.args:
                yield node.lineno, ast.unparse(node)


def _is_text(line: ast.stmt) -> bool:
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)


def found(scan: Scan, folder: Path) -> list[str]:
    """Where a scan finds something, as `file:line what`."""
    return [
        f"{file.relative_to(CHECKOUT)}:{line} {what}"
        for file in sorted(folder.rglob("*.py"))
        for line, what in scan(ast.parse(file.read_text(encoding="utf-8")))
    ]


@pytest.mark.parametrize("package", CORE)
def test_the_core_calls_no_clock_disk_or_chance(package: str) -> None:
    assert found(impure_calls, SOURCE / package) == []


@pytest.mark.parametrize("package", CORE)
def test_no_value_of_the_core_holds_a_binary_fraction(package: str) -> None:
    assert found(floats_in_values, SOURCE / package) == []


def test_imports_stand_at_the_top() -> None:
    """In a shell an import may wait (for Django, for a fork) when its line says why; nowhere else."""
    waiting = [place.split(" ")[0].split(":") for place in found(late_imports, SOURCE)]
    unreasoned = [
        f"{file}:{line}"
        for file, line in waiting
        if file.split("/")[2] not in ("cli", "web")
        or not re.search(
            r"# noqa: PLC0415\s*[-#(] *\w{3,}", (CHECKOUT / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        )
    ]
    assert unreasoned == []


def test_no_exception_is_swallowed() -> None:
    assert found(swallowed_exceptions, SOURCE) == []


def test_tests_in_a_browser_wait_for_what_they_expect() -> None:
    assert found(hasty_reads, CHECKOUT / "tests" / "web") == []


def test_file_names_say_what_is_inside() -> None:
    empty = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "base"}
    assert [str(file.relative_to(CHECKOUT)) for file in SOURCE.rglob("*.py") if file.stem in empty] == []


def test_every_package_says_its_duty() -> None:
    silent = [
        package.name
        for package in sorted(SOURCE.iterdir())
        if (package / "__init__.py").exists()
        and not ast.get_docstring(ast.parse((package / "__init__.py").read_text(encoding="utf-8")))
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("scan", "planted"),
    [
        (impure_calls, "import datetime as dt\nday = dt.date.today()"),
        (impure_calls, "def a(): return datetime.now(UTC)"),
        (impure_calls, "datetime.datetime.utcnow()"),
        (impure_calls, "with open('list.csv') as file: pass"),
        (impure_calls, "print('screened')"),
        (impure_calls, "Path('x').read_text()"),
        (impure_calls, "np.random.default_rng()"),
        (impure_calls, "key = hash(name)"),
        (floats_in_values, "class Match(Struct):\n    score: float | None = None"),
        (late_imports, "def a():\n    if b:\n        from licet import law"),
        (swallowed_exceptions, "try:\n    a()\nexcept Exception:\n    pass"),
        (swallowed_exceptions, "for x in y:\n    try:\n        a()\n    except:\n        continue"),
        (hasty_reads, "from playwright.sync_api import Page\nassert page.locator('svg').count() == 4"),
    ],
)
def test_each_scan_sees_a_planted_violation(scan: Scan, planted: str) -> None:
    assert list(scan(ast.parse(planted)))


@pytest.mark.parametrize(
    ("scan", "fine"),
    [
        (impure_calls, "day = dt.date.fromisoformat(text)\nblueprint(day)\nreopen()"),
        (floats_in_values, "class Match(Struct):\n    score: Decimal"),
        (late_imports, "from licet import law\ndef a(): return law"),
        (swallowed_exceptions, "try:\n    a()\nexcept ValueError:\n    pass\nexcept Exception as error:\n    raise B from error"),
        (
            hasty_reads,
            "from playwright.sync_api import expect\nexpect(page.locator('svg')).to_have_count(4)\nassert text.count('a') == 1",
        ),
    ],
)
def test_each_scan_lets_honest_code_pass(scan: Scan, fine: str) -> None:
    assert list(scan(ast.parse(fine))) == []
