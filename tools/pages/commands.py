"""`docs/reference/cli.md`: every command with its own help, as `--help` prints it."""

from collections.abc import Iterator
from functools import cache

import typer
from typer.testing import CliRunner

from licet.cli.main import app

OPENING = """\
# Command line

<!-- made by `make docs` from the help texts in src/licet/cli; change those -->

The command is `.venv/bin/licet`. What is asked for goes to standard output, one JSON document or JSON Lines
where the format says so; progress, warnings and errors go to standard error. Status 0 means done, 1 that a
check or proof failed, 2 that the input or the usage is bad, with one sentence a fault. An input is applied whole or not at all.
"""
PLAIN = {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}


def command_page() -> str:
    """The whole page."""
    return "\n".join([OPENING, *(f"## licet {' '.join(path)}\n\n```\n{help_of(path)}\n```\n" for path in commands())])


def commands() -> Iterator[tuple[str, ...]]:
    """Every command that help shows, in its order; a group comes before what it holds."""

    def below(path: tuple[str, ...], command: object) -> Iterator[tuple[str, ...]]:
        for name, inner in getattr(command, "commands", {}).items():
            if not inner.hidden:
                yield (*path, name)
                yield from below((*path, name), inner)

    return below((), typer.main.get_command(app))


@cache
def help_of(path: tuple[str, ...]) -> str:
    """What `licet PATH --help` prints, on a terminal of fixed width."""
    asked = CliRunner().invoke(app, [*path, "--help"], prog_name="licet", env=PLAIN)
    if asked.exit_code != 0:
        raise RuntimeError(f"licet {' '.join(path)} --help ends with status {asked.exit_code}: {asked.output}")
    return "\n".join(line.rstrip() for line in asked.stdout.strip().splitlines())
