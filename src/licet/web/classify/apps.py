from django.apps import AppConfig


class Classify(AppConfig):
    name = "licet.web.classify"
    label = "classify"
