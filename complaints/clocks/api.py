"""Calls that count: working days and months, by the same calendars as every deadline. They store nothing."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import BeforeValidator, Field

import workdays
from complaints.record.calling import Asked, answer, asked_for, call
from complaints.record.documented import gives, query
from complaints.record.paging import Whole
from complaints.record.parsing import Shape, parse
from complaints.record.refusals import Unacceptable
from complaints.rules.services import all_calendars

router = Router(tags=["working days"])


def _any_day(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("Give a day as 2026-05-11.")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("There is no such day.") from None


AnyDay = Annotated[date, BeforeValidator(_any_day)]
CalendarName = Literal["england-and-wales", "scotland", "northern-ireland"]


class AddQuery(Shape):
    start: AnyDay
    days: Annotated[Whole, Field(ge=0, le=workdays.MOST_DAYS)]
    calendar: CalendarName
    counting: Literal["day_after", "treated_as_received_next_working_day"] = "day_after"


class IsQuery(Shape):
    date: AnyDay
    calendar: CalendarName


class BetweenQuery(Shape):
    from_: Annotated[AnyDay, Field(alias="from")]
    to: AnyDay
    calendar: CalendarName


class MonthsQuery(Shape):
    start: AnyDay
    months: Annotated[Whole, Field(ge=-1200, le=1200)]


class Skipped(Schema):
    date: date
    why: str


class Added(Schema):
    date: date
    counted: list[date]
    skipped: list[Skipped]
    provisional: bool


class IsWorkingDay(Schema):
    working_day: bool
    why: str | None


class Between(Schema):
    working_days: int


class MonthsAdded(Schema):
    date: date


@router.get("/working-days/add", response=gives(Added, refuses=[422]), openapi_extra=query(AddQuery))
@call
def add_working_days(asked: Asked) -> HttpResponse:
    """The end of so many working days, each day counted and each day skipped by name."""
    wanted = parse(AddQuery, asked_for(asked.request))
    try:
        told = workdays.explain(wanted.start, wanted.days, all_calendars()[wanted.calendar], wanted.counting)
    except ValueError as error:
        raise Unacceptable.of(start=str(error)) from None
    return answer({
        "date": told.date.isoformat(), "counted": [day.isoformat() for day in told.counted],
        "skipped": [{"date": day.isoformat(), "why": why} for day, why in told.skipped], "provisional": told.provisional,
    })


@router.get("/working-days/is", response=gives(IsWorkingDay, refuses=[422]), openapi_extra=query(IsQuery))
@call
def is_working_day(asked: Asked) -> HttpResponse:
    """Whether a day is a working day, and if not why: "weekend" or the bank holiday's name."""
    wanted = parse(IsQuery, asked_for(asked.request))
    try:
        why = workdays.why_off(wanted.date, all_calendars()[wanted.calendar])
    except ValueError as error:
        raise Unacceptable.of(date=str(error)) from None
    return answer({"working_day": why is None, "why": why})


@router.get("/working-days/between", response=gives(Between, refuses=[422]), openapi_extra=query(BetweenQuery))
@call
def working_days_between(asked: Asked) -> HttpResponse:
    """Working days from a day, itself excluded, to a day, itself included."""
    wanted = parse(BetweenQuery, asked_for(asked.request))
    try:
        found = workdays.between(wanted.from_, wanted.to, all_calendars()[wanted.calendar])
    except ValueError as error:
        raise Unacceptable.of(to=str(error)) from None
    return answer({"working_days": found})


@router.get("/months/add", response=gives(MonthsAdded, refuses=[422]), openapi_extra=query(MonthsQuery))
@call
def add_months(asked: Asked) -> HttpResponse:
    """The corresponding date so many months later; a shorter month ends on its last day."""
    wanted = parse(MonthsQuery, asked_for(asked.request))
    try:
        found = workdays.add_months(wanted.start, wanted.months)
    except ValueError as error:
        raise Unacceptable.of(months=str(error)) from None
    return answer({"date": found.isoformat()})
