"""Sealed identities, in a table. Nothing here can open them: see `storage.sealer`."""

from collections.abc import Iterable, Sequence

from licet.storage.records.locks import hold
from licet.storage.records.models import IdentityRecord


class RecordSealedRows:
    """The sealed identities of one database."""

    def __init__(self, using: str = "default") -> None:
        self._using = using

    def hold(self, subject: str) -> None:
        """Let nobody else add a version for a subject until the run ends."""
        hold(self._using, [f"subject {subject}"])

    def hold_all(self, cases: Iterable[str]) -> None:
        """Let nobody else put many identities of one of these cases until the run ends."""
        hold(self._using, [f"subjects {case}" for case in cases])

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

    def latest_of(self, subjects: Sequence[str]) -> dict[str, tuple[int, bytes]]:
        """The newest version and its sealed bytes of every subject that has one."""
        found: dict[str, tuple[int, bytes]] = {}
        for some in (subjects[at : at + AT_ONCE] for at in range(0, len(subjects), AT_ONCE)):
            rows = IdentityRecord.objects.using(self._using).filter(subject__in=some).order_by("version")
            found.update((subject, (version, bytes(sealed))) for subject, version, sealed in rows.values_list(*COLUMNS))
        return found

    def get_of(self, places: Sequence[tuple[str, int]]) -> dict[tuple[str, int], bytes]:
        """The sealed bytes of many versions; those that are not there are left out."""
        found: dict[tuple[str, int], bytes] = {}
        for some in (places[at : at + AT_ONCE] for at in range(0, len(places), AT_ONCE)):
            wanted = set(some)
            rows = IdentityRecord.objects.using(self._using).filter(subject__in=[subject for subject, _ in some])
            found.update(
                ((subject, version), bytes(sealed))
                for subject, version, sealed in rows.values_list(*COLUMNS)
                if (subject, version) in wanted
            )
        return found

    def add_of(self, rows: Sequence[tuple[str, int, bytes]]) -> None:
        """Add many versions at once."""
        IdentityRecord.objects.using(self._using).bulk_create(
            [IdentityRecord(subject=subject, version=version, sealed=sealed) for subject, version, sealed in rows],
            batch_size=AT_ONCE,
        )


COLUMNS = ("subject", "version", "sealed")
AT_ONCE = 300
"""Rows asked for or written in one statement."""
