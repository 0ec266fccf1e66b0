"""The entries that ship with the package, and short ways to classify with them."""

from pathlib import Path

import pytest

import licet
from licet.reference.control_entries import ControlEntries, control_entries_of
from licet.reference.control_file import parse_control_entries

BUNDLED = Path(licet.__file__).parent / "bundled" / "control_lists" / "uav-entries.yaml"


@pytest.fixture(scope="session")
def entries() -> ControlEntries:
    """The bundled entries, read as a workspace reads them."""
    return control_entries_of(parse_control_entries({BUNDLED.name: BUNDLED.read_bytes()}).content)
