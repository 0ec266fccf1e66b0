"""Routes of the applicants' pages."""

from django.urls import path

from licet.web.intake import views

urlpatterns = [
    path("", views.requests, name="requests"),
]
