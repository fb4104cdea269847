"""`/holidays/`: the bank holidays by year, and the ways to change them: a list, a single day, a withdrawal. What changes is shown first."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case.pages import asking
from complaints.case.pages.forms import GatheringForm, day_field, line_field, words_field
from complaints.clocks import words
from complaints.intake.safe_cells import BOM, line
from complaints.record import taken
from complaints.record.refusals import Conflict, Unacceptable, Unknown
from complaints.rules import holiday_asked, holiday_lists, holiday_told, holidays
from complaints.rules import services as rules
from complaints.rules.holiday_told import HOME
from complaints.rules.holidays import Asked
from workdays import london
from workdays.calendars import NAMES, TITLES

LARGEST = 500_000
BACK = {"href": HOME, "label": "Leave, change nothing"}
NOTE = "You see what will change before it does."
Read = Callable[[], tuple[Asked, tuple[str, ...]]]


class DayForm(GatheringForm):
    """A day that is proclaimed."""

    calendars = forms.MultipleChoiceField(label="Where", choices=list(TITLES.items()), required=False, widget=forms.CheckboxSelectMultiple())
    day = day_field("Day")
    name = line_field("Name", "As it was proclaimed.")
    source = line_field("Source", "The public document, so that another person can check it.")

    def _value(self, name: str) -> Any:
        """Several boxes may be ticked."""
        return self.data.getlist(name) if name == "calendars" and hasattr(self.data, "getlist") else super()._value(name)


class ListForm(GatheringForm):
    file = forms.FileField(label="File", required=False, help_text="gov.uk’s bank-holidays.json, or one of its shape. It adds and never takes away.")
    source = line_field("Source", "Where the file comes from and of which day it is.")


class WithdrawForm(GatheringForm):
    reason = words_field("Why is the day withdrawn?", "Kept on record with your name.")


@require_safe
@asking.refusals_as_pages
def calendars(request: HttpRequest) -> HttpResponse:
    """One year of all calendars, with who added a day and why, and every change on record."""
    holidays.check_may_change(request.user)
    today, found = london.day_of(asking.now()), rules.all_calendars()
    year = _year(request.GET.get("year"), today.year, found)
    return render(request, "rules/holidays.html", holiday_told.page(found, year, today) | {
        "acts": [{"label": "Load a list", "href": f"{HOME}load/"}, {"label": "Add a day", "href": f"{HOME}new/"}],
        "links": [{"label": "Rules in force", "href": "/rules/"}, {"label": "Calendar", "href": "/calendar/"}],
    })


def _year(typed: str | None, this: int, found: Mapping[str, Any]) -> int:
    number = asking.number(typed) or this
    first, last = min(one.first.year for one in found.values()), max(one.last.year for one in found.values())
    return min(max(number, first), last)


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def new(request: HttpRequest) -> HttpResponse:
    """A single day: a proclaimed holiday."""
    form = DayForm(request.POST if request.method == "POST" else None)

    def read() -> tuple[Asked, tuple[str, ...]]:
        return holiday_asked.added({"calendars": [], **form.given()}, rules.all_calendars()), ()
    return _answer(request, form, read, title="Add a bank holiday", submit="Add this bank holiday")


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def load(request: HttpRequest) -> HttpResponse:
    """A published list: what it adds, what it lacks."""
    form, kept = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm(), {}

    def read() -> tuple[Asked, tuple[str, ...]]:
        listed = _listed(request)
        kept["list"] = holiday_lists.written(listed)
        try:
            told = holiday_lists.compared(listed, rules.all_calendars())
        except holiday_lists.NotAList as problem:
            raise Unacceptable.of(file=str(problem)) from None
        return Asked(told.days, holiday_asked.source_of(form.given().get("source")), told.published), told.warnings
    return _answer(request, form, read, title="Load a list of bank holidays", submit="Load this list", kept=kept)


def _listed(request: HttpRequest) -> Mapping[str, Mapping[date, str]]:
    """From the file; on the second step from what the first one read."""
    upload = request.FILES.get("file")
    if upload is None and not request.POST.get("list"):
        raise Unacceptable.of(file="Choose a file.")
    if upload is not None and upload.size > LARGEST:
        raise Unacceptable.of(file="The file is larger than a list of bank holidays can be.")
    try:
        return holiday_lists.read(upload.read() if upload is not None else request.POST["list"])
    except holiday_lists.NotAList as problem:
        raise Unacceptable.of(file=str(problem)) from None


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def withdraw(request: HttpRequest, calendar: str, typed: str) -> HttpResponse:
    """A wrong day is taken back; it stays withdrawn whatever list comes after."""
    holidays.check_may_change(request.user)
    day, name = _known(calendar, typed)
    form = WithdrawForm(request.POST if request.method == "POST" else None)

    def read() -> tuple[Asked, tuple[str, ...]]:
        return holiday_asked.withdrawn({"calendar": calendar, "day": day, **form.given()}, rules.all_calendars()), ()
    title = f"Withdraw {name}, {words.long_day(day)}, {TITLES[calendar]}"
    return _answer(request, form, read, title=title, submit="Withdraw this bank holiday", danger=True)


def _known(calendar: str, typed: str) -> tuple[date, str]:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise Unknown("There is no such bank holiday.") from None
    name = rules.all_calendars()[calendar].off.get(day) if calendar in NAMES else None
    if name is None:
        raise Unknown("There is no such bank holiday, or it was withdrawn.")
    return day, name


def _answer(request: HttpRequest, form: GatheringForm, read: Read, *, title: str, submit: str, danger: bool = False,
            kept: dict[str, str] | None = None) -> HttpResponse:
    """The form; what the change would do; the change."""
    holidays.check_may_change(request.user)
    if request.method != "POST":
        return _form(request, form, asking.new_op_id(), title=title)
    now, step = asking.now(), request.POST.get("step")
    if step == "apply" and (ids := holidays.made_before(request.POST.get("op_id"), request.user)) is not None:
        return _went(request, ids, HOME)
    try:
        asked, warnings = read()
    except Unacceptable as refused:
        form.refuse(refused)
        return _form(request, form, request.POST.get("op_id"), title=title, status=422)
    if step == "file":
        return _file(asked, request.user, now)
    hidden, notice = _hidden(request, kept or {}), None
    if step == "apply":
        try:
            return _applied(request, asked, now)
        except Conflict as refused:
            if refused.code != "stale_version":
                raise
            notice = {"kind": "error", "title": "Somebody was quicker", "text": refused.sentence}
    told = holiday_told.check(asked, warnings, request.user, now)
    return render(request, "rules/check.html", told | {
        "heading": {"title": f"Check: {title}", "small": "Nothing is changed yet."}, "notice": notice, "hidden": hidden, "back": BACK,
        "op_id": asking.new_op_id() if notice else request.POST.get("op_id"), "version": holidays.stamp(), "danger": danger,
        "submit": "" if asked.is_nothing else submit,
    }, status=409 if notice else 200)


def _hidden(request: HttpRequest, kept: Mapping[str, str]) -> list[dict[str, str]]:
    """Everything typed, to be sent again, with the list as it was read."""
    marks = {"csrfmiddlewaretoken", "op_id", "version", "step", *kept}
    typed = [{"name": name, "value": value} for name, values in request.POST.lists() for value in values if name not in marks]
    return typed + [{"name": name, "value": value} for name, value in kept.items()]


def _applied(request: HttpRequest, asked: Asked, now: datetime) -> HttpResponse:
    given = {"op_id": request.POST.get("op_id"), "version": request.POST.get("version", "")}
    ids = holidays.apply(asked, given, by=request.user, now=now).ids
    return _went(request, ids, f"{HOME}?year={asked.days[0].day.year}" if asked.days else HOME)


def _went(request: HttpRequest, ids: Mapping[str, Any], back: str) -> HttpResponse:
    if ids.get("job"):
        return HttpResponseRedirect(f"/jobs/{ids['job']}/")
    moved = ids.get("moved", 0)
    messages.success(request, f"Changed. {words.count_words(moved, 'open deadline')} moved, each with an entry on its complaint." if moved
                     else "Changed. No open deadline moved.")
    return HttpResponseRedirect(back)


def _file(asked: Asked, person: Any, now: datetime) -> HttpResponse:
    """Every deadline that would move and that this person may see."""
    lines = [line(cells) for cells in holiday_told.file_lines(asked, person, now)]
    taken.keep("holiday_moves", "csv", len(lines) - 1, by=person, now=now)
    text = BOM + "".join(lines)
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers={
        "Content-Disposition": 'attachment; filename="deadlines-that-move.csv"', "Cache-Control": "no-store"})


def _form(request: HttpRequest, form: GatheringForm, op_id: Any, *, title: str, status: int = 200) -> HttpResponse:
    return render(request, "complaints/move.html", {
        "heading": {"title": title, "small": ""}, "form": form, "op_id": op_id, "version": None, "submit": "See what will change", "danger": False,
        "action": "", "due": None, "note": NOTE, "side": None, "back": BACK, "what_next": (),
    }, status=status)
