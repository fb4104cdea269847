"""The period that a reader picks: its form, its quick links, its words. One way for all reports."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest

import workdays
from complaints.clocks.forms import moment_typed
from complaints.clocks.pages import day_field
from complaints.record.refusals import Unacceptable
from complaints.reports.foot import recorded_words
from complaints.reports.periods import ONE_DAY, Asked, ByDefault, Period, as_typed, moment_asked, quarter_of, read_query
from workdays import london

__all__ = ["NAMES", "PeriodForm", "asked_of", "query", "quick_links", "recorded_words"]
NAMES = {"from": "first", "to": "last", "as_of": "as_of"}
TIME = "as_of_time"
DAY_TOO = "Give the day as well, under “As recorded by”."


class PeriodForm(forms.Form):
    """`from` and `to`, both included, and by when it was recorded: by the end of a day, or by a time of it. Named as the API names them."""

    first = day_field("From")
    last = day_field("To")
    as_of = day_field("As recorded by")
    as_of.required = False
    as_of_time = forms.TimeField(label="Time (else end of day)", required=False, input_formats=["%H:%M"], widget=forms.TimeInput(
        format="%H:%M", attrs={"class": "short", "autocomplete": "off", "placeholder": "like 14:05"}), error_messages={
            "invalid": "Time: give one like 14:05."})
    for field in (first, last, as_of):
        field.error_messages["invalid"] = f"{field.label}: give a day like 8 May 2026 or 2026-05-08."
    del field

    def add_prefix(self, field_name: str) -> str:
        return next((name for name, field in NAMES.items() if field == field_name), field_name)

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get(TIME) and not told.get("as_of") and "as_of" not in self.errors:
            self.add_error("as_of", DAY_TOO)
        return told

    def typed(self) -> dict[str, str]:
        """As the API takes them."""
        days = {name: self.cleaned_data[field].isoformat() for name, field in NAMES.items() if self.cleaned_data[field]}
        return days | ({"as_of": f"{days['as_of']}T{self.cleaned_data[TIME]:%H:%M}"} if self.cleaned_data[TIME] else {})


def asked_of(request: HttpRequest, *, now: datetime, by_default: ByDefault | None = None) -> tuple[PeriodForm, Asked | None]:
    """The form as filled in, and what it asks for; None where it can't be read. Nothing given is `by_default` of today: its quarter."""
    quarter = (by_default or quarter_of)(london.day_of(now))
    if not any(request.GET.get(name) for name in (*NAMES, TIME)):
        return PeriodForm(initial={"first": quarter.first, "last": quarter.last}), Asked(quarter, None)
    at = _moment(request)
    form = PeriodForm(_filled(request, quarter, at))
    if not form.is_valid():
        return form, None
    try:
        asked = read_query(form.typed() | ({"as_of": at.isoformat()} if at else {}), now=now)
    except Unacceptable as refused:
        for name, sentences in refused.fields.items():
            form.add_error(NAMES[name], sentences)
        return form, None
    return form, asked


def _moment(request: HttpRequest) -> datetime | None:
    """A moment of an address, to the second; None for a day, and for what is neither and is refused as a day."""
    try:
        at = moment_asked(moment_typed(request.GET.get("as_of", "")))
    except Unacceptable:
        return None
    return at and at.replace(microsecond=0)


def _filled(request: HttpRequest, quarter: Period, at: datetime | None) -> dict[str, str]:
    """A day left out while another is given is that of this quarter."""
    days = {"from": quarter.first.isoformat(), "to": quarter.last.isoformat(), "as_of": "", TIME: ""}
    there = at and at.astimezone(london.LONDON)
    moment = {"as_of": there.date().isoformat(), TIME: f"{there:%H:%M}"} if there else {}
    return {name: request.GET.get(name) or day for name, day in days.items()} | moment


def query(period: Period, as_of: datetime | None = None, **more: str) -> str:
    """The query string of a report's address, and of its cases."""
    days = {"from": period.first.isoformat(), "to": period.last.isoformat()}
    return urlencode({**more, **days, **({"as_of": as_typed(as_of)} if as_of else {})})


def quick_links(base: str, asked: Period | None, today: date) -> list[dict[str, Any]]:
    """This quarter, last quarter, the last 12 whole months."""
    return [{"label": label, "href": f"{base}?{query(period)}", "current": period == asked} for label, period in _quick(today)]


def _quick(today: date) -> Iterator[tuple[str, Period]]:
    quarter, month = quarter_of(today), today.replace(day=1)
    yield "This quarter", quarter
    yield "Last quarter", quarter_of(quarter.first - ONE_DAY)
    yield "Last 12 months", Period(workdays.add_months(month, -12), month - ONE_DAY)
