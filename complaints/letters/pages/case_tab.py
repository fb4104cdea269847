"""The letters tab of a case, and drafting a letter by hand."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case.models import Complaint
from complaints.case.pages import asking, heads
from complaints.clocks import words
from complaints.letters import services
from complaints.letters.kinds import STATES_SHOWN, Kind, State
from complaints.letters.models import IN_WORK, Letter
from complaints.letters.moves import AFTER_THE_END
from complaints.letters.pages import finding
from complaints.record.models import Event
from complaints.record.refusals import Conflict

HEAD = ("Letter", "State", "Written by", "Sent", "Received")
OPEN_KINDS = {
    "immediate": (Kind.ACKNOWLEDGEMENT, Kind.UPDATE, Kind.EIGHT_WEEK), "senior_review": (Kind.UPDATE, Kind.ACKNOWLEDGEMENT, Kind.EIGHT_WEEK),
    "deadlock": (Kind.DEADLOCK, Kind.EIGHT_WEEK, Kind.UPDATE), "ombudsman": (Kind.DEADLOCK, Kind.UPDATE, Kind.EIGHT_WEEK),
}


@require_safe
@asking.refusals_as_pages
def letters_tab(request: HttpRequest, reference: str) -> HttpResponse:
    return _page(request, asking.complaint_for(request, reference, "letters"))


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def new_letter(request: HttpRequest, reference: str) -> HttpResponse:
    """GET offers the kinds; POST drafts one and opens it. A draft that is there already is opened instead."""
    complaint = asking.complaint_for(request, reference, "new letter")
    if request.method != "POST":
        return _page(request, complaint)
    given = {"op_id": request.POST.get("op_id"), "kind": request.POST.get("kind", "")}
    try:
        letter_id = services.draft(reference, given, by=request.user, now=asking.now()).ids["letter"]
    except Conflict as refused:
        found = Letter.objects.filter(complaint=complaint, kind=given["kind"]).exclude(state=State.SUPERSEDED).order_by("-pk").first()
        if refused.code != "drafted" or found is None:
            raise
        letter_id = found.pk
    return HttpResponseRedirect(f"/letters/{letter_id}/")


def _page(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    rows = list(Letter.objects.filter(complaint=complaint).select_related("author").order_by("-pk"))
    in_work = {row.kind for row in rows if row.state in IN_WORK}
    lines = [*(_line(row, request.user) for row in rows), *_imported(complaint)]
    table = {"caption": "Letters of this complaint", "head": [{"text": text} for text in HEAD], "rows": lines}
    context = {
        "case": heads.identity(complaint, request.user, "Letters"), "side": heads.side(complaint, [], request.user),
        "letters": table if lines else None,
        "heading": words.count_words(len(lines), "letter").capitalize() if lines else "No letters yet",
        "empty": "A deadlock letter is drafted when deadlock is declared, an 8-week letter 10 working days before its day.",
        "drafts": [_draft(complaint, kind) for kind in kinds_for(complaint) if kind not in in_work],
    }
    return render(request, "complaints/letters.html", context)


def _imported(complaint: Complaint) -> list[list[dict[str, Any]]]:
    """Letters that went before the complaint was imported: their kind and day are on record, their words are not."""
    if not complaint.imported:
        return []
    sent = Event.objects.filter(complaint=complaint, kind="letter.sent", data__imported=True).order_by("-at").values_list("data", flat=True)
    return [[{"text": finding.NAMES[Kind(data["letter_kind"])]}, {"text": "Sent before the import; its words are not here"}, {"text": "–"},
             {"text": words.short_day(date.fromisoformat(data["sent_on"]))}, {"text": "–"}] for data in sent]


def kinds_for(complaint: Complaint) -> tuple[Kind, ...]:
    """The kinds that can be written at this stage; an ended complaint takes the few that it may still be sent."""
    return OPEN_KINDS.get(complaint.stage) or tuple(kind for kind in Kind if kind in AFTER_THE_END)


def _draft(complaint: Complaint, kind: Kind) -> dict[str, Any]:
    return {"action": f"/c/{complaint.reference}/letters/new/", "kind": kind.value, "label": finding.NAMES[kind], "op_id": asking.new_op_id()}


def _line(letter: Letter, me: Any) -> list[dict[str, Any]]:
    how = {"recorded": "", "deemed": ", deemed"}.get(letter.received_how, "")
    received = f"{words.short_day(letter.received_on)}{how}" if letter.received_on else "came back" if letter.undelivered_on else "–"
    return [
        {"text": finding.name_of(letter), "href": f"/letters/{letter.pk}/"}, {"text": STATES_SHOWN[State(letter.state)]},
        {"text": finding.who(letter.author, me)}, {"text": words.short_day(letter.sent_on) if letter.sent_on else "–"}, {"text": received},
    ]
