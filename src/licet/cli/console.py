"""What the command line prints where: results to standard output, everything else to standard error."""

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from licet.encoding.canonical import canonical_bytes
from licet.encoding.dates import read_date
from licet.encoding.faults import quoted, refuse
from licet.encoding.source import LARGEST_BYTES

WIDE = 140
"""Columns of a table that goes to a file or another program, which has no width of its own."""
errors = Console(stderr=True, highlight=False, soft_wrap=True)
results = Console(highlight=False, width=None if sys.stdout.isatty() else WIDE)

Workspace = Annotated[
    Path, typer.Option("--workspace", envvar="LICET_WORKSPACE", help="Folder of the workspace (database, reference library, keys).")
]
DEFAULT_WORKSPACE = Path("workspace")


def say(sentence: str) -> None:
    """One sentence to standard error."""
    errors.print(sentence, markup=False)


def give(value: Any) -> None:
    """One value to standard output as canonical JSON."""
    sys.stdout.buffer.write(canonical_bytes(value) + b"\n")
    sys.stdout.flush()


def read_file(path: Path, *, most: int = LARGEST_BYTES) -> bytes:
    """The bytes of an input file; raises `Faults` when there is none, it is no file, or it is too large to be one."""
    try:
        if path.is_dir():
            raise refuse(str(path), "is a folder; name a file")
        size = path.stat().st_size
        if size > most:
            raise refuse(str(path), f"holds {size:,} bytes; the largest file read here is {most:,} bytes")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise refuse(str(path), "does not exist; check the path") from error
    except OSError as error:
        raise refuse(str(path), f"cannot be read ({error.strerror})") from error


def refuse_nowhere(option: str, path: Path) -> None:
    """Raise `Faults` when no file can be written at a path: its folder is not there, or it is a folder itself."""
    if not path.absolute().parent.is_dir():
        raise refuse(option, f"{path} lies in a folder that does not exist; make it first")
    if path.is_dir():
        raise refuse(option, f"{path} is a folder; name a file")


def day(option: str, text: str | None) -> dt.date | None:
    """A date given as an option, or None; raises `Faults` naming the option."""
    if text is None:
        return None
    try:
        return read_date(text)
    except ValueError as error:
        raise refuse(option, f"{quoted(text)} {error}") from error


def one_of(option: str, text: str, *choices: str) -> str:
    """A word given as an option; raises `Faults` naming the choices."""
    if text not in choices:
        raise refuse(option, f"{quoted(text)} is not one of {', '.join(choices)}")
    return text
