"""Addresses of the money room: the Standards tab of a case, connections, the ledger, incidents."""

from django.urls import include, path

from complaints.money.pages import assess, case_tab, connections, given, ledger_list, payment, payment_moves

CASE = "c/<str:reference>/"

urlpatterns = [
    path(f"{CASE}standards/", case_tab.standards_tab, name="standards_tab"),
    path(f"{CASE}standards/new/", assess.assess, name="assess"),
    path(f"{CASE}standards/preview/", assess.preview, name="assess_preview"),
    path(f"{CASE}payments/new/", given.new_payment, name="new_payment"),
    path(f"{CASE}offers/new/", given.new_offer, name="new_offer"),
    path(f"{CASE}offers/<int:number>/<str:name>/", given.answer_offer, name="answer_offer"),
    path("connections/", connections.connection_list, name="connections"),
    path("connections/new/", connections.new_connection, name="new_connection"),
    path("connections/<int:number>/", connections.connection, name="connection"),
    path("connections/<int:number>/owed/", connections.record_owed, name="connection_owed"),
    path("connections/<int:number>/dates/", connections.record_date, name="connection_date"),
    path("payments/", ledger_list.ledger, name="payments"),
    path("payments/<int:payment>/", payment.payment_page, name="payment"),
    path("payments/<int:payment>/do/<str:name>/", payment_moves.payment_move, name="payment_move"),
    path("incidents/", include("complaints.money.incidents.urls")),
]
