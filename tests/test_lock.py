"""The locks pin every byte, name no index, and agree with each other and with pyproject.toml."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))


def pins(lock: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Each package of a lock with its version and hashes. A package may stand twice, for different Pythons."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    text = (CHECKOUT / f"requirements/{lock}.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line.strip() and not line.strip().startswith("#"):
            requirement = Requirement(line.partition("--hash")[0].strip())
            version = str(requirement.specifier)
            assert version.startswith("=="), line
            assert requirement.url is None, line
            key = canonicalize_name(requirement.name) + (f" {requirement.marker}" if requirement.marker else "")
            found[key] = (version, frozenset(re.findall(r"--hash=(sha256:[0-9a-f]{64})\b", line)))
    return found


@pytest.mark.parametrize("lock", ["run", "dev"])
def test_a_lock_pins_every_byte_and_names_no_place(lock: str) -> None:
    assert "://" not in (CHECKOUT / f"requirements/{lock}.lock").read_text(encoding="utf-8")
    assert [name for name, (_, hashes) in pins(lock).items() if not hashes] == []


def test_the_lock_to_run_is_part_of_the_lock_to_test() -> None:
    run, dev = pins("run"), pins("dev")
    assert len(run) < len(dev)
    assert {name: pin for name, pin in run.items() if dev.get(name) != pin} == {}


def wanted(*groups: str) -> set[str]:
    """The packages that pyproject.toml asks for, with the named dependency groups."""
    asked = [*PROJECT["project"]["dependencies"], *chain(*PROJECT["project"]["optional-dependencies"].values())]
    for group in groups:
        asked += [one for one in PROJECT["dependency-groups"][group] if isinstance(one, str)]
    return {canonicalize_name(Requirement(one).name) for one in asked}


@pytest.mark.parametrize(("lock", "groups"), [("run", ("setup",)), ("dev", ("setup", "dev"))])
def test_a_lock_holds_everything_asked_for(lock: str, groups: tuple[str, ...]) -> None:
    held = {name.partition(" ")[0]: version.removeprefix("==") for name, (version, _) in pins(lock).items()}
    assert wanted(*groups) - held.keys() == set(), "run `make lock`"
    bounds = [Requirement(one) for one in PROJECT["project"]["dependencies"]]
    outside = [str(one) for one in bounds if held[canonicalize_name(one.name)] not in one.specifier]
    assert outside == [], "run `make lock`"


PEERS = frozenset(("followthemoney", "nomenklatura"))
"""What screening is measured against: it runs in an environment of its own, which whoever measures makes."""


def imported(*folders: str) -> dict[str, str]:
    """Every top-level module outside the standard library and the checkout that the code imports, with one file that does."""
    found: dict[str, str] = {}
    files = sorted(file for folder in folders for file in (CHECKOUT / folder).rglob("*.py"))
    own = {"licet", *folders, *(file.stem for file in files), *(file.parent.name for file in files)}
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and node.level == 0 else []
            for name in names:
                found.setdefault(name.partition(".")[0], str(file.relative_to(CHECKOUT)))
    return {name: file for name, file in found.items() if name not in {*sys.stdlib_module_names, *own, *PEERS}}


@pytest.mark.parametrize(
    ("folders", "groups"), [(("src/licet",), ()), (("tests", "tools", "benchmarks"), ("setup", "dev"))], ids=["sources", "tests"]
)
def test_what_is_imported_is_asked_for_by_name(folders: tuple[str, ...], groups: tuple[str, ...]) -> None:
    # A package that is there only because another one needs it goes away when that one changes.
    providers = packages_distributions()
    asked = wanted(*groups)
    undeclared = {
        module: file
        for module, file in imported(*folders).items()
        if not {canonicalize_name(provider) for provider in providers.get(module, [])} & asked
    }
    assert undeclared == {}, "name it in pyproject.toml and run `make lock`"
