"""Alerts by mail: who gets which mail when, and handing one mail to one person. One mail for a person and an alert at most, ever.

Two kinds of outbox row go through here: `alert` (an alert was raised or went further: a row is made for each person) and
`alert_mail` / `digest` (one person, one alert; those that wait for one person go in one mail).
"""

from collections.abc import Sequence
from datetime import datetime

import workdays
from complaints.alerts import mail_hours, writing
from complaints.alerts.mail_words import letter_of
from complaints.alerts.models import Alert
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
        _post(kind, [(alert, people[name]) for alert, to in alerts.items() for name in to if name in people], calendar, now)


def _post(kind: str, pairs: Sequence[tuple[int, Person]], calendar: Calendar, now: datetime) -> None:
    goes_at = {person.pk: _goes_at(person, calendar, now) for _, person in pairs}
    rows = [
        {"key": f"mail:{alert}:{person.pk}", "payload": {"alert": alert, "person": person.pk}, "gather": f"{kind}:{person.pk}",
         "not_before": goes_at[person.pk]}
        for alert, person in pairs
    ]
    same = {"kind": kind, "state": Outbox.State.WAITING, "created_at": now, "claimed_at": None, "claim": "", "attempts": 0,
            "done_at": None, "why": ""}
    writing.insert(Outbox, rows, same=same, once=True)


def _goes_at(person: Person, calendar: Calendar, now: datetime) -> datetime:
    if person.mail_preference == MailPreference.DIGEST:
        return mail_hours.next_morning(now, calendar)
    return mail_hours.at_once(now, calendar, any_hour=person.mail_any_hour)


def hand_over(rows: Sequence[Outbox], now: datetime) -> Outcome:
    """One mail with every alert of these rows that is still worth telling, to the one person they are for."""
    person = Person.objects.get(pk=rows[0].payload["person"])
    if not person.is_active or not person.email or person.mail_preference == MailPreference.NONE:
        return Outcome("done", why="Not wanted by mail any more.")
    if rows[0].kind == AT_ONCE and (until := mail_hours.at_once(now, staff_calendar(now), any_hour=person.mail_any_hour)) > now:
        return Outcome("later", until=until)
    alerts = worth_telling([row.payload["alert"] for row in rows], person)
    if not alerts:
        return Outcome("done", why="Nothing was left to tell.")
    subject, body = letter_of(alerts, company(london.day_of(now)).name, digest=rows[0].kind == DIGEST, now=now)
    key = ",".join(sorted(f"mail:{alert.pk}:{person.pk}" for alert in alerts))
    return mailing.hand_over(mailing.mail(person.email, subject, body, key=key))


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


HANDLERS = {"alert": Inside(fan_out), AT_ONCE: Outside(hand_over), DIGEST: Outside(hand_over)}
