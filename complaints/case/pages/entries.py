"""Pages that add to a case without moving it: a contact, a date that a person sets, a new owner, a corrected fact."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from complaints.case import notes, services
from complaints.case.models import Complaint
from complaints.case.pages import asking, days_ahead, heads, story
from complaints.case.pages.around import here
from complaints.case.pages.choosing import chosen, clash_rows, standing
from complaints.case.pages.clash import clash_page
from complaints.case.pages.entry_forms import AssignForm, ClockForm, ContactForm, CorrectNoteForm, MetForm
from complaints.case.pages.forms import GatheringForm
from complaints.clocks import words
from complaints.clocks.kinds import GIVEN
from complaints.clocks.models import Deadline
from complaints.record.models import Event
from complaints.record.refusals import Conflict, Unacceptable, Unknown
from complaints.record.services import words_of
from staff.models import Person, Team

Save = Callable[..., Any]


def entry_page(
    request: HttpRequest, complaint: Complaint, form: GatheringForm, save: Save, *, title: str, submit: str, done: str,
    what_next: tuple[str, ...] = (), versioned: bool = True, clashing: Callable[[], list[dict[str, Any]]] = list,
) -> HttpResponse:
    """GET shows the form; POST saves it once and goes back to the case, or shows the sentences with all that was typed."""
    op_id, version = asking.new_op_id(), complaint.version
    days_ahead.offer(form, complaint)
    if request.method == "POST":
        op_id, version = request.POST.get("op_id"), asking.number(request.POST.get("version"))
        try:
            save({**form.given(), "op_id": op_id, **({"version": version} if versioned else {})}, by=request.user, now=asking.now())
            if done:
                messages.success(request, done)
            return HttpResponseRedirect(f"/c/{complaint.reference}/")
        except Conflict as refused:
            complaint.refresh_from_db()
            return clash_page(request, complaint, submit, form, refused, clashing())
        except Unacceptable as refused:
            form.refuse(refused)
    context = {
        "heading": {"title": f"{title}: {complaint.reference}", "small": heads.name_of(complaint.customer)}, "form": form, "op_id": op_id,
        "version": version if versioned else None, "submit": submit, "danger": False, "action": "", "due": None, "note": None,
        "back": {"href": f"/c/{complaint.reference}/", "label": "Leave, change nothing"}, "what_next": what_next,
        "side": story.beside(complaint, request.user), "here": here(complaint, request.user),
    }
    return render(request, "complaints/move.html", context, status=422 if form.errors else 200)


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def new_contact(request: HttpRequest, reference: str) -> HttpResponse:
    complaint = asking.complaint_for(request, reference, "contact")

    def save(given: dict, *, by: Any, now: Any) -> None:
        services.add_contact(reference, given, by=by, now=now, at=now)
    return entry_page(
        request, complaint, ContactForm(posted(request)), save, title="Record a call or message", submit="Record this call or message",
        done="Contact recorded.",
        what_next=("A contact that answers the customer counts as the first response.", "An attempt that did not reach them meets no deadline."),
        versioned=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def new_clock(request: HttpRequest, reference: str) -> HttpResponse:
    complaint = asking.complaint_for(request, reference, "set a date")

    def save(given: dict, *, by: Any, now: Any) -> None:
        services.set_clock(reference, given, by=by, now=now)
    return entry_page(request, complaint, ClockForm(posted(request)), save, title="Set a date", submit="Set the date", done="Date set.",
                      what_next=("The desk watches this date and alerts ahead of it.",))


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def clock_met(request: HttpRequest, reference: str, deadline: int) -> HttpResponse:
    complaint = asking.complaint_for(request, reference, "date met")
    row = Deadline.objects.filter(complaint=complaint, pk=deadline, kind__in=GIVEN).first()
    if row is None:
        raise Unknown("There is no such date on this complaint.")

    def save(given: dict, *, by: Any, now: Any) -> None:
        services.meet_clock(reference, deadline, given, by=by, now=now, at=now)
    return entry_page(
        request, complaint, MetForm(posted(request)), save, title=f"Record “{words.title(row.kind)}” as done", submit="Record as done",
        done="Recorded.",
        what_next=(f"It was due {words.long_day(row.due_on)}. {row.what}",),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def assign(request: HttpRequest, reference: str) -> HttpResponse:
    complaint = asking.complaint_for(request, reference, "assign")
    form = AssignForm(chosen(request, standing(complaint)) if request.method == "POST" else None)
    people = Person.objects.filter(is_active=True).order_by("full_name").values_list("username", "full_name")
    form.fields["owner"].choices = [("", "Nobody yet: the team"), *people]
    form.fields["team"].choices = [("", "Their own"), *Team.objects.in_use().values_list("slug", "name")]

    def save(given: dict, *, by: Any, now: Any) -> None:
        services.assign(reference, given, by=by, now=now)
    return entry_page(request, complaint, form, save, title="Assign the complaint", submit="Assign the complaint", done="",
                      clashing=lambda: clash_rows(form, complaint))


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def correct_note(request: HttpRequest, reference: str, seq: int) -> HttpResponse:
    """Another wording for one's own note, within its ten minutes; the first stays on record."""
    complaint = asking.complaint_for(request, reference, "correct a note")
    note = Event.objects.filter(complaint=complaint, seq=seq, kind="note").select_related("sealed").first()
    if note is None:
        raise Unknown("There is no such note on this complaint.")
    standing = words_of(notes.wordings(complaint, note)[-1]).get("text", "")

    def save(given: dict, *, by: Any, now: Any) -> None:
        notes.correct_note(reference, seq, given, by=by, now=now)
    return entry_page(
        request, complaint, CorrectNoteForm(posted(request), initial={"text": standing}), save, title="Correct a note", submit="Save the correction",
        done="Note corrected.", versioned=False,
        what_next=("The new wording stands in the timeline; the first stays on record.",
                   f"It can be corrected until {words.clock_time(note.recorded_at + notes.MAY_CORRECT)}."),
    )
