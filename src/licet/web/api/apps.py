from django.apps import AppConfig


class Api(AppConfig):
    name = "licet.web.api"
    label = "api"
