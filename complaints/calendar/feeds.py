"""Making, withdrawing and reading the secret address of a person's due dates. The only writer of those addresses.

The secret follows from the person, the call and the installation's own key, so a repeated call answers the same one although nobody
keeps it. Who may see what is asked at each reading.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils.crypto import salted_hmac

from complaints.calendar import due
from complaints.calendar.ical import DayEvent
from complaints.calendar.models import FeedAddress
from complaints.clocks import shown, words
from complaints.record.operations import Call, once, require
from complaints.record.refusals import Unacceptable
from staff.models import Person, StaffEventKind
from staff.security_log import record

AN_HOUR = timedelta(hours=1)
MOST_READS, MOST_EVENTS = 30, 1000
LONGEST = 64
WHOSE = {due.MINE: "What is yours", due.TEAM: "What is your team’s"}


@dataclass(frozen=True, slots=True)
class Reading:
    """`wait_seconds` above nought: too many readings; `scope` None: no address that is in use."""

    scope: due.Scope | None
    wait_seconds: int = 0


def make(given: Any, *, by: Person, now: datetime, address: str | None = None) -> str:
    """A new secret; the one before it is withdrawn. `given`: op_id and whose. Raises Unacceptable."""
    call = Call(given.get("op_id"), by, "calendar/feed", {"whose": given.get("whose")})
    if given.get("whose") not in WHOSE:
        raise Unacceptable.of(whose="Choose what the other calendar shows: what is yours, or what is your team’s.")
    require(call)
    secret = salted_hmac("calendar.feed", f"{by.pk}:{call.op_id}", algorithm="sha256").hexdigest()

    def do() -> dict[str, Any]:
        # The person's row is the lock: two calls at once make one address after the other.
        Person.objects.select_for_update().get(pk=by.pk)
        in_use(by).update(withdrawn_at=now)
        row = FeedAddress.objects.create(person=by, sha256=_sha256(secret), whose=given["whose"], made_at=now)
        record(StaffEventKind.FEED_MADE, now=now, by=by, person=by, address=address, detail=given["whose"])
        return {"feed": row.pk}
    once(call, do, now=now, status=201)
    return secret


def withdraw(given: Any, *, by: Person, now: datetime, address: str | None = None) -> None:
    """The address in use opens nothing any more; where there is none, nothing changes."""
    call = Call(given.get("op_id"), by, "calendar/feed/withdraw", {})
    require(call)

    def do() -> dict[str, Any]:
        if in_use(by).update(withdrawn_at=now):
            record(StaffEventKind.FEED_WITHDRAWN, now=now, by=by, person=by, address=address)
        return {}
    once(call, do, now=now)


def in_use(person: Person) -> Any:
    return FeedAddress.objects.filter(person=person, withdrawn_at=None)


def read(secret: str, *, now: datetime) -> Reading:
    """Whose deadlines the address opens, with the reading counted: at most thirty an hour."""
    if len(secret) != LONGEST or not secret.isascii():
        return Reading(None)
    row = FeedAddress.objects.select_related("person__team").filter(sha256=_sha256(secret), withdrawn_at=None, person__is_active=True).first()
    if row is None:
        return Reading(None)
    ends = row.counted_since + AN_HOUR if row.counted_since else now
    if now < ends and row.reads >= MOST_READS:
        return Reading(None, max(1, int((ends - now).total_seconds())))
    fresh = {"counted_since": now, "reads": 1} if now >= ends else {"reads": F("reads") + 1}
    FeedAddress.objects.filter(pk=row.pk).update(read_at=now, **fresh)
    whose = due.MINE if row.person.team_id is None else row.whose
    return Reading(due.Scope(whose, row.person))


def events(scope: due.Scope) -> list[DayEvent]:
    """Reference, rule and day of what runs, the first thousand by day: no name, no words of anybody."""
    rows = due.running(scope).select_related("complaint").order_by("due_on", "pk")[:MOST_EVENTS]
    return [DayEvent(f"{row.complaint.reference}.{row.key}@complaints-desk", row.due_on, f"{row.complaint.reference} {words.title(row.kind)}",
                     f"{shown.rule(row)}. {words.sentence(row.kind, row.due_on)}.") for row in rows]


def _sha256(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
