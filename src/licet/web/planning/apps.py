from django.apps import AppConfig


class Planning(AppConfig):
    name = "licet.web.planning"
    label = "planning"
