"""`/payments/<id>/`: one payment, why it is owed and by when, and what this person may do with it now."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import standards
from complaints.case.pages import asking
from complaints.clocks import shown as clocks
from complaints.clocks import words
from complaints.clocks.models import Deadline
from complaints.money import keeping
from complaints.money.models import Payment
from complaints.money.moves import MOVES, OWN_PROPOSAL, STILL_GROWS, moves_of, still_grows
from complaints.money.pages import shown
from complaints.record import access
from complaints.record.refusals import Unknown
from staff.sessions import address_of
from standards.pages.shown import panel
from workdays import london

FIRST = ("approve", "pay", "release", "received")


def payment_for(request: HttpRequest, payment_id: int, what: str) -> Payment:
    """The payment of the address, with the look kept in the access log; a refused look is kept too."""
    address = address_of(request) or ""
    try:
        payment = keeping.found(payment_id, request.user)
    except Unknown:
        access.looked(request.user, None, what, now=asking.now(), address=address, refused=True)
        raise
    if payment.complaint:
        access.looked(request.user, payment.complaint, what, now=asking.now(), address=address)
    return payment


@require_safe
@asking.refusals_as_pages
def payment_page(request: HttpRequest, payment: int) -> HttpResponse:
    row = payment_for(request, payment, "payment")
    moves = moves_of(row, request.user)
    primary = next((name for name in FIRST if name in moves), None)
    context = {
        "heading": shown.heading(row), "primary": _act(row, primary) if primary else None,
        "others": [_act(row, name) for name in moves if name != primary], "note": _note(row, request.user),
        "due": due(row), "facts": shown.facts(row), "finding": finding_of(row), "late": _late(row),
        "links": [{"href": "/payments/", "label": "See all payments"}],
    }
    return render(request, "money/payment.html", context)


def _act(payment: Payment, name: str) -> dict[str, Any]:
    return {"label": MOVES[name].label, "href": f"/payments/{payment.pk}/do/{name}/"}


def _note(payment: Payment, me: Any) -> str:
    """What stands in the way of the person who looks."""
    if payment.state == "proposed" and still_grows(payment):
        return STILL_GROWS
    return OWN_PROPOSAL if payment.state == "proposed" and payment.proposed_by_id == me.pk and me.role in MOVES["approve"].who else ""


def due(payment: Payment) -> dict[str, Any] | None:
    """The due card: of the deadline where it has one, else of its own days. What was paid or refused says so, and when."""
    today, calendar = london.day_of(asking.now()), keeping.calendar_of(payment)
    key = keeping.clock_key(payment)
    row = Deadline.objects.filter(complaint=payment.complaint_id, key=key).first() if payment.complaint_id and key else None
    on, over = shown.due_on(payment), {"sentence": ended} if (ended := shown.ended_words(payment)) else {}
    if row is not None:
        return clocks.card(row, today, calendar) | over
    card = {"sentence": words.sentence("standard_payment", on), "status": shown.status(payment, today), "rule": "", "explain": None} if on else None
    return card | over if card else None


def finding_of(payment: Payment) -> dict[str, Any] | None:
    """"Explain this amount" of the finding that it rests on, as it stands since; the day to pay by is the due card's."""
    made = payment.finding
    standard = standards.find(made.code) if made else None
    if standard is None:
        return None
    told = panel(standard, made.answer, claimed=made.facts.get("exemptions") or ())
    ended = shown.ended_words(payment)
    left = {"Pay by", *(("If paid late",) if ended else ())}
    title = "How the sum was worked out" if payment.state == "refused" else f"Why it {'was' if ended else 'is'} owed"
    return told | {"title": title, "headline": _since(payment, told["headline"]),
                   "facts": [fact for fact in told["facts"] if fact["name"] not in left]}


def _since(payment: Payment, headline: str) -> str:
    """A finding says what is owed; once it is paid that was so. What was refused was worked out: nobody says that it was owed."""
    ended = shown.ended_words(payment)
    if payment.state == "refused":
        return f"Worked out: {shown.total(payment)}. {ended}, so nothing is paid here"
    return f"{headline.removesuffix(' so far').replace(' is owed', ' was owed')}. {ended}" if ended else headline


def _late(payment: Payment) -> list[str]:
    return list(payment.late_finding.answer.get("explanation", ())) if payment.late_extra_gbp and payment.late_finding else []
