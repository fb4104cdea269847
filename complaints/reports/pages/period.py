"""The period that a reader picks: its form, its quick links, its words. One way for all reports."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest

import workdays
from complaints.clocks.pages import day_field
from complaints.record.refusals import Unacceptable
from complaints.reports.foot import recorded_words
from complaints.reports.periods import ONE_DAY, Asked, ByDefault, Period, quarter_of, read_query
from workdays import london

__all__ = ["NAMES", "PeriodForm", "asked_of", "query", "quick_links", "recorded_words"]
NAMES = {"from": "first", "to": "last", "as_of": "as_of"}


class PeriodForm(forms.Form):
    """`from` and `to`, both included, and the day by which it was recorded. Named in the address as the API names them."""

    first = day_field("From")
    last = day_field("To")
    as_of = day_field("As recorded by")
    as_of.required = False
    for field in (first, last, as_of):
        field.error_messages["invalid"] = f"{field.label}: give a day like 8 May 2026 or 2026-05-08."
    del field

    def add_prefix(self, field_name: str) -> str:
        return next((name for name, field in NAMES.items() if field == field_name), field_name)


def asked_of(request: HttpRequest, *, now: datetime, by_default: ByDefault | None = None) -> tuple[PeriodForm, Asked | None]:
    """The form as filled in, and what it asks for; None where it can't be read. Nothing given is `by_default` of today: its quarter."""
    quarter = (by_default or quarter_of)(london.day_of(now))
    if not any(request.GET.get(name) for name in NAMES):
        return PeriodForm(initial={"first": quarter.first, "last": quarter.last}), Asked(quarter, None)
    form = PeriodForm(_filled(request, quarter))
    if not form.is_valid():
        return form, None
    typed = {name: form.cleaned_data[field].isoformat() for name, field in NAMES.items() if form.cleaned_data[field]}
    try:
        return form, read_query(typed, now=now)
    except Unacceptable as refused:
        for name, sentences in refused.fields.items():
            form.add_error(NAMES[name], sentences)
        return form, None


def _filled(request: HttpRequest, quarter: Period) -> dict[str, str]:
    """A day left out while another is given is that of this quarter."""
    days = {"from": quarter.first.isoformat(), "to": quarter.last.isoformat(), "as_of": ""}
    return {name: request.GET.get(name) or day for name, day in days.items()}


def query(period: Period, as_of: datetime | None = None, **more: str) -> str:
    """The query string of a report's address, and of its cases."""
    days = {"from": period.first.isoformat(), "to": period.last.isoformat()}
    return urlencode({**more, **days, **({"as_of": london.day_of(as_of).isoformat()} if as_of else {})})


def quick_links(base: str, asked: Period | None, today: date) -> list[dict[str, Any]]:
    """This quarter, last quarter, the last 12 whole months."""
    return [{"label": label, "href": f"{base}?{query(period)}", "current": period == asked} for label, period in _quick(today)]


def _quick(today: date) -> Iterator[tuple[str, Period]]:
    quarter, month = quarter_of(today), today.replace(day=1)
    yield "This quarter", quarter
    yield "Last quarter", quarter_of(quarter.first - ONE_DAY)
    yield "Last 12 months", Period(workdays.add_months(month, -12), month - ONE_DAY)
