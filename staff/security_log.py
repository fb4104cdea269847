"""Writes the security log: who, when, where from, what. No password, and nothing about customers, ever lies in it."""

from datetime import datetime, timedelta

from staff.models import Person, StaffEvent, StaffEventKind

QUIET = timedelta(minutes=15)  # the rows cannot be deleted, so a flood of tries may not fill the table


def record(
    kind: StaffEventKind,
    *,
    now: datetime,
    by: Person | None = None,
    person: Person | None = None,
    address: str | None = None,
    detail: str = "",
) -> StaffEvent:
    """Add one row; `detail` is ours, never something that was typed at the sign-in page."""
    return StaffEvent.objects.create(kind=kind, at=now, by=by, person=person, address=address, detail=detail[:200])


def record_now_and_then(kind: StaffEventKind, *, now: datetime, person: Person | None, address: str | None, detail: str = "") -> None:
    """Add the row unless one of its kind for the same person and address is younger than a quarter of an hour."""
    alike = StaffEvent.objects.filter(kind=kind, person=person, address=address, detail=detail[:200])
    if not alike.filter(at__gt=now - QUIET).exists():
        record(kind, now=now, person=person, address=address, detail=detail)
