"""Whole days between two days, and the London day of a moment, worked out by the database. No report of its own."""

from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, DateField, Func, IntegerField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, NullIf, TruncDate

from workdays import london


class DaysBetween(Func):
    """`DaysBetween(later, earlier)`: both are days."""

    arg_joiner = " - "
    template = "(%(expressions)s)"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="CAST(julianday(%(expressions)s) AS INTEGER)", arg_joiner=") - julianday(", **context)


def london_day(moment: str) -> TruncDate:
    """The London day of a column or an expression's name."""
    return TruncDate(moment, tzinfo=london.LONDON)


def a_day(day: date) -> Cast:
    """A day that is known, as the database counts with it."""
    return Cast(Value(day.isoformat()), DateField())


def told(path: str) -> NullIf:
    """What the data of an event says there, as text; None where it says nothing. SQLite has the word null for it."""
    return NullIf(Cast(KT(path), CharField()), Value("null"))


class LondonDays(Func):
    """How many days behind `first` the London day of a moment lies; `most` for all that lie as far or further, -1 for those before.

    PostgreSQL looks the moment up among the beginnings of the days: a quarter of what it takes to work a London day out.
    """

    output_field = IntegerField()

    def __init__(self, moment: Any, first: date, most: int, **extra: Any):
        super().__init__(moment, **extra)
        self.first, self.most = first, most

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        begin = (london.start_of_day(self.first + timedelta(days=place)).isoformat() for place in range(self.most + 1))
        sql, values = compiler.compile(self.source_expressions[0])
        return f"(width_bucket({sql}, %s::timestamptz[]) - 1)", (*values, f"{{{','.join(begin)}}}")

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        sql, values = compiler.compile(TruncDate(self.source_expressions[0], tzinfo=london.LONDON))
        return f"MAX(-1, MIN(%s, CAST(julianday({sql}) - julianday(%s) AS INTEGER)))", (self.most, *values, self.first.isoformat())


class Step(Func):
    """The last of the rising `steps` that a number has reached, so that few groups are counted. SQLite keeps the number: it stands at that step."""

    output_field = IntegerField()

    def __init__(self, number: Any, steps: tuple[int, ...], **extra: Any):
        super().__init__(number, **extra)
        self.steps = steps

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        sql, values = compiler.compile(self.source_expressions[0])
        steps = f"{{{','.join(map(str, self.steps))}}}"
        return f"(%s::int[])[width_bucket({sql}, %s::int[])]", (steps, *values, steps)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return compiler.compile(self.source_expressions[0])
