"""What the phone form does with a call beside logging it: keep its answers, end it, hand it to another record."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from complaints.case import correcting, supply
from complaints.case.models import Complaint
from complaints.case.pages import asking, heads
from complaints.case.pages.entry_forms import ContactForm
from complaints.clocks import words
from complaints.intake import phone
from complaints.intake.pages.phone_form import PhoneForm
from complaints.record.models import Operation
from complaints.record.refusals import Conflict

REASON = "Completed while the customer was on the line"


def keep(request: HttpRequest, complaint: Complaint, form: PhoneForm, *, whole: bool, category: str | None = None) -> int:
    """Correct what differs from the complaint; answers its version. Nothing is called where nothing differs."""
    typed = form.facts(whole=whole) | ({"category": category} if category else {})
    fields = phone.changed(phone.facts_of(complaint), typed)
    if not fields:
        return complaint.version
    call = {"op_id": request.POST.get("op_id"), "version": asking.number(request.POST.get("version")), "fields": fields, "reason": REASON}
    try:
        return correcting.correct(complaint.reference, call, by=request.user, now=asking.now()).ids["version"]
    except Conflict as refused:
        if refused.code != "op_id_reused" or not _last_was_ours(call, complaint, request.user):
            raise
    call |= {"op_id": asking.new_op_id(), "version": complaint.version}
    return correcting.correct(complaint.reference, call, by=request.user, now=asking.now()).ids["version"]


def _last_was_ours(call: dict[str, Any], complaint: Complaint, person: Any) -> bool:
    """The answer of an earlier save was lost on its way, and nobody changed the complaint since that save."""
    found = Operation.objects.filter(op_id=call["op_id"], person=person).first()
    return bool(found) and found.answer.get("complaint") == complaint.pk and found.answer.get("version") == complaint.version


def finished(request: HttpRequest, complaint: Complaint, onward: str) -> HttpResponse:
    """The call is over: to the page that resolves or escalates, or to the case with what is due next."""
    if not onward:
        now = Complaint.objects.get(pk=complaint.pk)
        due = f" {words.sentence(now.next_kind, now.next_due_on)}." if now.next_due_on else ""
        messages.success(request, f"{complaint.reference} is logged and stays open.{due}")
    return HttpResponseRedirect(f"/c/{complaint.reference}/{onward}")


def instead(request: HttpRequest, reference: str, form: PhoneForm) -> HttpResponse:
    """The call belongs to an open complaint: its contact page with what was typed, to be saved there."""
    complaint = asking.complaint_for(request, reference, "contact")
    typed = form.kept()
    said = "\n".join(part for part in (typed["description"], typed["wanted"]) if part)
    contact = ContactForm(initial={"direction": "inbound", "channel": form.channel, "reached": "yes", "summary": said})
    context = {
        "heading": {"title": f"Record a contact: {complaint.reference}", "small": heads.name_of(complaint.customer)},
        "form": contact, "op_id": asking.new_op_id(), "version": None, "submit": "Save contact", "danger": False,
        "action": f"/c/{complaint.reference}/contacts/new/", "due": None, "note": None,
        "what_next": ("The call is added to this complaint; nothing new is logged.",),
        "back": {"href": f"/c/{complaint.reference}/", "label": "Leave, change nothing"}, "side": heads.side(complaint, [])[:3],
    }
    return render(request, "complaints/move.html", context)


def supply_report(request: HttpRequest, form: PhoneForm) -> int:
    """The customer is only off supply: a supply report instead of a complaint; answers its id."""
    now, given = asking.now(), phone.given(form.facts(whole=True))
    body = {
        "op_id": request.POST.get("op_id"), "channel": form.channel, "customer": given.get("customer", {}),
        "reported_at": given.get("received_at") or phone.began(request.POST.get("begun"), now).isoformat(),
        "description": given.get("description", "Off supply."),
    }
    return supply.log_report(body, by=request.user, now=now).ids["report"]
