"""The report `complaints`: how many came and were resolved, how soon, for how many accounts, and about what. Figures only.

The shares are of those *received* in the period, whenever they were resolved: a month is final once day 56 of its last day has passed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Count, F, QuerySet

import workdays
from complaints.case.models import Category, Complaint
from complaints.case.stages import CLOSED, RESOLVED
from complaints.reports import shares, standing
from complaints.reports.cohort import SET_ASIDE, WEEKS_8
from complaints.reports.days import DaysBetween, LondonDays, Step, london_day
from complaints.reports.periods import ONE_DAY, Period
from complaints.rules.own_company import accounts_on
from complaints.rules.services import all_calendars, company
from workdays import london

# No next working day lies further off than this in any calendar; later days need not be told apart but by the 8 weeks.
NEAR = 14
OTHER = "Without a category"
DEFINITIONS = {
    "received": "Complaints received in the period by the London day of receipt, whatever became of them, less those set aside.",
    "set_aside": SET_ASIDE,
    "resolved": "Complaints resolved in the period, whenever received. One that was opened again counts when it was last resolved, and not "
                "while it is open.",
    "by_end_of_next_working_day": "Of those received, the ones resolved by the end of the first working day after receipt, by the calendar of "
                                  "the customer’s nation. Per cent, two decimals, half up.",
    "within_8_weeks": "Of those received, the ones resolved on or before day 56; the day of receipt is day 0. Per cent as above.",
    "not_final_yet": "True until the day after day 56 of the last day: until then the share within 8 weeks can rise.",
    "of_received": "Of those received, the ones that are resolved, closed otherwise, and open; they add up to all received.",
    "received_per_100000": "Received for each 100,000 accounts of the company’s licence in the last month of the period, or the last month "
                           "before it that is known; no figure without a number of accounts.",
    "resolved_per_100000": "Resolved, for each 100,000 accounts as above.",
    "categories": "The received by category, and their share in per cent.",
}


@dataclass(slots=True)
class Cohort:
    """Those received on some days: how many, and how many were resolved how soon."""

    received: int = 0
    next_day: int = 0
    weeks_8: int = 0

    def add(self, other: "Cohort") -> None:
        self.received += other.received
        self.next_day += other.next_day
        self.weeks_8 += other.weeks_8


def figures(period: Period, *, as_of: datetime | None, now: datetime, accounts: int | None = None) -> dict[str, Any]:
    """`{rows, totals, categories, versions}`; one row a month in which anything was received or resolved."""
    found = list(counted(period, as_of))
    on, days, ended = london.day_of(as_of or now), _by_day(found), resolved_by_day(period, as_of)
    rows = [{"month": f"{part.first:%Y-%m}", **told(days, ended, part, on)} for part in months_of({*days, *ended}, period)]
    whole = told(days, ended, period, on)
    accounts = accounts or accounts_on(period.last, company(period.last).licence, known_by=as_of)
    per = {f"{name}_per_100000": _per_100000(whole[name], accounts) for name in ("received", "resolved")}
    totals = whole | per | {"of_received": of_received(found), "set_aside": aside(period, as_of).count()}
    return {"rows": rows, "totals": totals, "categories": categories(period, as_of, whole["received"]), "versions": []}


def told(days: dict[date, Cohort], ended: Counter[date], part: Period, on: date) -> dict[str, Any]:
    """The figures of some days of the period."""
    whole = Cohort()
    for day, cohort in days.items():
        if part.first <= day <= part.last:
            whole.add(cohort)
    return {
        "received": whole.received, "resolved": sum(number for day, number in ended.items() if part.first <= day <= part.last),
        "by_end_of_next_working_day": _counted(whole.next_day, whole.received),
        "within_8_weeks": _counted(whole.weeks_8, whole.received), "not_final_yet": (on - part.last).days <= WEEKS_8,
    }


def _counted(count: int, of: int) -> dict[str, Any]:
    return {"count": count, "share_percent": shares.share(count, of)}


def _per_100000(count: int, accounts: int | None) -> str | None:
    """The same rounding as a share: two decimals, half up."""
    return shares.share(count * 1000, accounts) if accounts else None


def months_of(days: Iterable[date], period: Period) -> list[Period]:
    """The calendar months that the days lie in, each cut to the period's days, oldest first."""
    firsts = sorted({day.replace(day=1) for day in days})
    return [Period(max(first, period.first), min(period.last, workdays.add_months(first, 1) - ONE_DAY)) for first in firsts]


def received(period: Period, as_of: datetime | None) -> QuerySet[Complaint]:
    return _came(period, as_of).exclude(pk__in=standing.set_aside(as_of))


def aside(period: Period, as_of: datetime | None) -> QuerySet[Complaint]:
    """Received in the period and set aside: on a line of their own."""
    return _came(period, as_of).filter(pk__in=standing.set_aside(as_of))


def _came(period: Period, as_of: datetime | None) -> QuerySet[Complaint]:
    return standing.complaints(as_of).filter(received_at__gte=_begins(period), received_at__lt=_ends(period))


def resolved(period: Period, as_of: datetime | None) -> QuerySet[Complaint]:
    """Resolved on a day of the period, whenever received."""
    return standing.resolved_between(_begins(period), _ends(period), as_of)


def _begins(period: Period) -> datetime:
    return london.start_of_day(period.first)


def _ends(period: Period) -> datetime:
    return london.start_of_day(period.last + ONE_DAY)


def resolved_by_day(period: Period, as_of: datetime | None) -> Counter[date]:
    found: Counter[date] = Counter()
    for place, number in _together_counted(
            rows.annotate(place=LondonDays("ended_at", period.first, period.days)).values_list("place")
            for rows in standing.resolved_parts(_begins(period), _ends(period), as_of)):
        found[period.first + timedelta(days=place)] += number
    return found


def _together_counted(parts: Iterable[QuerySet]) -> QuerySet:
    """Rows of each part grouped by their columns, with how many, in one statement."""
    first, *others = (part.order_by().annotate(number=Count("pk")) for part in parts)
    return first.union(*others, all=True) if others else first


def aged(rows: QuerySet[Complaint]) -> QuerySet[Complaint]:
    """With `received_on` and `age`, the whole days from receipt to the resolution; None while it is not resolved."""
    return rows.annotate(received_on=london_day("received_at")).annotate(age=DaysBetween(london_day("ended_at"), F("received_on")))


@dataclass(frozen=True, slots=True)
class Group:
    """So many received on a day in a nation that stood at a stage, resolved at `age` days: exact to NEAR, else only within 8 weeks or not."""

    day: date
    nation: str
    age: int | None
    stood: str
    number: int


STEPS = (*range(NEAR + 2), WEEKS_8 + 1)


def counted(period: Period, as_of: datetime | None) -> Iterator[Group]:
    """Groups, never rows, in statements that do not grow with them."""
    span = period.days + WEEKS_8 + 1
    age = Step(LondonDays("ended_at", period.first, span) - LondonDays("received_at", period.first, span), STEPS)
    for place, *told in _together_counted(
            rows.filter(received_at__gte=_begins(period), received_at__lt=_ends(period))
            .annotate(place=LondonDays("received_at", period.first, span), soon=age).values_list("place", "nation", "soon", "stood")
            for rows in standing.parts(as_of)):
        yield Group(period.first + timedelta(days=place), *told)


def cohorts(period: Period, as_of: datetime | None) -> dict[date, Cohort]:
    """Each day with something received."""
    return _by_day(counted(period, as_of))


def _by_day(groups: Iterable[Group]) -> dict[date, Cohort]:
    found: dict[date, Cohort] = {}
    calendars = all_calendars()
    near = lru_cache(None)(lambda day, nation: next_day_age(day, calendars[workdays.calendar_for(nation)]))
    for group in groups:
        age = WEEKS_8 + 1 if group.age is None else group.age
        in_time, in_weeks = age <= near(group.day, group.nation), age <= WEEKS_8
        found.setdefault(group.day, Cohort()).add(Cohort(group.number, group.number * in_time, group.number * in_weeks))
    return dict(sorted(found.items()))


def of_received(groups: Iterable[Group]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for group in groups:
        found[group.stood] += group.number
    return {"resolved": found.pop(RESOLVED, 0), "closed": found.pop(CLOSED, 0), "open": found.total()}


def next_day_age(day: date, calendar: workdays.Calendar) -> int:
    """How many days after receipt the first working day lies; none is known before the calendars begin."""
    return (workdays.next_working_day(day, calendar) - day).days if calendar.first <= day < calendar.last else -1


def categories(period: Period, as_of: datetime | None, whole: int) -> list[dict[str, Any]]:
    """The most numerous first."""
    names = dict(Category.objects.values_list("pk", "name"))
    grouped = received(period, as_of).order_by().values_list("category").annotate(number=Count("pk"))
    found = sorted(((names.get(pk, OTHER), number) for pk, number in grouped), key=lambda row: (-row[1], row[0]))
    return [{"name": name, **_counted(number, whole)} for name, number in _together(found)]


def _together(found: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Categories of one name in two groups are told as one."""
    whole: dict[str, int] = {}
    for name, number in found:
        whole[name] = whole.get(name, 0) + number
    return sorted(whole.items(), key=lambda row: (-row[1], row[0]))
