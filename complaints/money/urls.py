"""Addresses of the money room: incidents."""

from django.urls import path

from complaints.money.incidents.pages import incident, listing, upload

urlpatterns = [
    path("incidents/", listing.incidents, name="incidents"),
    path("incidents/new/", listing.new, name="new_incident"),
    path("incidents/<int:number>/", incident.incident, name="incident"),
    path("incidents/<int:number>/correct/", listing.correct, name="correct_incident"),
    path("incidents/<int:number>/upload/", upload.upload, name="incident_upload"),
    path("incidents/<int:number>/problems.csv", upload.problems, name="incident_problems"),
]
