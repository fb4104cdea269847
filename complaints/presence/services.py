"""Saying that somebody is here, and who else is. Works across web processes: the table is what they share."""

from datetime import datetime, timedelta
from typing import Any

from complaints.case.models import Complaint
from complaints.presence.models import Presence

EXPIRES, SELDOM = timedelta(seconds=30), timedelta(seconds=10)
KEPT = timedelta(hours=1)


def here(complaint: Complaint, person: Any, *, typing: bool, now: datetime) -> list[tuple[str, bool]]:
    """`person` has the complaint open; answers who else does, by name, and whether they type. Writes at most every ten seconds."""
    rows = list(Presence.objects.filter(complaint=complaint, seen_at__gt=now - EXPIRES).select_related("person").order_by("person__full_name"))
    own = next((row for row in rows if row.person_id == person.pk), None)
    if own is None or own.typing is not typing or own.seen_at <= now - SELDOM:
        Presence.objects.bulk_create(
            [Presence(complaint=complaint, person=person, seen_at=now, typing=typing)], update_conflicts=True,
            unique_fields=["complaint", "person"], update_fields=["seen_at", "typing"],
        )
    return [(row.person.full_name, row.typing) for row in rows if row.person_id != person.pk]


def words(found: list[tuple[str, bool]]) -> str:
    """"Also here: Tom Ashby (typing), Priya Raman"; "" where nobody else is."""
    return "Also here: " + ", ".join(f"{name} (typing)" if typing else name for name, typing in found) if found else ""


def forget(*, now: datetime) -> int:
    """Rows of those who left long ago."""
    return Presence.objects.filter(seen_at__lt=now - KEPT).delete()[0]
