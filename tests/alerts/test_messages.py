"""Messages to one person: told once, read when they say so, mailed as they chose beside their alerts, never of what they may not see."""

from datetime import date, time, timedelta

import pytest

from complaints.alerts import message_words, messages
from complaints.alerts.models import Message
from complaints.alerts.services import open_count, waiting_count
from complaints.alerts.sweep import sweep
from complaints.case import services
from complaints.record.outbox import relay
from complaints.record.refusals import Refused
from complaints.record.tasks import HANDLERS
from tests.factories import MONDAY, fresh, make_complaint, make_person, op
from tests.letters import walked
from workdays import london

pytestmark = pytest.mark.django_db
# Monday 11 May 2026, 10:00: within the hours of mail.
TEN = MONDAY + timedelta(hours=1)


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def note(complaint, by):
    services.add_note(complaint.reference, {"text": "Look here", "op_id": op()}, by=by, now=TEN)
    return complaint.events.get(kind="note")


def mentioned(person, *, complaint=None, by=None):
    complaint = complaint or make_complaint()
    return messages.tell(person, complaint, "mention", event=note(complaint, by or make_person()), now=TEN)


def at(text):
    day, clock = text.split()
    return london.moment(date.fromisoformat(day), time.fromisoformat(clock))


def bodies(mailoutbox):
    return "".join(message.body for message in mailoutbox)


def test_a_person_is_told_of_one_event_once():
    person = make_person()
    first = mentioned(person)
    again = messages.tell(person, first.complaint, "mention", event=first.event, now=TEN)
    assert again == first and list(messages.unread(person)) == [first] and waiting_count(person) == 1 and open_count(person) == 0


def test_nobody_is_told_of_their_own_doing_nor_after_they_left():
    person, gone = make_person(), make_person(is_active=False)
    assert mentioned(person, by=person) is None and mentioned(gone) is None


def test_who_may_not_see_a_complaint_is_told_nothing_of_it_then_or_later(mailoutbox):
    person, complaint = make_person(), make_complaint()
    type(complaint).objects.filter(pk=complaint.pk).update(restricted=True)
    assert mentioned(person, complaint=fresh(complaint), by=make_person("compliance_officer")) is None
    told = mentioned(person)
    type(complaint).objects.update(restricted=True)
    relay(HANDLERS, now=TEN)
    assert not messages.messages_for(person).exists() and waiting_count(person) == 0 and mailoutbox == []
    told.complaint.seen_by.add(person)
    assert list(messages.unread(person)) == [told]


def test_of_what_is_read_nothing_waits_and_a_second_time_changes_nothing():
    person, other = make_person(), make_person()
    mine, theirs = mentioned(person), mentioned(other)
    body = {"op_id": op()}
    assert messages.read(body, ids=[mine.pk, theirs.pk], by=person, now=TEN).ids == {"read": 1}
    assert messages.read(body, ids=[mine.pk, theirs.pk], by=person, now=TEN + timedelta(hours=1)).ids == {"read": 1}
    assert Message.objects.get(pk=mine.pk).read_at == TEN and Message.objects.get(pk=theirs.pk).read_at is None
    with pytest.raises(Refused):
        messages.read({}, ids=[mine.pk], by=person, now=TEN)


def test_whoever_is_given_a_complaint_is_told_and_whoever_takes_one_is_not():
    manager, person, complaint = make_person("senior_manager"), make_person(), make_complaint()
    given = {"owner": person.username, "version": fresh(complaint).version, "op_id": op()}
    services.assign(complaint.reference, given, by=manager, now=TEN)
    assert messages.unread(person).get().kind == "assigned"
    taken = {"owner": manager.username, "version": fresh(complaint).version, "op_id": op()}
    services.assign(complaint.reference, taken, by=manager, now=TEN)
    assert not messages.unread(manager).exists()


def test_whose_letter_came_back_is_told():
    author = make_person()
    letter = walked.submitted(by=author)
    manager = make_person("senior_manager")
    walked.do(letter, "return", by=manager, now=walked.later(letter), reason="The offer is missing")
    assert messages.unread(author).get().kind == "letter_returned"


@pytest.mark.parametrize(("chosen", "any_hour", "said_at", "mailed_at"), [
    ("at_once", False, "2026-05-11 10:00", "2026-05-11 10:00"), ("at_once", False, "2026-05-11 22:00", "2026-05-12 07:00"),
    ("at_once", True, "2026-05-11 22:00", "2026-05-11 22:00"), ("digest", False, "2026-05-11 10:00", "2026-05-12 07:00"),
    ("none", True, "2026-05-11 10:00", None),
])
def test_mail_goes_as_each_person_chose_and_never_at_night_unless_they_want_it(mailoutbox, chosen, any_hour, said_at, mailed_at):
    person, complaint = make_person(mail_preference=chosen, mail_any_hour=any_hour), make_complaint()
    messages.tell(person, complaint, "mention", event=note(complaint, make_person()), now=at(said_at))
    seen = {}
    for hour in range(10, 34):
        now = at("2026-05-11 00:00") + timedelta(hours=hour)
        if now >= at(said_at):
            relay(HANDLERS, now=now)
            seen[len(mailoutbox)] = seen.get(len(mailoutbox), now)
    assert seen.get(1) == (at(mailed_at) if mailed_at else None) and max(seen) == (1 if mailed_at else 0)


def test_a_mail_names_who_and_the_complaint_but_no_customer_and_none_of_the_words(mailoutbox):
    by = make_person(full_name="Priya Raman")
    told = mentioned(make_person(), by=by)
    relay(HANDLERS, now=TEN)
    [message] = mailoutbox
    assert message.subject == f"{told.complaint.reference}: Priya Raman named you in a note"
    assert "Ann Harper" not in message.body and "Look here" not in message.body and "read them" in message.body


def test_alerts_and_messages_of_a_morning_are_one_mail(mailoutbox):
    person = make_person(mail_preference="digest")
    told = mentioned(person, complaint=make_complaint(by=person))
    sweep(now=at("2026-05-12 00:00"))
    for moment in ("2026-05-12 00:00", "2026-05-12 07:00", "2026-05-12 07:01"):
        relay(HANDLERS, now=at(moment))
    [message] = mailoutbox
    assert message.subject == "Morning list: 1 alert and 1 message on complaints"
    assert f"{told.complaint.reference}: " in message.body and "named you in a note." in message.body


def test_what_was_read_meanwhile_is_not_mailed(mailoutbox):
    person = make_person(mail_preference="digest")
    told = mentioned(person)
    relay(HANDLERS, now=TEN)
    messages.read({"op_id": op()}, ids=[told.pk], by=person, now=TEN)
    relay(HANDLERS, now=at("2026-05-12 07:00"))
    assert mailoutbox == []


def promised(by, owner):
    """Made on Monday for Wednesday by one person, on the complaint of another."""
    complaint = make_complaint(by=owner)
    given = {"kind": "promise", "due_on": "2026-05-13", "what": "Ring back about the meter", "op_id": op(), "version": fresh(complaint).version}
    services.set_clock(complaint.reference, given, by=by, now=TEN)
    return complaint


def test_whoever_made_a_promise_hears_once_when_it_is_due():
    maker, owner = make_person(), make_person()
    complaint = promised(maker, owner)
    sweep(now=at("2026-05-12 23:00"))
    assert not messages.unread(maker).filter(kind="promise").exists()
    for moment in ("2026-05-13 00:00", "2026-05-13 12:00", "2026-05-20 00:00"):
        sweep(now=at(moment))
    told = messages.unread(maker).get(kind="promise")
    assert told.complaint == complaint and message_words.line(told) == f"{complaint.reference}: A promise to the customer is due."


def test_the_owner_of_a_promise_has_the_alert_and_no_message_beside_it():
    owner = make_person()
    promised(owner, owner)
    sweep(now=at("2026-05-20 00:00"))
    assert not messages.unread(owner).exists() and open_count(owner) >= 1
