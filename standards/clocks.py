"""Clocks in days: what must be done by the end of which day. Small frozen terms that measure the facts and print themselves.

A term names its facts and the values of the row that it reads (`needs`); it holds no number itself. Days of 24 hours and
opening hours lie in `hours`, what a person judges or counts in `happenings`.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import ClassVar

import workdays
from standards.measuring import Facts, Measured, Moment, Values, in_days, later
from standards.pounds import count
from workdays.hours import received_on

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Within `limit` working days of the later of `starts`. The first of `done` performs it; with `both` the last of them."""

    starts: tuple[str, ...]
    done: tuple[str, ...]
    of: str
    both: bool = False
    other_supplier: bool = False
    needs: ClassVar[tuple[str, ...]] = ("limit",)

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        begun, limit = later(facts, self.starts), values["limit"]
        return in_days(workdays.add(begun, limit, at.cal), self.performed(facts), at, begun=begun, days=limit)

    def performed(self, facts: Facts) -> date | None:
        days = [facts[name] for name in self.done]
        if self.both:
            return None if None in days else max(days)
        return min((day for day in days if day is not None), default=None)

    def words(self, values: Values) -> str:
        return f"within {count(values['limit'], 'working day')} of {self.of}"


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """Within `limit` days of the calendar of the later of `starts`, not moved for holidays (A8)."""

    starts: tuple[str, ...]
    done: str
    of: str
    needs: ClassVar[tuple[str, ...]] = ("limit",)

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        begun = later(facts, self.starts)
        return in_days(begun + values["limit"] * DAY, facts[self.done], at, begun=begun)

    def words(self, values: Values) -> str:
        weeks, days = divmod(values["limit"], 7)
        span = count(values["limit"], "day") if days else count(weeks, "week")
        return f"within {span} of {self.of}"


@dataclass(frozen=True, slots=True)
class AgreedDay:
    """On the day agreed; a valid change replaces it (A44)."""

    done: str
    needs: ClassVar[tuple[str, ...]] = ()

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        return in_days(facts["varied_to"] or facts["agreed_on"], facts[self.done], at)

    def words(self, values: Values) -> str:
        return "on the day agreed, or the day it was validly changed to"


@dataclass(frozen=True, slots=True)
class HoldingReply:
    """The full reply within `limit` working days; `longer` where a visit or a third party is needed and a first written reply
    went within `limit` (A54)."""

    needs: ClassVar[tuple[str, ...]] = ("limit", "longer")

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        received, first = facts["complaint_received_on"], facts["initial_written_response_on"]
        days = values["limit"]
        deadline = workdays.add(received, days, at.cal)
        told: tuple[str, ...] = ()
        if facts["needs_visit_or_third_party"]:
            if first is not None and first <= deadline:
                days = values["longer"]
                deadline = workdays.add(received, days, at.cal)
                told = (f"The first written reply went in time, so the limit is {values['longer']} working days.",)
            else:
                told = ("No written reply went in time, so the limit stays.",)
        return in_days(deadline, facts["substantive_response_on"], at, told=told, begun=received, days=days)

    def words(self, values: Values) -> str:
        return (f"within {count(values['limit'], 'working day')} of the complaint, or {values['longer']} where a visit or a third party is "
                f"needed and a first written reply says so within {values['limit']}")


@dataclass(frozen=True, slots=True)
class ExplainOrVisit:
    """An explanation by `limit` working days, or an offer to visit by `visit`; both from when the report counts as received:
    after `closes` o'clock or on a day off that is the next working day (A10, A37)."""

    needs: ClassVar[tuple[str, ...]] = ("limit", "visit", "closes")

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        received = received_on(facts["reported_at"], time(values["closes"]), at.cal)
        by, visit_by = (workdays.add(received, values[name], at.cal) for name in ("limit", "visit"))
        explained, offered = facts["explanation_sent_on"], facts["visit_offered_on"]
        extra, more = {"deadline_visit": visit_by}, {"begun": received, "days": values["limit"]}
        if (explained is not None and explained <= by) or (offered is not None and offered <= visit_by):
            return Measured(by, done_on=explained if explained is not None and explained <= by else offered, extra=extra, **more)
        measured = in_days(visit_by, offered, at, extra=extra, **more)
        measured.deadline, measured.open = by, measured.open and (explained is None or not measured.failed)
        return measured

    def words(self, values: Values) -> str:
        return (f"within {count(values['limit'], 'working day')} of the report, or offer within {values['visit']} to visit; a report after "
                f"{values['closes']}:00 or on a day off counts as received on the next working day")


@dataclass(frozen=True, slots=True)
class CalendarNotice:
    """Told `limit` days of the calendar before, by date, and cut off on the day that the notice named (A36)."""

    needs: ClassVar[tuple[str, ...]] = ("limit",)

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        given, named, cut = facts["notice_given_on"], facts["notified_for"], facts["interrupted_on"]
        deadline = cut - values["limit"] * DAY
        if given is not None and given <= deadline and named is None:
            return Measured(deadline, None, done_on=given, doubts=("Find out for which day the notice was given: on another day it fails.",))
        told = _noticed(given, named, cut, deadline)
        return Measured(deadline, bool(told), cut if told else None, done_on=given, told=told)

    def words(self, values: Values) -> str:
        return f"at least {count(values['limit'], 'day')} before, for the day on which it is done"


def _noticed(given: date | None, named: date | None, cut: date, deadline: date) -> tuple[str, ...]:
    if given is None:
        return ("No notice was given.",)
    if given > deadline:
        return ("The notice was too short.",)
    return () if named == cut else ("The supply was cut on another day than the notice named.",)


@dataclass(frozen=True, slots=True)
class WorkingNotice:
    """Told so early that the `limit`-th working day after is on or before the interruption (A53)."""

    needs: ClassVar[tuple[str, ...]] = ("limit",)

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        given, cut = facts["notice_given_on"], facts["interrupted_on"]
        at.cal.check(cut)
        deadline = workdays.subtract(workdays.next_working_day(cut, at.cal), values["limit"] + 1, at.cal)
        failed = given is None or workdays.add(given, values["limit"], at.cal) > cut
        told = ("No notice was given.",) if given is None else ("The notice was too short.",) if failed else ()
        return Measured(deadline, failed, cut if failed else None, done_on=given, told=told)

    def words(self, values: Values) -> str:
        return f"at least {count(values['limit'], 'working day')} before"


@dataclass(frozen=True, slots=True)
class CancelNotice:
    """A visit that we cancel or move: told by the end of the `limit`-th working day before it (A18)."""

    needs: ClassVar[tuple[str, ...]] = ("limit",)

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        deadline = workdays.subtract(facts["appointment_on"], values["limit"], at.cal)
        given = facts["notice_given_on"]
        if facts["cancelled_by"] == "customer":
            return Measured(deadline, told=("The customer cancelled or moved it.",))
        failed = given > deadline
        return Measured(deadline, failed, given if failed else None, done_on=given)

    def words(self, values: Values) -> str:
        return f"with at least {count(values['limit'], 'working day')}’s notice"
