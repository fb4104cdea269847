"""The Standards tab of a case: findings on file with their payments, what the facts may touch, and any other standard."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import standards
from complaints.case.models import Complaint
from complaints.case.pages import asking, heads
from complaints.case.pages.overview import calendar_of
from complaints.clocks import shown, words
from complaints.clocks.models import Deadline
from complaints.money import assessing, offers
from complaints.money.models import PAYMENT_STATES, Finding, Offer, Payment
from complaints.money.moves import DECIDE
from complaints.money.naming import pounds, what_for
from complaints.money.suggesting import OnFile, suggest
from complaints.record.refusals import Refused
from complaints.rules.sums import standards_tables
from standards.pages.shown import panel
from standards.words import named
from workdays import Calendar, london

SEE = "See the payment"
NEXT_WORDS = {"proposed": "Approve or refuse it", "approved": "Record that it was paid", "held": "Settle the dispute", "paid": SEE, "refused": SEE}
DECIDED = ("proposed", "held")
assert set(NEXT_WORDS) == set(PAYMENT_STATES) >= set(DECIDED)
OFFER_WORDS = {"open": "Open", "accepted": "Accepted", "refused": "Refused", "lapsed": "Ran out"}
MONEY_HEAD = ("What", "How it stands", "Sum")


@require_safe
@asking.refusals_as_pages
def standards_tab(request: HttpRequest, reference: str) -> HttpResponse:
    complaint = asking.complaint_for(request, reference, "standards")
    now = asking.now()
    found = list(Finding.objects.filter(complaint=complaint).select_related("payment__approver", "late_payment", "made_by").order_by("-pk"))
    deadlines = list(Deadline.objects.filter(complaint=complaint))
    clocks = {row.key: row for row in deadlines if row.kind == "standard_payment"}
    found.sort(key=lambda row: not _is_owed(row))
    told = [_finding(row, clocks, request.user, now, calendar_of(complaint)) for row in found]
    context = {
        "case": heads.identity(complaint, request.user, "Standards"), "side": heads.side(complaint, deadlines, request.user),
        "findings": [one for row, one in zip(found, told, strict=True) if row.is_counted],
        "replaced": [one for row, one in zip(found, told, strict=True) if not row.is_counted],
        "suggestions": suggestions(complaint), "action": f"/c/{complaint.reference}/standards/new/", "groups": grouped(),
        "money": _money(complaint), "offers": _offers(complaint, london.day_of(now)),
        "acts": [{"label": "Propose a payment", "href": f"/c/{complaint.reference}/payments/new/"},
                 {"label": "Record an offer", "href": f"/c/{complaint.reference}/offers/new/"},
                 {"label": "Follow a connection", "href": f"/connections/new/?complaint={complaint.reference}"}],
    }
    return render(request, "money/case_tab.html", context)


def _is_owed(row: Finding) -> bool:
    """Whether a payment waits to be made: those come first, each kind the newest first."""
    payment = getattr(row, "payment", None)
    return payment is not None and payment.state in ("proposed", "approved", "held")


def _finding(row: Finding, clocks: dict[str, Deadline], person: Any, now: Any, calendar: Calendar) -> dict[str, Any]:
    """One finding: heading with its verdict, the clock of its payment, the payment in words, and both explanations."""
    standard, payment = standards.find(row.code), getattr(row, "payment", None)
    other = _other_words(row)
    clock = clocks.get(f"standard_payment:{payment.source_seq}") if payment else None
    today = london.day_of(now)
    return {
        "number": row.pk, "verdict": verdict(row),
        "panel": panel(standard, row.answer, row=_rule_row(row), other_words=other, claimed=row.facts.get("exemptions") or ()),
        "sum": pounds(row.amount_gbp) if row.amount_gbp else "", "none": _nothing(row, payment),
        "status": shown.status(clock, today, calendar) if clock else None, "rule": shown.rule(clock) if clock else "",
        "explain": shown.explain(clock, today, calendar) if clock else None, "payment": payment_line(payment, person) if payment else None,
        "made": f"Recorded by {row.made_by.full_name if row.made_by else 'the desk'}, {words.moment(row.made_at)}.",
    }


def verdict(row: Finding) -> str:
    """"failed", "kept": what stands behind the standard's name in a heading."""
    if not row.applies:
        return "does not apply"
    return {True: "failed", False: "kept", None: "not decided"}[row.breached]


def _nothing(row: Finding, payment: Payment | None) -> str:
    """Why no sum stands there; "" where one does."""
    if payment or not row.applies or row.breached is False:
        return "" if payment else "No payment under this standard."
    if (late := getattr(row, "late_payment", None)) and row.is_counted:
        return f"{pounds(row.amount_gbp or late.late_extra_gbp)} is part of the payment for {what_for(late)}."
    if row.exempt:
        return "No payment under this standard: an exemption holds."
    if row.breached and row.amount_gbp is None:
        return "The sum is not known for this date. Nothing is guessed."
    return "No payment under this standard yet."


def payment_line(payment: Payment, person: Any) -> dict[str, Any]:
    """The sum with what was added, where it stands, by when, and the page where it goes on; what only another may do is not offered."""
    decides = person.role in DECIDE and payment.proposed_by_id != person.pk
    total = payment.amount_gbp + payment.late_extra_gbp
    added = f"{pounds(payment.amount_gbp)}, and {pounds(payment.late_extra_gbp)} because it was late" if payment.late_extra_gbp else ""
    return {"total": pounds(total), "added": added, "state": payment_state(payment), "due": _pay_by(payment), "href": f"/payments/{payment.pk}/",
            "next": NEXT_WORDS[payment.state] if decides or payment.state not in DECIDED else SEE}


def payment_state(payment: Payment) -> str:
    """Where a payment stands, in a sentence without its end."""
    by = payment.approver.full_name if payment.approver else "another person"
    words_of = {
        "proposed": "Proposed. Another person approves it", "approved": f"Approved by {by}, not paid yet",
        "paid": f"Paid on {words.long_day(payment.paid_on)}" if payment.paid_on else "Paid",
        "held": f"On hold since {words.long_day(payment.held_on)}" if payment.held_on else "On hold", "refused": "Refused",
    }
    return words_of[payment.state]


def _pay_by(payment: Payment) -> str:
    if payment.state not in ("proposed", "approved"):
        return ""
    return f"Pay by {words.long_day(payment.due_on)}" if payment.due_on else "No day to pay by yet"


def _rule_row(row: Finding) -> Any:
    """The dated row that the finding was made by; None where it is no longer on file."""
    return next((one for one in standards_tables().of(row.code, row.rulebook) if one.version == row.version), None)


def _other_words(row: Finding) -> str:
    """What the other rulebook says of the same facts; "" where that cannot be told any more."""
    as_of = row.facts.get("as_of") or row.made_at
    try:
        return assessing.finding_of(row.code, row.facts, rulebook=row.rulebook, as_of=as_of, now=row.made_at).other_words
    except Refused:
        return ""


def suggestions(complaint: Complaint) -> list[dict[str, str]]:
    base = f"/c/{complaint.reference}/standards/new/?code="
    return [{"href": base + one.code, "name": named(standards.find(one.code)), "why": one.why} for one in suggest(on_file(complaint))]


def on_file(complaint: Complaint) -> OnFile:
    """What the case knows that may speak for a standard."""
    category, customer = complaint.category, complaint.customer
    return OnFile(
        licence=complaint.licence, said=f"{complaint.description}\n{complaint.wanted}", category=category.code if category else "",
        category_name=category.name if category else "", customer_type=customer.customer_type, off_supply="off_supply" in customer.needs,
        reports=complaint.supply_reports.count(), needs=tuple(customer.needs),
    )


def grouped() -> list[dict[str, Any]]:
    """All standards by regime, for the select of any other."""
    return [{"title": title, "options": [{"code": one.code, "name": named(one)} for one in standards.CATALOGUE if one.regime == regime]}
            for regime, title in standards.REGIMES.items()]


def _money(complaint: Complaint) -> dict[str, Any] | None:
    """Payments that hang on no finding: goodwill, refunds, losses, awards."""
    rows = list(Payment.objects.filter(complaint=complaint, finding=None).select_related("approver"))
    lines = [[{"text": what_for(row), "href": f"/payments/{row.pk}/"}, {"text": payment_state(row) + "."},
              {"text": pounds(row.amount_gbp + row.late_extra_gbp), "num": True}] for row in rows]
    head = [{"text": text, "num": text == "Sum"} for text in MONEY_HEAD]
    return {"caption": "Other payments of this complaint", "head": head, "rows": lines} if lines else None


def _offers(complaint: Complaint, today: date) -> list[dict[str, Any]]:
    return [_offer(row, offers.state_of(row, today), f"/c/{complaint.reference}/offers/{row.pk}/")
            for row in Offer.objects.filter(complaint=complaint).order_by("-pk")]


def _offer(row: Offer, state: str, base: str) -> dict[str, Any]:
    acts = [{"label": "Record that they accepted", "href": f"{base}accept/"}, {"label": "Record that they refused", "href": f"{base}refuse/"}]
    return {"text": row.text, "sum": pounds(row.amount_gbp) if row.amount_gbp is not None else "", "state": OFFER_WORDS[state],
            "made": words.long_day(row.made_on), "until": words.long_day(row.closes_on) if row.closes_on else "",
            "acts": acts if state == "open" else []}
