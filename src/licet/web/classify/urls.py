"""Routes of classification without a case."""

from django.urls import path

from licet.web.classify import views

urlpatterns = [
    path("", views.item, name="classify"),
    path("wording/", views.wording, name="wording"),
    path("wording/<str:code>/", views.entry, name="wording-entry"),
    path("item.json", views.item_file, name="classify-file"),
]
