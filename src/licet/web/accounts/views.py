"""Pages of one's own account, and the door of the demonstration."""

from allauth.account import views as library
from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from licet.web.accounts import demonstration
from licet.web.accounts.actor import DEMONSTRATION_SESSION, works_for_authority
from licet.web.api.models import Token
from licet.web.design.forms import PlainForm
from licet.web.design.words import LEVEL, PERSON_ROLE, country


class TokenForm(PlainForm):
    """What a new token is for."""

    name = forms.CharField(
        label=_("What is the token for?"), help_text=_("Such as: nightly export of the case list."), max_length=80
    )


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Send each person to where their work is."""
    return redirect("cases" if works_for_authority(request.user) else "requests")


@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """What this site knows of the person who is signed in, and the tokens of their programs."""
    form = TokenForm(request.POST or None)
    issued = ""
    if request.method == "POST" and form.is_valid():
        _token, issued = Token.issue(request.user, form.cleaned_data["name"])
        form = TokenForm()
    context = {
        "form": form,
        "issued": issued,
        "tokens": request.user.tokens.all(),
        "roles": ", ".join(str(PERSON_ROLE.get(role, role)) for role in request.user.roles),
        "clearance": LEVEL[request.user.clearance],
        "state": country(request.user.state),
    }
    return render(request, "accounts/account.html", context, status=422 if form.errors else 200)


@require_POST
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """Take a token back at once."""
    gone, _kinds = request.user.tokens.filter(pk=token_id).delete()
    if not gone:
        raise Http404
    messages.success(request, gettext("The token was revoked; programs that use it are refused from now on."))
    return redirect("account")


@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's password; whoever signs in another way has none to change."""
    if not request.user.has_usable_password():
        raise Http404
    return library.password_change(request)


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
