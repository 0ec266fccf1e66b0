from django.apps import AppConfig


class Accounts(AppConfig):
    name = "licet.web.accounts"
    label = "accounts"
