from django.apps import AppConfig


class Custody(AppConfig):
    name = "licet.web.custody"
    label = "custody"
