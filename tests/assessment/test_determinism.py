"""The same inputs give the same bytes in another process: other hash seed, time zone, locale, order of files, Python."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import licet
from workbench import EXAMPLES, clean_environment

PROGRAM = Path(__file__).with_name("opinions.py")
ENVIRONMENTS = {
    "hash seed 0": {"PYTHONHASHSEED": "0"},
    "hash seed 1": {"PYTHONHASHSEED": "1"},
    "a random hash seed": {"PYTHONHASHSEED": "random"},
    "the far west, in Turkish": {"TZ": "Etc/GMT+12", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"},
    "the far east, in C": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0"},
    "optimised": {"PYTHONOPTIMIZE": "1"},
}
NEEDED = "import msgspec, numpy, yaml, rapidfuzz, anyascii, rfc8785, cryptography, cedarpy"


def digests(python: str, library: Path, **environment: str) -> dict[str, list[str]]:
    path = str(Path(licet.__file__).parent.parent)
    done = subprocess.run(
        [python, str(PROGRAM), str(library)],
        env=clean_environment(PYTHONPATH=path, **environment),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def plainly(small_library_folder: Path) -> dict[str, list[str]]:
    found = digests(sys.executable, small_library_folder)
    assert set(found) == set(EXAMPLES)
    assert len({opinion for opinion, _ in found.values()}) == len(EXAMPLES), "each opinion has bytes of its own"
    return found


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_the_environment_changes_no_byte(plainly: dict[str, list[str]], small_library_folder: Path, name: str) -> None:
    assert digests(sys.executable, small_library_folder, **ENVIRONMENTS[name]) == plainly


def test_a_library_without_its_cache_and_with_files_in_another_order_changes_no_byte(
    plainly: dict[str, list[str]], small_library_folder: Path, tmp_path: Path
) -> None:
    """Indexes are built anew, and the folders list their files in the order of a fresh copy made backwards."""
    for path in sorted(small_library_folder.rglob("*"), reverse=True):
        if path.is_file() and "cache" not in path.parts:
            target = tmp_path / "library" / path.relative_to(small_library_folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    assert digests(sys.executable, tmp_path / "library") == plainly


def test_another_python_changes_no_byte(plainly: dict[str, list[str]], small_library_folder: Path) -> None:
    """Every other supported interpreter that has the packages: named by LICET_TEST_PYTHONS, or found on the path."""
    own = f"python{sys.version_info.major}.{sys.version_info.minor}"
    named = os.environ.get("LICET_TEST_PYTHONS", "").split(os.pathsep)
    candidates = [*filter(None, named), *(name for name in ("python3.11", "python3.12", "python3.13") if name != own)]
    usable = [python for python in candidates if _has_packages(python)]
    if not usable:
        pytest.skip(
            "left out: no other Python from 3.11 to 3.13 with the packages is on this machine (LICET_TEST_PYTHONS can name one)"
        )
    for python in usable:
        assert digests(python, small_library_folder) == plainly, python


def _has_packages(python: str) -> bool:
    if shutil.which(python) is None:
        return False
    done = subprocess.run([python, "-c", NEEDED], env=clean_environment(), capture_output=True, check=False)
    return done.returncode == 0
