"""Routes of the officers' pages."""

from django.urls import path

from licet.web.casework import views

urlpatterns = [
    path("", views.cases, name="cases"),
]
