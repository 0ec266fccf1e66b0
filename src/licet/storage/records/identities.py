"""Sealed identities, in a table. Nothing here can open them: see `storage.sealer`."""

from licet.storage.records.locks import hold
from licet.storage.records.models import IdentityRecord


class RecordSealedRows:
    """The sealed identities of one database."""

    def __init__(self, using: str = "default") -> None:
        self._using = using

    def hold(self, subject: str) -> None:
        """Let nobody else add a version for a subject until the run ends."""
        hold(self._using, [f"subject {subject}"])

    def latest(self, subject: str) -> int:
        """The newest version of a subject's identity, 0 when there is none."""
        rows = IdentityRecord.objects.using(self._using).filter(subject=subject)
        return rows.order_by("-version").values_list("version", flat=True).first() or 0

    def get(self, subject: str, version: int) -> bytes:
        """The sealed bytes of a version. Raises `KeyError`."""
        rows = IdentityRecord.objects.using(self._using).filter(subject=subject, version=version)
        sealed = rows.values_list("sealed", flat=True).first()
        if sealed is None:
            raise KeyError(f"{subject} version {version}")
        return bytes(sealed)

    def add(self, subject: str, version: int, sealed: bytes) -> None:
        IdentityRecord.objects.using(self._using).create(subject=subject, version=version, sealed=sealed)
