"""`/compliance/breaches/MARK/`: one missed duty, what was found out about it, and the forms that write it, sign it and open it again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.case import told
from complaints.case.models import Resolution
from complaints.case.pages import asking, heads, story
from complaints.case.pages.entries import posted
from complaints.case.pages.forms import GatheringForm, choice, day_field, words_field
from complaints.clocks import shown, words
from complaints.clocks.models import Deadline
from complaints.compliance import causes, missed
from complaints.compliance import register as services
from complaints.compliance.pages.home import look_of
from complaints.compliance.pages.naming import of, team_name
from complaints.compliance.pages.register import HARM_WORDS, duty_words, ended_words, state_words, written
from complaints.record import access
from complaints.record.models import Event
from complaints.record.refusals import Conflict, Unacceptable
from complaints.record.services import words_of
from staff.models import Person, Team
from staff.sessions import address_of
from workdays import london

HARMS = [("none", "None"), ("low", "Low: a worry or a small loss of time"), ("high", "High: money, health or supply")]
HISTORY_HEAD = ("When", "Who", "What", "In words")
HISTORY_SHOWN = 100


class WrittenForm(GatheringForm):
    cause = choice("Why was it missed?", [], radio=False)
    why = words_field("The cause in words", "What happened, so that somebody else understands it.")
    team = choice("Team that answers for it", [], radio=False)
    harm = choice("Harm to the customer", HARMS)
    harm_words = words_field("What it meant for the customer", "Needed where there was harm.", rows=2)
    action = words_field("What is done about it", "So that it does not happen again. Leave it empty where nothing is to be done.", rows=2)
    action_owner = choice("Who does it", [], radio=False)
    action_due_on = day_field("By when")


class ReopenForm(GatheringForm):
    reason = words_field("Why is it opened again?", "Kept on record with your name.", rows=2)


def _duty(request: HttpRequest, mark: str) -> Any:
    """The missed duty, with the look at its complaint kept."""
    look = look_of(request, asking.now())
    duty = services.duty_of(mark, request.user, look.today)
    if complaint := services.complaint_of(duty):
        asking.complaint_for(request, complaint.reference, "missed duty")
    else:
        access.looked(request.user, None, f"missed duty {mark}", now=look.now, address=address_of(request) or "")
    return duty


@require_safe
@asking.refusals_as_pages
def page(request: HttpRequest, mark: str) -> HttpResponse:
    duty = _duty(request, mark)
    found = written(duty)
    return render(request, "compliance/duty.html", {
        "heading": {"title": f"{duty_words(duty)}, missed {words.short_day(duty.missed_on)}",
                    "small": f"{of(duty)['text']}. {state_words(duty)}."},
        "case": of(duty)["href"], "of_case": bool(services.complaint_of(duty)), "kept": duty.kept, "facts": _facts(duty),
        "written": _written(found) if found else [],
        "history": _history(duty), "base": f"/compliance/breaches/{mark}/", "op_id": asking.new_op_id(), "done_op_id": asking.new_op_id(),
        "version": found.version if found else 0, "may": _may(found, request.user),
    })


def _may(found: Any, person: Any) -> dict[str, Any]:
    """Which of the steps are open to this person, and why signing is not."""
    signed, own = bool(found and found.signed_at), bool(found and found.written_by_id == person.pk)
    return {"write": not signed, "sign": bool(found) and not signed and not own, "reopen": signed,
            "done": bool(found and found.action_owner_id and not found.done_at),
            "own": "You wrote this: another compliance officer or administrator signs it off." if own and not signed else ""}


def _facts(duty: Any) -> list[dict[str, str]]:
    complaint = services.complaint_of(duty)
    whose = ("Complaint", f"{complaint.reference}, {heads.name_of(complaint.customer)}") if complaint else ("Of", of(duty)["text"])
    told_of = [whose, ("Duty", duty_words(duty)), ("Missed day", words.long_day(duty.missed_on)),
               ("How it ended", ended_words(duty, london.day_of(asking.now())))]
    told_of += [("Team that holds the complaint", team_name(duty, None))] if complaint else []
    if isinstance(duty, Deadline):
        told_of.insert(2, ("Rule", shown.rule(duty)))
    reason = late_reason(duty)
    return [{"name": name, "text": text} for name, text in (*told_of, *([("Said when it was resolved", reason)] if reason else []))]


def late_reason(duty: Any) -> str:
    """Why it was late, as the last resolution says; "" where none does."""
    complaint = services.complaint_of(duty)
    rows = Resolution.objects.filter(complaint=complaint.pk if complaint else None).exclude(late_reason="").order_by("-pk")
    return rows.values_list("late_reason", flat=True).first() or ""


def _written(found: Any) -> list[dict[str, str]]:
    said = words_of(found.event)
    who = f"{found.action_owner.full_name}, by {words.long_day(found.action_due_on)}" if found.action_owner else ""
    signed = f"{found.signed_by.full_name}, {words.moment(found.signed_at)}" if found.signed_at else "Nobody yet"
    lines = (
        ("Cause", causes.name_of(found.cause)), ("In words", said.get("why", "")), ("Team that answers", found.team.name if found.team else ""),
        ("Harm to the customer", HARM_WORDS[found.harm]), ("What it meant", said.get("harm", "")), ("What is done about it", said.get("what", "")),
        ("Who does it", who), ("Done", f"{found.done_by.full_name}, {words.moment(found.done_at)}" if found.done_by else ""),
        ("Written by", f"{found.written_by.full_name}, {words.moment(found.written_at)}"), ("Signed off by", signed),
    )
    return [{"name": name, "text": text} for name, text in lines if text]


def _history(duty: Any) -> dict[str, Any] | None:
    """Every step, from the complaint's chain, the newest first."""
    own = {"data__key": duty.key} if isinstance(duty, Deadline) else {f"data__{missed.OF[type(duty)]}": duty.pk}
    rows = Event.objects.filter(complaint=services.complaint_of(duty), kind__startswith=services.PART, **own)
    rows = rows.select_related("by", "sealed").order_by("-seq")
    lines = [[{"text": words.moment(row.at)}, {"text": row.by.full_name}, {"text": _step(row)}, {"text": told.quoted(words_of(row))}]
             for row in rows[:HISTORY_SHOWN]]
    head = [{"text": text} for text in HISTORY_HEAD]
    return {"caption": "What was written, signed and opened again", "head": head, "rows": lines} if lines else None


STEPS = {"written": "Written", "signed": "Signed off", "reopened": "Opened again", "done": "Done"}
assert set(STEPS) == set(told.BREACH_STEPS)


def _step(row: Event) -> str:
    what = row.kind.removeprefix(services.PART)
    found = f": {causes.name_of(row.data['cause']).lower()}, harm {HARM_WORDS[row.data['harm']].lower()}" if what == "written" else ""
    return STEPS[what] + found


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def write(request: HttpRequest, mark: str) -> HttpResponse:
    duty = _duty(request, mark)
    _open_for(request, duty, "write", services.SIGNED)
    form = WrittenForm(posted(request), initial=_initial(duty))
    _offer(form, duty)
    return _form(request, mark, duty, form, services.write, title="What happened", submit="Save what happened",
                 done="Kept. A second person signs it off.", then=("It goes into the record of the complaint, where what was written before stays.",))


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def reopen(request: HttpRequest, mark: str) -> HttpResponse:
    duty = _duty(request, mark)
    _open_for(request, duty, "reopen", services.NOT_SIGNED)
    return _form(request, mark, duty, ReopenForm(posted(request)), services.reopen, title="Open this duty again", submit="Open this duty again",
                 done="Opened again. It can be written anew.", then=("Who signed it and what was written stay on record.",))


def _open_for(request: HttpRequest, duty: Any, step: str, why_not: str) -> None:
    """A form that can't be sent is not offered; what was typed while that changed is answered by the service and kept."""
    if request.method != "POST" and not _may(written(duty), request.user)[step]:
        raise Conflict(why_not, code="stage")


def _initial(duty: Any) -> dict[str, Any]:
    found = written(duty)
    if found is None:
        complaint = services.complaint_of(duty)
        return {"why": late_reason(duty), "team": complaint.team.slug if complaint and complaint.team else ""}
    said = words_of(found.event)
    return {"cause": found.cause, "why": said.get("why", ""), "team": found.team.slug if found.team else "", "harm": found.harm,
            "harm_words": said.get("harm", ""), "action": said.get("what", ""), "action_due_on": found.action_due_on,
            "action_owner": found.action_owner.username if found.action_owner else ""}


def _offer(form: WrittenForm, duty: Any) -> None:
    """The causes of today, and the one that stands there; teams; people at work."""
    found = written(duty)
    offered = causes.offered(london.day_of(asking.now())) | ({found.cause: causes.name_of(found.cause)} if found else {})
    people = Person.objects.filter(is_active=True).order_by("full_name", "pk").values_list("username", "full_name")
    form.fields["cause"].choices = [("", "Choose a cause"), *offered.items()]
    form.fields["team"].choices = [("", "The team that holds the complaint"), *Team.objects.order_by("name").values_list("slug", "name")]
    form.fields["action_owner"].choices = [("", "Nobody"), *people]


def _form(request: HttpRequest, mark: str, duty: Any, form: GatheringForm, save: Callable[..., Any], *, title: str, submit: str, done: str,
          then: tuple[str, ...]) -> HttpResponse:
    back, found, complaint = f"/compliance/breaches/{mark}/", written(duty), services.complaint_of(duty)
    op_id, version, status = asking.new_op_id(), found.version if found else 0, 200
    if request.method == "POST":
        op_id, version = request.POST.get("op_id"), asking.number(request.POST.get("version"))
        try:
            save(mark, {**form.given(), "op_id": op_id, "version": version}, by=request.user, now=asking.now())
            messages.success(request, done)
            return HttpResponseRedirect(back)
        except Conflict as refused:
            return _clash(request, mark, form, refused, submit)
        except Unacceptable as refused:
            form.refuse(refused)
            status = refused.status
    return render(request, "complaints/move.html", {
        "heading": {"title": f"{title}: {duty_words(duty)}", "small": f"{of(duty)['text']}, missed {words.short_day(duty.missed_on)}"},
        "form": form, "op_id": op_id, "version": version, "what_next": then, "submit": submit, "danger": False, "action": request.path,
        "not_yet": "changed" if found else "",
        "due": None, "side": story.beside(complaint, request.user) if complaint else None, "note": None,
        "back": {"href": back, "label": "Leave, change nothing"},
    }, status=status)


def _clash(request: HttpRequest, mark: str, form: GatheringForm, refused: Conflict, submit: str) -> HttpResponse:
    """409: what stands there now, and all that was typed, to be sent again under the new version where that is possible."""
    duty = _duty(request, mark)
    found, back = written(duty), f"/compliance/breaches/{mark}/"
    typed = [{"label": field.label, "text": str(text)} for name, field in form.fields.items() if (text := form._value(name))]
    hidden = [{"name": name, "value": request.POST.get(name, "")} for name in form.fields]
    return render(request, "complaints/conflict.html", {
        "heading": {"title": f"Changed meanwhile: {duty_words(duty)}", "small": "What you typed is kept on this page."}, "kept": None,
        "notice": {"title": refused.sentence, "text": "Look at what stands there now, then send yours or leave it."},
        "changes": [f"{line['name']}: {line['text']}" for line in (_written(found) if found else [])], "theirs_head": "", "before_head": "",
        "fields": [], "typed": typed, "action": request.path, "op_id": asking.new_op_id(), "version": found.version if found else 0,
        "hidden": hidden, "submit": f"{submit} all the same" if refused.code == "stale_version" else "",
        "keep_theirs": {"href": back, "label": "Keep theirs, drop mine"}, "leave": None,
    }, status=409)


@require_POST
@asking.refusals_as_pages
def sign(request: HttpRequest, mark: str) -> HttpResponse:
    duty = _duty(request, mark)
    given = {"op_id": request.POST.get("op_id"), "version": asking.number(request.POST.get("version"))}
    services.sign(mark, given, by=request.user, now=asking.now())
    messages.success(request, f"Signed off: {duty_words(duty)} of {of(duty)['text']}.")
    return HttpResponseRedirect(f"/compliance/breaches/{mark}/")


@require_POST
@asking.refusals_as_pages
def done(request: HttpRequest, mark: str) -> HttpResponse:
    _duty(request, mark)
    given = {"op_id": request.POST.get("op_id"), "version": asking.number(request.POST.get("version"))}
    services.done(mark, given, by=request.user, now=asking.now())
    messages.success(request, "Recorded: what was to be done is done.")
    return HttpResponseRedirect(f"/compliance/breaches/{mark}/")
