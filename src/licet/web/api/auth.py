"""Who calls: a person's session on this site, or a token that acts in a person's name."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth

from licet.access.actor import Actor
from licet.web.accounts.actor import actor_of, actor_of_account
from licet.web.api.models import Token


class TokenAuth(HttpBearer):
    """`Authorization: Bearer licet_…`. A token never counts as a second factor."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:  # noqa: ARG002 - the library passes it
        found = Token.find(token)
        if found is None or found.owner.suspended or not found.owner.is_active:
            return None
        return actor_of_account(found.owner, second_factor=False)


class PageSession(SessionAuth):
    """The session of somebody signed in on this site; what changes anything needs the CSRF token too."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:  # noqa: ARG002 - the library passes it
        return actor_of(request) if request.user.is_authenticated else None


AUTH = [TokenAuth(), PageSession()]
