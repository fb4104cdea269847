"""A run of a report by mail: the days it tells of and a mail a person, written in one transaction. The only writer of runs.

Who may not have it then gets none, on record.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from complaints.alerts.mails import staff_calendar
from complaints.record.entries import Entry
from complaints.record.services import append_to_desk, post
from complaints.reports import reading
from complaints.reports.mailed import when, wording
from complaints.reports.models import ReportMail, ReportRun, ReportSchedule
from staff import absences
from staff.models import Person
from workdays import london

KIND = "report_mail"


def next_due(row: ReportSchedule, *, now: datetime) -> ReportRun:
    """The run that has been due longest, as it is set now, and the day of the one after it. The caller holds the row and has looked that it
    is due."""
    due_on = row.next_on
    row.next_on = when.next_due(row.every, row.weekday, on_or_after=due_on + when.ONE_DAY, calendar=staff_calendar(now))
    row.next_at = when.moment_of(row.next_on)
    row.save(update_fields=["next_on", "next_at"])
    return run(row, due_on, by=None, now=now)


def catch_up(row: ReportSchedule, *, now: datetime) -> None:
    """Everything that fell due by now and was not put on its way yet."""
    while row.next_at and row.next_at <= now:
        next_due(row, now=now)


def run(row: ReportSchedule, due_on: date, *, by: Any, now: datetime) -> ReportRun:
    period = when.period_of(row.period, due_on)
    made = ReportRun.objects.create(schedule=row, name=row.name, reports=row.reports, form=row.form, due_on=due_on, first_on=period.first,
                                    last_on=period.last, by=by, posted_at=now)
    people = list(row.people.order_by("pk"))
    away, withheld = absences.away_on(london.day_of(now)), {}
    for person in people:
        if why := why_not(person, away):
            withheld[person.pk] = why
        mail = ReportMail.objects.create(run=made, person=person, **_withheld(why, now))
        if not why:
            post(KIND, key_of(mail), {"mail": mail.pk}, now=now)
    _told(made, people, withheld, by=by, now=now)
    return made


def key_of(mail: ReportMail) -> str:
    return f"report:{mail.run_id}:{mail.person_id}:{mail.tries}"


def _withheld(why: str, now: datetime) -> dict[str, Any]:
    return {"state": ReportMail.State.WITHHELD, "why": wording.WITHHELD[why], "settled_at": now} if why else {}


def why_not(person: Person, away: Mapping[int, Any]) -> str:
    """Why this person gets none now; "" where they do."""
    if not person.is_active:
        return "left"
    if person.role not in reading.MAY_READ:
        return "no_right"
    if not person.email:
        return "no_address"
    return "away" if person.pk in away else ""


def _told(run: ReportRun, people: Iterable[Person], withheld: Mapping[int, str], *, by: Any, now: datetime) -> None:
    told = {"run": run.pk, "schedule": run.schedule_id, "due_on": run.due_on.isoformat(),
            "from": run.first_on.isoformat(), "to": run.last_on.isoformat(),
            "to_people": [person.pk for person in people if person.pk not in withheld],
            "withheld": [{"person": pk, "why": why} for pk, why in withheld.items()]}
    append_to_desk([Entry("report_mail.posted", now, told)], by=by, now=now)
