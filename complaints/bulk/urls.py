"""Addresses of bulk work."""

from django.urls import path

from complaints.bulk.pages import take

urlpatterns = [
    path("complaints/take-next/", take.take_next, name="take_next"),
]
