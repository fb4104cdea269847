"""Erasing one record with its lock, its event and its proof, for a request or because its time is over. Writes; the caller gives the scope."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from complaints.case.models import Complaint
from complaints.privacy.erasing import erase
from complaints.privacy.models import Erased
from complaints.privacy.obstacles import obstacles
from complaints.privacy.scope import Scope, scope_of
from complaints.record.entries import Entry
from complaints.record.refusals import Conflict
from complaints.record.services import append


def end_complaint(number: int, *, because: str, data: dict[str, Any], by: Any, now: datetime) -> bool:
    """Erase one complaint whole in one transaction; False where it was before. Conflict where something stands in the way by now."""
    with transaction.atomic():
        complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=number)
        if Erased.objects.filter(complaint=complaint).exists():
            return False
        scope = scope_of([("complaint", number)])
        refuse(scope)
        overwrite()
        erase(scope)
        Erased.objects.create(complaint=complaint, at=now, because=because)
        append(complaint, [Entry("erased", now, {"because": because, **data})], by=by, now=now)
        return True


def end_others(scope: Scope) -> None:
    """Records that are no complaint; again it finds nothing to do."""
    with transaction.atomic():
        refuse(scope)
        overwrite()
        erase(scope)


def refuse(scope: Scope) -> None:
    if found := obstacles(scope):
        raise Conflict(found[0].text, code="stage")


def overwrite() -> None:
    """SQLite overwrites what it frees with zeros from here on."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
