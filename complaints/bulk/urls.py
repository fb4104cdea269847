"""Addresses of bulk work."""

from django.urls import path

from complaints.bulk.pages import download, many, take

urlpatterns = [
    path("complaints/bulk/", many.bulk, name="bulk"),
    path("complaints/bulk/<int:number>/file/", download.download, name="bulk_file"),
    path("complaints/take-next/", take.take_next, name="take_next"),
]
