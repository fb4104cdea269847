"""Addresses of the intake: the phone form and its search; supply reports; the import."""

from django.urls import path

from complaints.intake.pages import ahead, find, importing, phone

urlpatterns = [
    path("complaints/new/", phone.new, name="log_complaint"),
    path("complaints/new/<str:reference>/", phone.going_on, name="log_complaint_going_on"),
    path("complaints/import/", importing.import_page, name="import"),
    path("complaints/import/<int:number>/rejected.csv", importing.rejected, name="import_rejected"),
    path("complaints/search/", ahead.ahead, name="search_ahead"),
    path("complaints/find/", find.find, name="find_customer"),
]
