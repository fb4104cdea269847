"""Which records are the person of a request, what is left out of their copy, and more time to answer. Compliance only."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import F
from pydantic import Field

from complaints.case.models import Complaint, Contact, Customer, DataRequest, SupplyReport
from complaints.case.requests import clock_of
from complaints.case.services import body_of
from complaints.clocks.kinds import Kind
from complaints.clocks.models import Deadline
from complaints.clocks.rows import values_of
from complaints.money.models import ConnectionJob, IncidentCustomer
from complaints.privacy.erasure import request_of
from complaints.privacy.models import KINDS, Erasure, Extension, LeftOut, Subject
from complaints.privacy.places import ABOUT, BY_WORDS
from complaints.privacy.rights import require_officer
from complaints.record.entries import Entry
from complaints.record.operations import Answer, Call, once, recheck, require
from complaints.record.parsing import Day, Line, Shape, Words, parse
from complaints.record.refusals import Conflict, Unacceptable
from complaints.record.services import append_to_desk
from complaints.rules import services as rules
from workdays import Calendar, add_months, is_working_day, london, next_working_day

RECORD = re.compile(r"([a-z_]{1,20}):([0-9]{1,18})\Z")
KEY = re.compile(r"(complaints\.[A-Za-z]{1,40}):([0-9A-Za-z_-]{1,30})\Z")
MORE_MONTHS = 2
OTHERS_CHOSEN = "The records were chosen anew since."
MODELS = {"complaint": Complaint, "supply_report": SupplyReport, "incident_customer": IncidentCustomer, "connection": ConnectionJob,
          "data_request": DataRequest, "representative": Customer, "caller": Contact}
assert set(MODELS) == set(KINDS)


class ChoiceIn(Shape):
    records: list[Line] = Field(default=[], max_length=2_000)


class LeaveIn(Shape):
    key: Annotated[Line, Field(max_length=80)]
    why: Line


class LeavingIn(Shape):
    left_out: list[LeaveIn] = Field(default=[], max_length=5_000)


class ExtensionIn(Shape):
    told_on: Day
    why: Words


def choose(request_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, records: ["complaint:12", …]}` in place of those chosen before. Told by kind and count, never by name."""
    def do(request: DataRequest) -> dict[str, Any]:
        records = {_record(text) for text in parse(ChoiceIn, body_of(given)).records}
        _check_not_begun(request)
        _check_there(records)
        _send_back(request)
        Subject.objects.filter(data_request=request).delete()
        Subject.objects.bulk_create(Subject(data_request=request, kind=kind, number=number, by=by, at=now) for kind, number in sorted(records))
        data = {"data_request": request.pk, "records": [f"{kind}:{number}" for kind, number in sorted(records)]}
        append_to_desk([Entry("privacy.chosen", now, data)], by=by, now=now)
        return {"request": request.pk, "records": len(records)}
    return _once("records", request_id, given, do, by=by, now=now)


def _record(text: str) -> tuple[str, int]:
    found = RECORD.match(text)
    if not found or found[1] not in KINDS:
        raise Unacceptable.of(records="This is no record of the desk.")
    return found[1], int(found[2])


def _check_not_begun(request: DataRequest) -> None:
    erasure = getattr(request, "erasure", None)
    if erasure and erasure.decided_at:
        raise Conflict("This request was decided: its records stay as they were chosen.")


def _check_there(records: Iterable[tuple[str, int]]) -> None:
    """A number that names nothing would fail the job that erases."""
    told: dict[str, set[int]] = {}
    for kind, number in records:
        told.setdefault(kind, set()).add(number)
    if any(MODELS[kind].objects.filter(pk__in=numbers).count() < len(numbers) for kind, numbers in told.items()):
        raise Unacceptable.of(records="One of these is no record of the desk.")


def _send_back(request: DataRequest) -> None:
    """An assessment was of the records chosen then: whoever decides never agrees to others."""
    Erasure.objects.filter(data_request=request).update(agreed=False, decided_why=OTHERS_CHOSEN, version=F("version") + 1)


def leave_out(request_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, left_out: [{key, why}]}` in place of what was left out before; the reasons go into the manifest."""
    def do(request: DataRequest) -> dict[str, Any]:
        asked = {one.key: one.why for one in parse(LeavingIn, body_of(given)).left_out}
        for place, key in enumerate(asked):
            found = KEY.match(key)
            if not found or found[1] not in (*ABOUT, *BY_WORDS):
                raise Unacceptable.of(**{f"left_out__{place}__key": "There is no such entry in the copy."})
        LeftOut.objects.filter(data_request=request).delete()
        LeftOut.objects.bulk_create(LeftOut(data_request=request, key=key, why=why, by=by, at=now) for key, why in asked.items())
        append_to_desk([Entry("privacy.reviewed", now, {"data_request": request.pk, "left_out": sorted(asked)})], by=by, now=now)
        return {"request": request.pk, "left_out": len(asked)}
    return _once("left-out", request_id, given, do, by=by, now=now)


def extend(request_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, told_on, why}`: two months more, where the person was told within the first month (UK GDPR, Article 12(3)). Once."""
    def do(request: DataRequest) -> dict[str, Any]:
        row = Deadline.objects.select_for_update().get(data_request=request, complaint=None)
        if request.answered_at:
            raise Conflict("This request was answered already.")
        if Extension.objects.filter(data_request=request).exists():
            raise Conflict("This request has its two months more already.")
        asked = parse(ExtensionIn, body_of(given))
        _check_told(request, row, asked, now)
        before = row.due_on
        _move(request, row)
        Extension.objects.create(data_request=request, told_on=asked.told_on, why=asked.why, by=by, at=now)
        data = {"data_request": request.pk, "key": row.key, "clock_kind": row.kind, "from": before.isoformat(), "due_on": row.due_on.isoformat(),
                "because": "extended", "told_on": asked.told_on.isoformat()}
        append_to_desk([Entry("deadline.moved", now, data)], by=by, now=now)
        return {"request": request.pk, "deadline": row.pk}
    return _once("extended", request_id, given, do, by=by, now=now)


def _check_told(request: DataRequest, row: Deadline, asked: ExtensionIn, now: datetime) -> None:
    if not request.received_on <= asked.told_on <= london.day_of(now):
        raise Unacceptable.of(told_on="Give a day from the request to today.")
    if asked.told_on > row.due_on:
        raise Unacceptable.of(told_on="They have to be told within the first month. After it no more time may be taken.")


def _move(request: DataRequest, row: Deadline) -> None:
    """The row with its new day, its alerts armed anew."""
    calendar = rules.all_calendars()[row.calendar]
    rule = rules.clock_rules().pick(Kind.DATA_REQUEST, row.rulebook, request.received_on)
    values = values_of(replace(clock_of(request, rule, calendar), due_on=extended(request.received_on, calendar)), calendar)
    changed = ("due_on", "explanation", "next_tier", "alert_at", "ahead_on")
    for name in changed:
        setattr(row, name, values[name])
    row.save(update_fields=changed)


def extended(received_on: date, calendar: Calendar) -> date:
    """Three calendar months after the request, to the corresponding day, or the next working day."""
    day = add_months(received_on, 1 + MORE_MONTHS)
    return day if is_working_day(day, calendar) else next_working_day(day, calendar)


def _once(what: str, request_id: int, given: Mapping[str, Any], do: Any, *, by: Any, now: datetime) -> Answer:
    call = Call(given.get("op_id"), by, f"data-requests/{request_id}/{what}", given)

    def carried() -> dict[str, Any]:
        require_officer(by)
        request_of(request_id)
        request = DataRequest.objects.select_for_update().get(pk=request_id)
        recheck(call)
        require(call)
        return do(request)
    return once(call, carried, now=now)

