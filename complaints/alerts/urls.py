"""Addresses of the alerts and of the messages beside them."""

from django.urls import path

from complaints.alerts.pages import centre, inbox

urlpatterns = [
    path("alerts/", centre.alerts, name="alerts"),
    path("alerts/acknowledge/", centre.acknowledge_many, name="acknowledge_alerts"),
    path("alerts/<int:alert>/acknowledge/", centre.acknowledge, name="acknowledge_alert"),
    path("alerts/messages/read/", inbox.read, name="read_messages"),
]
