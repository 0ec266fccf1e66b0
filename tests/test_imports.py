"""The import contracts hold, and each of them fails when somebody breaks it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
LINT = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
LAYERS = "Imports point down"
PURE = "The core asks no clock, disk, network, chance, environment or framework"


def lint(folder: Path) -> tuple[int, str]:
    """Run the contracts over the sources in a folder."""
    done = subprocess.run(
        LINT, cwd=folder, env={"PYTHONPATH": str(folder / "src"), "PATH": ""}, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources that a test may spoil."""
    folder = tmp_path_factory.mktemp("imports")
    shutil.copy(CHECKOUT / "pyproject.toml", folder)
    shutil.copytree(
        CHECKOUT / "src/licet",
        folder / "src/licet",
        ignore=lambda _, names: [n for n in names if "." in n and not n.endswith(".py")],
    )
    return folder


def test_the_contracts_hold() -> None:
    code, said = lint(CHECKOUT)
    assert code == 0, said


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("law/rule.py", "import django", PURE),
        ("law/rule.py", "import os.path", PURE),
        ("encoding/dates.py", "from time import time", PURE),
        ("screening/screen.py", "import random", PURE),
        ("assessment/opinion.py", "import sqlite3", PURE),
        ("dossier/values.py", "import licet.law.finding", LAYERS),
        ("screening/screen.py", "from licet.classification import result", LAYERS),
        ("encoding/dates.py", "import licet.facts", LAYERS),
        ("assessment/opinion.py", "import licet.services", LAYERS),
    ],
)
def test_a_planted_import_breaks_a_contract(copied: Path, module: str, line: str, broken: str) -> None:
    spoilt = copied / "src/licet" / module
    good = spoilt.read_text()
    spoilt.write_text(f"{good}\n{line}\n")
    try:
        code, said = lint(copied)
    finally:
        spoilt.write_text(good)
    assert code == 1, said
    assert f"{broken} BROKEN" in " ".join(said.split())


def test_a_package_outside_the_layers_breaks_the_contract(copied: Path) -> None:
    stray = copied / "src/licet/utilities"
    stray.mkdir()
    (stray / "__init__.py").write_text('"""Belongs nowhere."""\n')
    try:
        code, said = lint(copied)
    finally:
        shutil.rmtree(stray)
    assert code == 1, said
    assert "licet.utilities" in said
