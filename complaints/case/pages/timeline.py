"""The timeline tab: every event, newest first, with who and what, and the words unless they were erased."""

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from complaints.case import services, told
from complaints.case.models import Complaint
from complaints.case.pages import asking, heads
from complaints.case.stages import MOVES
from complaints.clocks import words
from complaints.record.models import Event
from complaints.record.refusals import Refused
from complaints.record.services import words_of
from workdays import london

PAGE = 100
DID = {
    "send_update": "recorded an update", "declare_deadlock": "declared deadlock", "record_decision": "recorded the Ombudsman’s decision",
    "record_acceptance": "recorded the customer’s answer to the decision", "confirm_compliance": "confirmed that everything was done",
    "return_from_ombudsman": "recorded that the Ombudsman did not take it", "close_after_decision": "closed it after the decision",
    "withdraw": "recorded that the customer withdrew", "set_aside": "set it aside", "resolve": "resolved it",
    "lapse": "closed it: the time for the Ombudsman has passed",
}
assert set(DID) <= set(MOVES)
KINDS = {
    "contact": ("Contact", Q(kind="contact")),
    "decisions": ("Decisions", Q(kind="logged") | Q(kind__startswith="moved.") | Q(kind="edited") | Q(kind="assigned")),
    "notes": ("Notes", Q(kind="note")),
    "letters": ("Letters", Q(kind__startswith="letter.")),
    "system": ("System", Q(kind__startswith="deadline.") | Q(kind__startswith="alert.")),
}
ICONS = {"contact": "out", "note": "note", "file": "file", "logged": "in", "edited": "move", "assigned": "person"}
BY_ROOM = {"moved": "move", "letter": "letter", "deadline": "system", "alert": "alert"}


def shown(event: Event, today: date) -> dict[str, Any]:
    """One event as components/timeline.html prints it."""
    said = told.quoted(words_of(event))
    note, counted = event.kind == "note", event.kind.startswith("deadline.")
    person = None if counted else event.by
    what = DID.get(event.kind.removeprefix("moved.")) or told.summary(event.kind, event.data)
    return {
        "id": event.seq, "when": when(event, counted=counted), "iso": event.at.isoformat(), "icon": icon_of(event),
        "system": person is None, "who": person.full_name if person else "The desk",
        "what": f"noted: {what}" if counted else what, "words": "" if note else said, "note": said if note else "",
        "href": f"/letters/{event.data['letter']}/" if event.data.get("letter") else "", "link": "Open the letter",
    }


def when(event: Event, *, counted: bool) -> str:
    """Day and time; a date worked out from a day alone has no time, so none is made up."""
    at = event.at.astimezone(london.LONDON)
    return words.short_day(at.date()) if counted and (at.hour, at.minute, at.second) == (12, 0, 0) else words.moment(event.at)


def icon_of(event: Event) -> str:
    if event.kind == "contact" and event.data["direction"] == "inbound":
        return "in"
    return ICONS.get(event.kind) or BY_ROOM.get(event.kind.split(".")[0], "system")


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def timeline(request: HttpRequest, reference: str) -> HttpResponse:
    complaint = asking.complaint_for(request, reference, "timeline")
    note = {"action": f"/c/{reference}/timeline/", "op_id": asking.new_op_id(), "text": "", "errors": []}
    if request.method == "POST":
        given = {"op_id": request.POST.get("op_id"), "text": request.POST.get("text", "")}
        try:
            services.add_note(reference, given, by=request.user, now=asking.now())
            return HttpResponseRedirect(note["action"])
        except Refused as refused:
            note |= {"text": given["text"], "errors": [{"href": "#note", "text": refused.sentence}]}
    return render(request, "complaints/timeline.html", _context(request, complaint, note), status=422 if note["errors"] else 200)


def _context(request: HttpRequest, complaint: Complaint, note: dict[str, Any]) -> dict[str, Any]:
    events = Event.objects.filter(complaint=complaint)
    chosen = request.GET.get("show", "")
    counts = events.aggregate(all=Count("pk"), **{name: Count("pk", filter=which) for name, (_, which) in KINDS.items()})
    wanted = events.filter(KINDS[chosen][1]) if chosen in KINDS else events
    before = request.GET.get("before", "")
    wanted = wanted.filter(seq__lt=int(before)) if before.isdecimal() and len(before) < 9 else wanted
    rows = list(wanted.select_related("by", "sealed").order_by("-seq")[: PAGE + 1])
    today = london.day_of(asking.now())
    base = f"/c/{complaint.reference}/timeline/"
    return {
        "case": heads.identity(complaint, request.user, "Timeline"), "side": heads.side(complaint, []),
        "heading": f"Timeline: {counts['all']} events, newest first", "filters": _filters(base, counts, chosen), "note_form": note,
        "events": [shown(event, today) for event in rows[:PAGE]], "empty": "No events of this kind on this complaint.",
        "pages": _pages(base, chosen, rows),
    }


def _filters(base: str, counts: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    rows = [("", "All", counts["all"]), *((name, label, counts[name]) for name, (label, _) in KINDS.items())]
    return [{"label": label, "count": count, "href": f"{base}?show={name}" if name else base, "current": name == chosen}
            for name, label, count in rows]


def _pages(base: str, chosen: str, rows: list[Event]) -> dict[str, Any] | None:
    if len(rows) <= PAGE:
        return None
    kind = f"show={chosen}&" if chosen else ""
    return {"words": f"{PAGE} events on this page", "previous": None, "next": f"{base}?{kind}before={rows[PAGE - 1].seq}"}
