"""`/working-days/`: the same counting as every deadline, to try out. GET forms; nothing is stored."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

import workdays
from complaints.clocks import words
from complaints.clocks.counting import count
from complaints.clocks.forms import DAY_FORMATS, DayInput
from complaints.clocks.kinds import GIVEN, Kind
from complaints.clocks.rules import BOOK_WORDS
from complaints.rules.services import all_calendars, clock_rules, company
from workdays import Calendar, OutsideCalendar, london
from workdays.calendars import TITLES
from workdays.counting import WEEKEND

COUNTINGS = {
    workdays.DAY_AFTER: "The next working day is day 1, whatever day it began",
    workdays.TREATED_AS_RECEIVED: "A start on a day off counts as the next working day, which is day 0",
}
assert set(COUNTINGS) == set(workdays.COUNTINGS)
# What begins each clock that counts, after "If" and before its day.
BEGINS = {
    Kind.FIRST_RESPONSE: "received", Kind.SENIOR_REVIEW: "a senior review was asked for", Kind.NEXT_UPDATE: "the update before it was sent",
    Kind.DEADLOCK_LETTER: "deadlock was declared", Kind.DEADLOCK_NOTICE: "deadlock was declared", Kind.EIGHT_WEEK_LETTER: "received",
    Kind.OMBUDSMAN_FROM_COMPLAINT: "received", Kind.OMBUDSMAN_FROM_LETTER: "our letter was received",
    Kind.OMBUDSMAN_COMPLIANCE: "we were told of the acceptance", Kind.TRANSPORTER_REPLY: "received",
    Kind.CONFIRMATION_LETTER: "the decision was complied with", Kind.DATA_REQUEST: "the request was received",
}
assert set(BEGINS) == set(Kind) - GIVEN - {Kind.STANDARD_PAYMENT}
MOST_COUNTED = 40
Answer = dict[str, Any]


def day_field(label: str, hint: str = "") -> forms.DateField:
    said = {"required": f"Give the day: {label[0].lower()}{label[1:]}.", "invalid": f"Give a day like 8 May 2026 under “{label}”."}
    return forms.DateField(label=label, help_text=hint, input_formats=DAY_FORMATS, error_messages=said, widget=DayInput())


def number_field(label: str, least: int, most: int) -> forms.IntegerField:
    sentence = f"Give a whole number from {least:,} to {most:,} under “{label}”."
    said = dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence)
    return forms.IntegerField(label=label, min_value=least, max_value=most, error_messages=said, widget=forms.NumberInput(attrs={"class": "short"}))


def choice(label: str, options: Any) -> forms.ChoiceField:
    said = dict.fromkeys(("invalid_choice", "required"), f"Choose an answer under “{label}”.")
    return forms.ChoiceField(label=label, choices=list(options), error_messages=said)


def calendar_field() -> forms.ChoiceField:
    return choice("Calendar", TITLES.items())


class Ask(forms.Form):
    """Which of the questions a form belongs to goes with it."""

    ask = forms.CharField(required=False, widget=forms.HiddenInput())


def rule_choices() -> list[tuple[str, str]]:
    """Every rule that counts, once for each rulebook that has its own; a rule whose day a person gives has no count."""
    rows = [rule for rule in clock_rules().rows if rule.unit != "given"]
    told: dict[str, str] = {}
    for rule in rows:
        books = {other.book for other in rows if (other.kind, other.variant, other.name) == (rule.kind, rule.variant, rule.name)}
        told.setdefault(f"{rule.kind}.{rule.book}.{rule.variant}", rule.name if len(books) > 1 else f"{rule.name}, {BOOK_WORDS[rule.book]}")
    return list(told.items())


class RuleForm(Ask):
    start = day_field("Day", "The day on which that rule’s clock began; it is day 0.")
    rule = choice("Rule", ())
    calendar = calendar_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = rule_choices()

    def clean(self) -> dict[str, Any]:
        """A rule has rows by day: the one of the day given is picked, or said to be missing."""
        given = super().clean()
        if "rule" in given and "start" in given:
            kind, book, variant = given["rule"].split(".")
            given["picked"] = clock_rules().pick(Kind(kind), book, given["start"], variant)
            if given["picked"] is None:
                self.add_error("rule", f"There is no such rule for {words.plain_day(given['start'])} by {BOOK_WORDS[book]}.")
        return given


class AddForm(Ask):
    start = day_field("Start", "The day it happened.")
    days = number_field("Working days", 0, workdays.MOST_DAYS)
    calendar = calendar_field()
    counting = choice("Counting", COUNTINGS.items())


class BetweenForm(Ask):
    first = day_field("From", "Not counted itself.")
    last = day_field("To", "Counted, where it is a working day.")
    calendar = calendar_field()


class IsForm(Ask):
    day = day_field("Day")
    calendar = calendar_field()


class MonthsForm(Ask):
    start = day_field("Start")
    months = number_field("Months", -1200, 1200)


def by_rule(given: dict[str, Any], calendar: Calendar) -> Answer:
    """"If received on …, due on …, because …"."""
    rule, start = given["picked"], given["start"]
    told = count(rule, start, calendar)
    verified = "" if rule.verified else " Our reading of the law, not verified."
    facts = [("Because", f"{rule.name}, version {rule.version}. {rule.source}.{verified}"), ("Counted", _counted_by(rule.unit, told.counted)),
             ("Skipped", words.skipped_words(told.skipped, calendar) if told.skipped else "No days skipped."), ("Calendar", _calendar(calendar))]
    return {
        "date": words.long_day(told.due_on),
        "sentence": f"If {BEGINS[rule.kind]} on {words.long_day(start)}: {words.sentence(rule.kind, told.due_on)}",
        "strip": words.strip(start, told.due_on, told.due_on, calendar), "facts": facts, "provisional": _provisional(beyond=told.provisional),
    }


def _counted_by(unit: str, counted: tuple[date, ...]) -> str:
    """Working days by name; weeks and months by how many and the last day of the last one."""
    if unit == "working_days" or not counted:
        return _counted(counted)
    number = words.count_words(len(counted), "week" if unit.startswith("days") else "month")
    return f"{number}, the last ending on {words.short_day(counted[-1])}."


def add(given: dict[str, Any], calendar: Calendar) -> Answer:
    told = workdays.explain(given["start"], given["days"], calendar, given["counting"])
    begins = "" if told.day_zero == told.start else f", counted as received on {words.long_day(told.day_zero)}"
    facts = [("Counted", _counted(told.counted)), ("Skipped", words.skipped_words(told.skipped, calendar)),
             ("Counting", COUNTINGS[given["counting"]]), ("Calendar", _calendar(calendar))]
    return {
        "date": words.long_day(told.date), "sentence": f"{words.working_days_words(given['days'])} after {words.long_day(given['start'])}{begins}",
        "strip": words.strip(told.day_zero, told.date, told.date, calendar), "facts": facts, "provisional": _provisional(beyond=told.provisional),
    }


def _counted(days: tuple[date, ...]) -> str:
    if not days:
        return "No day."
    return words.counted_words(days) if len(days) <= MOST_COUNTED else f"{len(days):,} working days, the last on {words.short_day(days[-1])}."


def _calendar(calendar: Calendar) -> str:
    return f"{calendar.title}, version {calendar.version}, published to {words.plain_day(calendar.published_until)}."


def _provisional(*, beyond: bool) -> str:
    return "Bank holidays are not published that far yet; the date may move." if beyond else ""


def between(given: dict[str, Any], calendar: Calendar) -> Answer:
    number = workdays.between(given["first"], given["last"], calendar)
    sentence = f"After {words.long_day(given['first'])}, up to and including {words.long_day(given['last'])}"
    return {"date": words.working_days_words(number), "sentence": sentence, "strip": (), "facts": [("Calendar", _calendar(calendar))],
            "provisional": _provisional(beyond=given["last"] > calendar.published_until)}


def is_one(given: dict[str, Any], calendar: Calendar) -> Answer:
    why = workdays.why_off(given["day"], calendar)
    said = "is a working day" if why is None else "is no working day: it is at the weekend" if why == WEEKEND else f"is no working day: {why}"
    following = words.long_day(workdays.next_working_day(given["day"], calendar))
    return {"date": f"{words.long_day(given['day'])} {said}", "sentence": "", "strip": (),
            "facts": [("The next working day", following), ("Calendar", _calendar(calendar))],
            "provisional": _provisional(beyond=given["day"] > calendar.published_until)}


def months(given: dict[str, Any], _: Any) -> Answer:
    found = workdays.add_months(given["start"], given["months"])
    sentence = f"{words.month_words(given['months'])} after {words.long_day(given['start'])}"
    cut = "Cut back to the month’s last day." if found.day != given["start"].day else "The same day of the month."
    return {"date": words.long_day(found), "sentence": sentence, "strip": (), "facts": [("Counting", cut)], "provisional": ""}


# Name of the question, its words on the page, the form and the counting; each takes cleaned data and a calendar.
ASKS: dict[str, tuple[str, type[Ask], Callable[[dict[str, Any], Any], Answer]]] = {
    "rule": ("When is it due?", RuleForm, by_rule),
    "add": ("Add working days", AddForm, add), "between": ("Count between two days", BetweenForm, between),
    "is": ("Is it a working day?", IsForm, is_one), "months": ("Add months", MonthsForm, months),
}


@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    name = request.GET.get("ask", "rule") if request.GET.get("ask") in ASKS else "rule"
    _, kind, work = ASKS[name]
    asked = any(field in request.GET for field in kind.base_fields if field != "ask")
    form = kind(_given(request, name)) if asked else kind(initial=_initial(name))
    answer = _answer(form, work) if asked and form.is_valid() else None
    context = {
        "form": form, "answer": answer, "submit": "Work it out",
        "asks": [{"href": f"/working-days/?ask={key}", "label": label, "current": key == name} for key, (label, _, _) in ASKS.items()],
    }
    return render(request, "workdays/calculator.html", context, status=422 if form.errors else 200)


def _given(request: HttpRequest, name: str) -> QueryDict:
    """What is asked; an address that names no calendar asks about that of the company."""
    given = request.GET.copy()
    given.setdefault("calendar", _initial(name)["calendar"])
    return given


def _initial(name: str) -> dict[str, Any]:
    today = london.day_of(timezone.now())
    calendar = workdays.calendar_for(company(today).nation)
    return {"ask": name, "start": today, "first": today, "day": today, "days": 5, "months": 1, "calendar": calendar}


def _answer(form: Ask, work: Callable[[dict[str, Any], Any], Answer]) -> Answer | None:
    """The answer, or None with the reason in the form's own words: a year without bank holidays is refused, never guessed."""
    given = form.cleaned_data
    calendar = all_calendars().get(given.get("calendar", ""))
    try:
        found = work(given, calendar)
    except OutsideCalendar:
        known = f"{words.plain_day(calendar.first)} to {words.plain_day(calendar.published_until)} and foreseen to {words.plain_day(calendar.last)}"
        days = [name for name, field in form.fields.items() if isinstance(field, forms.DateField)]
        asked = " and ".join(f"“{form.fields[name].label}”" for name in days)
        form.add_error(days[0], f"Bank holidays of {calendar.title} are known from {known}. The days asked for leave that time: change {asked}.")
        return None
    except ValueError:
        where, said = ("last", "The last day lies before the first.") if "last" in given else ("start", "This leads outside the years 1 to 9999.")
        form.add_error(where, said)
        return None
    return found | {"facts": [{"name": key, "text": text} for key, text in found["facts"]]}
