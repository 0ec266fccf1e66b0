"""Tokens with which programs call the API in a person's name. Only a token's digest is kept."""

import datetime as dt
import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone

PREFIX = "licet_"
GOOD_FOR_DAYS = 90


class Token(models.Model):
    """One token: whose, what for, until when."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField()
    last_used_on = models.DateField(null=True)

    class Meta:
        ordering = ("created_at",)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def issue(cls, owner: models.Model, name: str, *, today: dt.date | None = None) -> tuple["Token", str]:
        """Make a token; its text is returned this once and cannot be read again."""
        text = PREFIX + secrets.token_urlsafe(32)
        day = today or timezone.now().date()
        token = cls.objects.create(
            owner=owner, name=name, digest=digest_of(text), expires_on=day + dt.timedelta(days=GOOD_FOR_DAYS)
        )
        return token, text

    @classmethod
    def find(cls, text: str, *, today: dt.date | None = None) -> "Token | None":
        """The token of a text, unless it is unknown or has expired; its last use is noted by the day."""
        day = today or timezone.now().date()
        token = cls.objects.select_related("owner").filter(digest=digest_of(text), expires_on__gte=day).first()
        if token is not None and token.last_used_on != day:
            token.last_used_on = day
            token.save(update_fields=["last_used_on"])
        return token


def digest_of(text: str) -> str:
    """A token is long and random, so a plain digest of it tells nothing."""
    return hashlib.sha256(text.encode()).hexdigest()
