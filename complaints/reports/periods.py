"""Periods of reports: from a day to a day, both included; the period before; the quarters; and what a reader asks for. Reads no clock."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from pydantic import Field, field_validator

import workdays
from complaints.record.parsing import Day, Moment, Shape, parse
from complaints.record.refusals import Unacceptable
from workdays import london

ONE_DAY = timedelta(days=1)
FUTURE = "This lies in the future: nothing is recorded by then yet."


@dataclass(frozen=True, slots=True)
class Period:
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def months(self) -> int | None:
        """How many whole calendar months it is; None where it is not made of whole months."""
        if self.first.day != 1 or (self.last + ONE_DAY).day != 1:
            return None
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    def before(self) -> "Period":
        """The period of the same length that ends the day before: as many months where it is whole months, else as many days."""
        last = self.first - ONE_DAY
        return Period(workdays.add_months(self.first, -self.months) if self.months else self.first - timedelta(days=self.days), last)

    def holds(self, other: "Period") -> bool:
        return self.first <= other.first and other.last <= self.last

    def quarters(self) -> Iterator["Period"]:
        """The calendar quarters that it touches, whole, oldest first."""
        quarter = quarter_of(self.first)
        while quarter.first <= self.last:
            yield quarter
            quarter = quarter_of(quarter.last + ONE_DAY)


def quarter_of(day: date) -> Period:
    """The calendar quarter of that day."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Period(first, workdays.add_months(first, 3) - ONE_DAY)


class ReportQuery(Shape):
    """`from` and `to` are days, both included; `as_of` is a day (its end) or a moment; `accounts` for the figures per 100,000."""

    from_: Annotated[Day | None, Field(alias="from")] = None
    to: Day | None = None
    as_of: str | None = None
    accounts: Annotated[int, Field(ge=1, le=100_000_000)] | None = None

    @field_validator("accounts", mode="before")
    @classmethod
    def _whole(cls, value: Any) -> Any:
        """A query has text alone."""
        return int(value) if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10 else value


class _AtMoment(Shape):
    as_of: Moment


class _AtEndOfDay(Shape):
    as_of: Day


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks for. `as_of` None: the figures as they stand now."""

    period: Period
    as_of: datetime | None
    accounts: int | None = None


ByDefault = Callable[[date], Period]


def read_query(given: Mapping[str, Any], *, now: datetime, by_default: ByDefault | None = None) -> Asked:
    """The period and the moment asked for. Without a day it is the quarter of the other day, without both `by_default` of today: its quarter.

    Raises Unacceptable with the sentence at `from`, `to` or `as_of`.
    """
    query = parse(ReportQuery, given)
    usual = by_default or quarter_of
    none = usual(london.day_of(now))
    first = query.from_ or (quarter_of(query.to).first if query.to else none.first)
    last = query.to or (quarter_of(query.from_).last if query.from_ else none.last)
    if last < first:
        raise Unacceptable.of(to="The last day lies before the first.")
    return Asked(Period(first, last), as_recorded_by(query.as_of, now=now) if query.as_of else None, query.accounts)


def moment_asked(typed: str) -> datetime | None:
    """The moment that was typed; None for a day. Raises Unacceptable."""
    return parse(_AtMoment, {"as_of": typed}).as_of if len(typed) > 10 else None


def as_recorded_by(typed: str, *, now: datetime) -> datetime:
    """The moment meant by a day (its end, and for today: now) or by a moment."""
    moment = moment_asked(typed)
    if moment is None:
        day = parse(_AtEndOfDay, {"as_of": typed}).as_of
        ended = london.start_of_day(day + ONE_DAY) - timedelta(microseconds=1)
        moment = min(now, ended) if day == london.day_of(now) else ended
    if moment > now:
        raise Unacceptable.of(as_of=FUTURE)
    return moment


def is_of_day(as_of: datetime) -> bool:
    """Whether a day was asked for: its end, or the very now of today. A moment that somebody types has whole seconds."""
    return bool(as_of.microsecond)


def as_typed(as_of: datetime) -> str:
    """As it is asked for in an address: a day, or a moment by London's clock, with its offset only in the hour that comes twice."""
    there = as_of.astimezone(london.LONDON)
    if is_of_day(as_of):
        return there.date().isoformat()
    plain = there.replace(tzinfo=None)
    is_plain = london.moment(plain.date(), plain.time().replace(fold=0)) == as_of
    return (plain if is_plain else there).isoformat(timespec="seconds" if there.second else "minutes")
