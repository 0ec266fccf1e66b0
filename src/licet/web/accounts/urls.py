"""Routes of one's own account. Only these parts of the sign-in library are open: nobody signs up, nobody resets by mail."""

from allauth.account import views as library
from django.urls import include, path

from licet.web.accounts import views

urlpatterns = [
    path("", views.account, name="account"),
    path("tokens/<int:token_id>/revoke/", views.revoke, name="token-revoke"),
    path("sign-in/", library.login, name="account_login"),
    path("sign-out/", library.logout, name="account_logout"),
    path("confirm/", library.reauthenticate, name="account_reauthenticate"),
    path("password/", views.password, name="account_change_password"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("demonstration/<str:token>/", views.demonstration_sign_in, name="demonstration-sign-in"),
]
