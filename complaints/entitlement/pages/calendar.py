"""`/windows/`: what closes when. Each month of the year ahead with its number, and one month's complaints by day."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import workdays
from complaints.case.models import Complaint
from complaints.case.pages import asking, heads
from complaints.clocks import words
from complaints.clocks.spoken import MONTHS
from complaints.entitlement.closings import Closing, counted_by_month, last_days, of_complaints
from complaints.rules.services import all_calendars
from eligibility.tables import BOOK_WORDS
from workdays import london

AHEAD, PAGE = 13, 50
SMALL = "By each complaint’s rulebook"
HEAD = ("Complaint", "Customer", "Closes", "How long", "Rule", "By the other rulebook", "Stage")


@require_safe
@asking.refusals_as_pages
def windows(request: HttpRequest) -> HttpResponse:
    """From this month on; the month asked for is listed, or else the first in which something closes."""
    request.desk_nav = "ombudsman"
    now = asking.now()
    today = london.day_of(now)
    months = [workdays.add_months(today.replace(day=1), number) for number in range(AHEAD)]
    counts = counted_by_month(months[0], _end(months[-1]), person=request.user)
    first = min(counts, default=months[0])
    chosen = next((month for month in months if f"{month:%Y-%m}" == request.GET.get("month")), first)
    page = Paginator(range(counts[chosen]), PAGE).get_page(request.GET.get("page"))
    places = slice(max(page.start_index() - 1, 0), page.end_index())
    ids = [ident for ident, _ in last_days(chosen, _end(chosen), person=request.user)[places]]
    return render(request, "eligibility/windows.html", {
        "heading": {"title": f"What closes when: {counts[chosen]:,} in {_name(chosen)}", "small": SMALL},
        "months": [{"label": _short(month), "count": counts[month], "href": f"/windows/?month={month:%Y-%m}", "current": month == chosen}
                   for month in months],
        "table": _table(ids, today), "as_of": f"As at {words.moment(now)}.", "empty": _empty(chosen, counts), "pages": _pages(page, chosen),
    })


def _end(month: date) -> date:
    return workdays.add_months(month, 1) - timedelta(days=1)


def _name(month: date) -> str:
    return f"{MONTHS[month.month - 1]} {month.year}"


def _short(month: date) -> str:
    """"Nov 2026": a year of months stands in one line."""
    return f"{MONTHS[month.month - 1][:3]} {month.year}"


def _empty(chosen: date, counts: Counter) -> str:
    later = min((month for month in counts if month > chosen), default=None)
    then = f"The next closes in {_name(later)}." if later else "None closes later in the year ahead."
    looked = f"Looked at {words.count_words(sum(counts.values()), 'complaint')} whose window closes in the {AHEAD} months from this one."
    return f"No window closes in {_name(chosen)}. {then} {looked}"


def _table(ids: list[int], today: date) -> dict[str, Any] | None:
    """In the order of the ids."""
    rows, found = Complaint.objects.select_related("customer").in_bulk(ids), {one.complaint_id: one for one in of_complaints(ids)}
    lines = [_line(found[ident], rows[ident], today) for ident in ids if ident in found]
    return {"caption": "Windows that close", "head": [{"text": text} for text in HEAD], "rows": lines} if lines else None


def _line(one: Closing, row: Complaint, today: date) -> list[dict[str, Any]]:
    other = next(book for book in BOOK_WORDS if book != row.rulebook)
    last = f"until {words.short_day(one.other_on)}" if one.other_on else "no end yet"
    status = words.status_of(one.closes_on, today, all_calendars()[workdays.calendar_for(row.nation)], window=True)
    return [{"text": row.reference, "href": f"/c/{row.reference}/eligibility/"}, {"text": heads.name_of(row.customer)},
            {"text": words.short_day(one.closes_on), "strong": True}, {"text": "", "status": status}, {"text": words.title(_last_kind(one))},
            {"text": f"{BOOK_WORDS[other].capitalize()}: {last}"}, {"text": heads.stage_words(row)}]


def _last_kind(one: Closing) -> str:
    """The window that closes last."""
    return max(one.rows, key=lambda row: (row[1], row[0]))[0]


def _pages(page: Any, chosen: date) -> dict[str, Any] | None:
    if page.paginator.num_pages < 2:
        return None
    address = f"/windows/?month={chosen:%Y-%m}&page=".__add__
    return {"words": f"Page {page.number} of {page.paginator.num_pages}", "previous": address(str(page.number - 1)) if page.has_previous() else None,
            "next": address(str(page.number + 1)) if page.has_next() else None}
