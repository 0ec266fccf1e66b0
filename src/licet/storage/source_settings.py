"""`sources.yaml`: the workspace's own where there is one, else the shipped one."""

from importlib.resources import files
from pathlib import Path

from licet.encoding.faults import refuse
from licet.reference.sources import Sources, read_sources
from licet.storage.files import write_new

NAME = "sources.yaml"
INCOMING = "incoming"
"""The folder of a workspace where files may be dropped, in a folder for each source."""


def sources_of(workspace: Path) -> Sources:
    """Where lists are fetched from; raises `Faults` when the workspace's own settings are wrong."""
    own = workspace / NAME
    try:
        return read_sources(own.read_bytes(), str(own))
    except FileNotFoundError:
        return read_sources(_shipped(), NAME)
    except OSError as error:
        raise refuse(str(own), f"cannot be read ({error.strerror})") from error


def write_sources(workspace: Path) -> Path:
    """Put the shipped settings into a workspace to be edited; raises `Faults` when it has its own."""
    own = workspace / NAME
    try:
        write_new(own, _shipped())
    except FileExistsError as error:
        raise refuse(str(own), "is there already; edit it, or remove it to come back to the shipped one") from error
    return own


def _shipped() -> bytes:
    return (files("licet") / "bundled" / NAME).read_bytes()
