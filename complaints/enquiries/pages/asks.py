"""Asking another team on a case, the queue of what is asked of a person and their team, and answering it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case.pages import asking, heads, story
from complaints.case.pages.entries import entry_page, posted
from complaints.clocks import shown, words
from complaints.enquiries import services
from complaints.enquiries.models import Ask
from complaints.enquiries.pages.forms import AnswerForm, AskForm
from complaints.record.refusals import Conflict, Unacceptable, Unknown
from complaints.rules.services import all_calendars
from staff.models import Person, Team
from workdays import london

MOST = 200
HEAD = ("Due", "Question", "Complaint", "Asked by", "Answer")


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def new_ask(request: HttpRequest, reference: str) -> HttpResponse:
    complaint = asking.complaint_for(request, reference, "ask another team")
    form = AskForm(posted(request))
    teams = [(f"team:{slug}", name) for slug, name in Team.objects.in_use().values_list("slug", "name")]
    people = [(f"person:{username}", name) for username, name in
              Person.objects.filter(is_active=True).exclude(pk=request.user.pk).values_list("username", "full_name")]
    form.fields["to"].choices = [("", "Choose"), ("Teams", teams), ("Colleagues", people)]

    def save(given: dict, *, by: Any, now: Any) -> None:
        services.ask(reference, given, by=by, now=now)
    return entry_page(
        request, complaint, form, save, title="Ask another team", submit="Ask this question",
        done="Asked. The complaint’s own dates run on meanwhile.",
        what_next=("They are told now, and chased from the first working day after the day you give until they answer.",
                   "The complaint’s own dates run on meanwhile: an open question stops none of them."),
    )


@require_safe
@asking.refusals_as_pages
def queue(request: HttpRequest) -> HttpResponse:
    """What is open and asked of this person or their team, the one due first on top."""
    today = london.day_of(asking.now())
    asks = list(services.waiting_for(request.user)[: MOST + 1])
    late = sum(ask.deadline.due_on < today for ask in asks[:MOST])
    counted = f"More than {MOST} questions" if len(asks) > MOST else words.count_words(len(asks), "question")
    team = f" or {request.user.team.name}" if request.user.team else ""
    table = {"caption": "Questions to answer", "head": [{"text": text} for text in HEAD], "rows": [_line(ask, today) for ask in asks[:MOST]]}
    return render(request, "complaints/asked.html", {
        "heading": {"title": f"Asked of you{team}: {counted}" + (f", {late} late" if late else ""), "small": "The one due first on top"},
        "table": table if asks else None, "empty": None if asks else {
            "title": "Nothing is asked of you", "text": f"No open question waits for you{team}. Colleagues ask from a complaint, under More.",
            "action": {"href": "/", "label": "Go to your work"}, "note": f"Looked at {words.moment(asking.now())}."},
    })


def _line(ask: Ask, today: date) -> list[dict[str, Any]]:
    row, complaint = ask.deadline, ask.complaint
    return [
        {"text": words.short_day(row.due_on), "status": shown.status(row, today, all_calendars()[row.calendar])}, {"text": row.what},
        {"text": f"{complaint.reference} {heads.name_of(complaint.customer)}", "href": f"/c/{complaint.reference}/"},
        {"text": f"{ask.asked_by.full_name}, {words.tiny_day(london.day_of(ask.asked_at))}"},
        {"text": "Answer", "href": f"/asked/{ask.pk}/"},
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def answer_page(request: HttpRequest, ask: int) -> HttpResponse:
    """The question beside the complaint's story, and a field for the answer. One that is over says so and keeps what was typed."""
    found = services.asks_seen(request.user).filter(pk=ask).first()
    if found is None:
        raise Unknown(services.NO_SUCH)
    complaint = asking.complaint_for(request, found.complaint.reference, "answer a question")
    form, op_id, over = AnswerForm(posted(request)), asking.new_op_id(), None
    if request.method == "POST":
        op_id = request.POST.get("op_id")
        try:
            services.answer(ask, {**form.given(), "op_id": op_id}, by=request.user, now=asking.now())
            messages.success(request, f"Answered. {found.asked_by.full_name} is told.")
            return HttpResponseRedirect("/asked/")
        except Conflict as refused:
            form.refuse(refused)
            over = 409
        except Unacceptable as refused:
            form.refuse(refused)
    whom = found.team.name if found.team else found.person.full_name if found.person else ""
    return render(request, "complaints/move.html", {
        "heading": {"title": f"Answer on {complaint.reference}", "small": f"Asked of {whom} by {found.asked_by.full_name}"}, "form": form,
        "op_id": op_id, "version": None, "submit": "Send the answer", "danger": False, "action": "", "due": None, "note": None,
        "back": {"href": "/asked/", "label": "Leave, change nothing"},
        "what_next": (f"{found.asked_by.full_name} asked, by {words.long_day(found.deadline.due_on)}: {found.deadline.what}",),
        "side": story.beside(complaint, request.user),
    }, status=over or (422 if form.errors else 200))
