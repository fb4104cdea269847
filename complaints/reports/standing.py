"""Where complaints stood: their stage, and when the resolved ones were resolved, now or as recorded by a past moment. Reads only.

A complaint that was opened again has left "resolved". One that came back from the Ombudsman to "resolved" counts as resolved when it
last was. Of a past moment the moves recorded by then decide; the day of receipt is the one that stands now.
"""

from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from complaints.case.models import Complaint
from complaints.case.stages import IMMEDIATE, MOVES, RESOLVED
from complaints.record.models import Event

# Answering the Ombudsman's decision moves a complaint only where it was closed.
MOVED_ON = Q(kind__in=[f"moved.{move.name}" for move in MOVES.values() if move.target and move.name != "record_acceptance"]) | Q(
    kind="moved.record_acceptance", data__from="closed")
RESOLVING = ("moved.resolve", "moved.confirm_compliance")


def complaints(as_of: datetime | None) -> QuerySet[Complaint]:
    """All that were on record, with `stood` (their stage) and `ended_at` (when the resolved ones were; None for all others)."""
    return _now() if as_of is None else _then(as_of)


def resolved_between(first: datetime, before: datetime, as_of: datetime | None) -> QuerySet[Complaint]:
    """Those whose last resolution lies in that time. Now the indexes find them by the moment at which their stage began."""
    rows = complaints(as_of).filter(ended_at__gte=first, ended_at__lt=before)
    if as_of is not None:
        return rows
    return rows.filter(Q(stage_since__gte=first, stage_since__lt=before) | Q(pk__in=_came_back()), stage=RESOLVED)


def reached() -> Cast:
    """The stage that a move of the record led to, as plain text."""
    return Cast(KT("data__to"), CharField())


def _now() -> QuerySet[Complaint]:
    came_back = Q(stage=RESOLVED, pk__in=_came_back())
    ended = Case(When(came_back, then=_last(Event.objects.filter(kind__in=RESOLVING), F("at"))), When(stage=RESOLVED, then=F("stage_since")))
    return Complaint.objects.annotate(stood=F("stage"), ended_at=ended)


def _came_back() -> QuerySet[Event]:
    """Few: their stage began when they came back, not when they were resolved."""
    return Event.objects.filter(kind="moved.return_from_ombudsman").values("complaint")


def _then(as_of: datetime) -> QuerySet[Complaint]:
    recorded = Event.objects.filter(recorded_at__lte=as_of)
    stood = Coalesce(_last(recorded.filter(MOVED_ON), reached()), Value(IMMEDIATE.value))
    rows = Complaint.objects.filter(logged_at__lte=as_of).annotate(stood=stood)
    return rows.annotate(ended_at=Case(When(stood=RESOLVED, then=_last(recorded.filter(kind__in=RESOLVING), F("at")))))


def _last(events: QuerySet[Event], column: Any) -> Subquery:
    return Subquery(events.filter(complaint=OuterRef("pk")).order_by("-seq").annotate(told=column).values("told")[:1])
