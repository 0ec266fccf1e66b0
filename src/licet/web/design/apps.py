from django.apps import AppConfig


class Design(AppConfig):
    name = "licet.web.design"
    label = "design"
