"""The report `customers`: those on the Priority Services Register beside the rest: how soon they were resolved, how far they had to go.
Figures only; words are the pages'."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from complaints.case.models import Complaint
from complaints.reports import cohort, rule_versions
from complaints.reports.cohort import BY_NEXT_WORKING_DAY, STOOD_CLOSED, STOOD_OPEN, STOOD_RESOLVED, WEEKS_8, WITHIN_8_WEEKS
from complaints.reports.counted import Counts, Population, added, grouped, with_share
from complaints.reports.days import DaysBetween, a_day
from complaints.reports.periods import Period
from complaints.reports.standing import recorded
from workdays import london

PRIORITY, REST = GROUPS = ("priority_services", "others")
DEFINITIONS = {
    "customers": "Customers with a need of the Priority Services Register on their complaint, and all others.",
    "received": "Complaints received in the period by the London day of receipt. Resolved, closed and open together.",
    "resolved": "Of those, the ones that are resolved.", "closed": "Of those, the ones that ended otherwise: withdrawn, lapsed, or after the "
                                                                  "Ombudsman’s decision.",
    "open": "Of those, the ones that are open.",
    "by_end_of_next_working_day": "Of those received, the ones resolved by the end of the first working day after receipt, by the calendar of "
                                  "the customer’s nation. Per cent, two decimals, half up.",
    "within_8_weeks": "Of those received, the ones resolved on or before day 56; the day of receipt is day 0. Per cent as above.",
    "escalated": "Of those received, the ones that went to a senior review, whatever became of them. Per cent as above.",
    "open_past_8_weeks": "Of those open, the ones whose day 56 has passed.",
    "set_aside": cohort.SET_ASIDE,
}
SHARES = ("by_end_of_next_working_day", "within_8_weeks", "escalated")


def rows(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Complaint]:
    """With what each customer needs, whether there was a review, and the age today."""
    reviews = recorded(as_of).filter(kind="moved.escalate", complaint=OuterRef("pk"))
    found = cohort.received(period, as_of, "priority").annotate(was_escalated=Exists(reviews))
    return found.annotate(past_8_weeks=DaysBetween(a_day(london.day_of(as_of or now)), F("was_received_on")))


RECEIVED = Population(rows, {
    "received": Q(), "resolved": STOOD_RESOLVED, "closed": STOOD_CLOSED, "open": STOOD_OPEN, "by_end_of_next_working_day": BY_NEXT_WORKING_DAY,
    "within_8_weeks": WITHIN_8_WEEKS, "escalated": Q(was_escalated=True), "open_past_8_weeks": STOOD_OPEN & Q(past_8_weeks__gt=WEEKS_8),
}, aside="set_aside", apart={"customers": lambda asked: Q(was_priority=asked == PRIORITY)})
assert {"customers", *RECEIVED.counts} == set(DEFINITIONS)


def figures(period: Period, *, as_of: datetime | None, now: datetime) -> dict[str, Any]:
    """`{rows, totals, versions}`; always two rows."""
    found = {bool(key[0]): counts for key, counts in grouped(RECEIVED, rows(period, as_of, now), ("was_priority",)).items()}
    both = [added([found.get(name == PRIORITY, {})], RECEIVED.counts) for name in GROUPS]
    return {
        "rows": [{"customers": name, **_told(counts)} for name, counts in zip(GROUPS, both, strict=True)],
        "totals": _told(added(both, RECEIVED.counts)),
        "versions": rule_versions.told(rule_versions.received_under(period, *cohort.COUNTED_BY), rule_versions.of_procedure()),
    }


def _told(counts: Counts) -> dict[str, Any]:
    return {name: with_share(counts, name, "received") if name in SHARES else number for name, number in counts.items()}
