"""Addresses of a case's files, of its file for the Ombudsman and of what the customer was told."""

from django.urls import path

from complaints.evidence.pages import case_file, files, signposts

CASE = "c/<str:reference>/"

urlpatterns = [
    path(f"{CASE}files/", files.files, name="files"),
    path(f"{CASE}files/<int:number>/", files.file, name="file"),
    path(f"{CASE}file/", case_file.case_file, name="case_file"),
    path(f"{CASE}file/<int:number>.zip", case_file.download, name="case_file_zip"),
    path(f"{CASE}signposting/", signposts.signposts, name="signposting"),
]
