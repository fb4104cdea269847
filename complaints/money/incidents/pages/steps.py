"""The steps of an incident to payment, a page each: what will change and what can't, with numbers, and then the job that does it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from complaints.case.pages import asking
from complaints.case.pages.entries import posted
from complaints.case.pages.forms import GatheringForm
from complaints.case.stages import COMPLIANCE
from complaints.clocks import words
from complaints.money.incidents import again, approving, booking, keeping, letters, paying, shown, totals
from complaints.money.incidents.pages.forms import ApproveForm, BelowLawForm, NoticeForm, PayForm
from complaints.money.models import Incident
from complaints.record.operations import Answer
from complaints.record.refusals import Conflict, Unacceptable
from workdays import london

Start = Callable[..., Answer]
Line = tuple[str, str, str]


def step(request: HttpRequest, incident: Incident, start: Start, form: GatheringForm, told: Mapping[str, Any]) -> HttpResponse:
    """GET or a refused POST shows the page; an accepted POST goes on to the job."""
    op_id, version, status = asking.new_op_id(), str(incident.version), 200
    if request.method == "POST":
        op_id, version = request.POST.get("op_id"), request.POST.get("version", "")
        try:
            given = form.given() | {"op_id": op_id, "version": version}
            return HttpResponseRedirect(f"/jobs/{start(incident.pk, given, by=request.user, now=asking.now()).ids['job']}/")
        except (Unacceptable, Conflict) as refused:
            form.refuse(refused)
            status = refused.status
    back = {"href": f"/incidents/{incident.pk}/", "label": "Back to the incident"}
    page = {"form": form, "op_id": op_id, "version": version, "back": back, **(told if told["submit"] else _nothing(incident, told, back))}
    return render(request, "incidents/step.html", page, status=status)


def _nothing(incident: Incident, told: Mapping[str, Any], back: dict[str, str]) -> dict[str, Any]:
    """What a step says when there is nothing for it to do."""
    empty = {"title": told["heading"]["title"].rstrip("."), "action": back}
    return {**told, "heading": {"title": f"{incident.name}: nothing to do at this step", "small": ""}, "empty": empty}


def _table(caption: str, lines: Sequence[Line], head: tuple[str, str, str]) -> dict[str, Any] | None:
    rows = [[{"text": what}, {"text": count, "num": True}, {"text": last, "num": head[2] == "Sum"}] for what, count, last in lines if count != "0"]
    told = [{"text": head[0]}, {"text": head[1], "num": True}, {"text": head[2], "num": head[2] == "Sum"}]
    return {"caption": caption, "head": told, "rows": rows} if rows else None


def will(lines: Sequence[Line]) -> dict[str, Any] | None:
    return _table("What will change", lines, ("What", "How many", "Sum"))


def cannot(lines: Sequence[Line]) -> dict[str, Any] | None:
    return _table("What can’t change", lines, ("What", "How many", "Why"))


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def work_out_again(request: HttpRequest, number: int) -> HttpResponse:
    """Customers without a booked payment, as of now."""
    keeping.permit(request.user)
    incident = keeping.find(number)
    count, told = again.open_rows(incident).count(), totals.of(incident)
    return step(request, incident, again.start, GatheringForm(posted(request)), {
        "heading": {"title": f"Work {incident.name} out again: {words.count_words(count, 'row')}", "small": "Nothing has changed yet."},
        "will": will([("Rows without a booked payment", f"{count:,}", shown.pounds(told["amount"]))]),
        "cannot": cannot([("Payments booked", f"{incident.payments.count():,}", "A booked payment keeps the sum that it was booked with.")]),
        "note": f"Worked out as of this moment in place of {words.moment(incident.worked_out_at)}." if incident.worked_out_at else "",
        "submit": f"Work out {words.count_words(count, 'row')}" if count else "",
    })


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def book(request: HttpRequest, number: int) -> HttpResponse:
    """A proposed payment for every customer who is owed one."""
    keeping.permit(request.user)
    incident = keeping.find(number)
    found = booking.ready(incident)
    said = f"{words.count_words(found['count'], 'payment')}, {shown.pounds(found['amount'])}"
    still = "Their supply is still off and the sum grows: they are booked once it is back."
    needs = totals.counts_of(incident, "judgement")
    return step(request, incident, booking.start, GatheringForm(posted(request)), {
        "heading": {"title": f"Book {said}" if found["count"] else booking.NOTHING, "small": f"{incident.name}. Nothing has changed yet."},
        "will": will([("Payments proposed", f"{found['count']:,}", shown.pounds(found["amount"]))]),
        "cannot": cannot([("Customers still off", f"{found['still_off']:,}", still),
                          ("Customers who need a person", f"{needs:,}", "The facts don’t settle what they are owed.")]),
        "note": "Somebody else approves them. Until then nothing is paid.",
        "submit": f"Book {words.count_words(found['count'], 'payment')}" if found["count"] else "",
    })


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """All payments that wait, but for those held back and those that this person may not approve."""
    keeping.permit(request.user, keeping.MAY_APPROVE)
    incident = keeping.find(number)
    found, may_less = approving.told(incident, request.user), request.user.role == COMPLIANCE
    form = BelowLawForm if may_less and found.below_law[0] else ApproveForm
    count, amount = (found.all[place] - found.own[place] - (0 if may_less else found.below_law[place]) for place in (0, 1))
    why_less = "They are below the law’s own row: a compliance officer approves them, with a written reason."
    below = ("Below the law’s row, if you say why", f"{found.below_law[0]:,}", shown.pounds(found.below_law[1]))
    return step(request, incident, approving.start, form(posted(request)), {
        "heading": {"title": _approve_title(count, amount), "small": f"{incident.name}. Nothing has changed yet."},
        "will": will([("Payments approved", f"{count - (found.below_law[0] if may_less else 0):,}",
                       shown.pounds(amount - (found.below_law[1] if may_less else 0))), *([below] if may_less else [])]),
        "cannot": cannot([("Payments that you booked", f"{found.own[0]:,}", "Somebody else approves what you booked."),
                          *([] if may_less else [("Less than the law’s row", f"{found.below_law[0]:,}", why_less)])]),
        "note": "Payments are approved one set after the other; one that somebody changes meanwhile is left and counted.",
        "submit": f"Approve {words.count_words(count, 'payment')}" if count else "",
    })


def _approve_title(count: int, amount: Any) -> str:
    return f"Approve {words.count_words(count, 'payment')}, {shown.pounds(amount)}" if count else approving.NOTHING


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def pay(request: HttpRequest, number: int) -> HttpResponse:
    """Approved payments are recorded as made, with method and day."""
    keeping.permit(request.user)
    incident = keeping.find(number)
    found = paying.told(incident)
    own_way = "They asked for a method of their own: each is recorded in the ledger."
    said = f"{words.count_words(found['count'], 'payment')}, {shown.pounds(found['amount'])}"
    return step(request, incident, paying.start, PayForm(posted(request), initial={"paid_on": _today()}), {
        "heading": {"title": f"Record as paid {said}" if found["count"] else paying.NOTHING, "small": f"{incident.name}. Nothing has changed yet."},
        "will": will([("Payments recorded as paid", f"{found['count']:,}", shown.pounds(found["amount"]))]),
        "cannot": cannot([("Customers with a wish", f"{found['asked']:,}", own_way),
                          ("Payments not approved", f"{approving.waiting(incident).count():,}", "They wait for approval first.")]),
        "note": "One that is paid after its day is owed once more for being late.",
        "submit": f"Record {words.count_words(found['count'], 'payment')} as paid" if found["count"] else "",
    })


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def write_letters(request: HttpRequest, number: int) -> HttpResponse:
    """A payment notice for each customer who was not told yet."""
    keeping.permit(request.user)
    incident = keeping.find(number)
    count = letters.waiting(incident).count()
    homeless = letters.waiting(incident).filter(incident_customer__address="").count()
    said = words.count_words(count, "letter")
    return step(request, incident, letters.start, NoticeForm(posted(request), initial={"told_on": _today()}), {
        "heading": {"title": f"Make {said}" if count else letters.NOTHING, "small": f"{incident.name}. Nothing has changed yet."},
        "will": will([("Payment notices made, their customers told", f"{count - homeless:,}", "")]),
        "cannot": cannot([("Customers without an address", f"{homeless:,}", "No letter can be posted to them.")]),
        "note": f"Made in batches of {letters.CHUNK} to print and post, each a ZIP of PDFs, kept for a week.",
        "submit": f"Make {said}" if count else "",
    })


def _today() -> str:
    return london.day_of(asking.now()).isoformat()
