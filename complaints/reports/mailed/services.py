"""Setting, changing, stopping and starting reports by mail. The only writer of `ReportSchedule`, but for what `runs` moves on.

On record in the desk's chain: which reports, how often, to whom by their numbers; the name of it stands in its row alone.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from complaints.alerts.mails import staff_calendar
from complaints.case.services import body_of
from complaints.record.entries import Entry
from complaints.record.operations import Answer, Call, once, require
from complaints.record.parsing import Day, Line, Shape, parse
from complaints.record.refusals import Conflict, Forbidden, Unacceptable, Unknown
from complaints.record.services import append_to_desk
from complaints.reports import reading
from complaints.reports.mailed import runs, when
from complaints.reports.models import ReportSchedule
from staff.models import Person
from staff.who import OVERSEERS
from workdays import london

ONLY_THEY = "Reports by mail are set by compliance officers and administrators."
NO_SUCH = "There is no such report by mail."
CHANGED = "Somebody changed this meanwhile. Look at it as it stands now."
PAST = "Give today or a later day: nothing goes out for days that have passed."
NOBODY = "Choose at least one person."
MOST_PEOPLE = 50


def known_reports(names: list[str]) -> list[str]:
    if not set(names) <= set(reading.REPORTS):
        raise ValueError("Choose among the reports of the desk.")
    return [name for name in reading.REPORTS if name in names]


class ScheduleIn(Shape):
    """`people` are usernames; `weekday` 0 is Monday, asked for weekly ones alone."""

    name: Annotated[Line, Field(max_length=60)]
    reports: Annotated[list[str], Field(min_length=1, max_length=50), AfterValidator(known_reports)]
    form: Literal["pdf", "xlsx", "csv", "zip"]
    every: when.Every
    weekday: Annotated[int, Field(ge=0, le=4)] | None = None
    period: when.PeriodRule
    people: Annotated[list[str], Field(max_length=MOST_PEOPLE)] = []
    first_on: Day


def check_may_set(person: Any) -> None:
    if person.role not in OVERSEERS:
        raise Forbidden(ONLY_THEY)


def find(ident: int, *, by: Any) -> ReportSchedule:
    """For a person who may set them. Raises Forbidden, Unknown."""
    check_may_set(by)
    found = ReportSchedule.objects.filter(pk=ident).first() if ident < 2**31 else None
    if found is None:
        raise Unknown(NO_SUCH)
    return found


def readers() -> Any:
    """Who may be sent reports: the people of the desk who may read them and have an address."""
    return Person.objects.filter(is_active=True, role__in=reading.MAY_READ).exclude(email="")


def make(given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`given` as `ScheduleIn`, and `op_id`. Ids: `schedule`."""
    def do() -> dict[str, Any]:
        asked, people = _asked(given)
        if asked.first_on < london.day_of(now):
            raise Unacceptable.of(first_on=PAST)
        row = ReportSchedule(made_by=by, made_at=now)
        _write(row, asked, people, asked.first_on, now)
        return _kept("made", row, people, by=by, now=now)
    return _once("report-mails", given, by, now, do)


def change(ident: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """As `make`, with the `version` that was seen. What fell due by now goes out to whom it was set for, whether or not a tick had come."""
    def do() -> dict[str, Any]:
        row = _locked(ident, given)
        asked, people = _asked(given)
        if asked.first_on < london.day_of(now) and asked.first_on != row.first_on:
            raise Unacceptable.of(first_on=PAST)
        runs.catch_up(row, now=now)
        row.version += 1
        _write(row, asked, people, _from(row, asked.first_on, now) if row.next_on else None, now)
        return _kept("changed", row, people, by=by, now=now)
    return _once(f"report-mails/{ident}", given, by, now, do)


def stop(ident: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version}`: nothing more goes out, nor what still waits. A second time changes nothing."""
    def do() -> dict[str, Any]:
        row = _locked(ident, given)
        row.next_on = row.next_at = None
        return _moved("stopped", row, by=by, now=now)
    return _once(f"report-mails/{ident}/stop", given, by, now, do)


def start(ident: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version}`: it goes out again from today on; what fell due while it was stopped does not. One that goes out already keeps its day."""
    def do() -> dict[str, Any]:
        row = _locked(ident, given)
        if row.next_on is None:
            _set_next(row, _from(row, max(row.first_on, london.day_of(now)), now), now)
        return _moved("started", row, by=by, now=now)
    return _once(f"report-mails/{ident}/start", given, by, now, do)


def _once(name: str, given: Mapping[str, Any], by: Any, now: datetime, do: Callable[[], dict[str, Any]]) -> Answer:
    check_may_set(by)
    call = Call(given.get("op_id"), by, name, given)

    def checked() -> dict[str, Any]:
        require(call)
        return do()
    return once(call, checked, now=now)


def _locked(ident: int, given: Mapping[str, Any]) -> ReportSchedule:
    row = ReportSchedule.objects.select_for_update().filter(pk=ident).first() if ident < 2**31 else None
    if row is None:
        raise Unknown(NO_SUCH)
    if given.get("version") != row.version:
        raise Conflict(CHANGED, code="stale_version")
    return row


def _asked(given: Mapping[str, Any]) -> tuple[ScheduleIn, list[Person]]:
    asked = parse(ScheduleIn, {name: value for name, value in body_of(given).items() if name in ScheduleIn.model_fields})
    if asked.every == "weekly" and asked.weekday is None:
        raise Unacceptable.of(weekday="Choose the day of the week.")
    people = list(readers().filter(username__in=asked.people))
    if not asked.people:
        raise Unacceptable.of(people=NOBODY)
    if len(people) != len(set(asked.people)):
        raise Unacceptable.of(people="Reports go to people of the desk who may read them and have an address, and to nobody else.")
    return asked, people


def _write(row: ReportSchedule, asked: ScheduleIn, people: list[Person], begins: date | None, now: datetime) -> None:
    row.name, row.reports, row.form, row.period, row.first_on = asked.name, asked.reports, asked.form, asked.period, asked.first_on
    row.every, row.weekday = asked.every, asked.weekday if asked.every == "weekly" else None
    if begins:
        _set_next(row, begins, now)
    row.save()
    row.people.set(people)


def _set_next(row: ReportSchedule, begins: date, now: datetime) -> None:
    row.next_on = when.next_due(row.every, row.weekday, on_or_after=begins, calendar=staff_calendar(now))
    row.next_at = when.moment_of(row.next_on)


def _from(row: ReportSchedule, first_on: date, now: datetime) -> date:
    """Not before today, and behind the last day that it went out for."""
    last = row.runs.filter(by=None).order_by("-due_on").values_list("due_on", flat=True).first()
    return max(first_on, london.day_of(now), last + when.ONE_DAY if last else first_on)


def _moved(what: str, row: ReportSchedule, *, by: Any, now: datetime) -> dict[str, Any]:
    row.version += 1
    row.save()
    return _kept(what, row, list(row.people.all()), by=by, now=now)


def _kept(what: str, row: ReportSchedule, people: list[Person], *, by: Any, now: datetime) -> dict[str, Any]:
    told = {"schedule": row.pk, "reports": row.reports, "form": row.form, "every": row.every, "weekday": row.weekday, "period": row.period,
            "people": sorted(person.pk for person in people), "next_on": row.next_on.isoformat() if row.next_on else None}
    append_to_desk([Entry(f"report_mail.{what}", now, told)], by=by, now=now)
    return {"schedule": row.pk}
