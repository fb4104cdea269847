"""What a payment costs once more when its day passes unpaid: found by the sweep or by the payment itself, once, under the lock.

The sum comes from the row of the late standard that holds on the day that passed, in the rulebook of the finding. `late_since_on`
is set in the transaction that adds it, so two sweeps, a kill or a payment recorded meanwhile add it once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

import standards
import workdays
from complaints.clocks import words
from complaints.money import keeping
from complaints.money.models import Finding, Incident, Payment
from complaints.money.naming import plain, pounds, standard_words
from complaints.record.entries import Entry
from complaints.record.services import append, append_to_desk
from complaints.rules.sums import standards_tables
from standards import Row, Tables
from workdays import OutsideCalendar, london

BATCH = 1000
COLUMNS = ["late_since_on", "late_extra_gbp", "late_extra_due_on", "late_finding", "version"]
NOTHING = Decimal("0.00")
ByHand = dict[tuple[int, str, date], list[Finding]]
ONCE_MORE = "Owed once, because a guaranteed payment was not made in time"


@dataclass(frozen=True, slots=True)
class Extra:
    """What paying late costs once more: under which standard, by which row, and in how many working days (0: no time is given)."""

    code: str
    rulebook: str
    version: str
    amount: Decimal
    pay_days: int


def extra_of(payment: Payment, tables: Tables) -> Extra | None:
    """None where paying late costs nothing more, or the rows no longer say. It is a failure of its own, of the day that passed; where
    the late standard has no checked row for that day the sum of the first row stands."""
    row = _row_of(payment, tables)
    found = standards.find(payment.code)
    if row is None or not found.late or "late_extra" not in row.values:
        return None
    late = standards.find(found.late)
    own = next((one for one in tables.of(late.code, row.book) if one.verified and one.holds_on(payment.due_on)), None)
    amount = own.values["first_domestic"] if own else row.values["late_extra"]
    return Extra(late.code, row.book, (own or row).version, amount, row.values.get("pay_days", 0) if late.pay_from else 0)


def _row_of(payment: Payment, tables: Tables) -> Row | None:
    """The row of the rulebook that the payment was worked out by."""
    made = payment.finding or payment.incident_customer
    book = payment.finding.rulebook if payment.finding else payment.incident.rulebook if payment.incident else ""
    rows = tables.of(payment.code, book) if made else ()
    return next((row for row in rows if row.version == made.version), None)


def accrue(payment: Payment, tables: Tables, *, now: datetime, known: ByHand) -> Finding | None:
    """Note on the row that its day has passed, and what that costs; answers the finding to be saved with it. Saves nothing. What a
    person has recorded (`known`, from `by_hand`) is not added again: it is this payment's, once."""
    payment.late_since_on = date.fromordinal(payment.due_on.toordinal() + 1)
    extra = extra_of(payment, tables)
    if extra is None:
        return None
    if own := known.get((payment.complaint_id, extra.code, payment.due_on)):
        payment.late_finding = own.pop(0)
        return None
    payment.late_extra_gbp = extra.amount
    payment.late_extra_due_on = _due_on(payment, extra, tables)
    return finding_of_lateness(payment, extra, now=now)


def fall(payments: Iterable[Payment], *, now: datetime) -> None:
    """Their lateness does not count from now on: refused after all, or paid in time and recorded later. What a person recorded stands."""
    late = [payment.late_finding_id for payment in payments if payment.late_finding_id]
    Finding.objects.filter(pk__in=late, fell_at=None, failure__startswith="late:").update(fell_at=now)


def take_back(payments: Sequence[Payment], *, now: datetime) -> None:
    """A sweep found them late, and they were paid in time: nothing is owed once more. The caller saves them."""
    fall(payments, now=now)
    for payment in payments:
        payment.late_since_on, payment.late_extra_gbp, payment.late_extra_due_on = None, NOTHING, None


def _due_on(payment: Payment, extra: Extra, tables: Tables) -> date | None:
    """None where no time is given, or the bank holidays of that time are not known."""
    try:
        return workdays.add(payment.due_on, extra.pay_days, keeping.calendar_of(payment, tables.calendars)) if extra.pay_days else None
    except OutsideCalendar:
        return None


def finding_of_lateness(payment: Payment, extra: Extra, *, now: datetime) -> Finding:
    """So that reports count the late payment as the failure of a standard that it is: on the day that was missed."""
    facts = {"payment": payment.pk, "original_standard": payment.code, "due_on": keeping.iso(payment.due_on)}
    return Finding(
        complaint=payment.complaint, job=payment.job, code=extra.code, rulebook=extra.rulebook, version=extra.version, facts=facts,
        answer=_answer(payment, extra), applies=True, breached=True, amount_gbp=extra.amount, counted_on=payment.due_on,
        failure=f"late:{payment.pk}", made_at=now,
    )


def _answer(payment: Payment, extra: Extra) -> dict[str, Any]:
    """The finding of the contract."""
    due, later = words.long_day(payment.due_on), payment.late_extra_due_on
    told = [f"{standard_words(payment.code)}: {pounds(payment.amount_gbp)} was to be paid by {due} and was not.",
            f"{standard_words(extra.code)}: {pounds(extra.amount)} is owed once more, once."]
    told += [f"It is to be paid by {words.long_day(later)}."] if later else []
    return {
        "code": extra.code, "rulebook": extra.rulebook, "version": extra.version, "applies": True, "breached": True,
        "amount_gbp": plain(extra.amount), "deadline": keeping.iso(payment.due_on), "failure_on": keeping.iso(payment.due_on),
        "payment_due_by": keeping.iso(later), "claim_window_end": None, "claim_ok": None, "exempt": None, "late_extra_gbp": None,
        "instalments": [{"amount_gbp": plain(extra.amount), "why": ONCE_MORE}], "needs_judgement": [], "explanation": told,
    }


def entry_of(payment: Payment, *, now: datetime) -> Entry:
    """The event of it, once."""
    data = {"late_extra_gbp": plain(payment.late_extra_gbp), "due_on": keeping.iso(payment.due_on), "late_extra_due_on": keeping.iso(
        payment.late_extra_due_on), "late_finding": payment.late_finding_id}
    return keeping.entry(payment, "late_extra", now, data)


def accrue_due(*, now: datetime, limit: int = BATCH) -> int:
    """Add what is owed once more to every payment whose day has passed unpaid; answers how many. Safe to run twice and at once.
    A payment, complaint or incident that somebody holds is left to the next sweep."""
    done = 0
    while (count := _batch_on_complaints(now, limit)) == limit:
        done += count
    return done + count + sum(_of_incident(ident, now) for ident in _incidents(now)) + _on_jobs(now)


def waiting(today: date) -> QuerySet[Payment]:
    """Payments whose day has passed unpaid and unnoticed, found through one partial index. What reached us in time is not late, and
    what a dispute holds is not in these states."""
    rows = Payment.objects.filter(state__in=("proposed", "approved"), kind="standard", late_since_on=None, due_on__lt=today, received_on=None)
    return rows.select_related(None).order_by("due_on", "pk")


def _batch_on_complaints(now: datetime, limit: int) -> int:
    """Locked together with their complaints, whose chains the events join."""
    with transaction.atomic():
        rows = waiting(london.day_of(now)).filter(complaint__reference__gt="").select_related("complaint", "finding")  # an inner join
        payments = list(rows.select_for_update(of=("self", "complaint"), skip_locked=True)[:limit])
        if payments:
            _save(payments, now)
            _tell_complaints(payments, now)
    return len(payments)


def accrue_of(incident: Incident, payments: Sequence[Payment], *, now: datetime) -> None:
    """As the sweep does, for payments of an incident that are recorded as paid after their day. The caller holds their locks and tells it."""
    _with_incident(payments, incident)
    _save(payments, now)


def take_back_of(payments: Sequence[Payment], *, now: datetime) -> None:
    """The same for payments of an incident, saved. The caller holds their locks and tells it."""
    take_back(payments, now=now)
    Payment.objects.bulk_update(payments, COLUMNS, batch_size=BATCH)


def _tell_complaints(payments: Sequence[Payment], now: datetime) -> None:
    by_complaint: dict[int, list[Payment]] = defaultdict(list)
    for payment in payments:
        if payment.late_extra_gbp:
            by_complaint[payment.complaint_id].append(payment)
    for own in by_complaint.values():
        append(own[0].complaint, [entry_of(payment, now=now) for payment in own], by=None, now=now)


def by_hand(payments: Sequence[Payment]) -> ByHand:
    """Lateness that a person has recorded already, with a payment of its own, and that is no other payment's."""
    ids = {payment.complaint_id for payment in payments if payment.complaint_id}
    codes = {found.late for payment in payments if (found := standards.find(payment.code)) and found.late}
    rows = Finding.objects.filter(complaint__in=ids, code__in=codes, breached=True, replaced_by=None, fell_at=None) if ids else Finding.objects.none()
    found: ByHand = defaultdict(list)
    for row in rows.filter(late_payment=None).exclude(failure__startswith="late:").order_by("pk"):
        found[row.complaint_id, row.code, row.counted_on].append(row)
    return found


def _save(payments: Sequence[Payment], now: datetime) -> None:
    """Findings and payments, each in one statement."""
    tables, known = standards_tables(), by_hand(payments)
    findings = [accrue(payment, tables, now=now, known=known) for payment in payments]
    Finding.objects.bulk_create([finding for finding in findings if finding], batch_size=BATCH)
    for payment, finding in zip(payments, findings, strict=True):
        payment.late_finding = finding or payment.late_finding
        payment.version += finding is not None
    Payment.objects.bulk_update(payments, COLUMNS, batch_size=BATCH)


def _incidents(now: datetime) -> list[int]:
    rows = waiting(london.day_of(now)).filter(complaint=None, incident__isnull=False)
    return list(rows.order_by().values_list("incident", flat=True).distinct())


def _of_incident(incident_id: int, now: datetime) -> int:
    """All of one incident in one transaction, told by one event."""
    with transaction.atomic():
        incident = Incident.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=incident_id).first()
        if incident is None:
            return 0
        rows = waiting(london.day_of(now)).filter(complaint=None, incident=incident_id).select_related("incident_customer")
        payments = list(rows.select_for_update(of=("self",), skip_locked=True))
        _with_incident(payments, incident)
        if payments:
            _save(payments, now)
            append_to_desk([_entry_of_incident(incident, payments, now)], by=None, now=now)
    return len(payments)


def _with_incident(payments: Iterable[Payment], incident: Incident) -> None:
    for payment in payments:
        payment.incident = incident


def _entry_of_incident(incident: Incident, payments: Sequence[Payment], now: datetime) -> Entry:
    extra = sum((payment.late_extra_gbp for payment in payments), Decimal(0))
    days = [payment.due_on for payment in payments]
    return Entry("payment.late_extra", now, {
        "incident": incident.pk, "payments": len(payments), "late_extra_gbp": plain(extra), "due_on": keeping.iso(min(days)),
        "until": keeping.iso(max(days)),
    })


def _on_jobs(now: datetime) -> int:
    """Connection jobs of no complaint: few, each told in the desk's chain."""
    with transaction.atomic():
        rows = waiting(london.day_of(now)).filter(complaint=None, incident=None).select_related("job", "finding")
        payments = list(rows.select_for_update(of=("self",), skip_locked=True)[:BATCH])
        if payments:
            _save(payments, now)
            append_to_desk([entry_of(payment, now=now) for payment in payments if payment.late_extra_gbp], by=None, now=now)
    return len(payments)
