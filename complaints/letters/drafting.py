"""Drafting letters: by hand, and by the sweep when their clock asks for one. Nobody is the author of what the sweep drafts.

The sweep drafts a deadlock letter once deadlock is declared and an 8-week letter once its alert ahead is due; the key of the clock
makes each letter once. What waits for a draft is found by two partial indexes, so an idle sweep costs one statement.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from complaints.case.models import Complaint
from complaints.clocks.kinds import LETTER_OF
from complaints.clocks.models import Deadline
from complaints.letters.keeping import entry
from complaints.letters.kinds import Kind, State
from complaints.letters.models import Letter, LetterVersion
from complaints.record.refusals import Conflict
from complaints.record.services import append
from workdays import london

BATCH = 200
TO_DRAFT = (
    "SELECT * FROM (SELECT d.id, d.complaint_id FROM complaints_deadline d WHERE d.kind = 'deadlock_letter' AND NOT d.drafted "
    "AND d.met_at IS NULL AND d.cancelled_at IS NULL ORDER BY d.id LIMIT %s) AS deadlocks UNION ALL "
    "SELECT * FROM (SELECT d.id, d.complaint_id FROM complaints_deadline d WHERE d.kind = 'eight_week_letter' AND NOT d.drafted "
    "AND d.met_at IS NULL AND d.cancelled_at IS NULL AND d.ahead_on <= %s ORDER BY d.ahead_on LIMIT %s) AS eight_weeks"
)


def draft_due(*, now: datetime, limit: int = 1000) -> int:
    """Draft up to `limit` letters whose time has come; answers how many. Safe to run twice, at once, and after any silence."""
    drafted = 0
    while drafted < limit:
        waiting = _waiting(now, min(BATCH, limit - drafted))
        done = _batch(waiting, now) if waiting else 0
        drafted += done
        if not done:
            break
    return drafted


def _waiting(now: datetime, limit: int) -> list[tuple[int, int]]:
    """(deadline, complaint) of the clocks that wait for a draft, without a lock."""
    with connection.cursor() as cursor:
        cursor.execute(TO_DRAFT, [limit, london.day_of(now).isoformat(), limit])
        return cursor.fetchall()[:limit]


def _batch(waiting: Sequence[tuple[int, int]], now: datetime) -> int:
    """One transaction. A complaint that somebody holds is left to the next sweep; complaints are locked in the order of their ids."""
    with transaction.atomic():
        held = Complaint.objects.filter(pk__in={complaint for _, complaint in waiting}).order_by("pk")
        complaints = {row.pk: row for row in held.select_for_update(skip_locked=True, of=("self",))}
        rows = list(Deadline.objects.filter(pk__in=[pk for pk, _ in waiting], complaint_id__in=complaints, drafted=False,
                                            met_at=None, cancelled_at=None).order_by("pk"))
        known = set(Letter.objects.filter(complaint_id__in=complaints, deadline_key__in=[row.key for row in rows])
                    .values_list("complaint_id", "deadline_key"))
        fresh = [row for row in rows if (row.complaint_id, row.key) not in known]
        _write([(complaints[row.complaint_id], Kind(LETTER_OF[row.kind]), row.key) for row in fresh], now)
        Deadline.objects.filter(pk__in=[row.pk for row in rows]).update(drafted=True)
    return len(rows)


def _write(wanted: Sequence[tuple[Complaint, Kind, str]], now: datetime) -> None:
    letters = Letter.objects.bulk_create(
        Letter(complaint=complaint, kind=kind.value, deadline_key=key, drafted_at=now) for complaint, kind, key in wanted)
    LetterVersion.objects.bulk_create(LetterVersion(letter=letter, version=1, state=letter.state, at=now) for letter in letters)
    for letter in letters:
        append(letter.complaint, [entry(letter, "draft", now)], by=None, now=now)


def draft_of(complaint: Complaint, kind: Kind, *, by: Any, now: datetime) -> Letter:
    """A letter of this kind by hand, on a locked complaint. It answers the open clock that asks for it, if one does."""
    clocks = [clock for clock, asked in LETTER_OF.items() if asked == kind and clock != "deadlock_notice"]
    row = Deadline.objects.filter(complaint=complaint, kind__in=clocks, met_at=None, cancelled_at=None).order_by("-pk").first()
    key = row.key if row else ""
    if row:
        _not_twice(complaint, kind, row.key)
        Deadline.objects.filter(pk=row.pk).update(drafted=True)
    letter = Letter.objects.create(complaint=complaint, kind=kind.value, deadline_key=key, drafted_at=now, author=by, authors=[by.pk])
    LetterVersion.objects.create(letter=letter, version=1, state=letter.state, by=by, at=now)
    append(complaint, [entry(letter, "draft", now)], by=by, now=now)
    return letter


def _not_twice(complaint: Complaint, kind: Kind, key: str) -> None:
    found = Letter.objects.filter(complaint=complaint, kind=kind.value, deadline_key=key).exclude(state=State.SUPERSEDED).first()
    if found:
        raise Conflict(f"This letter has been drafted already: letter {found.pk}.", code="drafted")
