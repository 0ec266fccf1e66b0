from django.apps import AppConfig


class Library(AppConfig):
    name = "licet.web.library"
    label = "library"
