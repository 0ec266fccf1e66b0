"""Routes of what people here may read beside their own work."""

from django.urls import path

from licet.web.library import held, views

urlpatterns = [
    path("lists/", views.editions, name="editions"),
    path("lists/held/", held.held, name="held-updates"),
    path("lists/held/<str:edition>/", held.held_update, name="held-update"),
    path("lists/held/<str:edition>/word/", held.say, name="held-update-say"),
    path("help/", views.help_page, name="help"),
    path("api/", views.api_reference, name="api-docs"),
]
