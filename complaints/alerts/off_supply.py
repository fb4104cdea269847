"""Somebody off supply who has a priority need, the moment the desk knows it: told to the owner or team and to the senior managers, once.

Raised in the transaction that logs, imports or corrects the complaint, whose rows the caller has written or locked.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from complaints.alerts.alarms import Alarm, raise_all
from complaints.alerts.crossing import further_at
from complaints.alerts.desk import Desk
from complaints.alerts.people import named_on
from complaints.alerts.seen import OFF_SUPPLY
from complaints.alerts.tiers import MANAGERS
from complaints.case.listed import Listed
from complaints.case.models import Complaint
from workdays import calendar_for, london


def tell(complaints: Iterable[Complaint], *, now: datetime) -> int:
    """Of those that come first in every list and are open; answers how many were never told before. Nothing is asked where there is none."""
    first = [one for one in complaints if not one.ordinary and one.listed < Listed.ENDED.value]
    if not first:
        return 0
    desk, named = Desk(now), named_on(one.pk for one in first if one.restricted)
    return len(raise_all([_alarm(one, desk, named, now) for one in first], now=now))


def _alarm(one: Complaint, desk: Desk, named: Mapping[int, list[int]], now: datetime) -> Alarm:
    people = desk.people
    told = people.told_of_restricted(one.owner_id, named[one.pk]) if one.restricted else people.told(one.owner_id, one.team_id, MANAGERS)
    further = further_at(now, 1, desk.calendars[calendar_for(one.nation)])
    return Alarm(f"{OFF_SUPPLY}:{one.pk}", one.pk, one.reference, None, "", "", "due", OFF_SUPPLY, False, london.day_of(now), now, told, further)
