"""What the two logs share: the fields over the table, the days they bound, and pages by the place of the last line."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from complaints.case.pages import asking
from complaints.clocks import words
from complaints.clocks.pages import day_field
from staff.models import Person
from workdays import london

PAGE, COUNTED_TO = 100, 1000
OLDEST, NEWEST = 2000, 2040
PLACE = re.compile(r"(\d{1,17})\.(\d{1,18})\Z", re.ASCII)


class LogForm(forms.Form):
    """Whose lines, of which days. Nothing given is everything."""

    person = forms.ChoiceField(label="Who", required=False)
    first = day_field("From")
    last = day_field("To")
    for field in (first, last):
        field.required = False
        field.error_messages["invalid"] = f"{field.label}: give a day like 8 May 2026 or 2026-05-08."
    del field

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        people = Person.objects.order_by("full_name", "pk").values_list("username", "full_name")
        self.fields["person"].choices = [("", "Everybody"), *people]

    def clean(self) -> dict[str, Any]:
        """Days before and after those of the desk are said at their field."""
        cleaned = super().clean()
        for name in ("first", "last"):
            if cleaned.get(name) and not OLDEST <= cleaned[name].year <= NEWEST:
                self.add_error(name, f"{self.fields[name].label}: give a day between {OLDEST} and {NEWEST}.")
        return cleaned

    def asked(self) -> dict[str, Any]:
        """What can be read of it; nothing of what can't."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}


def within(rows: QuerySet, asked: dict[str, Any]) -> QuerySet:
    """Those of the days asked for, both included."""
    if "first" in asked:
        rows = rows.filter(at__gte=london.start_of_day(asked["first"]))
    if "last" in asked:
        rows = rows.filter(at__lt=london.start_of_day(asked["last"] + timedelta(days=1)))
    return rows


def page(rows: QuerySet, before: str) -> tuple[list[Any], str]:
    """The newest behind the place, and the place of the page after; "" where there is none."""
    if found := PLACE.match(before):
        at = _moment(int(found[1]))
        rows = rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=int(found[2]))) if at else rows
    found_rows = list(rows.order_by("-at", "-pk")[: PAGE + 1])
    last = found_rows[PAGE - 1] if len(found_rows) > PAGE else None
    return found_rows[:PAGE], f"{_number(last.at)}.{last.pk}" if last else ""


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _number(at: datetime) -> int:
    """Microseconds since a fixed moment: exact, and fit for an address."""
    return (at - EPOCH) // timedelta(microseconds=1)


def _moment(number: int) -> datetime | None:
    try:
        return EPOCH + timedelta(microseconds=number)
    except OverflowError:
        return None


def _number_words(rows: QuerySet, one: str) -> str:
    """"3 looks"; counted to a thousand."""
    number = rows.order_by()[: COUNTED_TO + 1].count()
    return f"more than {COUNTED_TO:,} {one}s" if number > COUNTED_TO else words.count_words(number, one)


def answer(request: HttpRequest, form: LogForm, rows: QuerySet, told: dict[str, Any]) -> HttpResponse:
    """The page of a log. `told`: heading {title, of (what a line is), small}, base address, head, line(row) -> cells, empty text, note."""
    found, following = page(rows, request.GET.get("before", ""))
    asked = {name: value for name, value in request.GET.items() if name in form.fields and value}
    more = f"{told['base']}?{urlencode({**asked, 'before': following})}" if following else None
    lines, title, looked = [told["line"](row) for row in found], told["heading"]["title"], words.moment(asking.now())
    return render(request, "audit/log.html", {
        "heading": told["heading"] | {"title": f"{title}: {_number_words(rows, told['heading']['of'])}"}, "form": form,
        "base": told["base"], "note": told["note"],
        "table": {"caption": title, "head": [{"text": text} for text in told["head"]], "rows": lines} if lines else None,
        "empty": {"title": "Nothing is written down", "text": f"{told['empty']} Looked at every line of the log, {looked}.", "lines": [],
                  "action": None, "second": None, "note": None},
        "pages": {"words": f"{PAGE} a page", "previous": None, "next": more} if more else None,
    }, status=422 if form.errors else 200)
