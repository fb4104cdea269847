"""What was ticked, on paper: the rows of the list with what is due, as of a moment. Each look is kept in the access log."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from complaints.bulk.planning import references_of
from complaints.case.models import Complaint
from complaints.case.pages import asking
from complaints.case.pages.rowing import rows_of
from complaints.case.reading import visible
from complaints.clocks import shown, words
from complaints.record import access
from staff.sessions import address_of
from workdays import london

HEAD = ("Complaint", "Customer", "Stage", "Next due", "Rule", "Owner", "Last contact")


def page(request: HttpRequest, ticked: list[str], back: str) -> HttpResponse:
    references = references_of(ticked)
    found = list(visible(request.user).select_related("customer", "owner").filter(reference__in=references).order_by("next_due_on", "pk"))
    now, address = asking.now(), address_of(request) or ""
    access.looked_at_all(request.user, found, "print", now=now, address=address)
    title = f"{words.count_words(len(found), 'complaint')} to print"
    return render(request, "bulk/print.html", {
        "heading": {"title": title, "small": f"As at {words.moment(now)}."}, "back": {"href": back, "label": "Back to the list"},
        "foot": f"{title.removesuffix(' to print')}, as of {words.moment(now)}. Printed by {request.user.full_name}.",
        "table": _table(found, title, now),
    })


def _table(found: list[Complaint], title: str, now: Any) -> dict[str, Any]:
    rows = [[{"text": row["reference"], "href": row["href"]}, {"text": ", ".join([row["customer"], *row["tags"]])}, {"text": row["stage"]},
             {"text": row["due"], "status": row["status"]}, {"text": row["rule"]}, {"text": row["owner"]}, {"text": row["last"]}]
            for row in rows_of(found, london.day_of(now))]
    return {"caption": title, "head": [{"text": text} for text in HEAD], "rows": rows, "note": shown.doubt_of(rows)}
