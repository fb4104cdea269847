"""Addresses of incidents, under `/incidents/`."""

from django.urls import path

from complaints.money.incidents.pages import customers, files, incident, listing, steps, upload

urlpatterns = [
    path("", listing.incidents, name="incidents"),
    path("new/", listing.new, name="new_incident"),
    path("<int:number>/", incident.incident, name="incident"),
    path("<int:number>/correct/", listing.correct, name="correct_incident"),
    path("<int:number>/upload/", upload.upload, name="incident_upload"),
    path("<int:number>/problems.csv", upload.problems, name="incident_problems"),
    path("<int:number>/again/", steps.work_out_again, name="incident_again"),
    path("<int:number>/book/", steps.book, name="incident_book"),
    path("<int:number>/approve/", steps.approve, name="incident_approve"),
    path("<int:number>/pay/", steps.pay, name="incident_pay"),
    path("<int:number>/letters/", steps.write_letters, name="incident_letters"),
    path("<int:number>/letters/<int:job>/<int:part>.zip", files.batch, name="incident_batch"),
    path("<int:number>/customers.csv", files.csv_file, name="incident_csv"),
    path("<int:number>/workbook/", files.make_workbook, name="incident_make_workbook"),
    path("<int:number>/workbook/<int:job>.xlsx", files.workbook, name="incident_workbook"),
    path("<int:number>/customers/", customers.customers, name="incident_customers"),
    path("<int:number>/customers/<int:customer>/", customers.customer, name="incident_customer"),
]
