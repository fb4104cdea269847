"""Addresses of reports."""

from django.urls import path

from complaints.reports.pages import cases, download, index, plain, standards

urlpatterns = [
    path("reports/", index.index, name="reports"),
    path("reports/standards/", standards.standards, name="report_standards"),
    path("reports/standards/cases/", cases.cases, name="report_standards_cases"),
    path("reports/<slug:name>.csv", download.download, {"kind": "csv"}, name="report_csv"),
    path("reports/<slug:name>.xlsx", download.download, {"kind": "xlsx"}, name="report_xlsx"),
    path("reports/ombudsman/", plain.ombudsman, name="report_ombudsman"),
    path("reports/windows/", plain.windows, name="report_windows"),
]
