from django.apps import AppConfig


class Casework(AppConfig):
    name = "licet.web.casework"
    label = "casework"
