"""How a call ends: on the phone form itself where it asks all that is needed, otherwise on the page of the move."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from complaints.case import moving, services
from complaints.case.models import Complaint
from complaints.case.pages import asking
from complaints.case.pages.moves import done_words
from complaints.clocks import words
from complaints.drafts import services as drafts
from complaints.intake.pages.phone_form import RESOLVED_WORDS, PhoneForm
from workdays import london

WORDS_OF = {"senior": ("end_reason",), "resolved": RESOLVED_WORDS}
NOT_CHOSEN = "Typed during the call about another end than the one chosen:"
ONWARD = {"resolved": "do/resolve/", "senior": "do/escalate/", "open": ""}


def ended(request: HttpRequest, reference: str, form: PhoneForm, version: int) -> HttpResponse:
    """The call is over, and what was typed under an end that was not chosen in the end is kept as a note: both, or neither."""
    with transaction.atomic():
        if text := _aside(form):
            services.add_note(reference, {"op_id": f"{request.POST.get('op_id', '')[:59]}:note", "text": text}, by=request.user, now=asking.now())
        return _ended(request, reference, form, version)


def _aside(form: PhoneForm) -> str:
    typed = form.kept()
    others = [name for end, names in WORDS_OF.items() if end != typed["end"] for name in names if (typed[name] or "").strip()]
    return "\n".join([NOT_CHOSEN, *(f"{form.fields[name].label}: {typed[name]}" for name in others)]) if others else ""


def _ended(request: HttpRequest, reference: str, form: PhoneForm, version: int) -> HttpResponse:
    """Resolved or escalated here, to the page that does so, or to the case with what is due next."""
    typed = form.kept()
    if typed["end"] == "senior" and (typed["end_reason"] or "").strip():
        return _moved(request, reference, "escalate", {"reason": typed["end_reason"].replace("\r\n", "\n"), "asked_by_customer": True}, version)
    if typed["end"] == "resolved" and (given := form.resolution(london.day_of(asking.now()).isoformat())):
        return _moved(request, reference, "resolve", given, version)
    if typed["end"] == "open":
        now = Complaint.objects.get(reference=reference)
        due = f" {words.sentence(now.next_kind, now.next_due_on)}." if now.next_due_on else ""
        messages.success(request, f"{reference} is logged and stays open.{due}")
    return HttpResponseRedirect(f"/c/{reference}/{ONWARD[typed['end']]}")


def _moved(request: HttpRequest, reference: str, name: str, given: dict[str, Any], version: int) -> HttpResponse:
    op_id = f"{request.POST.get('op_id', '')[:60]}:end"
    moving.move(reference, name, {"op_id": op_id, "version": version, **given}, by=request.user, now=asking.now())
    messages.success(request, done_words(reference, name))
    return HttpResponseRedirect(f"/c/{reference}/")


def kept(request: HttpRequest, form: PhoneForm, op_id: str, version: int, was: str) -> None:
    """The complaint holds every answer but the words about its end: those wait as a draft of the form as it stands now."""
    place, typed = request.POST.get("draft", ""), form.kept()
    if place and any((typed[name] or "").strip() for name in ("end_reason", *RESOLVED_WORDS)):
        fields = {**dict(request.POST.lists()), "op_id": [op_id], "version": [str(version)], "was": [was]}
        drafts.keep(request.user.pk, place, fields, now=asking.now())
        request.typed_at = ""
