"""Addresses of the money room: the Standards tab of a case, connections, incidents."""

from django.urls import include, path

from complaints.money.pages import connections

urlpatterns = [
    path("connections/", connections.connection_list, name="connections"),
    path("connections/new/", connections.new_connection, name="new_connection"),
    path("connections/<int:number>/", connections.connection, name="connection"),
    path("connections/<int:number>/dates/", connections.record_date, name="connection_date"),
    path("incidents/", include("complaints.money.incidents.urls")),
]
