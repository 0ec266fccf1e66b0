"""The digest of the core's own source: which software formed an opinion."""

import hashlib
from functools import cache
from pathlib import Path

import licet
from licet.encoding.canonical import Digest

CORE = (
    "encoding", "facts", "access", "sealing", "lifecycle", "dossier", "reference", "screening", "classification", "planning", "portfolio",
    "law", "assessment",
)  # fmt: skip


@cache
def software_digest() -> Digest:
    """SHA-256 over the name and content of every source file of the core, in order of name; the same on every machine."""
    root = Path(licet.__file__).parent
    seal = hashlib.sha256()
    for package in CORE:
        for path in sorted((root / package).rglob("*.py")):
            seal.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return "sha256:" + seal.hexdigest()
