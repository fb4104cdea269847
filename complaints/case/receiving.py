"""Logging a complaint, from the phone form and the API: one transaction, one op_id, a reference that is never given twice."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from complaints.alerts import off_supply
from complaints.case.models import Category, Complaint, Customer
from complaints.case.receipt import Received, Setting, moments_in_order, received
from complaints.case.reference import reference_of
from complaints.case.services import body_of
from complaints.case.shapes import ComplaintIn
from complaints.clocks.models import Deadline
from complaints.clocks.rows import values_of
from complaints.record.chain import first_link
from complaints.record.ids import take
from complaints.record.operations import Answer, Call, once, require
from complaints.record.parsing import parse
from complaints.record.refusals import Unacceptable
from complaints.record.services import append
from complaints.rules import services as rules
from staff.models import Team
from workdays import OutsideCalendar, london


def log_complaint(given: Mapping[str, Any], *, by: Any, now: datetime, door: str = "page") -> Answer:
    """Log one complaint as `POST /complaints` gives it. On the page whoever logs it owns it; by the API its category's team does."""
    call = Call(given.get("op_id"), by, "complaints", given)

    def do() -> dict:
        require(call)
        complaint = receive(parse(ComplaintIn, body_of(given)), by=by, now=now, door=door)
        return {"complaint": complaint.pk, "version": 1, "stage": complaint.stage}
    return once(call, do, now=now, status=201)


def receive(given: ComplaintIn, *, by: Any, now: datetime, door: str) -> Complaint:
    """Write it, inside the caller's transaction."""
    if wrong := moments_in_order(given, now):
        raise Unacceptable.of(**wrong)
    received_on, tables = london.day_of(given.received_at), rules.tables()
    setting = setting_for(given.category, tables.company(received_on), on=received_on, by=by, now=now, door=door)
    try:
        rows = received(given, setting, tables.book(received_on))
    except OutsideCalendar as error:
        raise Unacceptable.of(received_at=str(error)) from None
    return _save(rows, tables.company(london.day_of(now)).prefix, by=by, now=now)


def setting_for(category: str, company: rules.Company, *, on: date, by: Any, now: datetime, door: str) -> Setting:
    found = _offered(category_of(category), on) if category else None
    owned = door == "page"
    team_id = by.team_id if owned and by.team_id else _team_of(found)
    return Setting(
        now=now, by_id=by.pk, owner_id=by.pk if owned else None, team_id=team_id, company_nation=company.nation,
        company_licence=company.licence, rulebook=company.rulebook, category_id=found.pk if found else None,
        severity=found.severity if found else 2,
    )


def category_of(code: str) -> Category:
    """The category of that code; a group alone is not one."""
    found = Category.objects.filter(code=code, parent__isnull=False).first() if code.isascii() else None
    if found is None:
        raise Unacceptable.of(category="There is no category of that code.")
    return found


def _offered(category: Category, on: date) -> Category:
    """A category that was retired by the day of receipt is given to no new complaint."""
    if category.retired_on and category.retired_on <= on:
        raise Unacceptable.of(category=f"{category.name} is retired. Choose another category.")
    return category


def _team_of(category: Category | None) -> int | None:
    """The team of the category; without one the first team that answers customers."""
    if category and category.team_id:
        return category.team_id
    return Team.objects.in_use().filter(kind="customer_service").order_by("pk").values_list("pk", flat=True).first()


def _save(rows: Received, prefix: str, *, by: Any, now: datetime) -> Complaint:
    number = take(Complaint)[0]
    customer = Customer.objects.create(**rows.customer)
    reference = reference_of(number, london.day_of(now).year, prefix=prefix)
    complaint = Complaint(pk=number, reference=reference, customer=customer, **rows.complaint)
    complaint.save(force_insert=True)
    Deadline.objects.bulk_create(Deadline(complaint=complaint, **values_of(clock, rows.calendar)) for clock in rows.step.clocks)
    append(complaint, rows.step.entries, by=by, now=now, last=(0, first_link(reference)))
    off_supply.tell([complaint], now=now)
    return complaint
