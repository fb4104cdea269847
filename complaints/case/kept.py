"""What the database keeps of a complaint for whoever counts complaints: the London days of its receipt and its resolution, and what it counts
as. Expressions only; the columns are the model's, worked out by the database from others, so that they cannot say anything else.
"""

from typing import Any

from django.db.models import Case, DateField, F, Func, IntegerField, SmallIntegerField, Value, When
from django.db.models.functions import Coalesce, Greatest, Least

from complaints.case.stages import CLOSED, DEADLOCK, IMMEDIATE, OMBUDSMAN, RESOLVED, SENIOR_REVIEW

SET_ASIDE = "moved.set_aside"
# Days after the receipt are told apart up to this one; all later ones count alike. It stands in the formula of a column, so it can't be read
# from the row of the 8 weeks; `reports.cohort` holds the two together.
LAST_AGE = 57
STAGES = (IMMEDIATE, SENIOR_REVIEW, DEADLOCK, OMBUDSMAN, CLOSED)
ASIDE = len(STAGES)
RESOLVED_AT = ASIDE + 1


class LondonDay(Func):
    """The London day of a moment's column. SQLite reckons by the European rule of summer time, which has held since 1996, and by whole
    seconds: by itself it rounds the last half of a millisecond of a day up into the next."""

    arity = 1
    output_field = DateField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="(%(expressions)s AT TIME ZONE 'Europe/London')::date", **context)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        at, params = compiler.compile(self.source_expressions[0])
        begins, ends = (f"date(substr({at}, 1, 4) || '-{day}', 'weekday 0') || ' 01:00:00'" for day in ("03-25", "10-25"))
        return f"date(substr({at}, 1, 19), CASE WHEN {at} >= {begins} AND {at} < {ends} THEN '+1 hour' ELSE '+0 hours' END)", (*params,) * 5


class DaysBetween(Func):
    """`DaysBetween(later, earlier)`: both are days."""

    arg_joiner = " - "
    template = "(%(expressions)s)"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="CAST(julianday(%(expressions)s) AS INTEGER)", arg_joiner=") - julianday(", **context)


def ended_at() -> Case:
    """When one that stands resolved was resolved: one that came back so from the Ombudsman had been before it went."""
    return Case(When(stage=RESOLVED.value, then=Coalesce("was_resolved_at", "stage_since")))


def received_on() -> LondonDay:
    return LondonDay(F("received_at"))


def resolved_on() -> LondonDay:
    return LondonDay(ended_at())


def counted_as() -> Case:
    """Its stage by its place among STAGES, ASIDE where it was set aside; from RESOLVED_AT on: resolved so many days after the receipt."""
    age = DaysBetween(LondonDay(Coalesce("was_resolved_at", "stage_since")), LondonDay(F("received_at")))
    days = Greatest(Value(0), Least(age, Value(LAST_AGE)))
    there = (When(stage=one.value, then=Value(place)) for place, one in enumerate(STAGES))
    return Case(When(stage=RESOLVED.value, then=Value(RESOLVED_AT) + days), When(stage=CLOSED.value, closed_by=SET_ASIDE, then=Value(ASIDE)),
                *there, output_field=SmallIntegerField())
