"""Alerts and messages by mail: who gets which mail when, and handing one mail to one person. One mail for a person and an alert or
message at most, ever.

Two kinds of outbox row go through here: `alert` and `message` (one was raised or went further: a row is made for each person) and
`alert_mail` / `digest` (one person, one alert or message; those that wait for one person go in one mail).
"""

from collections.abc import Sequence
from datetime import datetime

import workdays
from complaints.alerts import mail_hours, writing
from complaints.alerts.mail_words import letter_of
from complaints.alerts.messages import unread
from complaints.alerts.models import Alert, Message
from complaints.alerts.seen import is_settled, may_see
from complaints.record import mailing
from complaints.record.models import Outbox
from complaints.record.outbox import Inside, Outcome, Outside
from complaints.rules.services import all_calendars, company
from staff.models import MailPreference, Person
from workdays import Calendar, london

AT_ONCE, DIGEST = "alert_mail", "digest"
KIND_OF = {MailPreference.AT_ONCE: AT_ONCE, MailPreference.DIGEST: DIGEST}
assert set(KIND_OF) == set(MailPreference) - {MailPreference.NONE}


def fan_out(rows: Sequence[Outbox], now: datetime) -> None:
    """For each alert and each person who is told of it and wants mail: one row, if there never was one."""
    alerts = dict(Alert.objects.filter(pk__in=[row.payload["alert"] for row in rows]).values_list("pk", "to"))
    names = {name for to in alerts.values() for name in to}
    wanting = Person.objects.filter(username__in=names, is_active=True, mail_preference__in=list(KIND_OF)).exclude(email="")
    calendar = staff_calendar(now)
    for preference, kind in KIND_OF.items():
        people = {person.username: person for person in wanting if person.mail_preference == preference}
        _post(kind, "alert", [(alert, people[name]) for alert, to in alerts.items() for name in to if name in people], calendar, now)


def fan_out_messages(rows: Sequence[Outbox], now: datetime) -> None:
    """For each message whose person wants mail: one row, if there never was one."""
    told = Message.objects.filter(pk__in=[row.payload["message"] for row in rows], to__is_active=True, read_at=None).exclude(to__email="")
    calendar, found = staff_calendar(now), list(told.select_related("to"))
    for preference, kind in KIND_OF.items():
        _post(kind, "message", [(message.pk, message.to) for message in found if message.to.mail_preference == preference], calendar, now)


def _post(kind: str, what: str, pairs: Sequence[tuple[int, Person]], calendar: Calendar, now: datetime) -> None:
    goes_at = {person.pk: _goes_at(person, calendar, now) for _, person in pairs}
    rows = [
        {"key": key_of(what, ident, person), "payload": {what: ident, "person": person.pk}, "gather": f"{kind}:{person.pk}",
         "not_before": goes_at[person.pk]}
        for ident, person in pairs
    ]
    same = {"kind": kind, "state": Outbox.State.WAITING, "created_at": now, "claimed_at": None, "claim": "", "attempts": 0,
            "done_at": None, "why": ""}
    writing.insert(Outbox, rows, same=same, once=True)


def key_of(what: str, ident: int, person: Person) -> str:
    """What makes a mail once: "mail:7:3" of an alert, "mail:message:7:3" of a message."""
    return f"mail:{ident}:{person.pk}" if what == "alert" else f"mail:{what}:{ident}:{person.pk}"


def _goes_at(person: Person, calendar: Calendar, now: datetime) -> datetime:
    if person.mail_preference == MailPreference.DIGEST:
        return mail_hours.next_morning(now, calendar)
    return mail_hours.at_once(now, calendar, any_hour=person.mail_any_hour)


def hand_over(rows: Sequence[Outbox], now: datetime) -> Outcome:
    """One mail with every alert and message of these rows that is still worth telling, to the one person they are for."""
    person = Person.objects.get(pk=rows[0].payload["person"])
    if not person.is_active or not person.email or person.mail_preference == MailPreference.NONE:
        return Outcome("done", why="Not wanted by mail any more.")
    if rows[0].kind == AT_ONCE and (until := mail_hours.at_once(now, staff_calendar(now), any_hour=person.mail_any_hour)) > now:
        return Outcome("later", until=until)
    alerts, messages = worth_telling(_named(rows, "alert"), person), _unread(_named(rows, "message"), person)
    if not alerts and not messages:
        return Outcome("done", why="Nothing was left to tell.")
    subject, body = letter_of(alerts, messages, company(london.day_of(now)).name, digest=rows[0].kind == DIGEST, now=now)
    keys = [*(key_of("alert", one.pk, person) for one in alerts), *(key_of("message", one.pk, person) for one in messages)]
    return mailing.hand_over(mailing.mail(person.email, subject, body, key=",".join(sorted(keys))))


def _named(rows: Sequence[Outbox], what: str) -> list[int]:
    return [row.payload[what] for row in rows if what in row.payload]


def _unread(ids: Sequence[int], person: Person) -> list[Message]:
    """Those not read, of complaints that this person may still see, in the order they came."""
    return list(unread(person).filter(pk__in=ids).order_by("pk")) if ids else []


def worth_telling(ids: Sequence[int], person: Person) -> list[Alert]:
    """Those not acknowledged and not settled, whose complaint this person may still see; the first due first.

    Of several tiers of one deadline the last.
    """
    found = Alert.objects.filter(pk__in=ids, acknowledged_at=None).select_related("complaint", "deadline").order_by("due_on", "pk")
    alerts = [alert for alert in found.filter(may_see(person)) if not is_settled(alert)]
    return list({(alert.why, alert.deadline_id or alert.key): alert for alert in alerts}.values())


def staff_calendar(now: datetime) -> Calendar:
    """The working days of the company's own nation."""
    return all_calendars()[workdays.calendar_for(company(london.day_of(now)).nation)]


HANDLERS = {"alert": Inside(fan_out), "message": Inside(fan_out_messages), AT_ONCE: Outside(hand_over), DIGEST: Outside(hand_over)}
