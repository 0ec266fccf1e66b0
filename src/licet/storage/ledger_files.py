"""The public log as files that any web server can serve."""

import os
from pathlib import Path

from licet.storage.files import place, temporary_beside


class FilePublication:
    """A folder of files, each whole or not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, path: str) -> bytes | None:
        try:
            return (self.folder / path).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, path: str, data: bytes) -> None:
        target = self.folder / path
        handle, temporary = temporary_beside(target)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        place(temporary, target)
