"""Deadlines as they stood on record at a past moment: their day, and whether they were met, gone or stopped, by the events recorded by then.

Only a deadline of whose complaint something of a clock was recorded since is read from its events; all others stand as they stood. The same
is read event by event in `case.replay`, for one complaint. Sums take the two kinds apart, each in a statement that looks up once what was
recorded since. Reads only.
"""

from datetime import datetime

from django.db.models import Case, CharField, DateField, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from complaints.clocks.models import Deadline
from complaints.record.models import CLOCKS, Event
from complaints.reports import recorded, standing
from complaints.reports.periods import Period

STARTED, MOVED, MET, CANCELLED, HELD, RELEASED = CLOCKS
TOLD, ENDS, STOPS = (STARTED, MOVED, MET, CANCELLED), (STARTED, MET, CANCELLED), (HELD, RELEASED)


def due_in(period: Period, as_of: datetime) -> QuerySet[Deadline]:
    """Those that ran or were met then and had their day in the period, with `was_due_on`, `was_met_at` (None: not met) and `was_held`."""
    later = Event.objects.filter(recorded_at__gt=as_of, complaint__isnull=False)
    changed = Q(complaint__in=later.filter(kind__in=CLOCKS).values("complaint"))
    counted_anew = Q(complaint__in=later.filter(kind__in=CLOCKS).filter(kind__in=(STARTED, MOVED)).values("complaint"))
    told = _told(as_of)
    day = Cast(_last(told, TOLD, KT("data__due_on")), DateField())
    stopped = Case(When(changed, then=_last(told, STOPS, F("kind"))), When(held_on__isnull=False, then=Value(HELD)), output_field=CharField())
    rows = Deadline.objects.filter(recorded.on_days(period, "due_on") | counted_anew).annotate(
        was_due_on=Case(When(changed, then=day), default=F("due_on"), output_field=DateField()),
        was=Case(When(changed, then=_last(told, ENDS, F("kind"))), When(cancelled_at__isnull=False, then=Value(CANCELLED)),
                 When(met_at__isnull=False, then=Value(MET)), default=Value(STARTED), output_field=CharField()),
        stopped=Coalesce(stopped, Value("")))
    met_at = Case(When(changed, then=_last(told, ENDS, F("at"))), default=F("met_at"), output_field=DateTimeField())
    return rows.filter(recorded.on_days(period, "was_due_on"), was__in=(STARTED, MET)).annotate(
        was_met_at=Case(When(was=MET, then=met_at), output_field=DateTimeField()),
        was_held=Q(was=STARTED, stopped=HELD))


def in_parts(period: Period, as_of: datetime) -> tuple[QuerySet[Deadline], QuerySet[Deadline]]:
    """The same rows: those that stand as they stood, and those that are read from their events."""
    later = Exists(Event.objects.filter(complaint=OuterRef("complaint"), kind__in=CLOCKS, recorded_at__gt=as_of))
    rows, told = Deadline.objects.filter(complaint__isnull=False), _told(as_of)
    still = rows.filter(recorded.on_days(period, "due_on"), ~later, cancelled_at=None).annotate(
        was_due_on=F("due_on"), was_met_at=F("met_at"), was_held=Q(met_at=None, held_on__isnull=False))
    changed = rows.filter(later, complaint__logged_at__lte=as_of).annotate(
        was_due_on=Cast(_last(told, TOLD, KT("data__due_on")), DateField()), was=_last(told, ENDS, F("kind")),
        stopped=Coalesce(_last(told, STOPS, F("kind")), Value(""), output_field=CharField()))
    changed = changed.filter(recorded.on_days(period, "was_due_on"), was__in=(STARTED, MET))
    met_at = Case(When(was=MET, then=_last(told, ENDS, F("at"))), output_field=DateTimeField())
    return still, changed.annotate(was_met_at=met_at, was_held=Q(was=STARTED, stopped=HELD))


def _told(as_of: datetime) -> QuerySet[Event]:
    told = standing.recorded(as_of).filter(complaint=OuterRef("complaint"))
    return told.annotate(clock=KT("data__key")).filter(clock=OuterRef("key"))


def _last(told: QuerySet[Event], kinds: tuple[str, ...], says: object) -> Subquery:
    return Subquery(told.filter(kind__in=kinds).order_by("-seq").annotate(says=says).values("says")[:1])
