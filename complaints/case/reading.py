"""Which complaints a person may see, finding one, and locking it for a change. No writing here."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from complaints.case.models import Complaint
from complaints.case.reference import read_reference
from complaints.case.stages import CLOSED, RESOLVED
from complaints.record.operations import Call, recheck
from complaints.record.refusals import Conflict, Unacceptable, Unknown
from complaints.rules.services import company

ERASED = "The words of this complaint were erased: nothing is added to it. What comes now is a new complaint."
NO_SUCH = "There is no complaint with this reference that you may see."


def visible(person: Any) -> QuerySet[Complaint]:
    """All complaints this person may see: a restricted one only for compliance and the people named on it."""
    if person.role == "compliance_officer":
        return Complaint.objects.all()
    named = Complaint.seen_by.through.objects.filter(person_id=person.pk)
    if not named.exists():
        return Complaint.objects.filter(restricted=False)
    return Complaint.objects.filter(Q(restricted=False) | Q(pk__in=named.values("complaint_id")))


def may_see(person: Any) -> Q:
    """As `visible`, in the statement that asks for the rows and not in one before it."""
    if person.role == "compliance_officer":
        return Q()
    named = Complaint.seen_by.through.objects.filter(person_id=person.pk)
    return Q(restricted=False) | Q(pk__in=named.values("complaint_id"))


def hidden(person: Any) -> QuerySet[Complaint]:
    """All others: few, so that what many rows count can leave them out instead of asking each complaint."""
    if person.role == "compliance_officer":
        return Complaint.objects.none()
    named = Complaint.seen_by.through.objects.filter(person_id=person.pk)
    return Complaint.objects.filter(restricted=True).exclude(pk__in=named.values("complaint_id"))


def loosely(typed: str) -> str:
    """The reference that a person typed, with or without prefix and separators; what was typed where it can't be one."""
    return read_reference(typed, prefix=company(date.max).prefix) or typed.strip().upper()


def find(reference: str, person: Any) -> Complaint:
    """The complaint of that reference, with customer, owner, team and category; Unknown for one that is not theirs to see."""
    found = (
        Complaint.objects.select_related("customer", "owner", "team", "category", "logged_by__team")
        .filter(reference=reference).first() if clean(reference) else None
    )
    return _seen(found, person)


def locked(reference: str, call: Call, *, words: bool = True) -> Complaint:
    """The complaint under its row lock, for one change. Whoever waited for the lock may be a repeated call: replayed.

    Once its words were erased it takes no new ones: they would outlive the erasing.
    """
    found = Complaint.objects.select_for_update(of=("self",)).filter(reference=reference).first() if clean(reference) else None
    recheck(call)
    complaint = _seen(found, call.person)
    if words and complaint.stage in (RESOLVED, CLOSED) and hasattr(complaint, "erased"):
        raise Conflict(ERASED, code="stage")
    return complaint


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
    if type(seen) is int and seen != complaint.version:
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
