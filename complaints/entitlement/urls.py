"""Addresses of entitlement."""

from django.urls import path

from complaints.entitlement.pages import calendar, tab

CASE = "c/<str:reference>/"

urlpatterns = [
    path(f"{CASE}eligibility/", tab.tab, name="case_eligibility"),
    path(f"{CASE}eligibility/keep/", tab.keep, name="case_eligibility_keep"),
    path("windows/", calendar.windows, name="windows"),
]
