"""Routes of the applicants' pages."""

from django.urls import path

from licet.web.intake import draft_views, views

urlpatterns = [
    path("", views.requests, name="requests"),
    path("upload/", views.upload, name="request-upload"),
    path("new/", draft_views.start, name="draft-start"),
    path("drafts/<uuid:draft_id>/", draft_views.task_list, name="draft"),
    path("drafts/<uuid:draft_id>/check/", draft_views.check, name="draft-check"),
    path("drafts/<uuid:draft_id>/discard/", draft_views.discard, name="draft-discard"),
    path("drafts/<uuid:draft_id>/parties/<str:party_id>/owners/<str:owner_id>/", draft_views.owner, name="draft-owner"),
    path("drafts/<uuid:draft_id>/items/<str:entry_id>/facts/", draft_views.facts, name="draft-facts"),
    path("drafts/<uuid:draft_id>/<slug:part>/<str:entry_id>/remove/", draft_views.remove, name="draft-remove"),
    path("drafts/<uuid:draft_id>/<slug:part>/<str:entry_id>/", draft_views.entry, name="draft-entry"),
    path("drafts/<uuid:draft_id>/<slug:part>/", draft_views.part, name="draft-part"),
    path("<str:number>/", views.request_page, name="request"),
    path("<str:number>/received/", views.receipt, name="request-receipt"),
    path("<str:number>/answer/", views.answer, name="request-answer"),
]
