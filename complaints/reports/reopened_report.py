"""The report `reopened`: of the resolutions made in a period, how many did not hold: opened again within 30 and 90 days, and ever.
Regulation 4(6) has no time after which a complaint stays closed. Figures only; words are the pages'.

A resolution counts by the moment at which it was made, each time a complaint was resolved.
"""

from datetime import datetime
from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When

from complaints.record.models import Event
from complaints.reports import recorded, rule_versions, standing
from complaints.reports.counted import Counts, Population, added, by_month, grouped, month_name, with_share
from complaints.reports.days import DaysBetween, london_day
from complaints.reports.periods import Period
from complaints.reports.standing import RESOLVING
from workdays import london

AGAIN = "moved.reopen"
SOON, LONG = 30, 90
DEFINITIONS = {
    "resolutions": "Resolutions made in the period, each time a complaint was resolved. Not opened again and opened again together.",
    "not_again": "Of those, the ones not opened again.",
    "ever": "Of those, the ones after which the customer opened the complaint again, however much later. Within 30 days, within 31 to 90 days "
            "and later together. Per cent, two decimals, half up.",
    "within_30_days": "Of those, the ones opened again on or before day 30; the day of the resolution is day 0. Per cent as above.",
    "within_90_days": "Of those, the ones opened again on or before day 90. Per cent as above.",
    "after_90_days": "Of those, the ones opened again later than day 90.",
    "not_final_yet": "True until the day after day 90 of the last day: until then the share within 90 days can rise.",
    "set_aside": "Resolutions of complaints that were set aside after they had been opened again. They are in no other figure.",
}
SHARES = ("ever", "within_30_days", "within_90_days")


def rows(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Event]:
    """With `days`: after how many it was opened again; None where it holds."""
    events = standing.recorded(as_of)
    after = events.filter(kind__in=(*RESOLVING, AGAIN), complaint=OuterRef("complaint"), seq__gt=OuterRef("seq")).order_by("seq")
    made = events.filter(recorded.within(period, "at"), kind__in=RESOLVING, complaint__isnull=False).annotate(
        counted_at=F("at"), next_kind=Subquery(after.values("kind")[:1]), next_at=Subquery(after.values("at")[:1]))
    return standing.of_events(made, as_of).annotate(days=Case(When(next_kind=AGAIN, then=DaysBetween(london_day("next_at"), london_day("at")))))


RESOLUTIONS = Population(rows, {
    "resolutions": Q(), "not_again": Q(days=None), "ever": Q(days__isnull=False), "within_30_days": Q(days__lte=SOON),
    "within_90_days": Q(days__lte=LONG), "after_90_days": Q(days__gt=LONG),
}, of="complaint", aside="set_aside")
assert {"not_final_yet", *RESOLUTIONS.counts} == set(DEFINITIONS)


def figures(period: Period, *, as_of: datetime | None, now: datetime) -> dict[str, Any]:
    """`{rows, totals, versions}`; one row a month in which anything was resolved."""
    found = grouped(RESOLUTIONS, by_month(rows(period, as_of, now)), ("month",))
    final = {"not_final_yet": (london.day_of(as_of or now) - period.last).days <= LONG}
    return {
        "rows": [{"month": month_name(month), **_told(counts)} for (month,), counts in sorted(found.items())],
        "totals": _told(added(found.values(), RESOLUTIONS.counts)) | final, "versions": rule_versions.told(rule_versions.of_procedure()),
    }


def _told(counts: Counts) -> dict[str, Any]:
    return {name: with_share(counts, name, "resolutions") if name in SHARES else number for name, number in counts.items()}
