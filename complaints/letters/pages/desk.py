"""`/letters/`: what waits for whom, oldest due first; `/letters/print/`: posted letters whose paper has to be made."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Count, Min, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case.pages import asking, heads
from complaints.case.reading import visible
from complaints.clocks import shown, words
from complaints.clocks.models import Deadline
from complaints.letters.kinds import State
from complaints.letters.models import IN_WORK, Letter
from complaints.letters.pages import finding
from complaints.letters.printing import mark_printed, to_print
from complaints.record.refusals import Refused
from workdays import london

MOST = 100
HEAD = ("Complaint", "Customer", "Letter", "Send by", "How long", "Rule", "Written by")
NEXT = "The next deadlock letter is drafted when a complaint reaches deadlock. The next 8-week letter is drafted 10 working days before its day."
WORK = {"href": "/", "label": "Go to your work"}
EMPTY = {"title": "No letters wait", "text": "", "lines": [], "action": WORK, "note": "", "second": None}


def waiting(person: Any) -> QuerySet[Letter]:
    """Letters in work on complaints that this person may see, those due first on top."""
    clock = finding.clocks_in_sql().values("due_on")[:1]
    rows = Letter.objects.filter(state__in=IN_WORK, complaint__in=visible(person)).annotate(due_on=Subquery(clock))
    return rows.select_related("complaint__customer", "author").order_by("due_on", "pk")


GROUPS = (
    ("Uncertain", "warn", "Nobody knows yet whether these went. Find out, then say so.", {"state": State.UNCERTAIN}),
    ("Drafts to check", "pen", "", {"state": State.DRAFT}),
    ("Awaiting a second person", "person", "Somebody who did not write it approves it.", {"state": State.SUBMITTED}),
    ("Approved, to send", "letter", "", {"state": State.APPROVED, "sending_since": None}),
    ("Being handed to the mail server", "out", "", {"state": State.APPROVED, "sending_since__isnull": False}),
)


@require_safe
@asking.refusals_as_pages
def letters(request: HttpRequest) -> HttpResponse:
    rows = waiting(request.user)
    groups = [group for name, icon, note, which in GROUPS if (group := _group(name, icon, note, rows.filter(**which), request.user))]
    paper = to_print(request.user)
    if count := paper.count():
        groups.append({"state": "", "icon": "file", "name": "To print and post", "count": count, "note": "", "table": _to_print_table(count)})
    context = {"heading": _heading(rows), "groups": groups, "empty": None if groups else _empty(request.user), "pages": None,
               "unverified": _doubt(groups), "as_of": f"As at {words.moment(asking.now())}."}
    return render(request, "letters/list.html", context)


def _doubt(groups: list[dict[str, Any]]) -> str:
    """What "unverified" means, where a rule of this page is."""
    return shown.doubt_of(line for group in groups for line in group["table"]["rows"])


def _empty(person: Any) -> dict[str, Any]:
    """None was ever written, or all are sent."""
    looked = f"Looked at every letter that you may see, {words.moment(asking.now())}"
    if Letter.objects.filter(complaint__in=visible(person)).exists():
        return EMPTY | {"text": f"{looked}: each is sent or set aside. {NEXT}"}
    return EMPTY | {"title": "No letters yet", "text": f"{looked}: there is none. {NEXT}"}


def _heading(rows: QuerySet[Letter]) -> dict[str, str]:
    """What is late or due today, or else the one due first; then how many wait for whom."""
    today, by_state = finding.today(), {str(state): Count("pk", filter=Q(state=state)) for state in IN_WORK}
    told = rows.aggregate(late=Count("pk", filter=Q(due_on__lt=today)), today=Count("pk", filter=Q(due_on=today)), first=Min("due_on"), **by_state)
    urgent = [f"{told[name]:,} {what}" for name, what in (("late", "late"), ("today", "due today")) if told[name]]
    ahead = f"none late, next due {words.short_day(told['first'])}" if told["first"] else "none late"
    small = [f"{words.count_words(told[State.DRAFT], 'draft')} to check", f"{told[State.SUBMITTED]:,} to approve",
             f"{told[State.APPROVED]:,} to send", f"{told[State.UNCERTAIN]:,} uncertain"]
    return {"title": f"Letters: {', '.join(urgent) or ahead}", "small": ", ".join(small)}


def _group(name: str, icon: str, note: str, rows: QuerySet[Letter], me: Any) -> dict[str, Any] | None:
    count = rows.count()
    if not count:
        return None
    some = list(rows[:MOST])
    note = note if count <= MOST else f"{note} The {MOST} due first are shown.".strip()
    clocks = finding.clocks_of(some)
    lines = [_line(row, next(iter(clocks[row.pk]), None), me) for row in some]
    first = next((line[4]["status"] for line in lines if line[4].get("status")), None)
    return {"state": first or "", "icon": icon, "name": name, "count": count, "note": note,
            "table": {"caption": name, "head": [{"text": text} for text in HEAD], "rows": lines}}


def _line(letter: Letter, clock: Deadline | None, me: Any) -> list[dict[str, Any]]:
    return [
        {"text": letter.complaint.reference, "href": f"/letters/{letter.pk}/"}, {"text": heads.name_of(letter.complaint.customer)},
        {"text": finding.name_of(letter)}, *finding.due_cells(clock, finding.calendar_of(letter.complaint)),
        {"text": finding.who(letter.author, me)},
    ]


def _to_print_table(count: int) -> dict[str, Any]:
    rows = [[{"text": "Open the print list", "href": "/letters/print/"}, {"text": words.count_words(count, "letter")}]]
    return {"caption": "To print and post", "head": [{"text": "Posted letters whose paper has to be made"}, {"text": "Waiting"}], "rows": rows}


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def print_list(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _printed(request)
    rows, now = list(to_print(request.user)[:MOST]), asking.now()
    lines = [{"id": row.pk, "name": finding.name_of(row), "reference": row.complaint.reference, "to": row.to_address.split("\n")[0],
              "sent": words.short_day(row.sent_on), "waits": _waits(row, now), "pdf": f"/letters/{row.pk}/letter.pdf",
              "href": f"/letters/{row.pk}/"} for row in rows]
    nothing = f"Looked at {words.moment(now)}: no posted letter waits for its paper. A letter sent by post appears here."
    context = {
        "heading": {"title": f"Print list: {words.count_words(len(lines), 'letter')}", "small": "posted letters whose paper has to be made"},
        "as_of": f"As at {words.moment(now)}. The longest waiting stand first.",
        "lines": lines, "op_id": asking.new_op_id(), "empty": EMPTY | {"title": "Nothing to print", "text": nothing},
    }
    return render(request, "letters/print.html", context)


def _waits(row: Letter, now: datetime) -> str:
    days = (london.day_of(now) - row.sent_on).days
    return words.count_words(days, "day") if days else "Since today"


def _printed(request: HttpRequest) -> HttpResponse:
    chosen = [number for typed in request.POST.getlist("letter") if (number := asking.number(typed))][:MOST]
    op_id = request.POST.get("op_id", "")[:50]
    try:
        done = mark_printed(chosen, op_id, by=request.user, now=asking.now())
    except Refused as refused:
        return asking.refusal_page(request, refused)
    messages.success(request, f"Marked as printed: {words.count_words(len(done), 'letter')}." if done else "No letter was chosen.")
    return HttpResponseRedirect("/letters/print/")
