"""How long what is kept, what is due for disposal, and a batch of it with its certificate."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from complaints.case.pages import asking
from complaints.case.reading import hidden
from complaints.clocks import words
from complaints.privacy import disposal, retention
from complaints.privacy.models import Batch, BatchItem
from complaints.privacy.pages import shown
from complaints.privacy.pages.index import state_of
from complaints.privacy.rights import require_looker
from complaints.record import taken
from complaints.record.refusals import Unknown
from workdays import london

RULES = ("How it ended", "Kept for", "From", "Source")
DUE = ("Complaint", "How it ended", "Ended", "Kept until")
ITEMS = ("Complaint", "How it ended", "Kept until", "What happens")
SHOWN = 50


@require_safe
@asking.refusals_as_pages
def retention_page(request: HttpRequest) -> HttpResponse:
    require_looker(request.user)
    now = asking.now()
    found = retention.due(london.day_of(now), seen_by=request.user)
    more = " or more" if len(found) == retention.MOST else ""
    return render(request, "privacy/retention.html", {
        "heading": {"title": f"Retention: {words.count_words(len(found), 'complaint')}{more} due for disposal",
                    "small": f"Held and open complaints are never due{f'; the {SHOWN} that ended first are shown' if len(found) > SHOWN else ''}"},
        "looked": words.moment(now), "rules": shown.table("How long complaints are kept", RULES, [_rule(rule) for rule in retention.rules()]),
        "due": shown.table("Due for disposal", DUE, [_due(one) for one in found[:SHOWN]]),
        "op_id": asking.new_op_id(),
        "may_propose": bool(found) and request.user.role == "compliance_officer",
    })


def _rule(rule: retention.Rule) -> list[dict[str, Any]]:
    return [{"text": retention.ENDINGS[rule.outcome]}, {"text": words.count_words(rule.months, "month")}, {"text": words.short_day(rule.valid_from)},
            {"text": rule.source}]


def _due(one: retention.Due) -> list[dict[str, Any]]:
    return [{"text": one.complaint.reference, "href": f"/c/{one.complaint.reference}/"}, {"text": retention.ENDINGS[one.rule.outcome]},
            {"text": words.short_day(one.ended_on)}, {"text": words.short_day(one.due_on)}]


@require_POST
@asking.refusals_as_pages
def propose(request: HttpRequest) -> HttpResponse:
    answer = disposal.propose({"op_id": request.POST.get("op_id")}, by=request.user, now=asking.now())
    messages.success(request, "Proposed. Another person approves it.")
    return HttpResponseRedirect(f"/privacy/disposals/{answer.ids['batch']}/" if "batch" in answer.ids else "/privacy/")


@require_safe
@asking.refusals_as_pages
def batch_page(request: HttpRequest, number: int) -> HttpResponse:
    """Before it is decided what would happen to each; afterwards what did, with the certificate."""
    require_looker(request.user)
    batch = _batch(number)
    rows = _items(batch, request.user)
    return render(request, "privacy/batch.html", {
        "heading": {"title": f"Disposal {number}: {words.count_words(len(rows), 'complaint')}", "small": state_of(batch)},
        "summary": _summary(batch), "table": shown.table("Complaints of this disposal", ITEMS, rows), "op_id": asking.new_op_id(), "number": number,
        "certificate": f"/privacy/disposals/{number}/certificate.json" if batch.done_at else "",
        "may_go_on": disposal.is_stuck(batch), "may_refuse": batch.approved is None,
        "may_approve": batch.approved is None and batch.proposed_by_id != request.user.pk,
    })


def _batch(number: int) -> Batch:
    found = Batch.objects.filter(pk=number).select_related("proposed_by", "decided_by", "job").first() if number < 2**63 else None
    if found is None:
        raise Unknown("There is no such disposal.")
    return found


def _items(batch: Batch, person: Any) -> list[list[dict[str, Any]]]:
    today = london.day_of(asking.now())
    if batch.approved is None:
        told = [(item, f"Would be left: {disposal.WHY_WORDS[why]}" if why else "Would be destroyed") for item, why in disposal.dry_run(batch, today)]
    else:
        rows = batch.items.select_related("complaint").order_by("pk")
        told = [(item, _became(item)) for item in rows]
    shut = shown.shut(person, [item.complaint_id for item, _ in told])
    return [[_named(item, shut), {"text": retention.ENDINGS[item.rule]}, {"text": words.short_day(item.due_on)}, {"text": what}]
            for item, what in told]


def _named(item: BatchItem, shut: set[int]) -> dict[str, str]:
    reference = item.complaint.reference
    return {"text": shown.RESTRICTED} if item.complaint_id in shut else {"text": reference, "href": f"/c/{reference}/"}


def _became(item: BatchItem) -> str:
    return {"waiting": "Waits", "destroyed": "Destroyed"}.get(item.state) or f"Left: {disposal.WHY_WORDS[item.left_why]}"


def _summary(batch: Batch) -> list[dict[str, str]]:
    lines = [("Proposed", f"{batch.proposed_by.full_name}, {words.moment(batch.proposed_at)}")]
    if batch.decided_at:
        what = "Approved" if batch.approved else "Refused"
        lines.append((what, f"{batch.decided_by.full_name}, {words.moment(batch.decided_at)}"))
    if batch.done_at:
        lines += [("Done", words.moment(batch.done_at)), ("Certificate", f"SHA-256 {disposal.fingerprint(batch)}")]
    return [{"name": name, "text": text} for name, text in lines]


@require_POST
@asking.refusals_as_pages
def decide(request: HttpRequest, number: int) -> HttpResponse:
    approved = {"yes": True, "no": False}.get(request.POST.get("approved", ""))
    disposal.decide(number, {"op_id": request.POST.get("op_id"), "approved": approved}, by=request.user, now=asking.now())
    messages.success(request, "Approved. A job carries it out." if approved else "Refused.")
    return HttpResponseRedirect(f"/privacy/disposals/{number}/")


@require_POST
@asking.refusals_as_pages
def go_on(request: HttpRequest, number: int) -> HttpResponse:
    disposal.go_on(number, {"op_id": request.POST.get("op_id")}, by=request.user, now=asking.now())
    messages.success(request, "It goes on. A job carries it out.")
    return HttpResponseRedirect(f"/privacy/disposals/{number}/")


@require_safe
@asking.refusals_as_pages
def certificate(request: HttpRequest, number: int) -> HttpResponse:
    """What is kept of each complaint that was destroyed and may be seen: reference, days, codes, sums and hashes."""
    require_looker(request.user)
    batch = _batch(number)
    if not batch.done_at:
        raise Unknown("This disposal has no certificate yet.")
    destroyed = batch.items.filter(state="destroyed").exclude(complaint__in=hidden(request.user))
    items = list(destroyed.order_by("pk").values_list("certificate", flat=True))
    told = {"disposal": batch.pk, "proposed_by": batch.proposed_by.full_name, "approved_by": batch.decided_by.full_name,
            "done_at": batch.done_at.isoformat(), "sha256": disposal.fingerprint(batch), "destroyed": items}
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="disposal-{number}.json"'
    if request.method == "GET":
        taken.keep("disposal", "json", len(items), by=request.user, now=asking.now(), batch=batch.pk)
    return answer
