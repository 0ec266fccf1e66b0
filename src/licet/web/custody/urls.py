"""Routes of exceptional access."""

from django.urls import path

from licet.web.custody import views

urlpatterns = [
    path("", views.wishes, name="exceptions"),
    path("new/", views.ask, name="exception-ask"),
    path("<str:wish>/", views.wish, name="exception"),
    path("<str:wish>/decide/", views.decide, name="exception-decide"),
    path("<str:wish>/close/", views.close, name="exception-close"),
    path("<str:wish>/names/", views.names, name="exception-names"),
]
