"""Where complaints stood: their stage, and when the resolved ones were resolved, now or as recorded by a past moment. Reads only.

A complaint that was opened again has left "resolved". One that came back from the Ombudsman to "resolved" counts as resolved when it
last was. Now the complaint's own columns tell it; of a past moment the moves recorded by then decide.
"""

from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, DateTimeField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from complaints.case import kept
from complaints.case.ending import CLOSES
from complaints.case.ending import RESOLVES as RESOLVING
from complaints.case.kept import SET_ASIDE
from complaints.case.models import Complaint
from complaints.case.stages import CLOSED, IMMEDIATE, MOVES, RESOLVED
from complaints.record.models import Event
from complaints.reports.days import london_day

# Answering the Ombudsman's decision moves a complaint only where it was closed.
MOVED_ON = Q(kind__in=[f"moved.{move.name}" for move in MOVES.values() if move.target and move.name != "record_acceptance"]) | Q(
    kind="moved.record_acceptance", data__from="closed")
ASIDE = Q(was_closed_by=SET_ASIDE)
# Behind every event of a complaint: stands for the end where something is looked for up to a later event and there is none.
LAST = 2**31 - 1


def complaints(as_of: datetime | None) -> QuerySet[Complaint]:
    """All that were on record, with `stood` (their stage), `ended_at` and `ended_on` (when and on which day the resolved ones were; None for
    all others), and `was_closed_by` (the move that closed the closed ones; "" for all others)."""
    if as_of is None:
        return Complaint.objects.annotate(stood=F("stage"), ended_at=kept.ended_at(), ended_on=F("resolved_on"), was_closed_by=F("closed_by"))
    return _then(as_of).annotate(ended_on=london_day("ended_at"), was_closed_by=_closed_by(as_of, "pk"))


def of_events(events: QuerySet, as_of: datetime | None) -> QuerySet:
    """Events, or other rows of complaints, with `stood` and `was_closed_by` of their complaint."""
    if as_of is None:
        return events.annotate(stood=F("complaint__stage"), was_closed_by=Coalesce("complaint__closed_by", Value("")))
    then = Coalesce(last(recorded(as_of).filter(MOVED_ON), reached(), of="complaint"), Value(IMMEDIATE.value))
    stood = Case(When(complaint__in=moved_since(as_of), then=then), default=F("complaint__stage"), output_field=CharField())
    return events.annotate(stood=stood).annotate(was_closed_by=_closed_by(as_of, "complaint"))


def _closed_by(as_of: datetime, of: str) -> Case:
    closing = last(recorded(as_of).filter(kind__in=CLOSES), F("kind"), of=of)
    return Case(When(stood=CLOSED.value, then=closing), default=Value(""), output_field=CharField())


def recorded(as_of: datetime | None) -> QuerySet[Event]:
    """The events on record by then."""
    return Event.objects.all() if as_of is None else Event.objects.filter(recorded_at__lte=as_of)


def reached() -> Cast:
    """The stage that a move of the record led to, as plain text."""
    return Cast(KT("data__to"), CharField())


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
