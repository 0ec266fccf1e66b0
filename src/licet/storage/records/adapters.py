"""Every adapter over the tables of one database."""

from collections.abc import Sequence

from licet.lifecycle.event import Recorded
from licet.services.ledger import Book, LedgerMilestones
from licet.services.ports import DataKeys, Entropy, Publication
from licet.storage.records.cases import RecordCases
from licet.storage.records.contracts import RecordContracts
from licet.storage.records.identities import RecordSealedRows
from licet.storage.records.jobs import RecordJobs
from licet.storage.records.journal import RecordJournal
from licet.storage.records.ledger import RecordLedgerRows
from licet.storage.records.numbers import RecordNumbers
from licet.storage.records.parties import RecordParties
from licet.storage.records.transactions import RecordTransactions


class Records:
    """The ports that one database serves; `using` is its name among Django's databases.

    A milestone is committed to under keys, so it can be written only through `LedgerRecords`.
    """

    def __init__(self, using: str = "default") -> None:
        self.using = using
        self.transactions = RecordTransactions(using)
        self.ledger_rows = RecordLedgerRows(using)
        self.journal = RecordJournal(self.transactions, NoKeys(), using)
        self.sealed_rows = RecordSealedRows(using)
        self.numbers = RecordNumbers(self.transactions, using)
        self.jobs = RecordJobs(self.transactions, using)
        self.cases = RecordCases(self.transactions, using)
        self.parties = RecordParties(self.transactions, using)
        self.contracts = RecordContracts(self.transactions, using)


class LedgerRecords(Records):
    """The same, with all that the ledger needs: milestones can be written."""

    def __init__(self, using: str = "default", *, keys: DataKeys, entropy: Entropy, public: Publication) -> None:
        super().__init__(using)
        self.book = Book(rows=self.ledger_rows, keys=keys, entropy=entropy, public=public)
        self.milestones = LedgerMilestones(self.book)
        self.journal = RecordJournal(self.transactions, self.milestones, using)


class NoKeys:
    """Milestones where no keys are at hand: none can be written."""

    def record(self, milestones: Sequence[Recorded]) -> None:
        raise RuntimeError(f"event {milestones[0].event.position} is a milestone, and this database was opened without keys")
