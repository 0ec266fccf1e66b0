"""`licet serve`: the site and the API, with a worker for background jobs, in one process."""

import os
import socket
import sys
from pathlib import Path
from typing import Annotated

import typer

from licet.cli.console import DEFAULT_WORKSPACE, Workspace
from licet.encoding.faults import refuse
from licet.storage import wiring

HOST = "127.0.0.1"
Port = Annotated[int, typer.Option(envvar="PORT", help="Port on 127.0.0.1.")]
DEFAULT_PORT = 8000


def add_to(app: typer.Typer) -> None:
    app.command()(serve)


def serve(port: Port = DEFAULT_PORT, workspace: Workspace = DEFAULT_WORKSPACE) -> None:
    """Serve the site and the API on 127.0.0.1, and do background jobs beside them."""
    refuse_taken(port)
    wiring.open_desk(workspace)
    become_server(port, workspace)


def refuse_taken(port: int) -> None:
    """Raise `Faults` when the port cannot be listened on."""
    if not 0 < port < 65536:
        raise refuse("--port", f"{port} is no port; use a number from 1 to 65535")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise refuse("--port", f"{port} cannot be used ({error.strerror}); choose another, as in PORT={port + 1}") from error


def become_server(port: int, workspace: Path) -> None:
    """Turn this process into the server."""
    become_site(["gunicorn", "-c", "python:licet.web.config.server", "licet.web.config.wsgi"], workspace, PORT=str(port))


def become_site(module: list[str], workspace: Path, **settings: str) -> None:
    """Turn this process into a module that runs with the site's settings; the site has Django settings of its own, so it starts afresh."""
    environment = {
        **os.environ,
        **settings,
        "LICET_WORKSPACE": str(workspace.absolute()),
        "DJANGO_SETTINGS_MODULE": "licet.web.config.settings",
    }
    sys.stdout.flush()
    os.execve(sys.executable, [sys.executable, "-m", *module], environment)  # noqa: S606 # the arguments are our own, and no shell is wanted
