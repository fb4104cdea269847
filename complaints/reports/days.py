"""Whole days between two days, and the London day of a moment, worked out by the database. No report of its own."""

from datetime import date
from typing import Any

from django.db.models import CharField, DateField, Func, IntegerField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, NullIf, TruncDate

from complaints.case.kept import DaysBetween as DaysBetween
from workdays import london


def london_day(moment: Any) -> TruncDate:
    """The London day of a column or an expression's name."""
    return TruncDate(moment, tzinfo=london.LONDON)


def a_day(day: date) -> Cast:
    """A day that is known, as the database counts with it."""
    return Cast(Value(day.isoformat()), DateField())


def told(path: str) -> NullIf:
    """What the data of an event says there, as text; None where it says nothing. SQLite has the word null for it."""
    return NullIf(Cast(KT(path), CharField()), Value("null"))


class OfDay(Func):
    """Of a day its place among `values`, which begin with `first`: what is worked out once for each day of a period and looked up by row.

    Every day of the rows lies among them.
    """

    output_field = IntegerField()

    def __init__(self, day: Any, first: date, values: tuple[int, ...], **extra: Any):
        super().__init__(day, **extra)
        self.first, self.laid = first, ",".join(map(str, values))

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        day, params = compiler.compile(self.source_expressions[0])
        return f"(%s::int[])[{day} - %s::date + 1]", (f"{{{self.laid}}}", *params, self.first.isoformat())

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        day, params = compiler.compile(self.source_expressions[0])
        place = f"CAST(julianday({day}) - julianday(%s) AS INTEGER)"
        return f"json_extract(%s, '$[' || {place} || ']')", (f"[{self.laid}]", *params, self.first.isoformat())
