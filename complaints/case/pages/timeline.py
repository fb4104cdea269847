"""The timeline tab: every event, newest first, with who and what, and the words unless they were erased."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from complaints.case import services, told
from complaints.case.models import Complaint
from complaints.case.pages import asking, heads, sides
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
OF_THE_DESK = (Q(kind__startswith="deadline.") & ~Q(data__has_key="by_hand")) | Q(kind__startswith="alert.")
LETTERS, FILES = Q(kind__startswith="letter."), Q(kind__in=("file", "case_file"))
KINDS = {
    "contact": ("Contact", Q(kind="contact")),
    "decisions": ("Decisions", ~(Q(kind__in=("contact", "note")) | LETTERS | FILES | OF_THE_DESK)),
    "letters": ("Letters", LETTERS), "files": ("Files", FILES), "system": ("System", OF_THE_DESK), "comments": ("Comments only", Q(kind="note")),
}
ICONS = {"contact": "out", "note": "note", "file": "file", "logged": "in", "edited": "move", "assigned": "person"}
BY_ROOM = {"moved": "move", "letter": "letter", "deadline": "system", "alert": "alert"}
FROM_A_DAY = ((0, 0, 0), (12, 0, 0))
SOON_WRITTEN = timedelta(hours=1)


def shown(event: Event, today: date, *, dayless: bool = False) -> dict[str, Any]:
    """One event as components/timeline.html prints it. `dayless`: of a complaint whose own moments may be days alone (an import)."""
    said = told.quoted(words_of(event))
    note, counted = event.kind == "note", of_the_desk(event)
    person = None if counted else event.by
    what = "internal note" if note else DID.get(event.kind.removeprefix("moved.")) or told.summary(event.kind, event.data)
    return {
        "id": event.seq, **when(event, today, dayless=dayless), "icon": icon_of(event),
        "system": person is None, "who": person.full_name if person else "The desk",
        "what": f"noted: {what}" if event.kind.startswith("deadline.") else what, "words": "" if note else said, "note": said if note else "",
        "later": "" if dayless or person is None else written_later(event, today),
        "href": f"/letters/{event.data['letter']}/" if event.data.get("letter") else "", "link": "Open the letter",
    }


def of_the_desk(event: Event) -> bool:
    """A date that the desk worked out by itself; one that a person set or met is theirs."""
    return event.kind.startswith("deadline.") and not event.data.get("by_hand")


def when(event: Event, today: date, *, dayless: bool) -> dict[str, str]:
    """Day and time for reading and for machines; what is known by its day alone has no time, so none is made up."""
    at = event.at.astimezone(london.LONDON)
    alone = dayless or event.kind.startswith(("deadline.", "alert."))
    if alone and at.microsecond == 0 and (at.hour, at.minute, at.second) in FROM_A_DAY:
        return {"when": words.tiny_day(at.date()) if at.year == today.year else words.short_day(at.date()), "iso": at.date().isoformat()}
    return {"when": moment(event.at, today), "iso": event.at.isoformat()}


def moment(at: datetime, today: date) -> str:
    """"Thu 30 Apr 14:10", with the year where it is not this one."""
    day = london.day_of(at)
    return f"{words.tiny_day(day)} {words.clock_time(at)}" if day.year == today.year else words.moment(at)


def written_later(event: Event, today: date) -> str:
    """When it was written down, where that was not at once."""
    return f"written down {moment(event.recorded_at, today)}" if event.recorded_at - event.at > SOON_WRITTEN else ""


def icon_of(event: Event) -> str:
    if event.kind == "contact" and event.data["direction"] == "inbound":
        return "in"
    return ICONS.get(event.kind) or BY_ROOM.get(event.kind.split(".")[0], "system")


def dayless(complaint: Complaint) -> bool:
    """Whether its record came from elsewhere, with days that have no time."""
    return complaint.imported or not complaint.received_time_known


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
    today, alone = london.day_of(asking.now()), dayless(complaint)
    base = f"/c/{complaint.reference}/timeline/"
    *filters, comments = _filters(base, counts, chosen)
    return {
        "case": heads.identity(complaint, request.user, "Timeline"), "side": sides.beside_timeline(complaint, counts["all"], today),
        "heading": f"Timeline: {words.count_words(counts['all'], 'event')}, newest first", "filters": filters, "comments": comments,
        "note_form": note, "events": [shown(event, today, dayless=alone) for event in rows[:PAGE]], "empty": EMPTY.get(chosen, NOTHING),
        "pages": _pages(base, chosen, rows),
    }


NOTHING = "No events of this kind on this complaint."
EMPTY = {
    "contact": "Nobody has contacted the customer yet, and they have not rung again.", "letters": "No letter was drafted yet.",
    "files": "No file was added yet.", "comments": "No internal note was written yet. Write the first above.",
}


def _filters(base: str, counts: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    """All, each kind, and last the switch for comments: where it is on it leads back to all."""
    rows = [("", "All", counts["all"]), *((name, label, counts[name]) for name, (label, _) in KINDS.items())]
    return [{"label": label, "count": count, "href": f"{base}?show={name}" if name and name != chosen else base, "current": name == chosen}
            for name, label, count in rows]


def _pages(base: str, chosen: str, rows: list[Event]) -> dict[str, Any] | None:
    if len(rows) <= PAGE:
        return None
    kind = f"show={chosen}&" if chosen else ""
    return {"words": f"{PAGE} events on this page", "previous": None, "next": f"{base}?{kind}before={rows[PAGE - 1].seq}"}
