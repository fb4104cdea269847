"""The letters tab of a case, and drafting a letter by hand."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case.models import Complaint
from complaints.case.pages import asking, heads
from complaints.clocks import shown, words
from complaints.clocks.models import Deadline
from complaints.letters import services
from complaints.letters.kinds import STATES_SHOWN, WITHOUT_APPROVAL, Kind, State
from complaints.letters.models import IN_WORK, Letter
from complaints.letters.moves import AFTER_THE_END
from complaints.letters.pages import finding
from complaints.record.models import Event
from complaints.record.refusals import Conflict
from workdays import Calendar

HEAD = ("Letter", "State", "Send by", "How long", "Rule", "Version", "Written by", "Approved by", "Sent", "Received")
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
    rows = list(Letter.objects.filter(complaint=complaint).select_related("author", "approver").order_by("-pk"))
    calendar, clocks = finding.calendar_of(complaint), {pk: next(iter(found), None) for pk, found in finding.clocks_of(rows).items()}
    rows.sort(key=lambda row: _urgency(row, clocks[row.pk]))
    in_work = {row.kind for row in rows if row.state in IN_WORK}
    lines = [*(_line(row, clocks[row.pk], calendar, request.user) for row in rows), *_imported(complaint)]
    context = {
        "case": heads.identity(complaint, request.user, "Letters"), "side": heads.side(complaint, [], request.user),
        "letters": _table(lines) if lines else None,
        "heading": f"{words.count_words(len(lines), 'letter').capitalize()}{_first(rows, clocks, calendar)}" if lines else "No letters yet",
        "empty": "" if lines else f"{_ahead(complaint)}A deadlock letter is drafted when deadlock is declared, an 8-week letter 10 working days "
                                  "before its day.",
        "drafts": [_draft(complaint, kind) for kind in kinds_for(complaint) if kind not in in_work],
    }
    return render(request, "complaints/letters.html", context)


def _ahead(complaint: Complaint) -> str:
    """When the 8-week letter would be due, where it still is."""
    runs = Deadline.objects.filter(complaint=complaint, kind="eight_week_letter", met_at=None, cancelled_at=None, held_on=None)
    due_on = runs.values_list("due_on", flat=True).first()
    return f"The 8-week letter would be due on {words.long_day(due_on)}. " if due_on else ""


def _urgency(letter: Letter, clock: Deadline | None) -> tuple[bool, date]:
    """Those in work with a day come first, the first due on top; the others stay newest first."""
    waits = clock is not None and clock.is_open and letter.state in IN_WORK
    return (not waits, clock.due_on if waits else date.max)


def _first(rows: list[Letter], clocks: dict[int, Deadline | None], calendar: Calendar) -> str:
    """What the heading says of the letter due first."""
    if not rows or _urgency(rows[0], clocks[rows[0].pk])[0]:
        return ""
    told = shown.status(clocks[rows[0].pk], finding.today(), calendar).words
    return f": {finding.name_of(rows[0]).lower()}, {told[:1].lower()}{told[1:]}"


def _table(lines: list[list[dict[str, Any]]]) -> dict[str, Any]:
    """A column that no letter has anything in is left out."""
    used = [place for place in range(len(HEAD)) if any(line[place]["text"] != "–" for line in lines)]
    head = [{"text": HEAD[place]} | ({"num": True} if HEAD[place] == "Version" else {}) for place in used]
    return {"caption": "Letters of this complaint", "head": head, "rows": [[line[place] for place in used] for line in lines],
            "note": shown.doubt_of(lines)}


def _imported(complaint: Complaint) -> list[list[dict[str, Any]]]:
    """Letters that went before the complaint was imported: their kind and day are on record, their words are not."""
    if not complaint.imported:
        return []
    sent = Event.objects.filter(complaint=complaint, kind="letter.sent", data__imported=True).order_by("-at").values_list("data", flat=True)
    none = {"text": "–"}
    return [[{"text": finding.NAMES[Kind(data["letter_kind"])]}, {"text": "Sent before the import; its words are not here"}, none, none, none, none,
             none, none, {"text": words.short_day(date.fromisoformat(data["sent_on"]))}, none] for data in sent]


def kinds_for(complaint: Complaint) -> tuple[Kind, ...]:
    """The kinds that can be written at this stage; an ended complaint takes the few that it may still be sent."""
    return OPEN_KINDS.get(complaint.stage) or tuple(kind for kind in Kind if kind in AFTER_THE_END)


def _draft(complaint: Complaint, kind: Kind) -> dict[str, Any]:
    return {"action": f"/c/{complaint.reference}/letters/new/", "kind": kind.value, "label": finding.NAMES[kind], "op_id": asking.new_op_id()}


def _line(letter: Letter, clock: Deadline | None, calendar: Calendar, me: Any) -> list[dict[str, Any]]:
    return [
        {"text": finding.name_of(letter), "href": f"/letters/{letter.pk}/"}, {"text": STATES_SHOWN[State(letter.state)]},
        *finding.due_cells(clock, calendar), {"text": str(letter.version), "num": True}, {"text": finding.who(letter.author, me)},
        {"text": _approved(letter, me)}, {"text": f"{words.short_day(letter.sent_on)} by {letter.method}" if letter.sent_on else "–"},
        {"text": _received(letter)},
    ]


def _approved(letter: Letter, me: Any) -> str:
    if letter.approver_id:
        return f"{finding.who(letter.approver, me)}, {finding.when(letter.approved_at)}"
    return "None needed" if Kind(letter.kind) in WITHOUT_APPROVAL else "–"


def _received(letter: Letter) -> str:
    how = {"recorded": "", "deemed": ", deemed"}.get(letter.received_how, "")
    return f"{words.short_day(letter.received_on)}{how}" if letter.received_on else "came back" if letter.undelivered_on else "–"
