"""From the account of this session to the actor that `licet.access` judges."""

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from licet.access.actor import Actor
from licet.web.accounts.models import User

DEMONSTRATION_SESSION = "licet.demonstration"
"""Set in a session that a demonstration's sign-in link opened: it stands for the second factor nobody has there."""


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in person as access sees one, read from the account at each request."""
    return actor_of_account(request.user, second_factor=_second_factor(request))


def actor_of_account(user: User, *, second_factor: bool) -> Actor:
    return Actor(
        person=user.person_id,
        roles=tuple(user.roles),
        agencies=tuple(user.agencies),
        state=user.state,
        organisation=user.organisation or None,
        clearance=user.clearance,
        mfa=second_factor,
        suspended=user.suspended or not user.is_active,
        compartments=tuple(user.compartments),
    )


def works_for_authority(user: User) -> bool:
    """Whether the person's home is the officers' side; whoever is no applicant works for an authority."""
    return "applicant" not in user.roles


def _second_factor(request: HttpRequest) -> bool:
    if request.session.get(DEMONSTRATION_SESSION):
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
