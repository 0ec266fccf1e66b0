"""Routes of what everybody who works here may read."""

from django.urls import path

from licet.web.library import views

urlpatterns = [
    path("lists/", views.editions, name="editions"),
    path("help/", views.help_page, name="help"),
    path("api/", views.help_page, name="api-docs"),
]
