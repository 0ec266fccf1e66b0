"""What `make run` and `make test` say on a machine that lacks something, and that a second run builds nothing anew."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
TOOLS = ("sh", "cat", "cmp", "cp", "grep", "id", "ls", "mkdir", "tail", "sed", "env")

OLD_PYTHON = """#!/bin/sh
case "$*" in *version_info*) exit 1 ;; --version) echo "Python 3.9.2" ;; esac
"""
PYTHON_WITHOUT_VENV = """#!/bin/sh
case "$*" in *ensurepip*) exit 1 ;; esac
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The set-up files alone, with locks of one small package."""
    folder = tmp_path / "a checkout"
    (folder / "requirements").mkdir(parents=True)
    shutil.copytree(CHECKOUT / "tools/setup", folder / "tools/setup")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(CHECKOUT / name, folder)
    for lock in ("run", "dev"):
        (folder / f"requirements/{lock}.lock").write_text("rfc8785==0.1.4 --hash=sha256:" + "0" * 64 + "\n")
    return folder


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A path with the plain tools of a machine and nothing else."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        (folder / tool).symlink_to(str(shutil.which(tool)))
    return folder


def program(folder: Path, name: str, text: str) -> None:
    """Put a small program on the machine's path."""
    (folder / name).write_text(text)
    (folder / name).chmod(0o755)


def run(script: str, *arguments: str, checkout: Path, path: Path | str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a set-up script as make would, on a machine with this path."""
    return subprocess.run(
        ["/bin/sh", script, *arguments], cwd=checkout, env={"PATH": str(path), **more}, capture_output=True, text=True, check=False
    )


def make(*arguments: str, checkout: Path) -> str:
    """What make prints, as when a person calls it: the suite itself may run inside of make."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(["make", *arguments], cwd=checkout, env=outside, capture_output=True, text=True, check=True).stdout


def one_sentence(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """The script refused, with one line that holds these words."""
    assert done.returncode != 0
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].endswith(".")
    for word in words:
        assert word in lines[0]


@pytest.mark.parametrize(
    ("programs", "named", "words"),
    [
        ({}, "", ("there is none", "apt-get install python3 python3-venv")),
        ({"python3": OLD_PYTHON}, "", ("3.11", "Python 3.9.2", "make PYTHON=")),
        ({"python3": OLD_PYTHON, "python3.12": PYTHON_WITHOUT_VENV}, "", ("python3.12", "apt-get install python3-venv")),
        ({"python3": OLD_PYTHON}, "python3", ("python3", "3.9.2")),
        ({"python3": PYTHON_WITHOUT_VENV}, "python9", ("python9", "no Python called")),
        ({"python3": PYTHON_WITHOUT_VENV}, "", ("apt-get install python3-venv",)),
    ],
    ids=[
        "no Python",
        "too old",
        "a newer one beside an old one",
        "the one named is too old",
        "the one named is absent",
        "no venv module",
    ],
)
def test_what_is_missing_is_said_in_one_sentence(
    checkout: Path, machine: Path, programs: dict[str, str], named: str, words: Iterable[str]
) -> None:
    for name, text in programs.items():
        program(machine, name, text)
    one_sentence(run("tools/setup/install.sh", "run", checkout=checkout, path=machine, PYTHON=named), *words)
    assert not (checkout / ".venv").exists()


def test_packages_that_cannot_be_had_are_said_in_one_sentence(checkout: Path) -> None:
    (checkout / "wheels").mkdir()
    (checkout / "wheels/rfc8785-0.1.4-py3-none-any.whl").write_bytes(b"not what the lock names")
    no_network = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple"}
    wrong_bytes = {"PIP_FIND_LINKS": "wheels", "PIP_NO_INDEX": "1"}
    for settings, words in ((no_network, "check the network"), (wrong_bytes, "DO NOT MATCH THE HASHES")):
        plain = {"PATH": os.environ["PATH"], "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}
        done = run("tools/setup/install.sh", "run", checkout=checkout, path=plain.pop("PATH"), **plain, **settings)
        one_sentence(done, words, "install.log")
        assert not (checkout / ".venv/run.lock").exists(), "an installation that failed has no stamp"


def test_a_second_run_builds_nothing_and_a_changed_lock_does(checkout: Path) -> None:
    def planned(target: str) -> str:
        return subprocess.run(
            ["make", "--no-print-directory", "-n", target], cwd=checkout, capture_output=True, text=True, check=True
        ).stdout

    assert "install.sh run" in planned("run")
    (checkout / ".venv").mkdir()
    for lock in ("run", "dev"):
        shutil.copy(checkout / f"requirements/{lock}.lock", checkout / ".venv")
    for target in ("run", "demo", "test"):
        assert "install.sh" not in planned(target)
    os.utime(checkout / "requirements/run.lock", (2e9, 2e9))
    assert "install.sh run" in planned("demo")
    assert "install.sh" not in planned("test")


def test_every_target_is_explained_by_help() -> None:
    makefile = (CHECKOUT / "Makefile").read_text()
    targets = next(line for line in makefile.splitlines() if line.startswith(".PHONY:")).split()[1:]
    said = subprocess.run(["make", "--no-print-directory", "help"], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
    assert [line.split()[1] for line in said.splitlines()] == targets


@pytest.mark.parametrize("ci", [False, True])
def test_a_browser_that_cannot_be_had_is_said_and_fails_only_under_ci(checkout: Path, machine: Path, ci: bool) -> None:
    done = run(
        "tools/setup/system.sh",
        checkout=checkout,
        path=machine,
        LICET_CHROMIUM="absent/chromium",
        LICET_TEST_POSTGRES="postgresql://somewhere",
        **({"CI": "true"} if ci else {}),
    )
    assert done.returncode == (1 if ci else 0)
    first, *rest = done.stderr.splitlines()
    assert first.startswith("The browser tests are left out")
    assert len(rest) == (1 if ci else 0)


def test_a_machine_that_has_all_is_left_alone(checkout: Path, machine: Path) -> None:
    program(machine, "chromium", "#!/bin/sh\n")
    program(machine, "apt-get", "#!/bin/sh\necho installed >&2\nexit 1\n")
    done = run(
        "tools/setup/system.sh",
        checkout=checkout,
        path=machine,
        LICET_CHROMIUM=str(machine / "chromium"),
        LICET_TEST_POSTGRES="postgresql://somewhere",
        CI="true",
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
