"""Who calls: a person's session on this site, or a token that acts in a person's name."""

from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import APIKeyQuery, HttpBearer, SessionAuth

from licet.access.actor import Actor
from licet.web.accounts.actor import actor_of, actor_of_account
from licet.web.api.models import Token

SALT = "licet.reconcile"


class TokenAuth(HttpBearer):
    """`Authorization: Bearer licet_…`. A token never counts as a second factor."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:  # noqa: ARG002 - the library passes it
        found = Token.find(token)
        if found is None or found.owner.suspended or not found.owner.is_active:
            return None
        return actor_of_account(found.owner, second_factor=False)


class ApiKey(HttpBearer):
    """`Authorization: ApiKey licet_…`, as clients of the hosted OpenSanctions service send it."""

    openapi_scheme = "apikey"

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        return TokenAuth().authenticate(request, token)


class AddressKey(APIKeyQuery):
    """`?api_key=…` for OpenRefine, which can send nothing else. It is made from a token, dies with it, and opens `/reconcile` alone."""

    param_name = "api_key"

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:  # noqa: ARG002 - the library passes it
        try:
            token_id = signing.loads(key or "", salt=SALT)
        except signing.BadSignature:
            return None
        token = Token.objects.select_related("owner").filter(pk=token_id, expires_on__gte=timezone.now().date()).first()
        if token is None or token.owner.suspended or not token.owner.is_active:
            return None
        return actor_of_account(token.owner, second_factor=False)


def address_key(token: Token) -> str:
    """The key of a token for use in an address."""
    return signing.dumps(token.pk, salt=SALT)


class PageSession(SessionAuth):
    """The session of somebody signed in on this site; what changes anything needs the CSRF token too."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:  # noqa: ARG002 - the library passes it
        return actor_of(request) if request.user.is_authenticated else None


AUTH = [TokenAuth(), PageSession()]
