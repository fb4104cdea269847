"""Where complaints stood: their stage, and when the resolved ones were resolved, now or as recorded by a past moment. Reads only.

A complaint that was opened again has left "resolved". One that came back from the Ombudsman to "resolved" counts as resolved when it
last was. Of a past moment the moves recorded by then decide; the day of receipt is the one that stands now.
"""

from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from complaints.case.asked import ENDS
from complaints.case.models import Complaint
from complaints.case.stages import CLOSED, IMMEDIATE, MOVES, RESOLVED
from complaints.record.models import Event

# Answering the Ombudsman's decision moves a complaint only where it was closed.
MOVED_ON = Q(kind__in=[f"moved.{move.name}" for move in MOVES.values() if move.target and move.name != "record_acceptance"]) | Q(
    kind="moved.record_acceptance", data__from="closed")
RESOLVING = ("moved.resolve", "moved.confirm_compliance")
SET_ASIDE = "moved.set_aside"
ASIDE = Q(closed_by=SET_ASIDE)


def complaints(as_of: datetime | None) -> QuerySet[Complaint]:
    """All that were on record, with `stood` (their stage), `ended_at` (when the resolved ones were; None for all others) and `closed_by`
    (the move that closed the closed ones; "" for all others)."""
    return (_now() if as_of is None else _then(as_of)).annotate(closed_by=_closed_by(as_of, "pk"))


def of_events(events: QuerySet[Event], as_of: datetime | None) -> QuerySet[Event]:
    """Events with `stood` and `closed_by` of their complaint."""
    stood: Any = F("complaint__stage")
    if as_of is not None:
        then = Coalesce(last(recorded(as_of).filter(MOVED_ON), reached(), of="complaint"), Value(IMMEDIATE.value))
        stood = Case(When(complaint__in=moved_since(as_of), then=then), default=stood, output_field=CharField())
    return events.annotate(stood=stood).annotate(closed_by=_closed_by(as_of, "complaint"))


def _closed_by(as_of: datetime | None, of: str) -> Case:
    closing = last(recorded(as_of).filter(kind__in=ENDS), F("kind"), of=of)
    return Case(When(stood=CLOSED.value, then=closing), default=Value(""), output_field=CharField())


def set_aside(as_of: datetime | None) -> QuerySet[Event]:
    """The complaints that were set aside and have not moved since: few, and an index of their own tells them. Only of those that were ever
    opened again it is asked whether they moved since."""
    again = recorded(as_of).filter(kind="moved.reopen", complaint__isnull=False).values("complaint")
    later = recorded(as_of).filter(MOVED_ON, complaint=OuterRef("complaint"), seq__gt=OuterRef("seq"))
    aside = recorded(as_of).filter(kind=SET_ASIDE, complaint__isnull=False)
    return aside.filter(~Q(complaint__in=again) | ~Exists(later)).values("complaint")


def recorded(as_of: datetime | None) -> QuerySet[Event]:
    """The events on record by then."""
    return Event.objects.all() if as_of is None else Event.objects.filter(recorded_at__lte=as_of)


def parts(as_of: datetime | None) -> tuple[QuerySet[Complaint], ...]:
    """The same rows, less those set aside, in parts that have none in common, for sums: without the few that came back an index holds all
    that is counted."""
    if as_of is not None:
        return (_then(as_of).exclude(pk__in=set_aside(as_of)),)
    back, counted = Q(stage=RESOLVED, pk__in=_came_back()), Complaint.objects.exclude(pk__in=set_aside(None))
    return _standing(counted.exclude(back), F("stage_since")), _standing(Complaint.objects.filter(back), _last_resolved())


def resolved_parts(first: datetime, before: datetime, as_of: datetime | None) -> tuple[QuerySet[Complaint], ...]:
    """As `resolved_between`, in parts."""
    if as_of is not None:
        return (resolved_between(first, before, as_of),)
    plain = Complaint.objects.filter(stage=RESOLVED, stage_since__gte=first, stage_since__lt=before).exclude(pk__in=_came_back())
    return plain.annotate(ended_at=F("stage_since")), parts(None)[1].filter(ended_at__gte=first, ended_at__lt=before)


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
    ended = Case(When(came_back, then=_last_resolved()), When(stage=RESOLVED, then=F("stage_since")))
    return Complaint.objects.annotate(stood=F("stage"), ended_at=ended)


def _standing(rows: QuerySet[Complaint], resolved_at: Any) -> QuerySet[Complaint]:
    return rows.annotate(stood=F("stage"), ended_at=Case(When(stage=RESOLVED, then=resolved_at)))


def _last_resolved() -> Subquery:
    return last(Event.objects.filter(kind__in=RESOLVING), F("at"))


def _came_back() -> QuerySet[Event]:
    """Few: their stage began when they came back, not when they were resolved."""
    return Event.objects.filter(kind="moved.return_from_ombudsman").values("complaint")


def moved_since(as_of: datetime) -> QuerySet[Event]:
    """The complaints that moved on after it: all others stand as they stood then."""
    return Event.objects.filter(MOVED_ON, recorded_at__gt=as_of, complaint__isnull=False).values("complaint")


def _then(as_of: datetime) -> QuerySet[Complaint]:
    moved, then = Q(pk__in=moved_since(as_of)), recorded(as_of)
    stood = Case(When(moved, then=Coalesce(last(then.filter(MOVED_ON), reached()), Value(IMMEDIATE.value))), default=F("stage"),
                 output_field=CharField())
    rows = Complaint.objects.filter(logged_at__lte=as_of).annotate(stood=stood)
    ended = Case(When(stood=RESOLVED, then=last(then.filter(kind__in=RESOLVING), F("at"))), output_field=DateTimeField())
    return rows.annotate(ended_at=ended)


def last(events: QuerySet[Event], column: Any, *, of: str = "pk") -> Subquery:
    """What the last of these events of a complaint says; `of` names the complaint."""
    return Subquery(events.filter(complaint=OuterRef(of)).order_by("-seq").annotate(told=column).values("told")[:1])
