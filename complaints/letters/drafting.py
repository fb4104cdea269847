"""Drafting letters: by hand, and by the sweep when their clock asks for one. Nobody is the author of what the sweep drafts.

The sweep drafts a deadlock letter once deadlock is declared and an 8-week letter once its alert ahead is due; the key of the clock
makes each letter once. What waits for a draft is found by two partial indexes, so an idle sweep costs one statement.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction

from complaints.alerts import claims, writing
from complaints.alerts.crossing import Waiting
from complaints.case.models import Complaint
from complaints.clocks.kinds import LETTER_OF
from complaints.clocks.models import Deadline
from complaints.letters.keeping import entry
from complaints.letters.kinds import Kind, State
from complaints.letters.models import Letter, LetterVersion
from complaints.record import chain
from complaints.record.models import Event
from complaints.record.refusals import Conflict
from complaints.record.services import append
from workdays import london

log = logging.getLogger(__name__)
BATCH = 1000
DRAFTED = "letter.draft"
LOST_DATABASE = (OperationalError, InterfaceError)
TO_DRAFT = (
    "SELECT * FROM (SELECT d.id FROM complaints_deadline d WHERE d.kind = 'deadlock_letter' AND NOT d.drafted "
    "AND d.met_at IS NULL AND d.cancelled_at IS NULL ORDER BY d.id LIMIT %s) AS deadlocks UNION ALL "
    "SELECT * FROM (SELECT d.id FROM complaints_deadline d WHERE d.kind = 'eight_week_letter' AND NOT d.drafted "
    "AND d.met_at IS NULL AND d.cancelled_at IS NULL AND d.ahead_on <= %s ORDER BY d.ahead_on LIMIT %s) AS eight_weeks"
)


def draft_due(*, now: datetime, limit: int = BATCH) -> int:
    """Draft every letter whose time has come, at most `limit` in one transaction; answers how many. Safe to run twice, at once, and
    after any silence. A complaint that somebody holds is left to the next sweep."""
    drafted, left_out = 0, set()
    while waiting := [ident for ident in _waiting(now, limit) if ident not in left_out]:
        done = _batch(waiting, now)
        drafted += done
        left_out |= set(waiting)
        if len(waiting) < limit:
            break
    return drafted


def _waiting(now: datetime, limit: int) -> list[int]:
    """The deadlines that wait for a draft, without a lock."""
    with connection.cursor() as cursor:
        cursor.execute(TO_DRAFT, [limit, london.day_of(now).isoformat(), limit])
        return [row[0] for row in cursor.fetchall()]


def _batch(ids: Sequence[int], now: datetime) -> int:
    """One transaction; one that fails is done again clock by clock, and what fails then is logged and left out."""
    try:
        with transaction.atomic():
            return _drafted(ids, now)
    except LOST_DATABASE:
        raise
    except Exception:
        log.exception("drafting for the deadlines %s failed", list(ids)[:20])
        return sum(_batch([ident], now) for ident in ids) if len(ids) > 1 else 0


def _drafted(ids: Sequence[int], now: datetime) -> int:
    """Six statements, whatever their number: complaints and clocks are locked together, each letter is written once."""
    rows = [row for row in claims.claim_these(ids) if row.is_open]
    wanted = {(row.complaint_id, row.key): row for row in rows}
    written = [(*found, wanted[found[1:]]) for found in _letters(rows, now)]
    versions = [{"letter": letter} for letter, *_ in written]
    writing.insert(LetterVersion, versions, same={"version": 1, "texts": {}, "state": State.DRAFT, "by": None, "at": now})
    _append([(letter, row) for letter, _, _, row in written], now)
    Deadline.objects.filter(pk__in=[row.id for row in rows]).update(drafted=True)
    return len(written)


def _letters(rows: Sequence[Waiting], now: datetime) -> list[tuple[int, int, str]]:
    """(letter, complaint, key) of those that were not there yet."""
    new = [{"complaint": row.complaint_id, "kind": LETTER_OF[row.kind], "deadline_key": row.key} for row in rows]
    plain = Letter(drafted_at=now)
    same = {field.name: getattr(plain, field.attname) for field in Letter._meta.concrete_fields
            if not field.primary_key and field.name not in ("complaint", "kind", "deadline_key")}
    return writing.insert(Letter, new, same=same, returning=("id", "complaint_id", "deadline_key"), once=True)


def _append(written: Sequence[tuple[int, Waiting]], now: datetime) -> None:
    """One event for each letter behind the last of its complaint's chain."""
    heads = claims.heads((row.complaint_id, row.reference) for _, row in written) if written else {}
    rows = []
    for letter, row in written:
        seq, previous = heads[row.complaint_id]
        data = {"letter": letter, "letter_kind": LETTER_OF[row.kind], "version": 1}
        link = chain.link(previous, seq=seq + 1, at=now, recorded_at=now, kind=DRAFTED, by=None, data=data, sealed="")
        rows.append({"complaint": row.complaint_id, "seq": seq + 1, "data": data, "previous_hash": previous, "hash": link})
        heads[row.complaint_id] = (seq + 1, link)
    writing.insert(Event, rows, same={"at": now, "recorded_at": now, "kind": DRAFTED, "by": None, "sealed_hash": ""})


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
