"""Addresses of bulk work."""

from django.urls import path

from complaints.bulk.pages import many, take

urlpatterns = [
    path("complaints/bulk/", many.bulk, name="bulk"),
    path("complaints/take-next/", take.take_next, name="take_next"),
]
