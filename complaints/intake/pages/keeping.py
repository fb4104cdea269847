"""What the phone form does with a call beside logging it: keep its answers, hand it to another record."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from complaints.case import correcting, supply
from complaints.case.models import Complaint
from complaints.case.pages import asking
from complaints.drafts import services as drafts
from complaints.drafts.models import Draft
from complaints.intake import phone
from complaints.intake.pages.phone_form import PhoneForm
from complaints.record.models import Operation
from complaints.record.refusals import Conflict

REFERRAL_WAITS = " The referral that you typed waits under “Record a referral”."
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


def instead(request: HttpRequest, reference: str, form: PhoneForm, *, logged: str = "") -> HttpResponse:
    """The call belongs to an open complaint: its contact page with what was typed, as a draft of that page. `logged`: the
    complaint that this call was given before that was known."""
    complaint = asking.complaint_for(request, reference, "contact")
    place = f"/c/{complaint.reference}/contacts/new/"
    drafts.keep(request.user.pk, place, _contact(form, drafts.of(request.user.pk, place)), now=asking.now())
    referral = form.referral()
    if referral:
        typed = {name: [value] for name, value in referral.items()}
        drafts.keep(request.user.pk, f"/c/{complaint.reference}/referrals/new/", typed, now=asking.now())
    told = f"{logged} stays logged: set it aside as a duplicate once this contact is saved." if logged else "Nothing new is logged."
    messages.info(request, f"This call is added to {complaint.reference} when you save the contact. {told}" + (REFERRAL_WAITS if referral else ""))
    return HttpResponseRedirect(place)


def _contact(form: PhoneForm, before: Draft | None) -> dict[str, list[str]]:
    """What was typed as the fields of a contact, below what its form held already."""
    typed = form.kept()
    held = before.fields if before else {}
    said = [drafts.value_of(held, "summary"), typed["description"], typed["wanted"]]
    who = {"who__name": typed["speaker__name"], "who__capacity": typed["speaker__relation"]} if typed["speaks"] else {}
    given = {"direction": "inbound", "channel": form.channel, "reached": "yes", "summary": "\n".join(part for part in said if part), **who}
    return {**held, **{name: [value or ""] for name, value in given.items()}}


def supply_report(request: HttpRequest, form: PhoneForm) -> int:
    """The customer is only off supply: a supply report instead of a complaint; answers its id."""
    now, given = asking.now(), phone.given(form.facts(whole=True))
    body = {
        "op_id": request.POST.get("op_id"), "channel": form.channel, "customer": given.get("customer", {}),
        "reported_at": given.get("received_at") or phone.began(request.POST.get("begun"), now).isoformat(),
        "description": given.get("description", "Off supply."),
    }
    return supply.log_report(body, by=request.user, now=now).ids["report"]
