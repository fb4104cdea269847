"""Whole days between two days, and the London day of a moment, worked out by the database. No report of its own."""

from datetime import date
from typing import Any

from django.db.models import DateField, Func, IntegerField, Value
from django.db.models.functions import Cast, TruncDate

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
