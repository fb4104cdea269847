"""Thirteen months of the two shares that the company is judged by, up to a month. Figures only, in one statement."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

import workdays
from complaints.reports.cohort import WEEKS_8
from complaints.reports.complaints_report import Cohort, cohorts
from complaints.reports.periods import ONE_DAY, Period
from workdays import london

MONTHS, FEW = 13, 20


@dataclass(frozen=True, slots=True)
class Month:
    """Those received in it, how many of them were resolved how soon, and whether day 56 of its last day has passed."""

    first: date
    cohort: Cohort
    is_over: bool
    is_final: bool


def months(last: date, *, as_of: datetime | None, now: datetime) -> list[Month]:
    """The month of that day and the twelve before it, oldest first."""
    begins = workdays.add_months(last.replace(day=1), 1 - MONTHS)
    ends = workdays.add_months(last.replace(day=1), 1) - ONE_DAY
    found, on = cohorts(Period(begins, ends), as_of), london.day_of(as_of or now)
    return [Month(first, found.get(first, Cohort()), _end(first) < on, _end(first) + timedelta(days=WEEKS_8) < on)
            for first in (workdays.add_months(begins, place) for place in range(MONTHS))]


def as_rows(found: Iterable[Month]) -> list[dict[str, Any]]:
    """As plain values, to be kept in a file."""
    return [{**asdict(month), "first": month.first.isoformat()} for month in found]


def of_rows(rows: Iterable[Mapping[str, Any]]) -> list[Month]:
    return [Month(date.fromisoformat(row["first"]), Cohort(**row["cohort"]), row["is_over"], row["is_final"]) for row in rows]


def _end(first: date) -> date:
    return workdays.add_months(first, 1) - ONE_DAY
