"""The account of one person."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from licet.access.actor import ROLES
from licet.access.level import LEVELS
from licet.encoding.countries import read_country


def known_country(code: str) -> None:
    """A state is kept as its two-letter code."""
    try:
        known = read_country(code) == code
    except ValueError:
        known = False
    if not known:
        raise ValidationError(_("Write the two-letter code of a state, such as NO."))


def known_roles(roles: list[str]) -> None:
    """Every role is one that access knows."""
    unknown = [role for role in roles if role not in ROLES]
    if unknown:
        raise ValidationError(
            _("Unknown roles: %(roles)s. The roles are %(known)s."), params={"roles": ", ".join(unknown), "known": ", ".join(ROLES)}
        )


class Accounts(BaseUserManager["User"]):
    """Makes accounts; nobody can sign up by themselves."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """One person. `person_id` is the name under which the journal knows them and never changes.

    `state` is the state whose authority the person serves or applies to; `agencies` the ministries
    and offices an officer belongs to; `organisation` the applicant's. What each word allows is
    for `licet.access`.
    """

    person_id = models.SlugField(_("person id"), max_length=64, unique=True)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    state = models.CharField(_("state of the authority"), max_length=2, validators=[known_country])
    agencies = models.JSONField(_("agencies"), default=list, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    roles = models.JSONField(_("roles"), default=list, validators=[known_roles])
    clearance = models.CharField(_("clearance"), max_length=16, default="case", choices=[(level, level) for level in LEVELS])
    compartments = models.JSONField(_("compartments"), default=list, blank=True)
    suspended = models.BooleanField(_("suspended"), default=False)
    is_active = models.BooleanField(default=True)
    is_example = models.BooleanField(
        _("example"), default=False, help_text=_("Invented for the demonstration; only such an account has sign-in links.")
    )
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = Accounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["person_id", "name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name
