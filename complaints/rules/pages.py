"""`/help/`: keys that work for this person, marks and dates, who may do what, the rules in force, whom a customer can turn to, the engine."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from complaints.alerts import health
from complaints.clocks import words
from complaints.clocks.rules import BOOKS, Rule
from complaints.rules import contacts, help_told, services
from complaints.rules.in_force import BOOK_WORDS
from config.frame import nav_of
from staff import services as staff
from staff.models import Person, Role
from workdays import london
from workdays.calendars import TITLES

ROLE_WORDS = {
    "ombudsman": "The Ombudsman", "advice": "Free advice", "advice_scotland": "Free advice, Scotland", "advice_local": "Free advice, local",
    "advice_other": "Advice", "regulator": "The regulator", "emergency_gas": "Smell of gas", "emergency_gas_text": "Smell of gas, text phone",
}
UNIT_WORDS = {"working_days": "working day", "days": "day", "days_then_working_day": "day", "months": "month", "month_then_working_day": "month"}
AFTER = {"days_then_working_day": ", then the next working day", "month_then_working_day": ", or the next working day"}
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
    rows, own = services.clock_rules().rows, services.company(london.day_of(now))
    keys = help_told.keys(request.user.role, [entry[:2] for entry in nav_of(request.user.role)])
    return render(request, "help/help.html", {
        "keys": keys, "count": sum(len(part["keys"]) for part in keys), "dates": [{"name": name, "text": text} for name, text in DATES],
        "marks": help_told.marks(), "rights": help_told.rights(), "rules": rules_table(rows), "contacts": contacts_table(now),
        "engine": engine(now), "still_works": help_told.STILL_WORKS, "administrators": list(Person.objects.filter(
            role=Role.ADMINISTRATOR, is_active=True).values_list("full_name", flat=True)), "own": own, "book": BOOK_WORDS[own.rulebook],
    })


@require_POST
def switch_keys(request: HttpRequest) -> HttpResponse:
    """Single keys on or off, kept with the person; setting what is set already changes nothing."""
    on = request.POST.get("on") == "yes"
    staff.change_preferences(request.user, by=request.user, now=timezone.now(), shortcuts_on=on)
    return HttpResponseRedirect("/help/#keys")


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
