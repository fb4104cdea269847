"""A file that was taken from a page, on record in the desk's chain: of what, in which form, how many rows. Reports and lists have entries
of their own."""

from datetime import datetime
from typing import Any

from django.db import transaction

from complaints.record.entries import Entry
from complaints.record.services import append_to_desk

KIND = "file.taken"


def keep(what: str, form: str, rows: int | None, *, by: Any, now: datetime, reason: str = "", **more: Any) -> None:
    """`what` as `case.told.FILES` names it; `rows` None where nobody counts them; `more` is codes and ids alone. `reason` lies sealed."""
    with transaction.atomic():
        append_to_desk([Entry(KIND, now, {"what": what, "format": form, "rows": rows, **more}, {"reason": reason} if reason else {})], by=by, now=now)
