"""Routes of the pages of stored parties."""

from django.urls import path

from licet.web.casework import party_views as views

urlpatterns = [
    path("parties/", views.parties, name="parties"),
    path("parties/<str:party>/", views.party, name="party"),
    path("parties/<str:party>/hit/", views.decide_hit, name="party-hit"),
    path("parties/<str:party>/names/", views.names, name="party-names"),
    path("rescreenings/", views.rescreenings, name="rescreenings"),
]
