"""Money given besides the standards, and offers to settle: a payment proposed, an offer made, and the customer's answer to one."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from complaints.case.models import Complaint
from complaints.case.pages import asking, heads, story
from complaints.case.pages.entries import posted
from complaints.case.pages.forms import GatheringForm, choice, day_field, line_field, number_field, words_field
from complaints.clocks import words
from complaints.money import offers
from complaints.money.models import Offer
from complaints.money.naming import pounds
from complaints.money.proposing import propose_payment
from complaints.record.operations import Answer
from complaints.record.refusals import Conflict, Unacceptable, Unknown
from workdays import london

KINDS = [("goodwill", "Goodwill"), ("refund", "Refund"), ("loss", "A loss made good"), ("award", "What the Ombudsman awarded")]
ANSWERS = {"accept": ("Record that the customer accepted", "The offer is accepted"),
           "refuse": ("Record that the customer refused", "The offer is refused")}
OF_CASE = "A standard’s own payment is proposed when its finding is recorded; it is never set off against goodwill."


class PaymentForm(GatheringForm):
    kind = choice("What for", KINDS)
    amount_gbp = number_field("Sum (£)", "As 30.00.")
    why = words_field("Why", "What the customer is paid for, and who agreed it.")
    method_asked = line_field("How they want it", "By cheque, to their account. Left empty where they did not say.")


class OfferForm(GatheringForm):
    text = words_field("What is offered", "As it was told to the customer.")
    amount_gbp = number_field("Sum (£)", "As 50.00, where money is offered.")
    made_on = day_field("Made on")
    open_until = day_field("Open until", "Left empty where it has no last day.")
    if_ombudsman = choice("If they go to the Ombudsman", [("stays", "It stays open"), ("withdrawn", "It is withdrawn")])


class AnswerForm(GatheringForm):
    on = day_field("When did they say so?", "Left empty, today.")


Send = Callable[[Mapping[str, Any]], Answer]


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def new_payment(request: HttpRequest, reference: str) -> HttpResponse:
    complaint = asking.complaint_for(request, reference, "new payment")

    def send(given: Mapping[str, Any]) -> Answer:
        return propose_payment(reference, given, by=request.user, now=asking.now())
    page = {"title": f"Propose a payment: {reference}", "submit": "Propose this payment", "note": OF_CASE,
            "what_next": ("It is proposed. Another person approves it; then it is paid.",)}
    return _asked(request, complaint, PaymentForm(posted(request)), send, page, "The payment is proposed. Another person approves it.")


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def new_offer(request: HttpRequest, reference: str) -> HttpResponse:
    complaint = asking.complaint_for(request, reference, "new offer")

    def send(given: Mapping[str, Any]) -> Answer:
        return offers.make_offer(reference, given, by=request.user, now=asking.now())
    page = {"title": f"Record an offer: {reference}", "submit": "Record this offer", "note": None,
            "what_next": ("With a last day its clock runs until the customer answers or the day passes.",)}
    form = OfferForm(posted(request), initial={"made_on": london.day_of(asking.now()).isoformat()})
    return _asked(request, complaint, form, send, page, "The offer is recorded.")


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def answer_offer(request: HttpRequest, reference: str, number: int, name: str) -> HttpResponse:
    """The customer accepted or refused."""
    complaint = asking.complaint_for(request, reference, "offer")
    offer = Offer.objects.filter(complaint=complaint, pk=number).first() if number < 2**31 else None
    if offer is None or name not in ANSWERS:
        raise Unknown(offers.NO_SUCH)

    def send(given: Mapping[str, Any]) -> Answer:
        return offers.move(reference, number, name, given, by=request.user, now=asking.now())
    label, done = ANSWERS[name]
    page = {"title": f"{label}: {reference}", "submit": label, "note": _offer_words(offer), "version": offer.version, "what_next": ()}
    return _asked(request, complaint, AnswerForm(posted(request)), send, page, f"{done}.")


def _offer_words(offer: Offer) -> str:
    sum_of = f" of {pounds(offer.amount_gbp)}" if offer.amount_gbp is not None else ""
    return f"The offer{sum_of} of {words.plain_day(offer.made_on)}: {offer.text[:200]}"


def _asked(request: HttpRequest, complaint: Complaint, form: GatheringForm, send: Send, page: dict[str, Any], done: str) -> HttpResponse:
    """A form page of the case: shown, or sent and back to the Standards tab; refused, it keeps what was typed."""
    op_id, status, version = asking.new_op_id(), 200, page.get("version")
    if request.method == "POST":
        op_id = request.POST.get("op_id")
        seen = {"version": asking.number(request.POST.get("version"))} if "version" in page else {}
        try:
            send(form.given() | {"op_id": op_id} | seen)
            messages.success(request, done)
            return HttpResponseRedirect(f"/c/{complaint.reference}/standards/")
        except (Conflict, Unacceptable) as refused:
            form.refuse(refused)
            status = refused.status
            op_id = asking.new_op_id() if isinstance(refused, Conflict) else op_id
    context = {
        "heading": {"title": page["title"], "small": heads.name_of(complaint.customer)}, "form": form, "op_id": op_id, "version": version,
        "submit": page["submit"], "danger": False, "action": "", "due": None, "note": page["note"], "what_next": page["what_next"],
        "back": {"href": f"/c/{complaint.reference}/standards/", "label": "Leave, change nothing"},
        "side": story.beside(complaint, request.user),
    }
    return render(request, "complaints/move.html", context, status=status)
