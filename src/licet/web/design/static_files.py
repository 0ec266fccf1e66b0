"""Addresses of style sheets, scripts and typefaces that change when the file changes."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class DigestedStorage(StaticFilesStorage):
    """Serves files from the installed packages and puts a digest into each address.

    No collecting step is needed, so an installed Licet is ready to serve; a browser may keep
    a file for long, since a changed file has another address.
    """

    def url(self, name: str) -> str:
        return f"{super().url(name)}?d={_digest(name)}"


@lru_cache(maxsize=512)
def _digest(name: str) -> str:
    found = finders.find(name)
    if found is None:
        raise ValueError(f"There is no static file “{name}”.")
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12]
