"""Addresses of a case's files."""

from django.urls import path

from complaints.evidence import pages

urlpatterns = [
    path("c/<str:reference>/files/", pages.files, name="files"),
    path("c/<str:reference>/files/<int:number>/", pages.file, name="file"),
]
