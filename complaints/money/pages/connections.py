"""Connections: the list, a new one, and one job's page with its steps, what is owed so far, and the days recorded on it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import workdays
from complaints.case import told
from complaints.case.pages import asking
from complaints.case.pages.entries import posted
from complaints.clocks import words
from complaints.money import connections
from complaints.money.models import ConnectionJob
from complaints.money.naming import STATE_WORDS, pounds, what_for
from complaints.money.owed import Worked, in_all, next_due, worked_out
from complaints.money.pages.connection_explained import explained_day
from complaints.money.pages.connection_forms import FORMS, DateForm
from complaints.money.pages.connection_picture import picture
from complaints.money.steps import ELECTRICITY, kind_words
from complaints.record import access
from complaints.record.models import Event
from complaints.record.refusals import Conflict, Unacceptable
from complaints.record.services import words_of
from complaints.rules.services import all_calendars
from staff.sessions import address_of
from standards.pages.shown import headline, panel
from standards.words import named
from workdays import Calendar, london

SHOWN = 50
Followed = tuple[ConnectionJob, list[Worked], Worked | None]
HEAD = ("Connection", "Next step", "Due", "How long", "What it is", "Complaint", "Owed so far")
NEVER = date.max
STEP_HEAD = ("Step", "By", "Done", "How it stands", "Owed so far")
PAYMENT_HEAD = ("Payment", "State", "Pay by", "Sum")
CLASS_WORDS = {"domestic": "household", "small_business": "small business", "large_business": "large business"}
EMPTY = {"title": "No connections yet",
         "text": "A connection is followed here from its quotation to the day it is energised, with what is owed where a date was missed.",
         "lines": [], "action": {"href": "/connections/new/", "label": "Follow a connection"}, "second": None, "note": None}


@require_safe
@asking.refusals_as_pages
def connection_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(connections.jobs_for(request.user).order_by("-pk"), SHOWN).get_page(request.GET.get("page"))
    _looked(request, None, "connections")
    now, pages = asking.now(), _pages(page)
    followed = sorted((_followed(job, now) for job in page), key=_urgency)
    context = {
        "heading": {"title": _title(page.paginator.count, _late(followed, now), alone=pages is None), "small": "from the quotation to energising"},
        "as_of": f"As at {words.moment(now)}.",
        "table": {"caption": "Connections", "head": _head(HEAD), "rows": [_line(one, now) for one in followed]}, "empty": EMPTY, "pages": pages,
    }
    return render(request, "money/connections.html", context)


def _looked(request: HttpRequest, job: ConnectionJob | None, what: str) -> None:
    access.looked(request.user, job.complaint if job else None, what, now=asking.now(), address=address_of(request) or "")


def _head(names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{"text": text, "num": text in ("Owed so far", "Sum")} for text in names]


def calendar_of(job: ConnectionJob) -> Calendar:
    return all_calendars()[workdays.calendar_for(job.nation)]


def _followed(job: ConnectionJob, now: datetime) -> Followed:
    worked = worked_out(connections.connection_of(job), now=now)
    return job, worked, next_due(worked)


def _urgency(one: Followed) -> tuple[date, int]:
    """The step due first on top; where nothing is due, the newest on top."""
    job, _, following = one
    return (following.due_on if following else None) or NEVER, -job.pk


def _late(followed: list[Followed], now: datetime) -> int:
    return sum(1 for _, _, following in followed if following and following.due_on and following.due_on < london.day_of(now))


def _title(count: int, late: int, *, alone: bool) -> str:
    """"Connections: 2, 1 late"; where there are further pages, what is late is this page's."""
    return f"Connections: {count:,}" + (f", {late:,} late{'' if alone else ' on this page'}" if late else "")


def _line(one: Followed, now: datetime) -> list[dict[str, Any]]:
    job, worked, following = one
    connection = connections.connection_of(job)
    status = _status(following, london.day_of(now), calendar_of(job)) if following else None
    reference = job.complaint.reference if job.complaint else ""
    return [
        {"text": job.label, "href": f"/connections/{job.pk}/"}, {"text": following.step.title if following else "Nothing is due"},
        {"text": words.short_day(following.due_on) if following else "", "strong": True}, {"text": "", "status": status},
        {"text": kind_words(connection)},
        {"text": reference, "href": f"/c/{reference}/"} if reference else {"text": "–"},
        {"text": pounds(in_all(worked)), "num": True},
    ]


def _status(one: Worked, today: date, calendar: Calendar) -> Any:
    """How the step stands; None for what has no limit."""
    return words.status_of(one.due_on, today, calendar, met_on=one.done_on) if one.due_on else None


def _pages(page: Any) -> dict[str, Any] | None:
    if page.paginator.num_pages < 2:
        return None
    address = "/connections/?page={}".format
    return {"words": f"Page {page.number} of {page.paginator.num_pages}", "previous": address(page.number - 1) if page.has_previous() else None,
            "next": address(page.number + 1) if page.has_next() else None}


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def new_connection(request: HttpRequest) -> HttpResponse:
    """What the connection is; the fuel is in the address, since it decides what is asked."""
    fuel = request.GET.get("fuel") if request.GET.get("fuel") in FORMS else ELECTRICITY
    form, op_id, status = FORMS[fuel](posted(request), initial=_initial(request)), asking.new_op_id(), 200
    if request.method == "POST":
        op_id = request.POST.get("op_id")
        try:
            answer = connections.begin(form.given() | {"fuel": fuel, "op_id": op_id}, by=request.user, now=asking.now())
            return HttpResponseRedirect(f"/connections/{answer.ids['job']}/")
        except (Unacceptable, Conflict) as refused:
            form.refuse(refused)
            status = refused.status
            op_id = asking.new_op_id() if isinstance(refused, Conflict) else op_id
    more = f"&complaint={quote(form['complaint'].value() or '')}" if form["complaint"].value() else ""
    context = {
        "heading": {"title": "Follow a connection", "small": "its dates, and what is owed where one is missed"}, "form": form, "op_id": op_id,
        "version": None, "submit": "Follow this connection", "danger": False, "action": f"/connections/new/?fuel={fuel}", "note": None,
        "back": {"href": "/connections/", "label": "Leave, keep nothing"},
        "what_next": ("Its standards follow from what it is. What is owed is worked out from its dates each time.",),
        "fuels": [{"href": f"/connections/new/?fuel={name}{more}", "label": name.capitalize(), "current": name == fuel} for name in FORMS],
    }
    return render(request, "money/connection_new.html", context, status=status)


def _initial(request: HttpRequest) -> dict[str, str]:
    return {"complaint": request.GET.get("complaint", "")[:20]}


@require_safe
@asking.refusals_as_pages
def connection(request: HttpRequest, number: int) -> HttpResponse:
    job = connections.job_for(number, request.user)
    _looked(request, job, "connection")
    return job_page(request, job, DateForm(job=connections.connection_of(job)), asking.new_op_id(), job.version)


@require_POST
@asking.refusals_as_pages
def record_date(request: HttpRequest, number: int) -> HttpResponse:
    job = connections.job_for(number, request.user)
    form, version = DateForm(request.POST, job=connections.connection_of(job)), asking.number(request.POST.get("version"))
    given = form.given() | {"op_id": request.POST.get("op_id"), "version": version}
    try:
        connections.record_date(number, given, by=request.user, now=asking.now())
    except Conflict as refused:
        return _clash(request, job, form, refused)
    except Unacceptable as refused:
        form.refuse(refused)
        return job_page(request, job, form, given["op_id"], version, status=422)
    messages.success(request, "The date is recorded.")
    return HttpResponseRedirect(f"/connections/{number}/")


@require_POST
@asking.refusals_as_pages
def record_owed(request: HttpRequest, number: int) -> HttpResponse:
    """A finding and a payment for each step that is done and was late."""
    job, version = connections.job_for(number, request.user), asking.number(request.POST.get("version"))
    try:
        connections.record_owed(number, {"op_id": request.POST.get("op_id"), "version": version}, by=request.user, now=asking.now())
    except (Conflict, Unacceptable) as refused:
        form = DateForm(job=connections.connection_of(job))
        errors = [{"href": "", "text": refused.sentence}]
        return job_page(request, job, form, asking.new_op_id(), job.version, status=refused.status, errors=errors)
    messages.success(request, "What is owed is recorded. Another person approves each payment.")
    return HttpResponseRedirect(f"/connections/{number}/")


def job_page(request: HttpRequest, job: ConnectionJob, form: DateForm, op_id: Any, version: Any, *, status: int = 200,
             errors: Sequence[Mapping[str, str]] = ()) -> HttpResponse:
    now = asking.now()
    view, today, calendar = connections.connection_of(job), london.day_of(now), calendar_of(job)
    worked = worked_out(view, now=now)
    context = {
        "heading": {"title": f"{job.label}: {pounds(in_all(worked))} owed so far",
                    "small": f"{kind_words(view)}, {CLASS_WORDS[job.customer_type]}, {job.nation.title()}"},
        "due": _due(next_due(worked), today, calendar), "picture": picture(view, worked, today, calendar),
        "steps": {"caption": "Steps of this connection", "head": _head(STEP_HEAD), "rows": [
            *(_step(one, today, calendar) for one in worked), _total(worked)]},
        "explained": [_explained(one) for one in worked if one.finding], "form": form, "not_yet": "added", "op_id": op_id, "version": version,
        "action": f"/connections/{job.pk}/dates/", "submit": "Record this day", "side": _side(job), "events": _history(job),
        "errors": errors, "owed": _owed(job, worked), "payments": _payments(job),
    }
    return render(request, "money/connection.html", context, status=status)


def _due(one: Worked | None, today: date, calendar: Calendar) -> dict[str, Any] | None:
    """The due card of the next step."""
    if one is None:
        return None
    return {"sentence": f"{one.step.title} by {words.long_day(one.due_on)}", "status": _status(one, today, calendar),
            "rule": named(one.assessed.standard), "explain": explained_day(one, today, calendar)}


def _step(one: Worked, today: date, calendar: Calendar) -> list[dict[str, Any]]:
    return [
        {"text": one.step.title}, {"text": words.short_day(one.due_on) if one.due_on else "–"},
        {"text": words.short_day(one.done_on) if one.done_on else "–"}, {"text": _stands(one), "status": _status(one, today, calendar)},
        {"text": pounds(one.owed), "num": True},
    ]


def _owed(job: ConnectionJob, worked: list[Worked]) -> dict[str, str] | None:
    """The button that records what is owed; None while there is nothing new."""
    waiting = connections.to_record(job, worked)
    return {"label": f"Record what is owed: {pounds(in_all(waiting))}", "action": f"/connections/{job.pk}/owed/",
            "op_id": asking.new_op_id()} if waiting else None


def _payments(job: ConnectionJob) -> dict[str, Any] | None:
    rows = [[{"text": what_for(row), "href": f"/payments/{row.pk}/"}, {"text": STATE_WORDS[row.state]},
             {"text": words.short_day(row.due_on) if row.due_on else "Once the whole job is completed"},
             {"text": pounds(row.amount_gbp + row.late_extra_gbp), "num": True}] for row in job.payments.all()]
    return {"caption": "Payments of this connection", "head": _head(PAYMENT_HEAD), "rows": rows} if rows else None


def _total(worked: list[Worked]) -> list[dict[str, Any]]:
    return [{"text": "In all"}, {"text": ""}, {"text": ""}, {"text": ""}, {"text": pounds(in_all(worked)), "num": True, "strong": True}]


def _stands(one: Worked) -> str:
    """What stands beside the status, or in its place."""
    if one.refusal:
        return one.refusal
    if not one.step.started:
        return f"Waits for: {one.step.waits_for[0].lower()}{one.step.waits_for[1:]}"
    return "" if one.due_on else headline(one.finding.as_json())["words"]


def _explained(one: Worked) -> dict[str, Any]:
    told_of = panel(one.assessed.standard, one.finding.as_json(), row=one.finding.row, other_words=one.assessed.other_words)
    says = told_of["headline"]
    return {"title": f"{one.step.title}, {says[0].lower()}{says[1:]}", "panel": told_of}


def _side(job: ConnectionJob) -> list[dict[str, Any]]:
    lines = [{"text": "", "href": f"/c/{job.complaint.reference}/standards/", "link": job.complaint.reference}] if job.complaint else [
        {"text": "No complaint belongs to it."}]
    kept = [{"text": f"Followed since {words.moment(job.made_at)} by {job.made_by.full_name}."}]
    return [{"title": "Complaint", "lines": lines}, {"title": "Kept", "lines": kept, "note": f"Version {job.version}."}]


def _history(job: ConnectionJob) -> list[dict[str, str]]:
    events = Event.objects.filter(complaint=job.complaint, kind__startswith="connection.", data__job=job.pk).select_related("by", "sealed")
    return [{"when": words.moment(event.recorded_at), "who": event.by.full_name if event.by else "The desk",
             "what": told.summary(event.kind, _named(job, event.data)), "said": words_of(event).get("reason", "")}
            for event in events.order_by("-seq")[:SHOWN]]


def _named(job: ConnectionJob, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The event names the place of a phase; here it is called as the steps call it."""
    names = list(job.facts.get("phases", {}))
    place = data.get("phase") or 0
    return {**data, "phase_name": names[place - 1]} if 0 < place <= len(names) else data


def _clash(request: HttpRequest, job: ConnectionJob, form: DateForm, refused: Conflict) -> HttpResponse:
    """What was recorded meanwhile, and what was typed, to be sent again."""
    job.refresh_from_db()
    hidden = [{"name": name, "value": value} for name in form.fields for value in request.POST.getlist(name)]
    context = {
        "heading": {"title": f"Changed meanwhile: {job.label}", "small": "What you typed is kept on this page."}, "kept": None,
        "notice": {"title": refused.sentence, "text": "This was recorded last:"},
        "changes": [f"{event['when']}: {event['who']} {event['what']}" for event in _history(job)[:5]], "theirs_head": "", "before_head": "",
        "fields": [], "typed": form.typed(), "action": request.path, "op_id": asking.new_op_id(), "version": job.version, "hidden": hidden,
        "submit": "Record it all the same", "keep_theirs": {"href": f"/connections/{job.pk}/", "label": "Keep theirs, drop mine"}, "leave": None,
    }
    return render(request, "complaints/conflict.html", context, status=409)
