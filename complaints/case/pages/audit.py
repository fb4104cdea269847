"""The audit tab of a case: every event as it stands in the chain, whether the chain holds, and, for those who may know, who looked."""

from datetime import time
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case import told
from complaints.case.models import Complaint
from complaints.case.pages import asking, heads, printed
from complaints.clocks import words
from complaints.record.models import Access, Event
from complaints.record.verifying import Verdict, verify_one
from staff.who import OVERSEERS
from workdays import london

PAGE, LOOKS = 100, 100
SHORT = 8
HEAD = ("Event", "Happened", "Recorded", "Who", "What", "Hash", "Hash before")
LOOKED = ("When", "Who", "What they opened", "From")


@require_safe
@asking.refusals_as_pages
def audit(request: HttpRequest, reference: str) -> HttpResponse:
    """`?before=` goes on with older events; `?hashes=whole` prints every hash in full."""
    complaint = asking.complaint_for(request, reference, "audit")
    verdict = verify_one(complaint.pk)
    rows = _rows(complaint, request.GET.get("before", ""))
    whole, base = request.GET.get("hashes") == "whole", f"/c/{reference}/audit/"
    return render(request, "complaints/audit.html", {
        "case": heads.identity(complaint, request.user, "Audit"), "side": heads.side(complaint, [], request.user),
        "heading": f"Audit: {words.count_words(verdict.events, 'event')}, {'the chain holds' if verdict.broken is None else 'the chain is broken'}",
        "broken": _broken(verdict), "checked": _checked(verdict), "table": _table(rows[:PAGE], whole=whole),
        "hashes": {"href": base if whole else f"{base}?hashes=whole", "label": "Short hashes" if whole else "Whole hashes"},
        "as_of": f"/c/{reference}/as-of/",
        "next": f"{base}?before={rows[PAGE - 1].seq}{'&hashes=whole' if whole else ''}" if len(rows) > PAGE else "",
        **_looks(complaint, request.user),
    })


def _rows(complaint: Complaint, before: str) -> list[Event]:
    rows = Event.objects.filter(complaint=complaint).select_related("by").order_by("-seq")
    rows = rows.filter(seq__lt=int(before)) if before.isdecimal() and before.isascii() and len(before) < 9 else rows
    return list(rows[: PAGE + 1])


def _broken(verdict: Verdict) -> str:
    if verdict.broken is None:
        return ""
    return f"Event {verdict.broken['seq']}: {verdict.broken['why']}. Tell your administrator; nothing on this page was put right."


def _checked(verdict: Verdict) -> str:
    """What was looked at, and when."""
    erased = f" The words of {words.count_words(verdict.erased, 'event')} were erased by request; their hashes still fit." if verdict.erased else ""
    return f"Checked {words.moment(asking.now())}: each event names the hash of the one before it; " \
           f"no event between the first and the last is missing or changed.{erased}"


def _table(rows: list[Event], *, whole: bool) -> dict[str, Any]:
    return {"caption": "Events of this complaint, newest first", "head": [{"text": text} for text in HEAD],
            "rows": [_line(event, whole=whole) for event in rows]}


def _line(event: Event, *, whole: bool) -> list[dict[str, Any]]:
    cut = len(event.hash) if whole else SHORT
    later = {"strong": True} if london.day_of(event.recorded_at) > london.day_of(event.at) else {}
    return [
        {"text": str(event.seq)}, {"text": _moment(event.at)}, {"text": _moment(event.recorded_at), **later},
        {"text": event.by.full_name if event.by else "The desk"}, {"text": _said(event)},
        {"text": event.hash[:cut]}, {"text": event.previous_hash[:cut]},
    ]


def _said(event: Event) -> str:
    sentence = told.summary(event.kind, event.data)
    return sentence[:1].upper() + sentence[1:]


def _moment(at: Any) -> str:
    """To the second: the order within a minute matters here. What has a day alone is given no time."""
    if at.astimezone(london.LONDON).time() == time.min:
        return words.short_day(london.day_of(at))
    return f"{words.short_day(london.day_of(at))} {at.astimezone(london.LONDON):%H:%M:%S}"


def _looks(complaint: Complaint, person: Any) -> dict[str, Any]:
    """The access log, newest first; nothing for those who may not know who looked."""
    if person.role not in OVERSEERS:
        return {"looks": None, "looks_heading": ""}
    rows: QuerySet[Access] = Access.objects.filter(complaint=complaint).select_related("person").order_by("-pk")[:LOOKS]
    lines = [[{"text": _moment(row.at)}, {"text": row.person.full_name}, {"text": printed.opened(row.what) + (" (refused)" if row.refused else "")},
              {"text": row.address or "–"}] for row in rows]
    heading = "Who looked" if len(lines) < LOOKS else f"Who looked, the last {LOOKS} times"
    return {"looks": {"caption": heading, "head": [{"text": text} for text in LOOKED], "rows": lines}, "looks_heading": heading}
