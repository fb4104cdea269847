"""Addresses of the alerts."""

from django.urls import path

from complaints.alerts import pages

urlpatterns = [
    path("alerts/", pages.alerts, name="alerts"),
    path("alerts/<int:alert>/acknowledge/", pages.acknowledge, name="acknowledge_alert"),
]
