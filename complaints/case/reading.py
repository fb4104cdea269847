"""Which complaints a person may see, finding one, and locking it for a change. No writing here."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from complaints.case.models import Complaint
from complaints.record.operations import Call, recheck
from complaints.record.refusals import Conflict, Unacceptable, Unknown

NO_SUCH = "There is no complaint with this reference that you may see."


def visible(person: Any) -> QuerySet[Complaint]:
    """All complaints this person may see: a restricted one only for compliance and the people named on it."""
    if person.role == "compliance_officer":
        return Complaint.objects.all()
    return Complaint.objects.filter(Q(restricted=False) | Q(seen_by=person)) if _named_anywhere(person) else \
        Complaint.objects.filter(restricted=False)


def _named_anywhere(person: Any) -> bool:
    return Complaint.seen_by.through.objects.filter(person_id=person.pk).exists()


def find(reference: str, person: Any) -> Complaint:
    """The complaint of that reference, with customer, owner, team and category; Unknown for one that is not theirs to see."""
    found = (
        Complaint.objects.select_related("customer", "owner", "team", "category", "logged_by")
        .filter(reference=reference).first() if clean(reference) else None
    )
    return _seen(found, person)


def locked(reference: str, call: Call) -> Complaint:
    """The complaint under its row lock, for one change. Whoever waited for the lock may be a repeated call: replayed."""
    found = Complaint.objects.select_for_update(of=("self",)).filter(reference=reference).first() if clean(reference) else None
    recheck(call)
    return _seen(found, call.person)


def clean(reference: object) -> bool:
    """References are short plain text; anything else is no reference (a NUL would be refused by PostgreSQL)."""
    return isinstance(reference, str) and len(reference) <= 20 and reference.isascii() and reference.isprintable()


def _seen(complaint: Complaint | None, person: Any) -> Complaint:
    if complaint is None:
        raise Unknown(NO_SUCH)
    if complaint.restricted and person.role != "compliance_officer" and not complaint.seen_by.filter(pk=person.pk).exists():
        raise Unknown(NO_SUCH)
    return complaint


def check_version(complaint: Complaint, seen: object) -> None:
    """409 where somebody changed it since; a version that was not given is asked for with the other fields."""
    if seen is not None and seen != complaint.version:
        raise Conflict("Somebody changed this complaint while you had it open.", code="stale_version")


def need_version(seen: object) -> None:
    if type(seen) is not int:
        raise Unacceptable.of(version="Give the version of the complaint that you saw.")


def check_moment(at: datetime, *, now: datetime, not_before: datetime, field: str = "at") -> None:
    """Never in the future, never before the receipt or the move before it."""
    if at > now:
        raise Unacceptable.of(**{field: "This moment lies in the future."})
    if at < not_before:
        raise Unacceptable.of(**{field: "This moment lies before the complaint was received, or before the move before it."})
