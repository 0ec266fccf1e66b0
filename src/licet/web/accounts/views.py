"""Pages of one's own account, and the door of the demonstration."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from licet.web.accounts import demonstration
from licet.web.accounts.actor import DEMONSTRATION_SESSION, works_for_authority


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Send each person to where their work is."""
    return redirect("cases" if works_for_authority(request.user) else "requests")


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """What this site knows of the person who is signed in."""
    return render(request, "accounts/account.html")


@login_not_required
@require_GET
def demonstration_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Sign an example person in by a link printed when the demonstration was started."""
    user = demonstration.account_of(token)
    if user is None:
        return render(request, "accounts/link_expired.html", status=403)
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    request.session[DEMONSTRATION_SESSION] = True
    return redirect("home")
