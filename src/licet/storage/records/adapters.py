"""Every adapter over the tables of one database."""

from licet.storage.records.cases import RecordCases
from licet.storage.records.identities import RecordSealedRows
from licet.storage.records.jobs import RecordJobs
from licet.storage.records.journal import RecordJournal, RecordMilestones
from licet.storage.records.numbers import RecordNumbers
from licet.storage.records.parties import RecordParties
from licet.storage.records.transactions import RecordTransactions


class Records:
    """The ports that one database serves; `using` is its name among Django's databases."""

    def __init__(self, using: str = "default") -> None:
        self.transactions = RecordTransactions(using)
        self.milestones = RecordMilestones(using)
        self.journal = RecordJournal(self.transactions, self.milestones, using)
        self.sealed_rows = RecordSealedRows(using)
        self.numbers = RecordNumbers(self.transactions, using)
        self.jobs = RecordJobs(self.transactions, using)
        self.cases = RecordCases(self.transactions, using)
        self.parties = RecordParties(self.transactions, using)
