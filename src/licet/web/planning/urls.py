"""Routes of the planners' pages."""

from django.urls import path

from licet.web.planning import contract_views, views

urlpatterns = [
    path("", contract_views.contracts, name="contracts"),
    path("contracts/new/", contract_views.open_contract, name="contract-open"),
    path("contracts/new/file/", contract_views.open_from_file, name="contract-open-file"),
    path("contracts/<str:contract>/", contract_views.contract, name="contract"),
    path("contracts/<str:contract>/move/<str:stage>/", contract_views.move, name="contract-move"),
    path("contracts/<str:contract>/record/<str:what>/", contract_views.record, name="contract-record"),
    path("contracts/<str:contract>/amend/", contract_views.amend, name="contract-amend"),
    path("contracts/<str:contract>/<str:turn>/", contract_views.turn, name="contract-turn"),
    path("plan/", views.plan, name="plan"),
    path("forecast/", views.forecast, name="forecast"),
]
