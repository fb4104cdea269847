"""Addresses of the money room: the Standards tab of a case, connections, incidents."""

from django.urls import path

from complaints.money.incidents.pages import incident, listing, upload
from complaints.money.pages import connections

urlpatterns = [
    path("connections/", connections.connection_list, name="connections"),
    path("connections/new/", connections.new_connection, name="new_connection"),
    path("connections/<int:number>/", connections.connection, name="connection"),
    path("connections/<int:number>/dates/", connections.record_date, name="connection_date"),
    path("incidents/", listing.incidents, name="incidents"),
    path("incidents/new/", listing.new, name="new_incident"),
    path("incidents/<int:number>/", incident.incident, name="incident"),
    path("incidents/<int:number>/correct/", listing.correct, name="correct_incident"),
    path("incidents/<int:number>/upload/", upload.upload, name="incident_upload"),
    path("incidents/<int:number>/problems.csv", upload.problems, name="incident_problems"),
]
