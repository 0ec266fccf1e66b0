from django.apps import AppConfig


class Intake(AppConfig):
    name = "licet.web.intake"
    label = "intake"
