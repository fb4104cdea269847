"""One request about personal data: logging it, and its page with everything that was done."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case import requests as services
from complaints.case.models import Complaint, DataRequest
from complaints.case.pages import asking
from complaints.clocks import words
from complaints.privacy import gathering
from complaints.privacy.erasure import assessment_of, is_stuck, request_of
from complaints.privacy.models import AccessCopy, Erasure, Extension, Subject
from complaints.privacy.obstacles import obstacles
from complaints.privacy.pages import shown
from complaints.privacy.pages.forms import RIGHT_WORDS, RequestForm
from complaints.privacy.rights import MAY_LOOK, require_looker
from complaints.privacy.scope import records_of, scope_of
from complaints.record.models import Access

LOOKS = 100
RECORDS = ("Record", "What it is")
COPIES = ("Copy", "Made by", "Size", "Left out", "SHA-256", "Kept until")
LOOKED = ("When", "Who", "Complaint", "What they opened")


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def new(request: HttpRequest) -> HttpResponse:
    """Whoever may log logs it; its clock of one calendar month starts with the day it was received."""
    looks_on = request.user.role in MAY_LOOK
    return shown.step_page(
        request, RequestForm(shown.posted(request)), services.log_request, submit="Log this request", done="The request is logged.",
        heading={"title": "Log a request about personal data", "small": "One calendar month to answer"},
        back="/privacy/" if looks_on else "/",
        to=lambda answer: f"/privacy/requests/{answer.ids['request']}/" if looks_on else "/",
        what_next=("Compliance is to answer within one calendar month of the day it was received.",),
    )


@require_safe
@asking.refusals_as_pages
def request_page(request: HttpRequest, number: int) -> HttpResponse:
    require_looker(request.user)
    found = request_of(number)
    records = records_of(found)
    shut = shown.shut(request.user, scope_of(records).complaints)
    scope = scope_of(one for one in records if one[0] != "complaint" or one[1] not in shut)
    shown.looked(request, gathering.looked_at(scope), "request for data")
    clock, erasure = shown.clock_of(found), assessment_of(found)
    waits = found.right == "erasure" and not (erasure and erasure.decided_at)
    return render(request, "privacy/request.html", {
        "heading": {"title": f"Request {number}: {RIGHT_WORDS[found.right].lower()}", "small": shown.due_words(found, clock)},
        "summary": _summary(found, clock, erasure), "acts": _acts(found, erasure, request.user),
        "records": shown.table("Records of this person", RECORDS, _records(found, shut)), "copies": shown.table("Copies", COPIES, _copies(found)),
        "obstacles": [one.text for one in obstacles(scope, request.user)] if waits else [],
        "looks": shown.table("Who looked at these complaints", LOOKED, _looks(scope.complaints)),
    })


WITHIN = "one calendar month after it was received, and two more where it was extended (UK GDPR, Article 12(3))"


def _summary(found: DataRequest, clock: Any, erasure: Erasure | None) -> list[dict[str, Any]]:
    person = found.person
    who = ", ".join(part for part in (person.get("name"), " ".join((person.get("address") or "").split()), person.get("postcode")) if part)
    lines = [("Who", who or "Erased"), ("Received", words.long_day(found.received_on)),
             ("Logged", f"{words.moment(found.logged_at)}, {found.by.full_name}")]
    lines += [("Answer by", f"{words.long_day(clock.due_on)}: {WITHIN}")] if clock else []
    if more := Extension.objects.filter(data_request=found).select_related("by").first():
        lines.append(("More time", f"Two months more. They were told on {words.long_day(more.told_on)}: {more.why}"))
    if erasure:
        lines.append(("Assessed", shown.assessed(erasure)))
        lines.append(("Decided", _decided(erasure)))
    if found.answered_at:
        lines.append(("Answered", f"{words.moment(found.answered_at)}, {found.how}"))
    return [{"name": name, "text": text} for name, text in lines]


def _decided(row: Erasure) -> str:
    if row.done_at:
        return f"Erased {words.moment(row.done_at)}; {row.decided_by.full_name} agreed"
    if row.decided_at:
        stands = f". It stands still: {row.job.result.get('why', 'it was stopped')}" if is_stuck(row) else ""
        return f"{row.decided_by.full_name} agreed, {words.moment(row.decided_at)}{stands}"
    return f"Sent back: {row.decided_why}" if row.agreed is False else "Waits for a second person"


def _acts(found: DataRequest, erasure: Erasure | None, person: Any) -> list[dict[str, Any]]:
    """What can be done next, the first as the page's own."""
    return [{"label": label, "href": f"/privacy/requests/{found.pk}/{step}/"} for step, label in acts_of(found, erasure, person).items()]


def acts_of(found: DataRequest, erasure: Erasure | None, person: Any) -> dict[str, str]:
    """The steps that are open to this person now, by the end of their address."""
    officer, decided = person.role == "compliance_officer", bool(erasure and erasure.decided_at)
    acts: list[tuple[str, str, bool]] = [("Choose their records", "records", officer and not decided)]
    if found.right == "access":
        acts.append(("Review and make the copy", "review", officer and Subject.objects.filter(data_request=found).exists()))
    else:
        acts.append(("Assess the erasure", "assess", officer and not decided))
        waits = bool(erasure) and not decided and erasure.agreed is None
        acts.append(("Decide on the erasure", "decide", waits and erasure.assessed_by_id != person.pk))
        acts.append(("Continue the erasure", "go-on", bool(erasure) and is_stuck(erasure)))
    acts.append(("Record the answer", "answer", officer and not found.answered_at))
    acts.append(("Extend the answer by two months", "extend", officer and not found.answered_at and not hasattr(found, "extension")))
    return {step: label for label, step, may in acts if may}


def _records(found: DataRequest, shut: set[int]) -> list[list[dict[str, Any]]]:
    rows = list(Subject.objects.filter(data_request=found).order_by("kind", "number"))
    references = dict(Complaint.objects.filter(pk__in=[row.number for row in rows if row.kind == "complaint"]).values_list("pk", "reference"))
    out = []
    for row in rows:
        reference = references.get(row.number) if row.kind == "complaint" else None
        if row.kind == "complaint" and row.number in shut:
            reference = None
        cell = {"text": reference, "href": f"/c/{reference}/"} if reference else {"text": f"Number {row.number}"}
        out.append([cell, {"text": shown.KIND_WORDS[row.kind]}])
    return out


def _copies(found: DataRequest) -> list[list[dict[str, Any]]]:
    rows = AccessCopy.objects.filter(data_request=found).select_related("by").order_by("-pk")
    return [[{"text": words.moment(row.at), **({} if row.deleted_at else {"href": f"/privacy/copies/{row.pk}.zip"})}, {"text": row.by.full_name},
             {"text": f"{max(1, row.size // 1024):,} kB"}, {"text": str(row.left_out or "Nothing")}, {"text": row.sha256},
             {"text": "Deleted" if row.deleted_at else words.short_day(row.delete_on)}] for row in rows]


def _looks(complaints: Any) -> list[list[dict[str, Any]]]:
    rows = Access.objects.filter(complaint__in=complaints).select_related("person", "complaint").order_by("-pk")[:LOOKS]
    return [[{"text": words.moment(row.at)}, {"text": row.person.full_name}, {"text": row.complaint.reference},
             {"text": f"{row.what} (refused)" if row.refused else row.what}] for row in rows]
