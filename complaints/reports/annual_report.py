"""The report `annual`: what regulation 11 of the Gas and Electricity (Consumer Complaints Handling Standards) Regulations 2008 has a supply
licensee publish once a year: by default of the 12 months that end with the month before this one. Figures only; words are the pages'.
"""

from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

import workdays
from complaints.case.models import Complaint
from complaints.clocks.kinds import Kind
from complaints.reports import cohort, rule_versions
from complaints.reports.cohort import BY_NEXT_WORKING_DAY
from complaints.reports.counted import Population, added, by_month, grouped, month_name
from complaints.reports.periods import ONE_DAY, Period

DEFINITIONS = {
    "received": "Complaints of domestic customers about what we do under a supply licence, by the London day of receipt.",
    "resolved_by_end_of_next_working_day": "Of those, the ones resolved by the end of the first working day after the day of receipt, by the "
                                           "calendar of the customer’s nation. One that was opened again counts when it was last resolved.",
    "unresolved_after_next_working_day": "Of those received, all others, also the ones closed without a resolution: the number that regulation "
                                         "11 asks for. Received is resolved so soon and not resolved so soon together.",
    "set_aside": cohort.SET_ASIDE,
}


def rows(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Complaint]:
    """Of domestic customers, under a supply licence."""
    return cohort.received(period, as_of, "customer_type", "licence").filter(was_customer_type="domestic", was_licence="supplier")


RECEIVED = Population(rows, {
    "received": Q(), "resolved_by_end_of_next_working_day": BY_NEXT_WORKING_DAY,
    "unresolved_after_next_working_day": Q(age=None) | ~BY_NEXT_WORKING_DAY,
}, aside="set_aside")
assert set(RECEIVED.counts) == set(DEFINITIONS)


def twelve_months(today: date) -> Period:
    """The 12 months before the month of that day."""
    month = today.replace(day=1)
    return Period(workdays.add_months(month, -12), month - ONE_DAY)


def figures(period: Period, *, as_of: datetime | None, now: datetime) -> dict[str, Any]:
    """`{rows, totals, versions}`; one row a month in which anything was received."""
    found = grouped(RECEIVED, by_month(rows(period, as_of, now)), ("month",))
    return {
        "rows": [{"month": month_name(month), **counts} for (month,), counts in sorted(found.items())],
        "totals": added(found.values(), RECEIVED.counts), "versions": rule_versions.told(rule_versions.received_under(period, Kind.FIRST_RESPONSE)),
    }
