"""The facts of complaints as they were recorded by a moment: receipt, nation, class, category, licence, team, needs. Reads only.

They stand in the complaint's own columns; a correction or a hand-over since says in its event what was before. Of a past moment that is
told: of the first such event after it. Words are corrected sealed, so what the customer needs is told from there while it is not erased.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateTimeField,
    F,
    Func,
    IntegerField,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KT, KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import Contains

from complaints.case.models import Complaint
from complaints.record.models import Event
from complaints.reports import standing
from complaints.reports.days import london_day
from complaints.reports.days import told as told_of
from complaints.reports.periods import ONE_DAY, Period
from workdays import london

# Facts of `edited`, by the name under which its event has them, and the column that has them now.
CORRECTED = {"nation": "nation", "licence": "licence", "customer_type": "customer__customer_type", "category": "category__code"}
FLAGS = {"nation_assumed": "nation_assumed", "time_known": "received_time_known"}
HANDED_ON = ("assigned", "moved.escalate")
PRIORITY = '"priority_services"'


class Moment(Func):
    """The moment that an event's data has as text: always in UTC, because it was read from a column."""

    template = "(%(expressions)s)::timestamptz"
    output_field = DateTimeField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="REPLACE(REPLACE(%(expressions)s, 'T', ' '), '+00:00', '')", **context)


def begins(period: Period) -> datetime:
    return london.start_of_day(period.first)


def ends(period: Period) -> datetime:
    """The first moment after the period."""
    return london.start_of_day(period.last + ONE_DAY)


def within(period: Period, column: str) -> Q:
    return Q(**{f"{column}__gte": begins(period), f"{column}__lt": ends(period)})


def on_days(period: Period, column: str) -> Q:
    return Q(**{f"{column}__gte": period.first, f"{column}__lte": period.last})


def received(period: Period, as_of: datetime | None) -> QuerySet[Complaint]:
    """Those received on a day of the period: as `standing.complaints`, with `was_received_at`, `was_received_on` and `counted_at`."""
    rows = standing.complaints(as_of)
    if as_of is None:
        return rows.filter(on_days(period, "received_on")).annotate(
            was_received_at=F("received_at"), was_received_on=F("received_on"), counted_at=F("received_at"))
    later = _edited("received_at", as_of)
    rows = rows.filter(on_days(period, "received_on") | Q(pk__in=later.values("complaint"))).annotate(was_received_at=was_received_at(as_of))
    return rows.filter(within(period, "was_received_at")).annotate(
        was_received_on=london_day("was_received_at"), counted_at=F("was_received_at"))


def was_received_at(as_of: datetime, of: str = "") -> Case:
    """When it was received, as recorded by then."""
    later = _edited("received_at", as_of)
    told = _first(later, Moment(KT("data__before__received_at")), of)
    changed = Q(**{f"{_key(of)}__in": later.values("complaint")})
    return Case(When(changed, then=told), default=F(_path(of, "received_at")), output_field=DateTimeField())


def with_facts(rows: QuerySet, as_of: datetime | None, names: Iterable[str], *, of: str = "") -> QuerySet:
    """The rows with `was_…` of each name: of CORRECTED and `priority` as a code or flag ("" for none), of FLAGS, and `team` (an id or
    None). `of` is the way from the row to its complaint."""
    return rows.annotate(**{f"was_{name}": _fact(name, as_of, of) for name in names})


def _fact(name: str, as_of: datetime | None, of: str) -> Any:
    if name == "priority":
        return _priority(as_of, of)
    if name == "team":
        return _team(as_of, of)
    if name in FLAGS:
        return _flag(name, as_of, of)
    now = Coalesce(F(_path(of, CORRECTED[name])), Value(""))
    if as_of is None:
        return now
    later = _edited(name, as_of)
    then = Coalesce(_first(later, told_of(f"data__before__{name}"), of), Value(""))
    return Case(When(Q(**{f"{_key(of)}__in": later.values("complaint")}), then=then), default=now, output_field=CharField())


def _flag(name: str, as_of: datetime | None, of: str) -> Any:
    column = F(_path(of, FLAGS[name]))
    if as_of is None:
        return column
    later = _edited(name, as_of)
    said = Case(When(Q(**{f"data__before__{name}": True}), then=Value(True)), default=Value(False), output_field=BooleanField())
    return Case(When(Q(**{f"{_key(of)}__in": later.values("complaint")}), then=_first(later, said, of)), default=column, output_field=BooleanField())


def _priority(as_of: datetime | None, of: str) -> Case:
    """Whether the customer has a need of the Priority Services Register."""
    now = _holds(Cast(F(_path(of, "customer__needs")), TextField()))
    if as_of is None:
        return now
    edited = Event.objects.filter(kind="edited", recorded_at__gt=as_of, sealed__isnull=False).annotate(named=Cast(KT("data__fields"), TextField()))
    later = edited.filter(named__contains='"needs"')
    before = KeyTextTransform("needs", KeyTransform("before", Cast("sealed__body", JSONField())))
    told = _first(later, _holds(Cast(before, TextField())), of)
    return Case(When(Q(**{f"{_key(of)}__in": later.values("complaint")}), then=told), default=now, output_field=BooleanField())


def _holds(needs: Any) -> Case:
    return Case(When(Contains(needs, PRIORITY), then=Value(True)), default=Value(False), output_field=BooleanField())


def _team(as_of: datetime | None, of: str) -> Any:
    """The last that was told by then, where it was handed on since; else the one that has it."""
    now = F(_path(of, "team_id"))
    if as_of is None:
        return now
    since = Event.objects.filter(recorded_at__gt=as_of, complaint__isnull=False)
    # Kind by kind: each has an index of its own.
    handed_on = [Q(**{f"{_key(of)}__in": since.filter(kind=kind).values("complaint")}) for kind in HANDED_ON]
    told = standing.recorded(as_of).filter(kind__in=("logged", *HANDED_ON), data__has_key="team")
    then = standing.last(told, Cast(told_of("data__team"), IntegerField()), of=_key(of))
    return Case(*(When(handed, then=then) for handed in handed_on), default=now, output_field=IntegerField())


def _edited(name: str, as_of: datetime) -> QuerySet[Event]:
    return Event.objects.filter(kind="edited", recorded_at__gt=as_of, data__before__has_key=name)


def _first(later: QuerySet[Event], told: Any, of: str) -> Subquery:
    """What the first of these events of the complaint says."""
    return Subquery(later.filter(complaint=OuterRef(_key(of))).order_by("seq").annotate(told=told).values("told")[:1])


def _path(of: str, column: str) -> str:
    return f"{of}__{column}" if of else column


def _key(of: str) -> str:
    return of or "pk"
