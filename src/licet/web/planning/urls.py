"""Routes of the planners' pages."""

from django.urls import path

from licet.web.planning import views

urlpatterns = [
    path("", views.contracts, name="contracts"),
    path("contracts/<str:contract>/", views.contract, name="contract"),
    path("plan/", views.plan, name="plan"),
    path("forecast/", views.forecast, name="forecast"),
]
