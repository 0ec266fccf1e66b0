"""Routes of what people here may read beside their own work."""

from django.urls import path

from licet.web.library import views

urlpatterns = [
    path("lists/", views.editions, name="editions"),
    path("help/", views.help_page, name="help"),
    path("api/", views.api_reference, name="api-docs"),
]
