"""The invented people of the demonstration, and links that sign one of them in.

A link is signed, names one account, and is good for half a day. It opens only an account marked as
an example, and only while the site runs as a demonstration (LICET_DEMONSTRATION).
"""

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from licet.web.accounts.models import User

SALT = "licet.demonstration.sign-in"
GOOD_FOR_SECONDS = 12 * 60 * 60

EXAMPLES: tuple[dict[str, Any], ...] = (
    {
        "person_id": "ines-moreau",
        "name": "Ines Moreau",
        "email": "ines.moreau@licensing.example",
        "roles": ["officer"],
        "agencies": ["licensing"],
        "state": "ZA",
        "clearance": "restricted",
    },
    {
        "person_id": "johan-steyn",
        "name": "Johan Steyn",
        "email": "johan.steyn@licensing.example",
        "roles": ["senior_officer"],
        "agencies": ["licensing"],
        "state": "ZA",
        "clearance": "secret",
    },
    {
        "person_id": "salma-haddad",
        "name": "Salma Haddad",
        "email": "salma.haddad@foreign.example",
        "roles": ["officer"],
        "agencies": ["foreign-ministry"],
        "state": "ZA",
        "clearance": "case",
    },
    {
        "person_id": "thandi-maseko",
        "name": "Thandi Maseko",
        "email": "thandi.maseko@fynbos.example",
        "roles": ["applicant"],
        "organisation": "Fynbos Example Aerostructures (Pty) Ltd",
        "state": "ZA",
        "clearance": "case",
    },
    {
        "person_id": "lindiwe-khumalo",
        "name": "Lindiwe Khumalo",
        "email": "lindiwe.khumalo@custody.example",
        "roles": ["custodian"],
        "state": "ZA",
        "clearance": "case",
    },
    {
        "person_id": "pieter-nel",
        "name": "Pieter Nel",
        "email": "pieter.nel@custody.example",
        "roles": ["custodian"],
        "state": "ZA",
        "clearance": "case",
    },
    {
        "person_id": "giulia-conti",
        "name": "Giulia Conti",
        "email": "giulia.conti@licensing.example",
        "roles": ["officer"],
        "agencies": ["licensing"],
        "state": "IT",
        "clearance": "restricted",
    },
    {
        "person_id": "aksel-berg",
        "name": "Aksel Berg",
        "email": "aksel.berg@licensing.example",
        "roles": ["officer"],
        "agencies": ["licensing"],
        "state": "NO",
        "clearance": "restricted",
    },
    {
        "person_id": "reza-karimi",
        "name": "Reza Karimi",
        "email": "reza.karimi@licensing.example",
        "roles": ["officer"],
        "agencies": ["licensing"],
        "state": "IR",
        "clearance": "restricted",
    },
)
"""Invented people: three officers of one authority with different clearances, an applicant, two custodians, an officer of each other state."""


def example_accounts() -> tuple[User, ...]:
    """The example accounts, made where they are missing; an account that stands is left as it is."""
    found = []
    for fields in EXAMPLES:
        user = User.objects.filter(person_id=fields["person_id"]).first()
        if user is None:
            user = User.objects.create_user(**fields, is_example=True)
        found.append(user)
    return tuple(user for user in found if user.is_example)


def sign_in_links(base_url: str) -> tuple[tuple[User, str], ...]:
    """One sign-in link for each example account, on the site at `base_url`; none unless this is a demonstration."""
    if not settings.DEMONSTRATION:
        return ()
    site = base_url.rstrip("/")
    return tuple((user, site + reverse("demonstration-sign-in", args=[_token(user)])) for user in example_accounts())


def account_of(token: str) -> User | None:
    """The example account that a link's token opens, or None when it opens none (any more)."""
    if not settings.DEMONSTRATION:
        return None
    try:
        person_id = signing.loads(token, salt=SALT, max_age=GOOD_FOR_SECONDS)
    except signing.BadSignature:
        return None
    return User.objects.filter(person_id=person_id, is_example=True, is_active=True, suspended=False).first()


def _token(user: User) -> str:
    return signing.dumps(user.person_id, salt=SALT)
