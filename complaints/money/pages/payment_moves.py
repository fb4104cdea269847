"""`/payments/<id>/do/<move>/`: one page for each move of a payment: what it asks, what happens then, and the clash that keeps what was typed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from complaints.case.pages import asking, story
from complaints.case.pages.forms import GatheringForm, choice, day_field, line_field, words_field
from complaints.clocks import words
from complaints.clocks.kinds import Kind
from complaints.money import lawful, ledger
from complaints.money.models import Payment
from complaints.money.moves import MOVES
from complaints.money.naming import STATE_WORDS, pounds, what_for
from complaints.money.pages import shown
from complaints.money.pages.payment import due, finding_of, payment_for
from complaints.record.models import Event
from complaints.record.refusals import Conflict, Unacceptable, Unknown

DECIDED_BY = ("Proposed", "Approved", "Why", "For", "Once more")
MARKS = ("csrfmiddlewaretoken", "op_id", "version")


class ApproveForm(GatheringForm):
    below_law_why = words_field("Why less than the law’s sum is paid", rows=2)


class RefuseForm(GatheringForm):
    reason = words_field("Why nothing is paid", "The customer may ask for this reason.")


class HoldForm(GatheringForm):
    reason = words_field("What is in dispute")
    to_ofgem_on = day_field("Ofgem asked to decide on", "Leave empty where nobody has asked.")


class ReleaseForm(GatheringForm):
    to_ofgem_on = day_field("Ofgem asked to decide on", "Leave empty where nobody has asked.")
    determined_on = day_field("Ofgem decided on", "Leave empty where it was settled without Ofgem.")


class PayForm(GatheringForm):
    method = line_field("Paid by", "Bank transfer, cheque, credit to the account.")
    paid_on = day_field("Paid on")
    method_refused_why = words_field("Why not as the customer asked", "Only where they asked for another way that is unreasonable.", rows=2)
    told_on = day_field("Customer told on", "Leave empty where a payment notice tells them.")
    told = choice("Who was told", [("customer", "The customer"), ("supplier", "The supplier")])


class ReceivedForm(GatheringForm):
    received_on = day_field("The network’s money reached us on")


FORMS: dict[str, type[GatheringForm]] = {
    "approve": ApproveForm, "refuse": RefuseForm, "hold": HoldForm, "release": ReleaseForm, "pay": PayForm, "received": ReceivedForm,
}
WHAT_NEXT = {
    "approve": ("It can be paid then. Nobody approves a payment of their own.",), "refuse": ("Its clock ends. It never changes again.",),
    "hold": ("Its clock stands still until it goes on, and nobody is told that it is late.",),
    "release": ("Its clock goes on with the working days that were left when it stopped.",),
    "pay": ("It never changes again.",), "received": ("The network’s clock is met. Ours starts: the time to pass the money on.",),
}
assert set(FORMS) == set(WHAT_NEXT) == set(MOVES)


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def payment_move(request: HttpRequest, payment: int, name: str) -> HttpResponse:
    if name not in MOVES:
        raise Unknown(ledger.NO_SUCH_MOVE)
    row = payment_for(request, payment, f"payment {name}")
    if request.method == "POST":
        return _made(request, row, name)
    ledger.permit(MOVES[name], row, request.user, None)
    return _page(request, row, name, form_for(name, row), asking.new_op_id(), row.version)


def form_for(name: str, payment: Payment, data: Any = None) -> GatheringForm:
    """The form with what this payment needs; a method that was asked for stands in it."""
    form = FORMS[name](data, initial={"method": payment.method_asked, "told": "customer"} if name == "pay" else {})
    if name == "approve" and not _below_law(payment):
        del form.fields["below_law_why"]
    if name == "pay" and not payment.method_asked:
        del form.fields["method_refused_why"]
    return form


def _below_law(payment: Payment) -> bool:
    owed = lawful.law_sum(payment, now=asking.now())
    return owed is not None and payment.amount_gbp < owed


def _made(request: HttpRequest, payment: Payment, name: str) -> HttpResponse:
    form, version = form_for(name, payment, request.POST), asking.number(request.POST.get("version"))
    given = _given(form, name) | {"op_id": request.POST.get("op_id"), "version": version}
    try:
        ledger.move(payment.pk, name, given, by=request.user, now=asking.now())
    except Conflict as refused:
        return _clash(request, payment_for(request, payment.pk, "payment"), name, form, refused)
    except Unacceptable as refused:
        form.refuse(refused)
        return _page(request, payment, name, form, given["op_id"], version, status=422)
    messages.success(request, f"{MOVES[name].done}.")
    return HttpResponseRedirect(f"/payments/{payment.pk}/")


def _given(form: GatheringForm, name: str) -> dict[str, Any]:
    """Who was told is said only with the day."""
    given = form.given()
    if name == "pay" and "told_on" not in given:
        given.pop("told", None)
    return given


def _page(request: HttpRequest, payment: Payment, name: str, form: GatheringForm, op_id: Any, version: Any, *, status: int = 200) -> HttpResponse:
    move = MOVES[name]
    submit = f"{move.label} of {shown.total(payment)}" if name == "approve" else move.label
    context = {
        "heading": {"title": f"{move.label}: {shown.total(payment)}", "small": shown.heading(payment)["small"]}, "form": form, "op_id": op_id,
        "version": version, "submit": submit, "danger": name == "refuse", "action": "",
        "back": {"href": f"/payments/{payment.pk}/", "label": "Leave, change nothing"}, "what_next": list(_what_next(payment, name)), "note": None,
        "due": due(payment), "side": [{"title": "The payment", "lines": _side(payment)}, *_worked_out(payment), *_story(payment, request.user)],
    }
    return render(request, "complaints/move.html", context, status=status)


def _what_next(payment: Payment, name: str):
    if name == "approve" and _below_law(payment):
        yield f"The law owes {pounds(lawful.law_sum(payment, now=asking.now()))}. Only a compliance officer approves less, and says why."
    if name == "pay" and payment.method_asked:
        yield f"The customer asked to be paid by {payment.method_asked}."
    yield from WHAT_NEXT[name]


def _side(payment: Payment) -> list[dict[str, str]]:
    reference, href, _ = shown.whose(payment)
    what = {"strong": shown.total(payment), "text": f", {what_for(payment)}, of", "href": href, "link": reference}
    said = [{"strong": f"{fact['name']}: ", "text": fact["text"]} for fact in shown.facts(payment) if fact["name"] in DECIDED_BY]
    return [what, *said]


def _worked_out(payment: Payment) -> list[dict[str, Any]]:
    """What the sum rests on, for whoever decides about it; a sum that a person set says so under “Why”."""
    found = finding_of(payment)
    if found is None:
        return []
    lines = [{"text": f"{part['text']}: {part['sum']}"} for part in found["sums"]]
    failed = [{"text": line} for fact in found["facts"] if fact["name"] in ("Limit", "Failed") for line in
              (f"{fact['name']}: {text[0].lower()}{text[1:]}" if fact["name"] == "Failed" else f"{fact['name']}: {text}" for text in fact["lines"])]
    return [{"title": "How it was worked out", "lines": [{"strong": found["headline"], "text": ""}, *failed, *lines,
                                                       {"text": "", "href": f"/payments/{payment.pk}/", "link": "Explain this amount"}]}]


def _story(payment: Payment, person: Any) -> list[dict[str, Any]]:
    """A payment of an incident has no complaint to tell of. What is next stands on the due card, where it is this payment."""
    if payment.complaint is None:
        return []
    on_the_card = payment.complaint.next_kind == Kind.STANDARD_PAYMENT and payment.complaint.next_due_on == payment.due_on
    return [part for part in story.beside(payment.complaint, person) if not (on_the_card and part["title"] == "Next")]


def _clash(request: HttpRequest, payment: Payment, name: str, form: GatheringForm, refused: Conflict) -> HttpResponse:
    """409: what was typed stands on the page and goes again under the new version."""
    typed = [{"label": form.fields[field].label, "text": request.POST[field]} for field in form.fields if request.POST.get(field)]
    hidden = [{"name": field, "value": value} for field, value in request.POST.items() if field not in MARKS]
    context = {
        "heading": {"title": f"Changed meanwhile: {shown.heading(payment)['title']}",
                    "small": f"{MOVES[name].label}. What you typed is kept on this page."},
        "kept": None, "notice": {"title": refused.sentence, "text": _changed(payment)}, "changes": [], "theirs_head": "", "before_head": "",
        "fields": [], "typed": typed, "action": request.path, "op_id": asking.new_op_id(), "version": payment.version, "hidden": hidden,
        "submit": f"{MOVES[name].label} all the same" if refused.code == "stale_version" and payment.state in MOVES[name].sources else "",
        "keep_theirs": {"href": f"/payments/{payment.pk}/", "label": "Go to the payment"}, "leave": None,
    }
    return render(request, "complaints/conflict.html", context, status=409)


def _changed(payment: Payment) -> str:
    """Who changed it last, and where it stands now."""
    events = Event.objects.filter(complaint=payment.complaint_id, kind__startswith="payment.").select_related("by").order_by("-seq")[:20]
    last = next((event for event in events if event.data.get("payment") == payment.pk), None)
    who = last.by.full_name if last and last.by else "The desk"
    when = f", {words.moment(last.recorded_at)}" if last else ""
    return f"{who} changed it{when}. It is {STATE_WORDS[payment.state].lower()} now."
