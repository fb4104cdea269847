"""The report `complaints`: how many came and were resolved, how soon, for how many accounts, and about what. Figures only.

The shares are of those *received* in the period, whenever they were resolved: a month is final once day 56 of its last day has passed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Least

import workdays
from complaints.case import kept
from complaints.case.kept import ASIDE, LAST_AGE, RESOLVED_AT
from complaints.case.models import Category, Complaint
from complaints.case.stages import CLOSED, RESOLVED, Stage
from complaints.reports import alike, cohort, recorded, rule_versions, shares, standing
from complaints.reports.cohort import SET_ASIDE, WEEKS_8, Reach, eight_weeks, next_working_day
from complaints.reports.days import OfDay
from complaints.reports.periods import ONE_DAY, Period
from complaints.rules.own_company import accounts_on
from complaints.rules.services import company
from workdays import london

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


# How one that was received counts: where it stands unresolved (as `kept.counted_as`), ASIDE, or resolved so soon.
NEXT_DAY, IN_WEEKS, LATER = RESOLVED_AT, RESOLVED_AT + 1, RESOLVED_AT + 2
# The first that reaches as far as its age; LATER where none does.
REACHES: Mapping[int, Reach] = {NEXT_DAY: next_working_day, IN_WEEKS: eight_weeks}


def how_now() -> Case:
    """Added up in the database, from what it keeps of each."""
    reached = (When(counted_as__lte=reach(F("soon")) + RESOLVED_AT, then=Value(how)) for how, reach in REACHES.items())
    return Case(When(counted_as__lt=RESOLVED_AT, then=F("counted_as")), *reached, default=Value(LATER), output_field=IntegerField())


def how_then(stood: str, closed_by: str, age: int, soon: int) -> int:
    """Of a group as recorded by a past moment; `age` says something of the resolved ones alone."""
    if stood != RESOLVED:
        return ASIDE if closed_by == kept.SET_ASIDE else kept.STAGES.index(Stage(stood))
    return next((how for how, reach in REACHES.items() if age <= reach(soon)), LATER)


@dataclass(frozen=True, slots=True)
class Group:
    """So many received in a month about one category (its id, or of a past moment its code) that count alike."""

    month: date
    how: int
    about: Any
    number: int


@dataclass(slots=True)
class Cohort:
    """Those received in some months: how many, and how many were resolved how soon."""

    received: int = 0
    next_day: int = 0
    weeks_8: int = 0

    def add(self, group: Group) -> None:
        self.received += group.number
        self.next_day += group.number if group.how == NEXT_DAY else 0
        self.weeks_8 += group.number if group.how in (NEXT_DAY, IN_WEEKS) else 0


def figures(period: Period, *, as_of: datetime | None, now: datetime, accounts: int | None = None) -> dict[str, Any]:
    """`{rows, totals, categories, versions}`; one row a month in which anything was received or resolved."""
    everything, ended = counted(period, as_of), resolved_by_month(period, as_of)
    found = [group for group in everything if group.how != ASIDE]
    on, months = london.day_of(as_of or now), _by_month(found)
    rows = [{"month": f"{part.first:%Y-%m}", **_told(months[first], ended[first], part, on)}
            for part in months_of({*months, *ended}, period) if (first := part.first.replace(day=1))]
    whole = _told(_cohort(found), ended.total(), period, on)
    accounts = accounts or accounts_on(period.last, company(period.last).licence, known_by=as_of)
    per = {f"{name}_per_100000": _per_100000(whole[name], accounts) for name in ("received", "resolved")}
    aside = sum(group.number for group in everything if group.how == ASIDE)
    return {"rows": rows, "totals": whole | per | {"of_received": of_received(found), "set_aside": aside},
            "categories": categories(found, whole["received"]),
            "versions": rule_versions.told(rule_versions.received_under(period, *cohort.COUNTED_BY))}


def _told(came: Cohort, resolved: int, part: Period, on: date) -> dict[str, Any]:
    """The figures of some days of the period."""
    return {
        "received": came.received, "resolved": resolved, "by_end_of_next_working_day": _counted(came.next_day, came.received),
        "within_8_weeks": _counted(came.weeks_8, came.received), "not_final_yet": (on - part.last).days <= WEEKS_8,
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


def came(period: Period, as_of: datetime | None) -> QuerySet[Complaint]:
    """Received in the period, the ones set aside among them: as `cohort.received`, with `about` (the category, or of a past moment its code)."""
    if as_of is None:
        return cohort.received(period, as_of).annotate(about=F("category"))
    return cohort.received(period, as_of, "category").annotate(about=F("was_category"))


def received(period: Period, as_of: datetime | None) -> QuerySet[Complaint]:
    return came(period, as_of).filter(~Q(counted_as=ASIDE) if as_of is None else cohort.COUNTED)


def resolved(period: Period, as_of: datetime | None) -> QuerySet[Complaint]:
    """Resolved on a day of the period, whenever received."""
    rows = standing.complaints(as_of).filter(recorded.on_days(period, "ended_on"))
    return rows.filter(stage=RESOLVED) if as_of is None else rows


def resolved_by_month(period: Period, as_of: datetime | None) -> Counter[date]:
    """Of days within one month nothing is told apart."""
    rows, found = resolved(period, as_of).order_by(), Counter()
    if (month := period.first.replace(day=1)) == period.last.replace(day=1):
        return Counter({month: number} if (number := rows.count()) else {})
    for day, number in rows.values_list("ended_on").annotate(number=Count("*")):
        found[day.replace(day=1)] += number
    return found


def counted(period: Period, as_of: datetime | None) -> list[Group]:
    """Groups, never rows, in one statement."""
    firsts = [(period.first + timedelta(days=place)).replace(day=1) for place in range(period.days)]
    months = sorted(set(firsts))
    places = {first: place for place, first in enumerate(months)}
    at = tuple(places[first] for first in firsts)
    found = _now(period, at) if as_of is None else _then(period, as_of, at)
    return [Group(months[place], how, about, number) for place, how, about, number in found]


def _now(period: Period, at: tuple[int, ...]) -> QuerySet:
    """`(place, how, about, number)`: added up from those that are alike, in the order of the index."""
    rows = alike.groups(Complaint.objects.filter(recorded.on_days(period, "received_on")), "received_on", "counted_as", "category_id", "nation")
    told = rows.annotate(place=_place(period, at, "received_on"), soon=cohort.soon(period, day="received_on", nation="nation"))
    return told.annotate(how=how_now()).values_list("place", "how", "category").annotate(number=alike.HOW_MANY)


def _then(period: Period, as_of: datetime, at: tuple[int, ...]) -> Iterator[tuple[int, int, str, int]]:
    told = came(period, as_of).order_by().annotate(place=_place(period, at, "was_received_on"), capped=Least("age", Value(LAST_AGE)))
    rows = told.values_list("place", "about", "stood", "was_closed_by", "capped", "soon").annotate(number=Count("*"))
    return ((place, how_then(*how), about, number) for place, about, *how, number in rows)


def _place(period: Period, at: tuple[int, ...], day: str) -> Any:
    """Of the day of receipt; a period within one month has nothing to look up."""
    return OfDay(F(day), period.first, at) if any(at) else Value(0)


def cohorts(period: Period, as_of: datetime | None) -> dict[date, Cohort]:
    """Each month with something received, by its first day."""
    return _by_month(group for group in counted(period, as_of) if group.how != ASIDE)


def _by_month(groups: Iterable[Group]) -> Mapping[date, Cohort]:
    found: defaultdict[date, Cohort] = defaultdict(Cohort)
    for group in groups:
        found[group.month].add(group)
    return found


def _cohort(groups: Iterable[Group]) -> Cohort:
    found = Cohort()
    for group in groups:
        found.add(group)
    return found


def of_received(groups: Iterable[Group]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for group in groups:
        found["resolved" if group.how > ASIDE else "closed" if group.how == CLOSED_PLACE else "open"] += group.number
    return {name: found[name] for name in ("resolved", "closed", "open")}


CLOSED_PLACE = kept.STAGES.index(CLOSED)


def categories(groups: Iterable[Group], whole: int) -> list[dict[str, Any]]:
    """The most numerous first; those of one name in two groups are told as one."""
    names = {key: name for pk, code, name in Category.objects.values_list("pk", "code", "name") for key in (pk, code)}
    found: Counter[str] = Counter()
    for group in groups:
        found[names.get(group.about, OTHER)] += group.number
    return [{"name": name, **_counted(number, whole)} for name, number in sorted(found.items(), key=lambda row: (-row[1], row[0]))]
