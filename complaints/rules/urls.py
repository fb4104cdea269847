"""Addresses of the rules: the help page, the bank holidays, the rules in force, and the rows that officers add to the guaranteed standards."""

from django.urls import path

from complaints.rules import holiday_pages, pages, row_pages, rule_pages, use_pages

urlpatterns = [
    path("help/", pages.help_page, name="help"),
    path("help/keys/", pages.switch_keys, name="switch_keys"),
    path("holidays/", holiday_pages.calendars, name="holidays"),
    path("holidays/new/", holiday_pages.new, name="new_holiday"),
    path("holidays/load/", holiday_pages.load, name="load_holidays"),
    path("holidays/<str:calendar>/<str:typed>/withdraw/", holiday_pages.withdraw, name="withdraw_holiday"),
    path("rules/", rule_pages.in_force_page, name="rules"),
    path("rules/clocks/<str:mark>/", use_pages.clock, name="rule_of_clocks"),
    path("rules/used/<str:part>/<str:mark>/", use_pages.used, name="uses_of_a_rule"),
    path("rules/findings/<str:code>/<str:book>/<str:version>/", use_pages.findings, name="findings_of_a_row"),
    path("standards/rows/", row_pages.rows, name="standard_rows"),
    path("standards/rows/<int:number>/approve/", row_pages.approve, name="approve_standard_row"),
    path("standards/rows/<int:number>/refuse/", row_pages.refuse, name="refuse_standard_row"),
    path("standards/<str:code>/rows/new/", row_pages.new_row, name="new_standard_row"),
]
