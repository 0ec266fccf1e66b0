"""Routes of the log and of the review of access."""

from django.urls import path

from licet.web.assurance import views

urlpatterns = [
    path("ledger/", views.ledger, name="ledger"),
    path("ledger/checkpoint.txt", views.checkpoint_file, name="ledger-checkpoint"),
    path("ledger/policy.txt", views.policy_file, name="ledger-policy"),
    path("ledger/receipts/<str:number>/", views.receipts, name="ledger-receipts"),
    path("ledger/receipts/<str:number>/<int:event>/", views.receipt_file, name="ledger-receipt"),
    path("oversight/", views.oversight, name="oversight"),
    path("access/", views.access, name="access-review"),
]
