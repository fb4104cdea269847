"""A payment in words for pages: where it stands, how urgent it is, the facts beside its sum. Reads what it is given; writes nothing."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from complaints.case.pages.heads import name_of
from complaints.clocks import words
from complaints.money import keeping
from complaints.money.models import Payment
from complaints.money.moves import comes_through_us
from complaints.money.naming import KIND_WORDS, ROUTE_WORDS, STATE_WORDS, lower_first, pounds, standard_words, what_for
from complaints.money.proposing import IN_DISPUTE
from workdays import london

Fact = dict[str, str]


def total(payment: Payment) -> str:
    return pounds(payment.amount_gbp + payment.late_extra_gbp)


def due_on(payment: Payment) -> date | None:
    """The day to pay by that runs now: ours to pass it on, once the network's money has reached us."""
    return payment.pass_on_due_on or payment.due_on


def status(payment: Payment, today: date) -> words.Status | None:
    """How urgent it is; None where no day runs."""
    if due_on(payment) is None:
        return None
    return words.status_of(
        due_on(payment), today, keeping.calendar_of(payment), met_on=payment.paid_on, cancelled=payment.state == "refused",
        held_since=payment.held_on, held_why=IN_DISPUTE,
    )


def whose(payment: Payment) -> tuple[str, str, str]:
    """(what it hangs on, its address, the customer's name)."""
    if payment.complaint:
        return payment.complaint.reference, f"/c/{payment.complaint.reference}/", name_of(payment.complaint.customer)
    if payment.incident:
        customer = payment.incident_customer
        return payment.incident.name, f"/incidents/{payment.incident_id}/", (customer.name or customer.account) if customer else ""
    return payment.job.label, f"/connections/{payment.job_id}/", ""


def facts(payment: Payment) -> list[Fact]:
    """The rows under the sum; what is not known is left out, and what heading, due card and finding say already."""
    return [{"name": name, "text": text} for name, text in (*_sums(payment), *_days(payment), *_people(payment), *_dispute(payment)) if text]


def _sums(payment: Payment) -> Iterator[tuple[str, str]]:
    yield "For", "" if payment.code else f"{KIND_WORDS[payment.kind]}. A guaranteed standard is never set off against it."
    yield "Why", payment.why
    if payment.late_extra_gbp:
        yield "Sum", pounds(payment.amount_gbp)
        by = f", to be paid by {words.long_day(payment.late_extra_due_on)}" if payment.late_extra_due_on else ""
        under = standard_words(payment.late_finding.code) if payment.late_finding else "paid late"
        yield "Once more", f"{pounds(payment.late_extra_gbp)}, because it was not paid in time ({lower_first(under)}){by}"


def _days(payment: Payment) -> Iterator[tuple[str, str]]:
    yield "Failed", "" if payment.finding else _day(payment.failure_on)
    yield "Route", ROUTE_WORDS[payment.route] if payment.kind == "standard" and not payment.finding else ""
    if comes_through_us(payment):
        yield "Reached us", _day(payment.received_on) or "Not yet. Once it has, we pass it on in 10 working days"
    yield "Asked for", f"To be paid by {payment.method_asked}" if payment.method_asked else ""
    yield "Paid by", payment.method
    yield "Not as asked", payment.method_refused_why
    yield "Told", f"The {payment.told}, {_day(payment.told_on)}" if payment.told_on else ""


def _people(payment: Payment) -> Iterator[tuple[str, str]]:
    yield "Proposed", f"{_who(payment.proposed_by)}, {words.moment(payment.proposed_at)}"
    yield "Approved", f"{_who(payment.approver)}, {words.moment(payment.approved_at)}" if payment.approved_at else ""
    yield "Below the law", payment.below_law_why
    yield "Refused", f"{payment.refused_why} ({words.short_day(london.day_of(payment.refused_at))})" if payment.refused_at else ""


def _dispute(payment: Payment) -> Iterator[tuple[str, str]]:
    yield "On hold", f"Since {_day(payment.held_on)}: {payment.held_why}" if payment.held_on else ""
    yield "Ofgem asked", _day(payment.to_ofgem_on)
    yield "Ofgem decided", _day(payment.determined_on)


def _day(day: date | None) -> str:
    return words.long_day(day) if day else ""


def _who(person: Any) -> str:
    return person.full_name if person else "The desk"


def ended_words(payment: Payment) -> str:
    """"Paid on Friday 15 May 2026", "Refused on …"; "" while it waits."""
    if payment.state == "paid":
        return f"Paid on {_day(payment.paid_on)}" if payment.paid_on else "Paid"
    return f"Refused on {words.long_day(london.day_of(payment.refused_at))}" if payment.state == "refused" and payment.refused_at else ""


def heading(payment: Payment) -> dict[str, str]:
    """What it is and how much, then whose and where it stands; `of` is what it hangs on, which the page links."""
    reference, href, name = whose(payment)
    rest = [part for part in (name, lower_first(STATE_WORDS[payment.state])) if part]
    return {"title": f"{what_for(payment)}: {total(payment)}", "small": ", ".join([reference, *rest]), "rest": ", ".join(rest),
            "of": reference, "href": href}
