"""Addresses of bulk work."""

from django.urls import path

from complaints.bulk.pages import absent, download, export, log, many, take

urlpatterns = [
    path("complaints/bulk/", many.bulk, name="bulk"),
    path("complaints/bulk/<int:number>/file/", download.download, name="bulk_file"),
    path("complaints/export/", export.export, name="export_list"),
    path("exports/", log.exports, name="exports"),
    path("complaints/take-next/", take.take_next, name="take_next"),
    path("absences/", absent.away, name="absences"),
    path("absences/<int:number>/end/", absent.end, name="end_absence"),
    path("people/<str:username>/hand-over/", absent.hand_over, name="hand_over"),
]
