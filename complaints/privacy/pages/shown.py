"""How the room's rows are put into tables and steps. Reads only."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from complaints.case.models import Complaint, DataRequest
from complaints.case.pages import asking
from complaints.case.pages.forms import GatheringForm
from complaints.case.reading import hidden
from complaints.clocks import shown as clock_shown
from complaints.clocks import words
from complaints.clocks.models import Deadline
from complaints.privacy.erasure import GROUND_WORDS
from complaints.privacy.models import KINDS, OUTCOMES, Erasure
from complaints.record import access
from complaints.record.refusals import Conflict, Unacceptable
from complaints.rules import services as rules
from staff.sessions import address_of
from workdays import calendar_for, london

KIND_WORDS = {"complaint": "Complaint", "supply_report": "Supply report", "incident_customer": "Customer of an incident", "connection": "Connection",
              "data_request": "Request about their data", "representative": "Speaks for a customer", "caller": "Rang or wrote for a customer"}
RESTRICTED = "A restricted complaint"
OUTCOME_WORDS = {"allowed": "To erase all chosen records", "partly": "To erase the chosen records and keep others", "refused": "To refuse"}
assert set(KIND_WORDS) == set(KINDS) and set(OUTCOME_WORDS) == set(OUTCOMES)


def assessed(row: Erasure) -> str:
    """What was assessed, on which ground, by whom and why."""
    return f"{OUTCOME_WORDS[row.outcome]}. {GROUND_WORDS[row.ground]}. {row.assessed_by.full_name}: {row.why}"


def table(caption: str, head: tuple[str, ...], rows: list[list[dict[str, Any]]]) -> dict[str, Any] | None:
    """components/table.html; None without rows."""
    return {"caption": caption, "head": [{"text": text} for text in head], "rows": rows} if rows else None


def shut(person: Any, complaints: Iterable[int]) -> set[int]:
    """Those of these complaints that are restricted and not theirs to see."""
    return set(hidden(person).filter(pk__in=complaints).values_list("pk", flat=True))


def looked(request: HttpRequest, complaints: Any, what: str) -> None:
    """The look at each of these complaints, in the access log."""
    rows = Complaint.objects.filter(pk__in=complaints)
    access.looked_at_all(request.user, rows, what, now=asking.now(), address=address_of(request) or "")


def clock_of(request: DataRequest) -> Deadline | None:
    return Deadline.objects.filter(data_request=request, complaint=None).first()


def due_words(request: DataRequest, row: Deadline | None) -> str:
    if request.answered_at:
        return f"Answered {words.moment(request.answered_at)}"
    return f"Answer by {words.short_day(row.due_on)}, {status_of(row, london.day_of(asking.now())).words}" if row else ""


def status_of(row: Deadline, today: date) -> words.Status:
    """By the calendar of the company: the month to answer runs in days, how long is left is told in working days."""
    tables = rules.tables()
    return clock_shown.status(row, today, tables.calendars[calendar_for(tables.company(today).nation)])


def step_page(
    request: HttpRequest, form: GatheringForm, save: Callable[..., Any], *, heading: Mapping[str, str], submit: str, back: str, done: str,
    what_next: tuple[str, ...] = (), danger: bool = False, to: Callable[[Any], str] | None = None, version: int | None = None,
    side: list[dict[str, Any]] | None = None,
) -> HttpResponse:
    """A form of one step: saved once, back to `back`; a refusal stands at its field with what was typed. `version` where what is changed has one."""
    op_id, status = asking.new_op_id(), 200
    if request.method == "POST":
        op_id = request.POST.get("op_id")
        seen = {} if version is None else {"version": asking.number(request.POST.get("version"))}
        try:
            answer = save({**form.given(), "op_id": op_id, **seen}, by=request.user, now=asking.now())
            messages.success(request, done)
            return HttpResponseRedirect(to(answer) if to else back)
        except (Conflict, Unacceptable) as refused:
            form.refuse(refused)
            status = refused.status
    return render(request, "complaints/move.html", {
        "heading": heading, "form": form, "op_id": op_id, "version": version, "submit": submit, "danger": danger, "action": "", "due": None,
        "note": None, "side": side, "back": {"href": back, "label": "Leave, change nothing"}, "what_next": what_next,
    }, status=status)


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
