"""`/help/`: keys, how dates are worked out, the rules in force with version and source, whom a customer can turn to, the engine."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from complaints.alerts import health
from complaints.clocks import words
from complaints.clocks.rules import BOOKS, Rule
from complaints.rules import contacts, services
from staff.models import Person, Role
from workdays import london
from workdays.calendars import TITLES

BOOK_WORDS = {"documents": "Our documents", "law": "The law"}
ROLE_WORDS = {
    "ombudsman": "The Ombudsman", "advice": "Free advice", "advice_scotland": "Free advice, Scotland", "advice_local": "Free advice, local",
    "advice_other": "Advice", "regulator": "The regulator", "emergency_gas": "Smell of gas", "emergency_gas_text": "Smell of gas, text phone",
}
UNIT_WORDS = {"working_days": "working day", "days": "day", "days_then_working_day": "day", "months": "month", "month_then_working_day": "month"}
AFTER = {"days_then_working_day": ", then the next working day", "month_then_working_day": ", or the next working day"}
# Keys that the desk's script and pages know; those of the navigation come from the frame. Shown as (keys, what they do).
ANYWHERE = ((("?",), "this page"), (("/",), "search"), (("c",), "log a complaint"), (("Ctrl", "Enter"), "send this form"), (("Esc",), "close a menu"))
IN_A_LIST = ((("j",), "next row"), (("k",), "row before"), (("Enter",), "open"), (("f",), "filters"), (("[",), "page before"), (("]",), "next page"))
ON_A_COMPLAINT = (
    (("m",), "record a contact"), (("n",), "add a note, on the timeline"), (("u",), "send update"), (("r",), "resolve"), (("Shift", "E"), "escalate"),
    (("a",), "assign"), (("l",), "letters"), (("t",), "timeline"), ((".",), "copy reference"),
)
ON_A_CALL = ((("Alt", "R"), "the script to read out"), ((".",), "copy reference"))
DATES = (
    ("Working days", "Monday to Friday without the bank holidays of the nation of the premises. England and Wales share one calendar, "
                     "Scotland has its own. Until a person confirms the nation it is that of the postcode, and says so."),
    ("Day 0", "The day it happened is day 0, whatever day it is. The next working day is day 1. The last day counts to its end."),
    ("Late", "Done on the due day is in time. Late begins on the day after."),
    ("8 weeks", "56 days of the calendar from receipt. From day 56 the customer may go to the Ombudsman; the 8-week letter is due on the "
                "first working day after it."),
    ("Months", "To the same day of the month; where a month has none, to its last day. That day counts."),
    ("Time", "Days are London days, also when the clocks change."),
    ("Stopping", "No clock of the procedure stops. A supplier’s payment that is in dispute waits, and says since when."),
    ("Rules", "A complaint keeps the rules that were in force on the day it was received. Every date has “Explain this date”."),
    ("Later bank holidays", "A date after the last published list may move; it is called provisional."),
)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    rows = services.clock_rules().rows
    return render(request, "help/help.html", {
        "keys": [{"title": "Anywhere", "keys": ANYWHERE}, {"title": "In a list", "keys": IN_A_LIST},
                 {"title": "On a complaint", "keys": ON_A_COMPLAINT}, {"title": "On a call", "keys": ON_A_CALL}],
        "dates": [{"name": name, "text": text} for name, text in DATES], "rules": rules_table(rows), "contacts": contacts_table(now),
        "engine": engine(now), "administrators": list(Person.objects.filter(role=Role.ADMINISTRATOR, is_active=True).values_list(
            "full_name", flat=True)),
        "own": services.company(london.day_of(now)), "book": BOOK_WORDS[services.company(london.day_of(now)).rulebook],
    })


def rules_table(rows: tuple[Rule, ...]) -> dict[str, Any]:
    """Each row once; a row that both rulebooks share names both."""
    shared: dict[tuple, list[str]] = {}
    first: dict[tuple, Rule] = {}
    for row in rows:
        key = (row.kind, row.variant, row.name, row.begun_from, row.begun_until)
        shared.setdefault(key, []).append(row.book)
        first.setdefault(key, row)
    head = ("Rule", "Counted", "Rulebook", "Version", "Source", "Checked against the source")
    return {"caption": "Rules of the clocks", "head": [{"text": text} for text in head],
            "rows": [_rule(first[key], books) for key, books in shared.items()]}


def _rule(row: Rule, books: list[str]) -> list[dict[str, str]]:
    book = "Both" if set(books) == set(BOOKS) else BOOK_WORDS[books[0]]
    checked = "Yes" if row.verified else "No: our reading, the wording was not seen"
    return [{"text": text} for text in (row.name, counted(row), book, row.version, row.source, checked)]


def counted(row: Rule) -> str:
    """"56 days, then the next working day"; "The day given" where a person gives it."""
    if row.unit not in UNIT_WORDS:
        return "The day given"
    return words.count_words(row.amount, UNIT_WORDS[row.unit]) + AFTER.get(row.unit, "")


def contacts_table(now: Any) -> dict[str, Any]:
    """Whom a customer can turn to today, in either nation, each row once."""
    today = london.day_of(now)
    found = {row.code: row for nation in ("england", "scotland") for row in contacts.contacts_on(today, nation)}
    head = ("For", "Name", "Phone", "Hours", "On the web", "Since", "Source", "Checked")
    rows = [[{"text": text} for text in (
        ROLE_WORDS.get(row.role, row.role.replace("_", " ").capitalize()), row.name, row.phone, row.hours, row.web,
        words.plain_day(row.valid_from) if row.valid_from else "", row.source, "Yes" if row.verified else "Not yet",
    )] for row in found.values()]
    return {"caption": "Contacts in force today", "head": [{"text": text} for text in head], "rows": rows}


def engine(now: Any) -> list[dict[str, str]]:
    """What runs, when it last looked, and how far the bank holidays are known."""
    swept = health.last_sweep_at()
    calendars = services.all_calendars()
    return [
        {"name": "Database", "text": "PostgreSQL" if connection.vendor == "postgresql" else "SQLite, built in"},
        {"name": "Messages", "text": "Redis" if settings.CELERY_BROKER_URL.startswith("redis") else "Files, built in"},
        {"name": "Deadlines checked", "text": words.moment(swept) if swept else "Not yet"},
        {"name": "State", "text": health.stale_words(now) or "In order: deadlines are being checked."},
        *({"name": TITLES[name], "text": f"Bank holidays version {calendar.version}, published to {words.plain_day(calendar.published_until)}, "
           f"by rule to {words.plain_day(calendar.last)}"} for name, calendar in calendars.items() if name != "northern-ireland"),
    ]
