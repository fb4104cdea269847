"""Days to pay by, counted anew because bank holidays changed: of payments on complaints and connections that are still to be made.

A day is worked out again from the facts of its finding, or from the receipt of a network's money, so that what has moved is not found
again. Only what the changed days explain is moved: a payment that a dispute once stopped, or whose rule is another by now, keeps its day.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

import standards
import workdays
from complaints.case.models import Complaint
from complaints.clocks.kinds import Kind
from complaints.clocks.models import Deadline
from complaints.clocks.recounting import Off, because_of
from complaints.money import keeping, passing_on
from complaints.money.models import Payment
from complaints.rules.holiday_moves import COLUMNS, Move, Row
from complaints.rules.sums import standards_tables
from standards import Tables
from workdays import Calendar, OutsideCalendar, london

Offs = Mapping[str, Sequence[Off]]


@dataclass(frozen=True, slots=True)
class NewDay:
    """A payment, the day its time to pay counts from, the day that it has and the one that it gets."""

    payment: Payment
    counted_from: date
    due_on: date
    to: date


def moves(days: Iterable[NewDay]) -> list[Move]:
    """As moves of their deadlines, which is how a preview tells them. A connection without a complaint has none."""
    found = {(one.payment.complaint_id, keeping.clock_key(one.payment)): one.to for one in days if one.payment.complaint_id}
    rows = Deadline.objects.filter(complaint__in={complaint for complaint, _ in found}, kind=Kind.STANDARD_PAYMENT)
    told = [Row._make(row) for row in rows.order_by("complaint_id", "pk").values_list(*COLUMNS)]
    return [Move(row, found[place]) for row in told if (place := (row.complaint_id, row.key)) in found]


def new_days(offs: Offs, calendars: Mapping[str, Calendar], **which: Any) -> list[NewDay]:
    """Those that fall on another day by these calendars, in the order of their complaints."""
    tables = replace(standards_tables(), calendars=calendars)
    rows = _candidates([off.day for some in offs.values() for off in some]).filter(**which).select_related("complaint", "job", "finding")
    return [one for payment in rows if (one := _new_day(payment, offs, tables))]


def _candidates(days: Sequence[date]) -> QuerySet[Payment]:
    if not days:
        return Payment.objects.none()
    rows = Payment.objects.filter(kind="standard", state__in=("proposed", "approved"))
    rows = rows.filter(Q(complaint__isnull=False, source_seq__gt=0) | Q(complaint=None, job__isnull=False))
    ours = Q(received_on=None, due_on__gte=min(days), late_since_on=None, finding__isnull=False)
    return rows.filter(ours | Q(received_on__lte=max(days), pass_on_due_on__gte=min(days), pass_on_finding=None)).order_by("complaint_id", "pk")


def _new_day(payment: Payment, offs: Offs, tables: Tables) -> NewDay | None:
    calendar = keeping.calendar_of(payment, tables.calendars)
    due_on = payment.pass_on_due_on if payment.received_on else payment.due_on
    try:
        start, to = _passed_on(payment, tables) if payment.received_on else _paid(payment, tables)
        moved = bool(start and to) and to != due_on and _explained(offs.get(calendar.name, ()), start, due_on, to, calendar)
    except (standards.NoRuleInForce, standards.FactsWrong, OutsideCalendar):
        return None
    return NewDay(payment, start, due_on, to) if moved and not _explanation(payment).get("stood_still") else None


def _passed_on(payment: Payment, tables: Tables) -> tuple[date, date]:
    return payment.received_on, passing_on.pass_on_by(payment, payment.received_on, london.start_of_day(payment.received_on), tables)


def _paid(payment: Payment, tables: Tables) -> tuple[date | None, date | None]:
    standard, row = standards.find(payment.code), payment.finding
    found = standards.assess(standard, standards.read_facts(standard, row.facts), tables, rulebook=row.rulebook, as_of=row.made_at)
    return found.paid_from, found.payment_due_by


def _explained(offs: Iterable[Off], start: date, due_on: date, to: date, calendar: Calendar) -> bool:
    """Whether it was as many working days before the change as it is after."""
    within = [-1 if off.withdrawn else 1 for off in offs if start < off.day <= due_on and off.day.weekday() < 5]
    return workdays.between(start, due_on, calendar) + sum(within) == workdays.between(start, to, calendar)


def _explanation(payment: Payment) -> dict[str, Any]:
    rows = Deadline.objects.filter(complaint=payment.complaint_id, key=keeping.clock_key(payment))
    return rows.values_list("explanation", flat=True).first() or {}


def settle(
    offs: Offs, calendars: Mapping[str, Calendar], *, by: Any, now: datetime, beside: Callable[[int], None] | None = None,
    go_on: Callable[[], bool] = lambda: True,
) -> int:
    """Move them, each in a transaction of its own; answers how many. `beside(1)` is called in the transaction of each."""
    done = 0
    for found in new_days(offs, calendars):
        if not go_on():
            break
        with transaction.atomic():
            done += _move(found.payment, offs, by=by, now=now)
            if beside:
                beside(1)
    return done


def _move(payment: Payment, offs: Offs, *, by: Any, now: datetime) -> bool:
    """Found once more under the locks of the complaint and the payment, by the calendars as they stand then: another change may have come."""
    complaint = Complaint.objects.select_for_update().get(pk=payment.complaint_id) if payment.complaint_id else None
    Payment.objects.select_for_update().get(pk=payment.pk)
    calendars = standards_tables().calendars
    for found in new_days(offs, calendars, pk=payment.pk):
        calendar = keeping.calendar_of(payment, calendars)
        because = because_of(offs[calendar.name], _explanation(payment).get("skipped", ()), found.counted_from, max(found.due_on, found.to))
        keeping.keep(found.payment, **{"pass_on_due_on" if found.payment.received_on else "due_on": found.to})
        told = {"due_on": found.to.isoformat(), "started_on": found.counted_from.isoformat(), "by_calendar": True}
        keeping.tell(complaint, [keeping.entry(found.payment, "due", now, told)], by=by, now=now, because=because)
        return True
    return False
