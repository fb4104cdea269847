"""A deadlock or 8-week letter that went out without all it must say of the customer's rights, once day 56 and its working day are over:
our own suspected breach, told to compliance once, as a missing one is (readings, Q11)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from complaints.alerts import claims
from complaints.alerts.alarms import Alarm, raise_all
from complaints.alerts.crossing import ONE_DAY, Waiting
from complaints.alerts.desk import Desk
from complaints.alerts.people import named_on
from complaints.alerts.seen import INCOMPLETE
from complaints.alerts.tiers import COMPLIANCE
from complaints.evidence.signposting import lacks
from complaints.letters import rights
from workdays import london

# So many in one search: a letter is read in full, and the search is made again within the hour.
MOST = 200


def incomplete(desk: Desk, *, now: datetime) -> int:
    """Raise one alert for each such letter, ever; answers how many."""
    return sum(_looked_at(letter, desk, now) for letter in rights.unchecked(london.day_of(now), MOST))


def _looked_at(letter: Any, desk: Desk, now: datetime) -> int:
    """One letter in a transaction of its own. A complaint that somebody holds is looked at the next time."""
    short = any(True for _ in lacks(letter))
    with transaction.atomic():
        rows = claims.claim_these([letter.clock]) if short else []
        if short and not rows:
            return 0
        named = named_on(row.complaint_id for row in rows if row.restricted)
        fresh = raise_all([_alarm(row, letter.pk, desk, named) for row in rows], now=now)
        rights.checked(letter.pk, now=now)
        return len(fresh)


def _alarm(row: Waiting, letter_id: int, desk: Desk, named: Mapping[int, list[int]]) -> Alarm:
    """It hangs on no clock: the letter met the clock, and the alert is not over with it."""
    people = desk.people
    told = (people.told_of_restricted(row.owner_id, named[row.complaint_id]) if row.restricted
            else people.told(row.owner_id, row.team_id, COMPLIANCE))
    return Alarm(
        f"{INCOMPLETE}:{letter_id}", row.complaint_id, row.reference, None, row.key, row.kind, "late", INCOMPLETE, False, row.due_on,
        london.start_of_day(row.due_on + ONE_DAY), told, None,
    )
