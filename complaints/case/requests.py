"""Requests of people for their own data: logged by anybody, answered by compliance, on a clock of one calendar month.

A request hangs on no complaint; its clock is a deadline row of its own and its events lie in the desk's chain.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

import workdays
from complaints.case.models import DataRequest
from complaints.case.reading import check_moment
from complaints.case.services import body_of
from complaints.case.shapes import Email, Phone, Postcode
from complaints.clocks import counting
from complaints.clocks.clock import Clock
from complaints.clocks.folding import noon
from complaints.clocks.kinds import Kind
from complaints.clocks.models import Deadline
from complaints.clocks.rows import values_of
from complaints.record.entries import Entry
from complaints.record.operations import Answer, Call, once, recheck, require
from complaints.record.parsing import Blank, BlankLine, Day, Line, Moment, Shape, Words, parse
from complaints.record.refusals import Conflict, Forbidden, Unacceptable, Unknown
from complaints.record.services import append_to_desk
from complaints.rules import services as rules
from workdays import Calendar, OutsideCalendar, london


class RequesterIn(Shape):
    name: Line
    email: Email = ""
    phone: Phone = ""
    address: Blank = ""
    postcode: Postcode = ""
    account_number: BlankLine = ""
    complaint: BlankLine = ""


class DataRequestIn(Shape):
    """`right`: a copy of their data, or to be erased."""

    received_on: Day
    right: Literal["access", "erasure"] = "access"
    person: RequesterIn


class AnsweredIn(Shape):
    at: Moment
    how: Words


def log_request(given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, received_on, person: {name, …}}`. Ids: `request`, `deadline`."""
    call = Call(given.get("op_id"), by, "data-requests", given)

    def do() -> dict:
        require(call)
        asked = parse(DataRequestIn, body_of(given))
        if asked.received_on > london.day_of(now):
            raise Unacceptable.of(received_on="This day lies in the future.")
        request = DataRequest.objects.create(
            right=asked.right, received_on=asked.received_on, person=asked.person.model_dump(), by=by, logged_at=now)
        deadline = _start(request)
        data = {"data_request": request.pk, "key": deadline.key, "clock_kind": deadline.kind, "due_on": deadline.due_on.isoformat()}
        append_to_desk([Entry("deadline.started", deadline.started_at, data)], by=by, now=now)
        return {"request": request.pk, "deadline": deadline.pk}
    return once(call, do, now=now, status=201)


def _start(request: DataRequest) -> Deadline:
    """One calendar month to the corresponding date, or the next working day (UK GDPR, Article 12(3))."""
    tables = rules.tables()
    company = tables.company(request.received_on)
    calendar = tables.calendars[workdays.calendar_for(company.nation)]
    try:
        clock = clock_of(request, rules.shipped_clock_rules().pick(Kind.DATA_REQUEST, company.rulebook, request.received_on), calendar)
    except OutsideCalendar as error:
        raise Unacceptable.of(received_on=str(error)) from None
    return Deadline.objects.create(data_request=request, **values_of(clock, calendar))


def clock_of(request: DataRequest, rule: Any, calendar: Calendar) -> Clock:
    told = counting.count(rule, request.received_on, calendar)
    return Clock(
        f"{Kind.DATA_REQUEST}:{request.pk}", Kind.DATA_REQUEST, rule, noon(request.received_on), "request received", told.due_on,
        provisional=told.provisional,
    )


def answer_request(request_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, at, how}`, by compliance only, once. Ids: `request`, `deadline`."""
    call = Call(given.get("op_id"), by, f"data-requests/{request_id}/answered", given)

    def do() -> dict:
        request = DataRequest.objects.select_for_update().filter(pk=request_id).first()
        recheck(call)
        if request is None:
            raise Unknown("There is no such request.")
        if by.role != "compliance_officer":
            raise Forbidden("A request for personal data is answered by a compliance officer.")
        if request.answered_at:
            raise Conflict("This request was answered already.", code="stage")
        require(call)
        return _answer(request, parse(AnsweredIn, body_of(given)), by=by, now=now)
    return once(call, do, now=now)


def _answer(request: DataRequest, asked: AnsweredIn, *, by: Any, now: datetime) -> dict:
    """The newest copy that was made for the person is what they were given: its hash stands in the entry."""
    check_moment(asked.at, now=now, not_before=london.start_of_day(request.received_on))
    request.answered_at, request.how = asked.at, asked.how
    request.save(update_fields=["answered_at", "how"])
    row = Deadline.objects.select_for_update().get(data_request=request)
    row.met_at, row.met_late, row.next_tier, row.alert_at = asked.at, london.day_of(asked.at) > row.due_on, "", None
    row.save(update_fields=["met_at", "met_late", "next_tier", "alert_at"])
    data = {"data_request": request.pk, "key": row.key, "clock_kind": row.kind, "due_on": row.due_on.isoformat(),
            "met_at": asked.at.isoformat(), "late": london.day_of(asked.at) > row.due_on}
    if sha256 := request.copies.order_by("-pk").values_list("sha256", flat=True).first():
        data["copy"] = sha256
    append_to_desk([Entry("deadline.met", asked.at, data)], by=by, now=now)
    return {"request": request.pk, "deadline": row.pk}
