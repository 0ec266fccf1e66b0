"""Numbers without gaps, in a table."""

from django.db.models import Max

from licet.services.ports import Transactions
from licet.storage.records.locks import hold
from licet.storage.records.models import NumberRecord


class RecordNumbers:
    """The numbers taken in one database."""

    def __init__(self, transactions: Transactions, using: str = "default") -> None:
        self._transactions = transactions
        self._using = using

    def take(self, authority: str, year: int, command_id: str) -> int:
        if not self._transactions.running:
            raise RuntimeError("a number is taken inside of Transactions.run, or a failure after it would leave a gap")
        hold(self._using, [f"number {authority} {year}"])
        row = NumberRecord.objects.using(self._using).filter(authority=authority, year=year)
        taken: int | None = row.filter(command_id=command_id).values_list("number", flat=True).first()
        if taken is not None:
            return taken
        newest: int | None = row.aggregate(newest=Max("number"))["newest"]
        number = (newest or 0) + 1
        NumberRecord.objects.using(self._using).create(authority=authority, year=year, number=number, command_id=command_id)
        return number

    def taken(self, authority: str, year: int) -> tuple[int, ...]:
        """Every number taken, in order."""
        rows = NumberRecord.objects.using(self._using).filter(authority=authority, year=year)
        return tuple(rows.order_by("number").values_list("number", flat=True))
