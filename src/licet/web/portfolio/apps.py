from django.apps import AppConfig


class Portfolio(AppConfig):
    name = "licet.web.portfolio"
    label = "portfolio"
