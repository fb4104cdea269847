"""`/calendar/2026-05-08/`: exactly the cases due that day; `/calendar/overdue/`: all that is late."""

from collections import Counter
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.calendar import due, grid
from complaints.calendar.naming import stand_words, stands
from complaints.calendar.pages import asked as asking_for
from complaints.calendar.pages.lines import table
from complaints.case.pages import asking
from complaints.clocks import words
from workdays import london

PAGE, MOST_PAGES = 50, 2000
ONE_DAY = timedelta(days=1)
Shown = dict[str, Any]


@require_safe
@asking.refusals_as_pages
def day(request: HttpRequest, typed: str) -> HttpResponse:
    today, on = london.day_of(asking.now()), asking_for.day_of(typed)
    asked = asking_for.read({"month": f"{on:%Y-%m}", **_kept(request)}, person=request.user, today=today)
    counted = due.counts(asked.scope, on, on, today).get(on, Counter())
    rows, pages = page_of(request, due.on_day(asked.scope, on))
    small = [asking_for.whose_words(asked.scope), *_off_words(on, asked.calendars)]
    empty = None if rows else {"title": f"Nothing is due on {words.long_day(on)}", "text": looked(asked), "lines": [], "action": None}
    return render(request, "calendar/day.html", {
        "heading": {"title": f"{words.long_day(on)}: {stand_words(stands(counted))}", "small": ", ".join(small)}, "empty": empty,
        "table": table(f"Due on {words.long_day(on)}", rows, today) if rows else None, "pages": pages,
        "beside": list(_beside(on, asked)), "back": {"href": asked.address() + f"#d{on.day}", "label": "Back to the calendar"},
    })


@require_safe
@asking.refusals_as_pages
def overdue(request: HttpRequest) -> HttpResponse:
    today = london.day_of(asking.now())
    asked = asking_for.read(_kept(request), person=request.user, today=today)
    found = due.overdue(asked.scope, today)
    rows, pages = page_of(request, found)
    number = due.capped(found)
    whole = "more than 1,000" if number is None else f"{number:,}"
    empty = None if rows else {"title": "Nothing is overdue", "text": looked(asked), "lines": [], "action": None}
    return render(request, "calendar/day.html", {
        "heading": {"title": f"Overdue: {whole}", "small": f"{asking_for.whose_words(asked.scope)}, the oldest first"}, "empty": empty,
        "table": table("Overdue", rows, today, dated=True) if rows else None, "pages": pages, "beside": [],
        "back": {"href": asked.address(), "label": "Back to the calendar"},
    })


def _kept(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in ("whose", "nation")}


def page_of(request: HttpRequest, found: Any) -> tuple[list[Any], Shown | None]:
    """Fifty rows and the ways to the fifty before and after, without counting."""
    number = min(max(asking.number(request.GET.get("page")) or 1, 1), MOST_PAGES)
    rows = due.part(found, PAGE * (number - 1), PAGE * number + 1)
    if number == 1 and len(rows) <= PAGE:
        return rows, None
    address = f"{request.path}?{urlencode(_kept(request) | {'page': ''})}".__add__
    return rows[:PAGE], {"words": f"Page {number}", "previous": address(str(number - 1)) if number > 1 else None,
                         "next": address(str(number + 1)) if len(rows) > PAGE else None}


def looked(asked: asking_for.Asked) -> str:
    number = due.capped(due.running(asked.scope))
    whole = "more than 1,000 deadlines" if number is None else words.count_words(number, "deadline")
    return f"Looked at “{asking_for.whose_words(asked.scope)}”, where {whole} {'runs' if number == 1 else 'run'} on."


def _off_words(on: date, calendars: Any) -> list[str]:
    return [f"{off.name} ({off.where})" if off.where else off.name for off in grid.offs_of(on, calendars)]


def _beside(on: date, asked: asking_for.Asked) -> Any:
    """The next day and the day before, but beyond the known calendars."""
    for step, label in ((-1, "Day before"), (1, "Day after")):
        other = on + step * ONE_DAY
        if all(calendar.first <= other <= calendar.last for calendar in asked.calendars):
            yield {"href": f"/calendar/{other.isoformat()}/?{urlencode(asked.kept())}", "label": label, "words": words.short_day(other)}


