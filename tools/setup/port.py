"""Says in one sentence that a port cannot be served on, before anything is prepared: `port.py 8000`."""

import errno
import socket
import sys


def obstacle(text: str) -> str | None:
    """Why nothing can be served on this port of 127.0.0.1, or None when it is free."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        return f"PORT is “{text}”; give a number from 1 to 65535: make run PORT=8001."
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
            probe.listen()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"Port {text} is taken by another program; choose a free one: make run PORT={int(text) % 65535 + 1}."
            return f"Port {text} cannot be used ({error.strerror}); choose another: make run PORT=8001."
    return None


if __name__ == "__main__":
    sentence = obstacle(sys.argv[1])
    if sentence:
        sys.stderr.write(sentence + "\n")
        sys.exit(2)
