"""Addresses of the rules: the help page."""

from django.urls import path

from complaints.rules import pages

urlpatterns = [path("help/", pages.help_page, name="help")]
