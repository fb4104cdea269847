"""The lines in which the cases behind a number stand: complaints, what happened on them, payments. Rows in, cells out."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from complaints.case.models import Complaint
from complaints.case.pages import heads
from complaints.case.told import summary
from complaints.clocks import words
from complaints.clocks.spoken import month_name
from complaints.record.models import Event
from complaints.reports.counted import Population
from complaints.reports.pages import complaint_cases
from complaints.reports.periods import Period
from workdays import london

Cell = dict[str, Any]
HAPPENED = ("Complaint", "Customer", "What happened", "On", "Entered", "Team")
PARTS = ("customer", "category", "team")


def with_parts(rows: QuerySet, population: Population) -> QuerySet:
    """With what a line shows, in the statement that reads the rows."""
    of = f"{population.of}__" if population.of else ""
    return rows.select_related(*(f"{of}{part}" for part in PARTS))


def table(caption: str, rows: list[Any]) -> Cell:
    if isinstance(rows[0], Complaint):
        return complaint_cases.table(caption, rows)
    return {"caption": caption, "head": [{"text": text} for text in HAPPENED], "rows": [_happened(row) for row in rows]}


def _happened(row: Event) -> list[Cell]:
    complaint, said = row.complaint, summary(row.kind, row.data)
    return [{"text": complaint.reference, "href": f"/c/{complaint.reference}/"}, {"text": heads.name_of(complaint.customer)},
            {"text": said[:1].upper() + said[1:]}, {"text": words.short_day(london.day_of(row.at))},
            {"text": words.short_day(london.day_of(row.recorded_at))}, {"text": complaint.team.name if complaint.team else "No team yet"}]


def told_apart(apart: Mapping[str, str]) -> str:
    """", Reviews": which row of the report it is."""
    return "".join(f", {value.replace('_', ' ') if value != '-' else 'no team'}" for value in apart.values())


def span(period: Period) -> str:
    """" in May 2026", ", 1 April to 30 June 2026"."""
    if period.months == 1:
        return f" in {month_name(f'{period.first:%Y-%m}')}"
    return f", {words.span_words(period.first, period.last)}"
