"""Which alerts a person may see, which are theirs, and how many wait for them. Reads only."""

from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from complaints.alerts.models import Alert, Message
from complaints.alerts.tiers import COMPLIANCE, MANAGERS
from complaints.case.listed import Listed
from complaints.case.models import Complaint

COUNTED_TO = 100
UNAPPOINTED = "unappointed"
# Day 56 and its working day have passed and no deadlock or 8-week letter went out: our own suspected breach (readings, Q11).
LETTERLESS = "letterless"
# One went out and lacks something that it must say of the customer's rights.
INCOMPLETE = "incomplete"
# Somebody is off supply and has a priority need.
OFF_SUPPLY = "off_supply"
# The nightly check found that the record does not hold. It hangs on no complaint.
RECORD_BROKEN = "record_broken"


def may_see(person: Any) -> Q:
    """Alerts of complaints this person may see. What hangs on no complaint, and every restricted one, is compliance's."""
    if person.role == "compliance_officer":
        return Q()
    return Q(complaint__restricted=False) | named_on(person)


def named_on(person: Any) -> Q:
    """Alerts of restricted complaints on which this person is named; asked as a list of ids, so that no alert comes twice."""
    through = Complaint.seen_by.through.objects.filter(person_id=person.pk)
    return Q(complaint__restricted=True, complaint__in=through.values("complaint_id"))


def arms(person: Any) -> list[Q]:
    """Why an alert can be a person's, each one served by an index: own, their team's, or as far as their role hears."""
    found = [Q(owner=person)]
    if person.team_id:
        found.append(Q(owner=None, team=person.team_id))
    if person.role == "senior_manager":
        found.append(Q(reach__gte=MANAGERS))
    if person.role == "compliance_officer":
        found.append(Q(reach__gte=COMPLIANCE))
    return found


def is_settled(alert: Alert) -> bool:
    """Whether what it was raised for is over: its deadline has ended, somebody was appointed, the supply is back. Give it with complaint
    and deadline."""
    if alert.why == OFF_SUPPLY:
        return alert.complaint.ordinary or alert.complaint.listed == Listed.ENDED.value
    ended = alert.deadline is not None and not alert.deadline.is_open
    return ended or (alert.why == UNAPPOINTED and alert.complaint.owner_id is not None)


def alerts_for(person: Any) -> QuerySet[Alert]:
    """Every alert that was raised for this person, acknowledged and overtaken ones too, newest last; with complaint and deadline."""
    mine = named_on(person)
    for arm in arms(person):
        mine |= arm
    found = Alert.objects.filter(mine).filter(may_see(person))
    return found.select_related("complaint", "deadline", "acknowledged_by").order_by("pk")


def open_count(person: Any, most: int = COUNTED_TO) -> int:
    """How many alerts wait for this person, counted to `most`: one query, as dear with a million alerts as with none."""
    return min(sum(_waiting(person, most, messages=False)), most)


def waiting_count(person: Any, most: int = COUNTED_TO) -> int:
    """As `open_count`, with the messages that they did not read: the number in the bar of every page."""
    return min(sum(_waiting(person, most, messages=True)), most)


def _waiting(person: Any, most: int, *, messages: bool) -> list[int]:
    """(alerts, messages) in one query."""
    arms = waiting_statements(person, most, messages=messages)
    counts = [f"SELECT COUNT(*) AS n FROM ({text}) AS waiting" for text, _ in arms]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counts), [value for _, values in arms for value in values])
        return [count for (count,) in cursor.fetchall()]


def waiting_statements(person: Any, most: int, *, messages: bool) -> list[tuple[str, tuple]]:
    """Statements and values whose rows, counted, are what waits: alerts, and with `messages` what was not read."""
    waiting = Alert.objects.filter(acknowledged_at=None, overtaken=False).filter(may_see(person)).order_by()
    limited = [waiting.filter(arm).values("pk")[:most].query.sql_with_params() for arm in arms(person)]
    found = [(_union(limited), tuple(value for _, values in limited for value in values))]
    if messages:
        rows = Message.objects.filter(to=person, read_at=None).filter(may_see(person)).order_by().values("pk")[:most]
        found.append(rows.query.sql_with_params())
    return found


def _union(limited: list[tuple[str, tuple]]) -> str:
    return " UNION ".join(f"SELECT * FROM ({text}) AS arm{place}" for place, (text, _) in enumerate(limited))  # noqa: S608
