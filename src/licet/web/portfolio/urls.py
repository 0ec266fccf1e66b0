"""Route of the portfolio."""

from django.urls import path

from licet.web.portfolio import views

urlpatterns = [path("", views.offers, name="portfolio")]
