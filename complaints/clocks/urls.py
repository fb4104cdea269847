"""Addresses of the clocks: the calculator of working days."""

from django.urls import path

from complaints.clocks import pages

urlpatterns = [path("working-days/", pages.calculator, name="working_days")]
