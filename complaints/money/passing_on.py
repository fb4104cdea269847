"""Passing a network's payment on: our own standard as a supplier (10 working days from its receipt), beside the network's money.

The simplest honest design: the network's payment keeps one row. Its first clock is the network's and is met on the day the money reached
us (`received`); from then on the row's clock is ours, until it is paid to the customer. Where we miss that, a finding of our own standard
with a payment of its own is recorded; the network's money is owed in full all the same (A27).
"""

import logging
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

import standards
import workdays
from complaints.money import findings, keeping
from complaints.money.models import Finding, Payment
from complaints.money.naming import plain
from complaints.money.shapes import FindingIn
from complaints.record.models import Event
from complaints.record.refusals import Refused
from complaints.rules import services as rules
from complaints.rules.sums import standards_tables
from standards import Tables
from workdays import london

log = logging.getLogger(__name__)
OURS = "SUP-DNO-PASS-ON"
BATCH = 200
assert standards.find(OURS).regime == "supplier"


def pass_on_by(payment: Payment, received_on: date, now: datetime, tables: Tables | None = None) -> date:
    """The last day to pass it on, by the row of the company's rulebook; where that has no checked one, by its documents'."""
    tables = tables or standards_tables()
    rows = (*tables.of(OURS, rules.company(london.day_of(now)).rulebook), *tables.of(OURS, "documents"))
    row = next(row for row in rows if row.verified and row.holds_on(received_on))
    return workdays.add(received_on, row.values["limit"], keeping.calendar_of(payment, tables.calendars))


def started(payment: Payment, events: Sequence[Event]) -> None:
    """From here on the payment's clock is the one that its receipt started."""
    payment.source_seq = next(event.seq for event in events if event.kind == "payment.received")
    payment.save(update_fields=["source_seq"])


def check(payment: Payment, *, by: Any, now: datetime) -> None:
    """Record our own failure where it was passed on late, or is not passed on when its day has passed. Once for each payment."""
    until = payment.paid_on or london.day_of(now)
    if payment.pass_on_due_on is None or payment.pass_on_finding_id or until <= payment.pass_on_due_on:
        return
    if _by_hand(payment):
        return
    asked = FindingIn(code=OURS, facts=_facts(payment), as_of=now)
    try:
        made = findings.assess(payment.complaint, asked, now=now)
    except Refused:
        log.warning("payment %s was passed on late, and no rule in force says what that costs", payment.pk)
        return
    payment.pass_on_finding, _ = findings.keep(payment.complaint, asked, made, by=by, now=now, failure=f"passed_on:{payment.pk}")
    payment.save(update_fields=["pass_on_finding"])


def _by_hand(payment: Payment) -> bool:
    """A person has recorded it for that day already, and it is no other payment's: it is this one's."""
    rows = Finding.objects.filter(complaint=payment.complaint_id, code=OURS, counted_on=payment.pass_on_due_on, breached=True, replaced_by=None)
    found = rows.filter(network_payment=None).exclude(failure__startswith="passed_on:").first()
    if found is not None:
        payment.pass_on_finding = found
        payment.save(update_fields=["pass_on_finding"])
    return found is not None


def _facts(payment: Payment) -> dict[str, Any]:
    """Class and nation are those of the network's finding."""
    known = {name: payment.finding.facts[name] for name in ("customer_type", "nation") if payment.finding and name in payment.finding.facts}
    return known | {"received_on": keeping.iso(payment.received_on), "passed_on_on": keeping.iso(payment.paid_on),
                    "network_amount_gbp": plain(payment.amount_gbp)}


def missed(today: date) -> QuerySet[Payment]:
    """Money that reached us and was not passed on in time, found through one partial index."""
    rows = Payment.objects.filter(pass_on_due_on__lt=today, pass_on_finding=None, paid_on=None)
    return rows.exclude(state="refused").order_by("pass_on_due_on", "pk")


def check_due(*, now: datetime, limit: int = BATCH) -> int:
    """Each in a transaction of its own; one whose complaint somebody holds is left to the next sweep."""
    ids = list(missed(london.day_of(now)).values_list("pk", flat=True)[:limit])
    return sum(_checked(ident, now) for ident in ids)


def _checked(payment_id: int, now: datetime) -> bool:
    with transaction.atomic():
        rows = missed(london.day_of(now)).filter(pk=payment_id, complaint__reference__gt="").select_related("complaint__customer", "finding")
        payment = rows.select_for_update(of=("self", "complaint"), skip_locked=True).first()
        if payment is None:
            return False
        check(payment, by=None, now=now)
        return True
