"""Alerts by mail: each person as they chose, in the hours when mail goes, one mail for a person and an alert at most."""

from datetime import date, time, timedelta

import pytest

from complaints.alerts import mails
from complaints.alerts.models import Alert
from complaints.alerts.services import acknowledge
from complaints.alerts.sweep import sweep
from complaints.case.models import Complaint
from complaints.record.models import Outbox
from complaints.record.outbox import relay
from complaints.record.tasks import HANDLERS
from staff.models import Person
from tests.factories import MONDAY, do_move, fresh, make_complaint, make_person, op
from workdays import london

pytestmark = pytest.mark.django_db


def at(text):
    day, clock = text.split()
    return london.moment(date.fromisoformat(day), time.fromisoformat(clock))


# First responses of Monday's complaints are due on Tuesday 12 May 2026.
MIDNIGHT, SEVEN, TEN = at("2026-05-12 00:00"), at("2026-05-12 07:00"), at("2026-05-12 10:00")


def owner(mail_preference="at_once", **columns):
    return make_person(mail_preference=mail_preference, **columns)


def logged(by, number=1):
    return [make_complaint(by=by, received_at=MONDAY) for _ in range(number)]


def swept_and_relayed(*moments):
    for now in moments:
        sweep(now=now)
        relay(HANDLERS, now=now)


def inbox(mailoutbox, person):
    return [message for message in mailoutbox if message.to == [person.email]]


def test_at_once_means_from_seven_in_the_morning(mailoutbox):
    person = owner()
    logged(person)
    swept_and_relayed(MIDNIGHT, SEVEN - timedelta(seconds=1))
    assert mailoutbox == []
    swept_and_relayed(SEVEN, SEVEN + timedelta(seconds=3), TEN)
    assert len(inbox(mailoutbox, person)) == 1


def test_who_wants_mail_at_any_hour_gets_it_in_the_night(mailoutbox):
    person = owner(mail_any_hour=True)
    logged(person)
    swept_and_relayed(MIDNIGHT)
    assert len(inbox(mailoutbox, person)) == 1


def test_who_wants_no_mail_gets_none(mailoutbox):
    logged(owner("none"))
    swept_and_relayed(MIDNIGHT, TEN, TEN + timedelta(days=3))
    assert mailoutbox == [] and Outbox.objects.exclude(kind="alert").count() == 0


def test_many_alerts_of_one_person_go_in_one_mail(mailoutbox):
    person, other = owner(), owner()
    complaints = logged(person, 3)
    logged(other)
    swept_and_relayed(TEN)
    [message] = inbox(mailoutbox, person)
    assert message.subject == "3 alerts on complaints" and all(one.reference in message.body for one in complaints)
    assert len(inbox(mailoutbox, other)) == 1


def test_the_morning_list_is_one_mail_at_seven_with_all_since(mailoutbox):
    person = owner("digest")
    logged(person, 2)
    swept_and_relayed(at("2026-05-12 09:00"))
    make_complaint(by=person, received_at=MONDAY)
    swept_and_relayed(at("2026-05-12 15:00"), at("2026-05-13 06:59"))
    assert mailoutbox == []
    swept_and_relayed(at("2026-05-13 07:00"), at("2026-05-13 07:01"))
    [message] = mailoutbox
    assert message.subject == "Morning list: 3 alerts on complaints"


def test_a_mail_names_reference_and_rule_and_no_customer(mailoutbox):
    [complaint] = logged(owner())
    swept_and_relayed(TEN)
    [message] = mailoutbox
    assert message.subject == f"{complaint.reference}: First response, next working day"
    assert "Resolve or contact the customer by Tuesday 12 May 2026. Due today." in message.body
    assert complaint.customer.name not in message.subject + message.body


def test_what_was_acknowledged_meanwhile_is_not_mailed(mailoutbox):
    person = owner()
    logged(person)
    sweep(now=MIDNIGHT)
    relay(HANDLERS, now=MIDNIGHT)
    acknowledge(Alert.objects.get().pk, {"op_id": op()}, by=person, now=MIDNIGHT + timedelta(hours=1))
    swept_and_relayed(SEVEN)
    assert mailoutbox == [] and Outbox.objects.get(kind="alert_mail").why == "Nothing was left to tell."


def test_what_was_done_meanwhile_is_not_mailed(mailoutbox):
    [complaint] = logged(owner())
    swept_and_relayed(MIDNIGHT)
    do_move(fresh(complaint), "resolve", at=MIDNIGHT + timedelta(hours=1))
    swept_and_relayed(SEVEN)
    assert mailoutbox == []


def test_what_was_restricted_meanwhile_is_mailed_to_nobody_else(mailoutbox):
    logged(owner())
    swept_and_relayed(MIDNIGHT)
    Complaint.objects.update(restricted=True)
    swept_and_relayed(SEVEN)
    assert mailoutbox == []


@pytest.mark.parametrize("change", [{"mail_preference": "none"}, {"is_active": False}, {"email": ""}])
def test_who_changed_their_mind_or_left_meanwhile_gets_none(mailoutbox, change):
    logged(owner())
    swept_and_relayed(MIDNIGHT)
    Person.objects.update(**change)
    swept_and_relayed(SEVEN)
    assert mailoutbox == []


def test_mail_that_waited_too_long_waits_for_the_next_morning(mailoutbox):
    logged(owner())
    swept_and_relayed(MIDNIGHT)
    relay(HANDLERS, now=at("2026-05-12 19:00"))
    assert mailoutbox == [] and Outbox.objects.get(kind="alert_mail").not_before == at("2026-05-13 07:00")
    relay(HANDLERS, now=at("2026-05-13 07:00"))
    assert len(mailoutbox) == 1


def test_overtaken_alerts_are_mailed_to_nobody(mailoutbox):
    person = owner()
    logged(person)
    swept_and_relayed(at("2026-05-13 10:00"))
    assert Alert.objects.filter(overtaken=True).count() == 1
    assert [message.body.count("LM-26") for message in inbox(mailoutbox, person)] == [1]


def test_going_further_is_mailed_to_the_new_people_only(mailoutbox):
    person, officer = owner(), make_person("compliance_officer", mail_preference="at_once")
    logged(person)
    swept_and_relayed(TEN)
    assert (len(inbox(mailoutbox, person)), inbox(mailoutbox, officer)) == (1, [])
    Alert.objects.update(further_at=TEN + timedelta(minutes=1))
    swept_and_relayed(TEN + timedelta(minutes=1))
    assert (len(inbox(mailoutbox, person)), len(inbox(mailoutbox, officer))) == (1, 1)


def test_a_person_is_mailed_of_an_alert_once_whatever_they_choose_later(mailoutbox):
    person = owner()
    logged(person)
    swept_and_relayed(TEN)
    Person.objects.update(mail_preference="digest")
    alert = Alert.objects.get()
    Outbox.objects.filter(kind="alert").update(state="waiting")
    relay(HANDLERS, now=TEN)
    relay(HANDLERS, now=at("2026-05-13 07:00"))
    assert len(inbox(mailoutbox, person)) == 1
    assert list(Outbox.objects.filter(key=f"mail:{alert.pk}:{person.pk}").values_list("state", flat=True)) == ["done"]


def test_a_hundred_alerts_are_counted_and_fifty_listed(mailoutbox):
    person = owner()
    [complaint] = logged(person)
    day = date(2026, 5, 12)
    for number in range(100):
        Alert.objects.create(key=f"k{number}", complaint=complaint, tier="due", due_on=day, raised_at=TEN, owner=person, to=[person.username])
    rows = [Outbox(kind="alert", key=f"alert:{alert.key}", payload={"alert": alert.pk}, not_before=TEN, created_at=TEN)
            for alert in Alert.objects.all()]
    Outbox.objects.bulk_create(rows)
    relay(HANDLERS, now=TEN)
    [message] = mailoutbox
    assert message.subject == "100 alerts on complaints" and "… and 50 more on the alerts page." in message.body


@pytest.mark.parametrize(("mode", "state", "kept"), [
    ("accept", "done", 1), ("rcpt_no", "refused", 0), ("hang_up_after_data", "uncertain", 1), ("hang_up_at_rcpt", "waiting", 0),
])
def test_a_real_server_keeps_one_copy_whatever_it_does(smtp, mode, state, kept):
    logged(owner())
    smtp.mode = mode
    swept_and_relayed(TEN, TEN + timedelta(seconds=3))
    row = Outbox.objects.get(kind="alert_mail")
    assert (row.state, len(smtp.kept)) == (state, kept) and (state == "done" or row.why)
    smtp.mode = "accept"
    for hours in range(1, 6):
        relay(HANDLERS, now=TEN + timedelta(hours=hours))
    assert len(smtp.kept) == (1 if state == "waiting" else kept)


def test_the_staff_calendar_is_that_of_the_companys_nation(settings):
    assert mails.staff_calendar(TEN).name == "england-and-wales"
