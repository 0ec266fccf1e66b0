"""Drafts: a request while it is being written. What is written is sealed; only whose it is and when stays readable."""

import uuid

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """A request that is not handed in yet. Its answers and attachments lie sealed under a key of the draft's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    sealed = models.BinaryField()

    class Meta:
        ordering = ("-updated_at",)

    def __str__(self) -> str:
        return str(self.id)


class Attachment(models.Model):
    """One file that goes with a draft, sealed as the draft is."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="attachments")
    document = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("draft", "document"), name="intake_one_file_a_document"),)

    def __str__(self) -> str:
        return f"{self.draft_id} {self.document}"
