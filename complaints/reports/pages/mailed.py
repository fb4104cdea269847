"""`/reports/by-mail/`: which reports go to whom and how often; one of them with what it sent; setting, changing, stopping, sending now."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.case.pages import asking
from complaints.clocks import words
from complaints.record.operations import Answer
from complaints.record.refusals import Unacceptable
from complaints.reports.mailed import sending, services, wording
from complaints.reports.models import ReportMail, ReportRun, ReportSchedule
from complaints.reports.pages.mailed_forms import FORMS, ScheduleForm, filled
from workdays import london

BASE = "/reports/by-mail/"
LAST_MAILS = 60
State = ReportMail.State
EMPTY = {"title": "No report goes by mail yet", "text": "Set one, and it goes to the people you choose as often as you say.", "lines": [],
         "action": {"href": f"{BASE}new/", "label": "Set a report by mail"}, "second": None, "note": None}


@require_safe
@asking.refusals_as_pages
def index(request: HttpRequest) -> HttpResponse:
    services.check_may_set(request.user)
    doubtful = Count("runs__mails", filter=Q(runs__mails__state=State.UNCERTAIN))
    rows = list(ReportSchedule.objects.annotate(doubtful=doubtful).order_by("name", "pk"))
    running = sum(row.next_on is not None for row in rows)
    head = [{"text": text} for text in ("Name", "Reports", "As", "How often", "Over", "Next", "")]
    return render(request, "reports/mailed.html", {
        "heading": {"title": f"Reports by mail: {running:,} running", "small": f"{len(rows) - running:,} stopped" if len(rows) > running else ""},
        "table": {"caption": "Reports by mail", "head": head, "rows": [_line(row) for row in rows]} if rows else None, "empty": EMPTY,
    })


def _line(row: Any) -> list[dict[str, Any]]:
    next_on = words.short_day(row.next_on) if row.next_on else "Stopped"
    doubt = words.count_words(row.doubtful, "doubtful mail") if row.doubtful else ""
    return [{"text": row.name, "href": f"{BASE}{row.pk}/"}, {"text": wording.titles(row.reports)}, {"text": dict(FORMS)[row.form]},
            {"text": wording.often(row)}, {"text": wording.PERIODS[row.period]}, {"text": next_on}, {"text": doubt, "strong": True}]


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def new(request: HttpRequest) -> HttpResponse:
    services.check_may_set(request.user)
    started = {"form": "pdf", "every": "monthly", "period": "last_month", "first_on": london.day_of(asking.now())}
    form = ScheduleForm(request.POST if request.method == "POST" else None, initial=started)
    if request.method == "POST" and (done := _done(request, form, services.make, {})):
        messages.success(request, "Set. It goes out by itself.")
        return HttpResponseRedirect(f"{BASE}{done.ids['schedule']}/")
    return _form_page(request, form, "Set a report by mail", version=None, back=BASE)


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def change(request: HttpRequest, number: int) -> HttpResponse:
    row = services.find(number, by=request.user)
    form = ScheduleForm(request.POST if request.method == "POST" else None, initial=filled(row))
    if request.method == "POST" and _done(request, form, lambda given, **who: services.change(number, given, **who), _seen(request)):
        messages.success(request, "Changed. What went out stays on record.")
        return HttpResponseRedirect(f"{BASE}{number}/")
    version = request.POST.get("version") or row.version
    return _form_page(request, form, f"Change the report by mail “{row.name}”", version=version, back=f"{BASE}{number}/")


def _seen(request: HttpRequest) -> dict[str, Any]:
    return {"version": asking.number(request.POST.get("version"))}


def _done(request: HttpRequest, form: ScheduleForm, do: Callable[..., Answer], more: Mapping[str, Any]) -> Answer | None:
    """What the service answers; None where it refused, with its sentences at the fields."""
    try:
        return do({**form.given(), **more, "op_id": request.POST.get("op_id")}, by=request.user, now=asking.now())
    except Unacceptable as refused:
        form.refuse(refused)
        return None


def _form_page(request: HttpRequest, form: ScheduleForm, title: str, *, version: Any, back: str) -> HttpResponse:
    return render(request, "reports/mailed_form.html", {
        "heading": {"title": title, "small": ""}, "form": form, "op_id": request.POST.get("op_id") or asking.new_op_id(), "version": version,
        "submit": "Save this report by mail", "back": {"href": back, "label": "Leave, change nothing"}, "action": request.path,
        "note": "It goes at 07:00, or when the person takes mail. No customer is named in a report.",
    }, status=422 if form.errors else 200)


@require_safe
@asking.refusals_as_pages
def one(request: HttpRequest, number: int) -> HttpResponse:
    row = services.find(number, by=request.user)
    mails = list(ReportMail.objects.filter(run__schedule=row).select_related("run__by", "person").order_by("-run_id", "person_id")[:LAST_MAILS])
    doubtful = list(ReportMail.objects.filter(run__schedule=row, state=State.UNCERTAIN).select_related("run", "person").order_by("pk"))
    return render(request, "reports/mailed_one.html", {
        "heading": {"title": row.name, "small": f"Next on {words.long_day(row.next_on)}" if row.next_on else "Stopped"},
        "facts": _facts(row), "base": f"{BASE}{row.pk}/", "version": row.version, "runs": row.next_on is not None,
        "stop_id": asking.new_op_id(), "send_id": asking.new_op_id(), "doubtful": [_doubt(mail) for mail in doubtful],
        "sent": _sent(mails) if mails else None,
    })


def _facts(row: ReportSchedule) -> list[dict[str, str]]:
    people = ", ".join(row.people.order_by("full_name").values_list("full_name", flat=True)) or "Nobody any more"
    return [{"name": name, "text": text} for name, text in (
        ("Reports", wording.titles(row.reports)), ("As", dict(FORMS)[row.form]), ("How often", wording.often(row)),
        ("Over", wording.PERIODS[row.period]), ("To", people), ("From", words.long_day(row.first_on)),
        ("Set by", f"{row.made_by.full_name}, {words.moment(row.made_at)}"))]


def _doubt(mail: ReportMail) -> dict[str, Any]:
    said = f"{mail.person.full_name}, {_span(mail.run)}: nobody knows whether it arrived. {mail.why}"
    return {"text": said.strip(), "action": f"{BASE}mail/{mail.pk}/", "op_id": asking.new_op_id()}


def _span(run: ReportRun) -> str:
    return words.span_words(run.first_on, run.last_on)


def _sent(mails: list[ReportMail]) -> dict[str, Any]:
    head = [{"text": text} for text in ("Due", "Tells of", "To", "What became of it", "When", "Asked for by", "Files")]
    return {"caption": "What was sent, newest first", "head": head, "rows": [_mail_line(mail) for mail in mails]}


def _mail_line(mail: ReportMail) -> list[dict[str, str]]:
    became = mail.why if mail.state in (State.WITHHELD, State.REFUSED) else mail.get_state_display()
    prints = "; ".join(f"{file['name']} {file['sha256'][:12]}" for file in mail.files)
    return [{"text": words.short_day(mail.run.due_on)}, {"text": _span(mail.run)}, {"text": mail.person.full_name}, {"text": became},
            {"text": words.moment(mail.settled_at) if mail.settled_at else ""}, {"text": mail.run.by.full_name if mail.run.by else "By itself"},
            {"text": prints}]


@require_POST
@asking.refusals_as_pages
def act(request: HttpRequest, number: int, name: str) -> HttpResponse:
    do, said = ACTS[name]
    do(number, {"op_id": request.POST.get("op_id"), **({} if name == "send" else _seen(request))}, by=request.user, now=asking.now())
    messages.success(request, said)
    return HttpResponseRedirect(f"{BASE}{number}/")


ACTS: Mapping[str, tuple[Callable[..., Answer], str]] = {
    "stop": (services.stop, "Stopped. Nothing more goes out."), "start": (services.start, "It goes out again from its next day on."),
    "send": (sending.send_now, "On its way. Each mail goes out when its person takes mail."),
}


@require_POST
@asking.refusals_as_pages
def settle(request: HttpRequest, number: int) -> HttpResponse:
    """A person says whether a doubtful mail arrived."""
    arrived = {"yes": True, "no": False}.get(request.POST.get("arrived", ""))
    done = sending.answer_uncertain(number, {"op_id": request.POST.get("op_id"), "arrived": arrived}, by=request.user, now=asking.now())
    messages.success(request, "Kept: it arrived." if arrived else "Kept: it did not arrive. It is on its way once more.")
    return HttpResponseRedirect(f"{BASE}{ReportMail.objects.select_related('run').get(pk=done.ids['mail']).run.schedule_id}/")
