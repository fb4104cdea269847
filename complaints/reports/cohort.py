"""Those received in a period, and how soon they were resolved: what several reports count in their own ways. Reads only."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When

from complaints.case.kept import LAST_AGE, RESOLVED_AT, DaysBetween
from complaints.case.models import Complaint
from complaints.case.stages import CLOSED, OPEN, RESOLVED
from complaints.clocks.kinds import Kind
from complaints.reports import recorded, standing
from complaints.reports.periods import Period
from complaints.reports.working_ages import after_working_days, by_calendar
from complaints.rules.services import shipped_clock_rules

# Calendar days after receipt, which is day 0: what the row of the 8-week letter counts before its working day, the same in every version of
# it. Ages beyond are kept as one (LAST_AGE): another number in a later row is another column, so the desk does not begin with it.
[WEEKS_8] = {rule.amount for rule in shipped_clock_rules().rows if rule.kind == Kind.EIGHT_WEEK_LETTER}
assert WEEKS_8 == LAST_AGE - 1
# What lays down the two ages.
COUNTED_BY = (Kind.FIRST_RESPONSE, Kind.EIGHT_WEEK_LETTER)
COUNTED = ~standing.ASIDE
# The last age, in whole days from the receipt, that is soon enough: of a number of days `soon`, or of a column of them.
Reach = Callable[[Any], Any]


def next_working_day(days: Any) -> Any:
    return days


def eight_weeks(days: Any) -> int:
    return WEEKS_8


BY_NEXT_WORKING_DAY, WITHIN_8_WEEKS = Q(age__lte=next_working_day(F("soon"))), Q(age__lte=eight_weeks(F("soon")))
STOOD_RESOLVED, STOOD_CLOSED, STOOD_OPEN = Q(stood=RESOLVED.value), Q(stood=CLOSED.value), Q(stood__in=[stage.value for stage in OPEN])
SET_ASIDE = "Complaints received in the period that were set aside: not ours, a double, or logged in error. They are in no other figure."


def received(period: Period, as_of: datetime | None, *facts: str) -> QuerySet[Complaint]:
    """As `recorded.received`, with `age` (the whole days from receipt to the resolution, now up to LAST_AGE; None while it is not resolved),
    `soon` (how many days after receipt the first working day lies), and `was_…` of nation and the facts named."""
    rows = recorded.with_facts(recorded.received(period, as_of), as_of, ("nation", *facts))
    now = Case(When(counted_as__gte=RESOLVED_AT, then=F("counted_as") - RESOLVED_AT))
    return rows.annotate(
        age=now if as_of is None else DaysBetween(F("ended_on"), F("was_received_on")),
        soon=soon(period, day="was_received_on", nation="was_nation"))


def soon(period: Period, *, day: str, nation: str) -> Case:
    """How many days after the day in one column the first working day lies, by the nation in another."""
    return by_calendar(after_working_days(1), period, day=day, nation=nation)
