"""Runs `licet` commands, each in a process of its own, without loading the program anew for each.

A process that has loaded the command line forks for every request that comes over the socket it was
given: working folder, environment, arguments, and three open files for the standard streams. The child
runs the very function that the `licet` script calls; its exit status is sent back.
"""

import json
import os
import signal
import socket
import sys

from django.db import connections

from licet.cli import main


def child(request: dict[str, object], handles: list[int]) -> None:
    """Become the command: its streams, folder, environment and arguments; never returns."""
    for handle, standard in zip(handles, (0, 1, 2), strict=True):
        os.dup2(handle, standard)
        os.close(handle)
    os.chdir(str(request["folder"]))
    os.environ.clear()
    os.environ.update(request["environment"])  # type: ignore[call-overload]
    sys.argv = ["licet", *request["arguments"]]  # type: ignore[misc]
    status = 70
    try:
        main.run()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    finally:
        connections.close_all()  # as the end of a process does, so that SQLite puts its log into its file
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def serve(requests: socket.socket) -> None:
    """Fork a command for every request, until nobody can send one any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        data, handles, _, _ = socket.recv_fds(requests, 1_000_000, 3)
        if not data:
            return
        pid = os.fork()
        if pid == 0:
            requests.close()
            signal.signal(signal.SIGINT, signal.default_int_handler)
            child(json.loads(data), list(handles))
        for handle in handles:
            os.close(handle)
        _, waited = os.waitpid(pid, 0)
        requests.sendall(os.waitstatus_to_exitcode(waited).to_bytes(4, "big", signed=True))


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
