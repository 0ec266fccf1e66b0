"""Routes of the officers' pages."""

from django.urls import path

from licet.web.casework import views

urlpatterns = [
    path("", views.cases, name="cases"),
    path("<str:number>/", views.case, name="case"),
    path("<str:number>/answer/", views.answer, name="case-answer"),
    path("<str:number>/hit/", views.decide_hit, name="case-hit"),
    path("<str:number>/assess/", views.assess, name="case-assess"),
    path("<str:number>/replay/", views.replay, name="case-replay"),
    path("<str:number>/changes/", views.changes, name="case-changes"),
    path("<str:number>/names/", views.names, name="case-names"),
]
