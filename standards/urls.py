"""Addresses of the guaranteed standards; those of officers' rows are in `complaints.rules.urls`."""

from django.urls import path

from standards.pages import calculator, catalogue, standard, which

urlpatterns = [
    path("standards/", catalogue.catalogue, name="standards"),
    path("standards/terms/", catalogue.terms, name="standards_terms"),
    path("standards/which/", which.which, name="which_standard"),
    path("standards/<str:code>/", standard.standard, name="standard"),
    path("standards/<str:code>/work-out/", calculator.work_out, name="work_out_standard"),
]
