"""The addresses of the compliance officer's room."""

from django.urls import path

from complaints.compliance.pages import duty, home, lists, register

urlpatterns = [
    path("compliance/", home.home, name="compliance"),
    path("compliance/seen/", home.seen, name="compliance-seen"),
    path("compliance/list/<str:name>/", lists.listed, name="compliance-list"),
    path("compliance/breaches/", register.register, name="breaches"),
    path("compliance/breaches.csv", register.download, {"kind": "csv"}, name="breaches-csv"),
    path("compliance/breaches.xlsx", register.download, {"kind": "xlsx"}, name="breaches-xlsx"),
    path("compliance/breaches/<str:mark>/", duty.page, name="breach"),
    path("compliance/breaches/<str:mark>/write/", duty.write, name="breach-write"),
    path("compliance/breaches/<str:mark>/done/", duty.done, name="breach-done"),
    path("compliance/breaches/<str:mark>/sign/", duty.sign, name="breach-sign"),
    path("compliance/breaches/<str:mark>/reopen/", duty.reopen, name="breach-reopen"),
]
