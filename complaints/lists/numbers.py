"""The numbers in the frame of every page in one statement: what the work lists hold, letters, alerts, the last sweep, saved views. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from complaints.alerts import heartbeat
from complaints.alerts.seen import COUNTED_TO as ALERTS_TO
from complaints.alerts.seen import waiting_statements
from complaints.case.stages import EVERYBODY
from complaints.letters.waiting import in_work
from complaints.lists import holding
from complaints.lists.counting import CAPPED, COUNTED_TO
from complaints.lists.wanted import Wanted, id_of
from workdays import london

OLD = timedelta(seconds=60)
# The work lists that stand in a role's navigation.
VIEWS_OF = {
    "agent": ("mine", "queue"), "senior_manager": ("mine", "queue", "reviews"), "administrator": ("mine", "reviews"), "compliance_officer": (),
}
assert set(VIEWS_OF) == EVERYBODY
MARK_AND_SWEPT = """
    SELECT -1 AS place, (SELECT MAX(id) FROM complaints_event) AS number, (SELECT at FROM complaints_heartbeat WHERE name = %s) AS swept_at
"""
Statement = tuple[str, tuple]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A view of more than a thousand has None. `saved` by id, counted at `saved_at`. `mark`: the last entry of the record as yet."""

    views: Mapping[str, int | None]
    letters: int
    alerts: int
    swept_at: datetime | None
    saved: Mapping[str, int] = field(default_factory=dict)
    saved_at: datetime | None = None
    mark: int = 0


def numbers(person: Any, saved: Mapping[str, Wanted], *, now: datetime) -> Numbers:
    """Saved views are counted at most once a minute; all else each time."""
    today = london.day_of(now)
    key = _key(person, saved, today)
    kept = _kept(key, now) if saved else None
    arms = [(("view", view), _limited(person, Wanted(view), today, COUNTED_TO)) for view in VIEWS_OF[person.role]]
    arms += [(("saved", ident), _limited(person, wanted, today, CAPPED)) for ident, wanted in saved.items() if kept is None]
    arms += [(("letters", ""), _of(in_work(person).values("pk")))]
    arms += [(("alerts", place), arm) for place, arm in enumerate(waiting_statements(person, ALERTS_TO, messages=True))]
    (mark, swept_at), found = _asked(arms)
    if saved and kept is None:
        kept = ({ident: found["saved", ident] for ident in saved}, now)
        cache.set(key, kept, OLD.total_seconds())
    views = {view: number if (number := found["view", view]) <= COUNTED_TO else None for view in VIEWS_OF[person.role]}
    alerts = min(sum(number for (what, _), number in found.items() if what == "alerts"), ALERTS_TO)
    return Numbers(views, found["letters", ""], alerts, swept_at, *(kept or ({}, None)), mark)


def _kept(key: str, now: datetime) -> tuple[dict[str, int], datetime] | None:
    kept = cache.get(key)
    return kept if kept and timedelta(0) <= now - kept[1] < OLD else None


def _key(person: Any, saved: Mapping[str, Wanted], today: date) -> str:
    """One person's: what they may see is nobody else's to know. A view that was saved or deleted since counts anew."""
    told = ",".join(f"{ident}.{id_of(wanted, person.pk, 'saved')}" for ident, wanted in sorted(saved.items()))
    whose = f"{person.pk}:{person.role}:{person.team_id}"
    return f"saved-counts:{connection.settings_dict['NAME']}:{whose}:{today}:{id_of(Wanted(q=told), person.pk, 'saved')}"


def _limited(person: Any, wanted: Wanted, today: date, most: int) -> Statement | None:
    """One more than `most`, so that a larger list is known to be larger."""
    return _of(holding.narrowed(person, wanted, today).order_by().values("pk")[: most + 1])


def _of(rows: QuerySet) -> Statement | None:
    """None for words that nothing can match."""
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        return None


def _asked(arms: list[tuple[Any, Statement | None]]) -> tuple[tuple[int, datetime | None], dict[Any, int]]:
    asked = [(what, arm) for what, arm in arms if arm]
    text = [f"SELECT {place}, COUNT(*), NULL FROM ({arm[0]}) AS arm{place}" for place, (_, arm) in enumerate(asked)]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([MARK_AND_SWEPT, *text]), [heartbeat.SWEEP, *(value for _, arm in asked for value in arm[1])])
        rows = {place: (number, at) for place, number, at in cursor.fetchall()}
    none = dict.fromkeys((what for what, _ in arms), 0)
    return (rows[-1][0] or 0, _moment(rows[-1][1])), none | {what: rows[place][0] for place, (what, _) in enumerate(asked)}


def _moment(at: datetime | None) -> datetime | None:
    """SQLite answers in UTC without saying so."""
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at
