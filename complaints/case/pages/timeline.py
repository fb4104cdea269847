"""The timeline tab: every event, newest first, with who and what, and the words unless they were erased."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from complaints.case import mentions, services
from complaints.case.models import Complaint
from complaints.case.notes import CORRECTED, may_correct
from complaints.case.pages import asking, heads, printed, sides
from complaints.case.pages.entry_forms import NoteForm
from complaints.clocks import words
from complaints.record.models import Event
from complaints.record.refusals import Refused, Unacceptable
from workdays import london

PAGE = 100
OF_THE_DESK = (Q(kind__startswith="deadline.") & ~Q(data__has_key="by_hand")) | Q(kind__startswith="alert.")
LETTERS, FILES = Q(kind__startswith="letter."), Q(kind__in=("file", "case_file"))
KINDS = {
    "contact": ("Contact", Q(kind="contact")),
    "decisions": ("Decisions", ~(Q(kind__in=("contact", "note", CORRECTED)) | LETTERS | FILES | OF_THE_DESK)),
    "letters": ("Letters", LETTERS), "files": ("Files", FILES), "system": ("System", OF_THE_DESK), "comments": ("Comments only", Q(kind="note")),
}
@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def timeline(request: HttpRequest, reference: str) -> HttpResponse:
    complaint = asking.complaint_for(request, reference, "timeline")
    form, op_id = NoteForm(request.POST if request.method == "POST" else None), asking.new_op_id()
    if request.method == "POST":
        op_id = request.POST.get("op_id")
        try:
            services.add_note(reference, {**sure(form, complaint), "op_id": op_id}, by=request.user, now=asking.now())
            return HttpResponseRedirect(f"/c/{reference}/timeline/")
        except Refused as refused:
            form.refuse(refused)
    context = _context(request, complaint) | {"form": form, "op_id": op_id}
    return render(request, "complaints/timeline.html", context, status=422 if form.errors else 200)


def sure(form: NoteForm, complaint: Complaint) -> dict[str, Any]:
    """What was written; where it names somebody who would not be told, that is said before it is kept."""
    given = form.given()
    if not given.pop("as_is", ""):
        doubts = mentions.doubts(mentions.mentioned(given.get("text", ""), complaint))
        form.ask_again = bool(doubts)
        if doubts:
            raise Unacceptable.of(text=f"{doubts} Correct the name, or tick “Keep it as it is”.")
    return given


def _context(request: HttpRequest, complaint: Complaint) -> dict[str, Any]:
    events, chosen = Event.objects.filter(complaint=complaint), request.GET.get("show", "")
    told = events.exclude(kind=CORRECTED)
    counts = events.aggregate(all=Count("pk", filter=~Q(kind=CORRECTED)), corrected=Count("pk", filter=Q(kind=CORRECTED)),
                              **{name: Count("pk", filter=which) for name, (_, which) in KINDS.items()})
    wanted = told.filter(KINDS[chosen][1]) if chosen in KINDS else told
    before = request.GET.get("before", "")
    wanted = wanted.filter(seq__lt=int(before)) if before.isdecimal() and len(before) < 9 else wanted
    rows = list(wanted.select_related("by", "sealed").order_by("-seq")[: PAGE + 1])
    later = events.filter(kind=CORRECTED).select_related("sealed") if counts["corrected"] else ()
    base = f"/c/{complaint.reference}/timeline/"
    *filters, comments = _filters(base, counts, chosen)
    return {
        "case": heads.identity(complaint, request.user, "Timeline"),
        "side": sides.beside_timeline(complaint, counts["all"], london.day_of(asking.now())),
        "heading": f"Timeline: {words.count_words(counts['all'], 'event')}, newest first", "filters": filters, "comments": comments,
        "events": _printed(request, complaint, rows[:PAGE], later), "empty": EMPTY.get(chosen, NOTHING), "pages": _pages(base, chosen, rows),
    }


def _printed(request: HttpRequest, complaint: Complaint, rows: list[Event], later: Iterable[Event]) -> list[dict[str, Any]]:
    """The events of this page; one's own fresh note leads to the page that corrects it."""
    now, corrected, dayless = asking.now(), printed.corrections(later), printed.dayless(complaint)
    shown = [printed.shown(event, london.day_of(now), dayless=dayless, corrected=corrected) for event in rows]
    for event, line in zip(rows, shown, strict=True):
        if may_correct(event, request.user, now):
            line |= {"href": f"/c/{complaint.reference}/notes/{event.seq}/", "link": "Correct this note"}
    return shown


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
