"""Addresses of the case. The case and its tabs, one page for each move, and what can be added to a case."""

from django.urls import path

from complaints.case.pages import as_of, audit, correct, entries, home, moves, ombudsman, overview, printing, supply, take, timeline, undo

CASE = "c/<str:reference>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("ombudsman/", ombudsman.ombudsman, name="ombudsman"),
    path(CASE, overview.overview, name="case"),
    path(f"{CASE}audit/", audit.audit, name="audit"),
    path(f"{CASE}as-of/", as_of.as_of_page, name="as_of"),
    path(f"{CASE}timeline/", timeline.timeline, name="timeline"),
    path(f"{CASE}do/<str:name>/", moves.move_page, name="move"),
    path(f"{CASE}contacts/new/", entries.new_contact, name="new_contact"),
    path(f"{CASE}clocks/new/", entries.new_clock, name="new_clock"),
    path(f"{CASE}clocks/<int:deadline>/met/", entries.clock_met, name="clock_met"),
    path(f"{CASE}assign/", entries.assign, name="assign"),
    path(f"{CASE}take/", take.take, name="take"),
    path(f"{CASE}notes/<int:seq>/", entries.correct_note, name="correct_note"),
    path(f"{CASE}print/", printing.print_view, name="print_case"),
    path(f"{CASE}undo/<int:seq>/", undo.undo, name="undo"),
    path(f"{CASE}correct/", correct.correct, name="correct"),
    path("supply-reports/", supply.reports, name="supply_reports"),
    path("supply-reports/<int:report>/", supply.report, name="supply_report"),
]
