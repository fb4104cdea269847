"""Who is away from when to when: the only writer of absences. Why somebody is away is nobody's business here.

While somebody is away nothing new is given to them and their alerts go to their team; what they have stays theirs until it is handed over.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from complaints.clocks.words import span_words
from staff import who
from staff.guards import locked
from staff.models import Absence, Person, StaffEventKind
from staff.refusal import Refusal
from staff.security_log import record as log

LONGEST_DAYS = 366


def may_record(by: Person) -> bool:
    """Senior managers and administrators know who is there."""
    return who.is_administrator(by.role) or who.is_senior_manager(by.role)


def _only_who_may(by: Person) -> None:
    if not may_record(by):
        raise Refusal("Only a senior manager or an administrator can record who is away.", code="forbidden")


@transaction.atomic
def record(person: Person, *, from_on: date, until_on: date, by: Person, now: datetime, today: date) -> Absence:
    """From the first to the last day away, both included."""
    _only_who_may(by)
    _possible(from_on, until_on, today)
    person = locked(person)
    if not person.is_active:
        raise Refusal(f"{person.full_name} does not work here any more.", code="inactive", field="person")
    if Absence.objects.filter(person=person, ended_at=None, from_on__lte=until_on, until_on__gte=from_on).exists():
        raise Refusal(f"{person.full_name} is already away on some of these days. End that absence first.", code="overlaps", field="from_on")
    made = Absence.objects.create(person=person, from_on=from_on, until_on=until_on, recorded_by=by, recorded_at=now)
    log(StaffEventKind.ABSENCE_RECORDED, now=now, by=by, person=person, detail=span_words(from_on, until_on))
    return made


def _possible(from_on: date, until_on: date, today: date) -> None:
    if until_on < from_on:
        raise Refusal("The last day away is before the first.", code="order", field="until_on")
    if until_on < today:
        raise Refusal("The last day away has passed: nothing would come of it.", code="past", field="until_on")
    if (until_on - from_on).days > LONGEST_DAYS:
        raise Refusal("Record at most a year at once.", code="too_long", field="until_on")


@transaction.atomic
def end(absence_id: int, *, by: Person, now: datetime) -> Absence:
    """Back early, or never away. A second time changes nothing."""
    _only_who_may(by)
    absence = Absence.objects.select_for_update(of=("self",)).select_related("person").filter(pk=absence_id).first()
    if absence is None:
        raise Refusal("There is no such absence.", code="unknown_absence")
    if absence.ended_at is None:
        absence.ended_at, absence.ended_by = now, by
        absence.save(update_fields=["ended_at", "ended_by"])
        log(StaffEventKind.ABSENCE_ENDED, now=now, by=by, person=absence.person, detail=span_words(absence.from_on, absence.until_on))
    return absence


def away_on(day: date) -> dict[int, date]:
    """The last day away of everybody who is away that day, by person. One query."""
    rows = Absence.objects.filter(ended_at=None, from_on__lte=day, until_on__gte=day).order_by("until_on")
    return dict(rows.values_list("person_id", "until_on"))


def away_until(person: Person, day: date) -> date | None:
    """The last day away of somebody who is away that day; None for who is there."""
    rows = Absence.objects.filter(person=person, ended_at=None, from_on__lte=day, until_on__gte=day).order_by("-until_on")
    return rows.values_list("until_on", flat=True).first()
