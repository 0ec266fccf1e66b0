"""Tables. Bytes and digests are the record; every other column exists to find it and is derived from it."""

# mypy: disable-error-code="var-annotated, attr-defined, no-any-return"
# Fields get their types from Django's own plugin for mypy, which needs a configured site; storage must not know of one.

from django.db import models

DIGEST = 71
NAME = 200
SUBJECT = 1000
"""A reference, a party and twelve owners above it."""


class EventRecord(models.Model):
    """One event of the journal. Written once and never changed; `columns` in `journal` derives all but the bytes."""

    position = models.BigIntegerField(primary_key=True)
    event_id = models.CharField(max_length=NAME)
    stream = models.CharField(max_length=NAME)
    stream_seq = models.IntegerField()
    command_id = models.CharField(max_length=NAME)
    person_id = models.CharField(max_length=NAME)
    recorded_at = models.CharField(max_length=27)
    effective_on = models.DateField()
    kind = models.CharField(max_length=80)
    milestone = models.BooleanField()
    digest = models.CharField(max_length=DIGEST)
    envelope = models.BinaryField()
    payload = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("stream", "stream_seq"), name="records_one_event_a_place"),
            models.UniqueConstraint(fields=("event_id",), name="records_event_once"),
        )
        indexes = (models.Index(fields=("command_id", "position"), name="records_event_command"),)

    def __str__(self) -> str:
        return f"{self.position} {self.stream} {self.stream_seq} {self.kind}"


class LedgerEntryRecord(models.Model):
    """One entry of the private log; see `services.ports.LogEntry` for what each column means."""

    index = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=10)
    position = models.BigIntegerField(null=True)
    stream = models.CharField(max_length=NAME)
    case_seq = models.IntegerField()
    truths = models.IntegerField()
    entry = models.BinaryField()
    fields_root = models.BinaryField()
    data = models.BinaryField()
    public_index = models.BigIntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("public_index",), name="records_one_entry_a_place"),)
        indexes = (
            models.Index(fields=("stream", "index"), name="records_entry_stream"),
            models.Index(fields=("position",), name="records_entry_position"),
            models.Index(fields=("kind", "index"), name="records_entry_kind"),
        )

    def __str__(self) -> str:
        return f"{self.index} {self.kind}"


class LedgerTileRecord(models.Model):
    """A tile of the public log, or a bundle of its entries (level -1)."""

    level = models.SmallIntegerField()
    number = models.BigIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("level", "number"), name="records_tile_once"),)

    def __str__(self) -> str:
        return f"{self.level} {self.number}"


class LedgerCheckpointRecord(models.Model):
    """A checkpoint of the public log."""

    size = models.BigIntegerField(primary_key=True)
    made_at = models.CharField(max_length=27)
    note = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.size} {self.made_at}"


class IdentityRecord(models.Model):
    """One version of a sealed identity."""

    subject = models.CharField(max_length=SUBJECT)
    version = models.IntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("subject", "version"), name="records_one_identity_a_version"),)

    def __str__(self) -> str:
        return f"{self.subject} {self.version}"


class NumberRecord(models.Model):
    """A number that a command took."""

    authority = models.CharField(max_length=NAME)
    year = models.IntegerField()
    number = models.IntegerField()
    command_id = models.CharField(max_length=NAME)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("authority", "year", "number"), name="records_number_once"),
            models.UniqueConstraint(fields=("authority", "year", "command_id"), name="records_number_a_command"),
        )

    def __str__(self) -> str:
        return f"{self.authority} {self.year} {self.number}"


class JobRecord(models.Model):
    """A job; see `services.ports.Job` for what each column means."""

    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=NAME)
    payload = models.BinaryField()
    state = models.CharField(max_length=10)
    attempt = models.IntegerField(default=0)
    attempts_max = models.IntegerField()
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=NAME, null=True)
    done_parts = models.IntegerField(default=0)
    parts = models.IntegerField(null=True)
    cancel_asked = models.BooleanField(default=False)
    says = models.TextField(null=True)
    enqueued_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key",), name="records_job_once"),)
        indexes = (
            models.Index(fields=("state", "due_at", "id"), name="records_job_due"),
            models.Index(fields=("state", "lease_until"), name="records_job_lease"),
        )

    def __str__(self) -> str:
        return f"{self.id} {self.kind} {self.state}"


class CaseRecord(models.Model):
    """A line of the list of cases: `row` is the value, every other column is derived from it by `columns` in `cases`."""

    reference = models.CharField(max_length=64, primary_key=True)
    number = models.CharField(max_length=64)
    activity = models.CharField(max_length=40)
    exporting_state = models.CharField(max_length=2)
    destination = models.CharField(max_length=2)
    status = models.CharField(max_length=80)
    recommendation = models.CharField(max_length=40)
    recommendation_level = models.SmallIntegerField()
    next_action = models.CharField(max_length=NAME)
    next_actor = models.CharField(max_length=NAME)
    missing_count = models.IntegerField()
    submitted_on = models.DateField()
    updated_at = models.DateTimeField()
    words = models.TextField()
    row = models.BinaryField()
    state = models.CharField(max_length=2)
    organisation = models.CharField(max_length=NAME)
    deciding_agency = models.CharField(max_length=NAME)
    release_level = models.SmallIntegerField()
    releasable = models.BooleanField()

    class Meta:
        indexes = (
            models.Index(fields=("updated_at", "reference"), name="records_case_updated"),
            models.Index(fields=("submitted_on", "reference"), name="records_case_submitted"),
            models.Index(fields=("status", "reference"), name="records_case_status"),
            models.Index(fields=("number", "reference"), name="records_case_number"),
            # The ways to what somebody may see, newest first: see `licet.access.ways`.
            models.Index(fields=("state", "release_level", "updated_at", "reference"), name="records_case_way"),
            models.Index(
                fields=("state", "release_level", "organisation", "updated_at", "reference"), name="records_case_way_organisation"
            ),
            models.Index(
                fields=("state", "release_level", "deciding_agency", "updated_at", "reference"), name="records_case_way_agency"
            ),
            models.Index(
                fields=("state", "release_level", "releasable", "updated_at", "reference"), name="records_case_way_release"
            ),
        )

    def __str__(self) -> str:
        return self.number


class CaseWordRecord(models.Model):
    """One member of a set that access to a case depends on: `agencies`, `compartments` and the like.

    The last three columns are those of the case, so that the cases of an agency lie in order here.
    """

    case = models.ForeignKey(CaseRecord, on_delete=models.CASCADE, related_name="access_words")
    column = models.CharField(max_length=40)
    value = models.CharField(max_length=NAME)
    state = models.CharField(max_length=2)
    release_level = models.SmallIntegerField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "column", "value"), name="records_case_word_once"),)
        indexes = (
            models.Index(fields=("column", "value", "state", "release_level", "updated_at", "case"), name="records_case_word_way"),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.column} {self.value}"


class PartyRecord(models.Model):
    """A stored party: `row` is the value, every other column is derived from it by `columns` in `parties`."""

    id = models.CharField(max_length=64, primary_key=True)
    schema = models.CharField(max_length=40)
    standing = models.CharField(max_length=20)
    hits = models.IntegerField()
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    holds_until = models.DateField(null=True)
    row = models.BinaryField()

    class Meta:
        indexes = (
            models.Index(fields=("standing", "changed_at", "id"), name="records_party_standing"),
            models.Index(fields=("changed_at", "id"), name="records_party_changed"),
        )

    def __str__(self) -> str:
        return self.id


class ContractRecord(models.Model):
    """A line of the list of contracts: `row` is the value, every other column is derived from it by `columns` in `contracts`."""

    id = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=20)
    stands_in = models.CharField(max_length=40)
    place = models.SmallIntegerField()
    open = models.BooleanField()
    since = models.DateField()
    next_on = models.DateField()
    words = models.TextField()
    row = models.BinaryField()
    state = models.CharField(max_length=2)
    release_level = models.SmallIntegerField()

    class Meta:
        indexes = (
            models.Index(fields=("state", "release_level", "id"), name="records_contract_access"),
            models.Index(fields=("place", "id"), name="records_contract_place"),
            models.Index(fields=("since", "id"), name="records_contract_since"),
            models.Index(fields=("next_on", "id"), name="records_contract_next"),
        )

    def __str__(self) -> str:
        return self.id


class ContractWordRecord(models.Model):
    """One member of a set that access to a contract depends on: its compartments."""

    contract = models.ForeignKey(ContractRecord, on_delete=models.CASCADE, related_name="access_words")
    column = models.CharField(max_length=40)
    value = models.CharField(max_length=NAME)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("contract", "column", "value"), name="records_contract_word_once"),)

    def __str__(self) -> str:
        return f"{self.column}: {self.value}"
