"""`/complaints/search/`: the hits below the search box while a person types. Answers a piece of a page; by POST, so that nothing typed is logged."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

import workdays
from complaints.case.models import Complaint
from complaints.case.pages import asking, heads
from complaints.clocks import words
from complaints.intake import ahead as service
from complaints.rules.services import all_calendars
from workdays import london


@require_POST
@asking.refusals_as_pages
def ahead(request: HttpRequest) -> HttpResponse:
    typed = request.POST.get("q", "")
    rows = service.hits(typed, request.user)
    none = f"Nothing found yet for “{typed.strip()[:60]}”. Enter looks in what was said, and at names spelt nearly so."
    count = words.count_words(len(rows), "complaint") if rows else none
    context = {"hits": [shown(row, asking.now()) for row in rows], "words": count if len(typed.strip()) >= service.SHORTEST else ""}
    return render(request, "components/ahead.html", context)


def shown(row: Complaint, now: datetime) -> dict[str, str]:
    """Reference, name, stage, and the next date in words."""
    return {"reference": row.reference, "href": f"/c/{row.reference}/", "name": heads.name_of(row.customer), "stage": heads.stage_words(row),
            "due": _due(row, now)}


def _due(row: Complaint, now: datetime) -> str:
    if row.next_due_on is None:
        return ""
    calendar = all_calendars()[workdays.calendar_for(row.nation)]
    return f"{words.short_day(row.next_due_on)}, {words.status_of(row.next_due_on, london.day_of(now), calendar).words}"
