from django.apps import AppConfig


class Assurance(AppConfig):
    name = "licet.web.assurance"
    label = "assurance"
