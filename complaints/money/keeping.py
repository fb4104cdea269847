"""Locking a payment for one change, keeping what changed, and its events. Every change of a payment goes through here.

The complaint is locked before its payment, everywhere. A payment leaves the complaint's version alone. What hangs on no complaint
(customers of an incident, connection jobs) is told in the desk's own chain and has no clock.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import workdays
from complaints.case.carrying import carry
from complaints.case.models import Complaint
from complaints.case.reading import locked as locked_complaint
from complaints.case.reading import visible
from complaints.clocks.services import history_of
from complaints.money.models import Payment
from complaints.money.naming import plain, pounds, standard_words, what_for
from complaints.record.entries import Entry
from complaints.record.models import Event
from complaints.record.operations import Call, recheck
from complaints.record.refusals import Conflict, Unacceptable, Unknown
from complaints.record.services import append_to_desk
from complaints.rules.services import all_calendars
from workdays import Calendar

NO_SUCH = "There is no payment with this number that you may see."


def locked(payment_id: int, call: Call, *, reference: str | None = None) -> Payment:
    """The payment under its row lock, its complaint's taken before. Unknown where this person may not see that, or it is another's."""
    found = Payment.objects.filter(pk=payment_id).values_list("complaint__reference", flat=True).first()
    if found is None and (reference is not None or not Payment.objects.filter(pk=payment_id).exists()):
        recheck(call)
        raise Unknown(NO_SUCH)
    complaint = _complaint(found, call, reference) if found else None
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment_id)
    if complaint is None:
        recheck(call)
    payment.complaint = complaint
    return payment


def _complaint(found: str, call: Call, reference: str | None) -> Complaint:
    try:
        complaint = locked_complaint(found, call)
    except Unknown:
        raise Unknown(NO_SUCH) from None
    if reference not in (None, found):
        raise Unknown(NO_SUCH)
    return complaint


def found(payment_id: int, person: Any) -> Payment:
    """The payment of that number for reading; Unknown where this person may not see its complaint."""
    rows = Payment.objects.select_related("complaint__customer", "incident_customer", "incident", "job", "finding", "proposed_by", "approver")
    row = rows.filter(pk=payment_id).first()
    if row is None or (row.complaint_id and not visible(person).filter(pk=row.complaint_id).exists()):
        raise Unknown(NO_SUCH)
    return row


def check_version(row: Any, seen: object, what: str) -> None:
    """409 where somebody changed it since; a version that was not given is asked for with the other fields."""
    if type(seen) is int and seen != row.version:
        raise Conflict(f"Somebody changed this {what} while you had it open.", code="stale_version")


def need_version(seen: object, what: str) -> None:
    if type(seen) is not int:
        raise Unacceptable.of(version=f"Give the version of the {what} that you saw.")


def keep(payment: Payment, **changes: Any) -> None:
    """Save the changes as the payment's next version."""
    for name, value in changes.items():
        setattr(payment, name, value)
    payment.version += 1
    payment.save()


def clock_key(payment: Payment) -> str:
    return f"standard_payment:{payment.source_seq}" if payment.source_seq else ""


def entry(payment: Payment, what: str, at: datetime, data: Mapping[str, Any] | None = None, words: Mapping[str, Any] | None = None) -> Entry:
    """The event of one step: which payment, of how much, for what; words of people go sealed."""
    told: dict[str, Any] = {"payment": payment.pk, "payment_kind": payment.kind, "amount_gbp": plain(payment.amount_gbp + payment.late_extra_gbp)}
    if payment.code:
        told |= {"code": payment.code, "standard": standard_words(payment.code)}
    if key := clock_key(payment):
        told["key"] = key
    return Entry(f"payment.{what}", at, told | dict(data or {}), words)


def tell(complaint: Complaint | None, entries: Sequence[Entry], *, by: Any, now: datetime, because: str, what: Mapping[str, str] | None = None,
         ) -> list[Event]:
    """Append the events of a complaint with what they do to its clocks; without a complaint, to the desk's chain."""
    if complaint is None:
        return append_to_desk(entries, by=by, now=now)
    return carry(complaint, history_of(complaint), entries, by=by, now=now, because=because, what=what, touch=False)


def words_of_clock(payment: Payment) -> str:
    """What its deadline is called beside its kind."""
    return f"{what_for(payment)}, {pounds(payment.amount_gbp)}"


def nation_of(payment: Payment) -> str:
    """The nation of the premises: whose working days count."""
    holder = payment.complaint or payment.incident or payment.job
    return holder.nation if holder else "england"


def calendar_of(payment: Payment, calendars: Mapping[str, Calendar] | None = None) -> Calendar:
    """From the calendars in hand, where many payments share them."""
    return (calendars or all_calendars())[workdays.calendar_for(nation_of(payment))]


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def answer_of(payment: Payment) -> dict[str, Any]:
    return {"payment": payment.pk, "complaint": payment.complaint_id, "state": payment.state, "version": payment.version}
