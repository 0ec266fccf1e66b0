"""`licet witness`: a small program that cosigns the checkpoints of a log, if each continues the one before.

It is meant for others than the log's authority: a court, a parliament, a newspaper, another state.
"""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Annotated

import typer

from licet.cli.console import give, read_file, say
from licet.ledger.witness import LARGEST_REQUEST, Answer
from licet.storage.ledger_witness import FileWitness
from licet.storage.system import SystemClock, SystemEntropy

witness = typer.Typer(no_args_is_help=True, help="Cosign the checkpoints of a log that only grows.")
Folder = Annotated[Path, typer.Option("--folder", help="Folder of the witness: its key, and what it saw.")]
DEFAULT_FOLDER = Path("witness")


def add_to(app: typer.Typer) -> None:
    app.add_typer(witness, name="witness")


@witness.command("init")
def init(
    name: Annotated[
        str, typer.Option("--name", help="Name of the witness: an address without https://, such as court.example.org/w1.")
    ],
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Make a new witness and print its public keys, for policies."""
    made = FileWitness.create(folder, name, SystemEntropy().bytes, SystemClock())
    for key in made.public_keys():
        typer.echo(key.vkey)


@witness.command("trust")
def trust(
    key: Annotated[str, typer.Argument(help="Key of the log, from the “log” line of its policy.")],
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Know a log by its key; without that nothing of it is cosigned."""
    _opened(folder).trust(key)
    say(f"The witness knows {key.partition('+')[0]}.")


@witness.command("show")
def show(folder: Folder = DEFAULT_FOLDER) -> None:
    """Its public keys, and the newest checkpoint it cosigned of each log, as JSON."""
    opened = _opened(folder)
    give({"keys": [key.vkey for key in opened.public_keys()], "seen": opened.seen()})


@witness.command("cosign")
def cosign(
    file: Annotated[Path, typer.Argument(help="The request, as “licet log ask” writes it.")],
    folder: Folder = DEFAULT_FOLDER,
) -> int:
    """Answer one request from a file: the cosignatures to standard output, or status 1 with why not."""
    judged = _opened(folder).add_checkpoint(read_file(file))
    if judged.cosign is None:
        say(_why(judged))
        return 1
    typer.echo(judged.says, nl=False)
    return 0


@witness.command("serve")
def serve(
    port: Annotated[
        int, typer.Option("--port", min=1, max=65535, help="Port on this machine; put a web server with TLS before it.")
    ] = 8090,
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Answer requests over HTTP (POST /add-checkpoint), as C2SP tlog-witness describes it, until stopped."""
    opened = _opened(folder)
    opened.public_keys()
    with server_of(opened, port) as server:
        say(f"The witness answers on http://127.0.0.1:{port}/add-checkpoint.")
        server.serve_forever()


def server_of(opened: FileWitness, port: int) -> ThreadingHTTPServer:
    """The server, not started yet."""

    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if self.path != "/add-checkpoint" or not length.isdigit() or int(length) > LARGEST_REQUEST:
                self._send(404 if self.path != "/add-checkpoint" else 400, "", "text/plain; charset=utf-8")
                return
            judged = opened.add_checkpoint(self.rfile.read(int(length)))
            size = judged.status == 409
            self._send(
                judged.status,
                judged.says + "\n" * (judged.cosign is None),
                "text/x.tlog.size" if size else "text/plain; charset=utf-8",
            )

        def _send(self, status: int, text: str, kind: str) -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            say(f"{self.address_string()} {format % args}")

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


def _opened(folder: Path) -> FileWitness:
    return FileWitness(folder, SystemClock())


def _why(judged: Answer) -> str:
    if judged.status == 409:
        return f"Not cosigned: this witness last saw the log with {judged.says} entries; ask with --from {judged.says}, or the log was forked."
    return f"Not cosigned ({judged.status}): {judged.says}."
