"""One page for each move: what it asks, what will happen, and the conflict page that keeps what was typed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

import workdays
from complaints.case import moving
from complaints.case.asked import standing_decision
from complaints.case.late_entries import is_late
from complaints.case.models import Complaint, Decision
from complaints.case.move_shapes import MoveShape
from complaints.case.pages import asking, days_ahead, heads, story
from complaints.case.pages.around import here
from complaints.case.pages.clash import clash_page
from complaints.case.pages.move_forms import DANGER, FORMS, MoveForm
from complaints.case.pages.next_words import what_next
from complaints.case.stages import MOVES, Stage, refusal_of_role, refusal_of_stage
from complaints.clocks import words
from complaints.clocks.kinds import ASKS_WHY_LATE
from complaints.clocks.models import Deadline
from complaints.clocks.rows import is_missed
from complaints.record.parsing import parse
from complaints.record.refusals import Conflict, Forbidden, Unacceptable, Unknown
from complaints.rules.services import all_calendars
from staff.models import Person
from workdays import london


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def move_page(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    if name not in MOVES:
        raise Unknown("There is no such move.")
    complaint = asking.complaint_for(request, reference, f"do {name}")
    if request.method == "POST":
        return _made(request, complaint, name)
    _offered(complaint, request.user, name)
    return _page(request, complaint, name, form_for(name, complaint), asking.new_op_id(), complaint.version)


def _offered(complaint: Complaint, person: Any, name: str) -> None:
    """The page of a move that this person can't make now says why before anything is typed."""
    move, stage = MOVES[name], Stage(complaint.stage)
    if stage not in move.sources:
        raise Conflict(refusal_of_stage(move, stage), code="stage")
    if not move.may_at(person.role, stage, owns=complaint.owner_id == person.pk):
        raise Forbidden(refusal_of_role(move, stage))
    if why := moving.refusal_of_now(complaint, name, london.day_of(asking.now())):
        raise Conflict(why, code="stage")


def form_for(name: str, complaint: Complaint, data: Any = None) -> MoveForm:
    """The move's form with the choices that depend on the case."""
    more: dict[str, Any] = {}
    if name == "confirm_compliance":
        decision = Decision.objects.filter(complaint=complaint).order_by("-pk").first()
        more["required"] = decision.required if decision else ()
        more["files"] = [(str(file.pk), f"{file.name}, {file.what}" if file.what else file.name) for file in complaint.files.all()]
    if name == "record_decision":
        more["decided"] = standing_decision(complaint) is not None
    form = days_ahead.offer(FORMS[name](data, **more), complaint)
    if name == "close_after_decision":
        form.fields["because"].choices = [one for one in form.fields["because"].choices if one[0] in reasons_to_close(complaint)]
    if name == "resolve":
        _as_it_stands(form, complaint)
    if name == "escalate":
        managers = Person.objects.filter(role="senior_manager", is_active=True).order_by("full_name")
        form.fields["senior_manager"].choices = [("", "The reviews queue"), *((person.username, person.full_name) for person in managers)]
    return form


def _as_it_stands(form: MoveForm, complaint: Complaint) -> None:
    """Resolving asks what its stage asks: of the handling only once a review looked at it; why it was late stands open where it was."""
    if _missed_a_day(complaint):
        form.folds = {field: words_ for field, words_ in form.folds.items() if field != "late_reason"}
    if complaint.stage == Stage.IMMEDIATE:
        del form.fields["handling"]
        form.sections = [(title, [field for field in fields if field != "handling"]) for title, fields in form.sections]


def reasons_to_close(complaint: Complaint) -> set[str]:
    """Why it may be closed there as its record stands: before a decision only the Ombudsman closes it."""
    decision = standing_decision(complaint)
    if decision is None:
        return {"ombudsman_closed"}
    return {"customer_refused", "no_answer", "ombudsman_closed"} | ({"not_upheld"} if decision.outcome == "not_upheld" else set())


def _missed_a_day(complaint: Complaint) -> bool:
    """Then resolving asks why it was late, so that this question stands open."""
    return any(is_missed(row, asking.now()) for row in Deadline.objects.filter(complaint=complaint, kind__in=ASKS_WHY_LATE))


def _made(request: HttpRequest, complaint: Complaint, name: str) -> HttpResponse:
    form = form_for(name, complaint, request.POST)
    typed = form.given()
    version = asking.number(request.POST.get("version"))
    given = typed | {"op_id": request.POST.get("op_id"), "version": version}
    try:
        _why_late_entry(complaint, typed)
        moving.move(complaint.reference, name, given, by=request.user, now=asking.now())
    except Conflict as refused:
        complaint.refresh_from_db()
        return clash_page(request, complaint, MOVES[name].label, form, refused, over=Stage(complaint.stage) not in MOVES[name].sources)
    except Unacceptable as refused:
        form.refuse(refused)
        return _page(request, complaint, name, form, given["op_id"], version, status=422)
    messages.success(request, done_words(complaint.reference, name))
    return HttpResponseRedirect(f"/c/{complaint.reference}/")


def _why_late_entry(complaint: Complaint, typed: dict[str, Any]) -> None:
    """What happened more than one working day ago asks on the page why it is entered so late."""
    if typed.get("why_late_entry") or not typed.get("at"):
        return
    at = parse(MoveShape, {"at": typed["at"]}).at
    calendar = all_calendars()[workdays.calendar_for(complaint.nation)]
    today = london.day_of(asking.now())
    if at and london.day_of(at) < today and is_late(london.day_of(at), today, calendar):
        raise Unacceptable.of(why_late_entry="This happened more than one working day ago: say why it is entered now.")


def done_words(reference: str, name: str) -> str:
    """Where it stands and what is next: the sentence after a move."""
    complaint = Complaint.objects.get(reference=reference)
    following = Deadline.objects.filter(complaint=complaint, due_on=complaint.next_due_on, kind=complaint.next_kind).first()
    after = f" {words.sentence(following.kind, following.due_on)}." if following and complaint.next_due_on else ""
    return f"{MOVES[name].done}.{after}"


def _page(request: HttpRequest, complaint: Complaint, name: str, form: MoveForm, op_id: Any, version: Any, *, status: int = 200) -> HttpResponse:
    move = MOVES[name]
    context = {
        "heading": {"title": f"{move.label}: {complaint.reference}",
                    "small": f"{heads.name_of(complaint.customer)}, {heads.stands_words(complaint)}"},
        "form": form, "op_id": op_id, "version": version, "submit": move.label, "danger": name in DANGER, "action": "",
        "back": {"href": f"/c/{complaint.reference}/", "label": "Leave, change nothing"}, "what_next": what_next(name, complaint, asking.now()),
        "note": None, "due": None, "side": _side(complaint, name, request.user),
        "here": here(complaint, request.user),
    }
    return render(request, "complaints/move.html", context, status=status)


def _side(complaint: Complaint, name: str, person: Any) -> list[dict[str, Any]]:
    """Beside the form: the story, and first what the Ombudsman asks where the move is about that."""
    about = story.of_ombudsman(complaint) if Stage.OMBUDSMAN in (complaint.stage, MOVES[name].target) or name == "lapse" else []
    return [*about, *story.beside(complaint, person)]
