"""The command line as a user meets it: arguments in; status, standard output and standard error out."""

import dataclasses
import hashlib
import json
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from workbench import EXAMPLES, clean_environment


@dataclasses.dataclass(frozen=True)
class Done:
    """How a command ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def sentences(self) -> list[str]:
        """What it said on standard error, a line each."""
        return self.err.splitlines()

    @property
    def document(self) -> Any:
        """Standard output as the one JSON document it must be."""
        value, end = json.JSONDecoder().raw_decode(self.out)
        assert self.out[end:] == "\n", f"more than one document: {self.out[end:][:200]!r}"
        return value


class Commands:
    """Runs commands by way of the nest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [sys.executable, str(Path(__file__).with_name("nest.py")), str(theirs.fileno())]
            self._nest = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=clean_environment())

    def run(self, *arguments: object, folder: Path | None = None, stdin: bytes = b"", **environment: str) -> Done:
        request = {
            "arguments": [str(argument) for argument in arguments],
            "folder": str(folder or self.folder),
            "environment": clean_environment(**environment),
        }
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            given.write(stdin)
            given.seek(0)
            socket.send_fds(self._socket, [json.dumps(request).encode()], [given.fileno(), out.fileno(), err.fileno()])
            status = int.from_bytes(self._socket.recv(4), "big", signed=True)
            out.seek(0)
            err.seek(0)
            return Done(status, out.read().decode(), err.read().decode())

    def close(self) -> None:
        self._socket.close()
        self._nest.wait(timeout=30)


@pytest.fixture(scope="session")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Commands]:
    running = Commands(tmp_path_factory.mktemp("elsewhere"))
    yield running
    running.close()


@pytest.fixture
def licet(commands: Commands, workspace: Path) -> Callable[..., Done]:
    """Run a command on a workspace of the test's own."""
    return lambda *arguments, **more: commands.run(*arguments, LICET_WORKSPACE=str(workspace), **more)


def tree_of(folder: Path) -> dict[str, str]:
    """Every file of a workspace with the digest of its bytes; what SQLite writes beside its file is none of it."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-wal", "-shm")) and "cache" not in path.parts
    }


@pytest.fixture
def stored(workspace: Path, licet: Callable[..., Done]) -> Callable[[], Any]:
    """All that a workspace stores: its files, and how far its journal goes."""

    def all_of_it() -> Any:
        head = licet("log", "fsck")
        assert head.status == 0, head.err
        return tree_of(workspace), head.err

    return all_of_it


@pytest.fixture
def example() -> Callable[[str], Path]:
    """The file of an example, by its two digits."""
    return lambda digits: next(path for stem, path in EXAMPLES.items() if stem.startswith(digits))


@pytest.fixture(scope="session")
def tree() -> Callable[[Path], dict[str, str]]:
    return tree_of
