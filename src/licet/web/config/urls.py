"""Every address of the site."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from licet.web.accounts.views import home
from licet.web.api.protocol_routes import protocols
from licet.web.api.routes import api
from licet.web.config.health import healthz, readyz

urlpatterns = [
    path("", home, name="home"),
    path("cases/", include("licet.web.casework.urls")),
    path("", include("licet.web.casework.party_urls")),
    path("requests/", include("licet.web.intake.urls")),
    path("portfolio/", include("licet.web.portfolio.urls")),
    path("planning/", include("licet.web.planning.urls")),
    path("classify/", include("licet.web.classify.urls")),
    path("exceptional-access/", include("licet.web.custody.urls")),
    path("", include("licet.web.library.urls")),
    path("", include("licet.web.assurance.urls")),
    path("account/", include("licet.web.accounts.urls")),
    path("api/v1/", api.urls),
    path("language/", login_not_required(set_language), name="set_language"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("", protocols.urls),
]

handler400 = "licet.web.design.errors.bad_request"
handler403 = "licet.web.design.errors.forbidden"
handler404 = "licet.web.design.errors.not_found"
handler500 = "licet.web.design.errors.failed"
