"""Mornings' mails of saved views, the look at letters that went out incomplete, and messages to a person, killed at every statement:
whoever is to be told is told, and once."""

from datetime import date, timedelta

import pytest

from complaints.alerts.models import Alert, Message
from complaints.alerts.sweep import sweep
from complaints.case import services
from complaints.clocks.models import Deadline
from complaints.letters.models import Letter, LetterVersion
from complaints.lists import saving
from complaints.lists.models import SavedView, ViewDigest
from complaints.record.models import Event, Outbox
from complaints.record.tasks import once_a_day
from tests.factories import make_complaint, make_person, op
from tests.kills.dying import killed_at
from tests.letters import walked
from workdays import london

pytestmark = [pytest.mark.kills, pytest.mark.timeout(180)]
# No bank holiday lies in the weeks behind it: each of these mornings has its own mails.
MORNING = london.start_of_day(date(2026, 6, 2)) + timedelta(hours=2)


def test_the_mornings_mails_killed_at_any_statement_go_out_once_each(real_db):
    for person in (make_person() for _ in range(3)):
        saving.save({"name": "My day", "list": "mine", "digest": "daily", "op_id": op()}, by=person, now=MORNING)
    at, day = 1, MORNING
    while killed_at(at, lambda moment=day: once_a_day(now=moment)):
        once_a_day(now=day)
        assert ViewDigest.objects.count() == Outbox.objects.filter(kind="view_digest").count() == 3 * at
        at, day = at + 1, day + timedelta(days=1 if day.weekday() != 4 else 3)
    assert at > 8 and SavedView.objects.count() == 3


def test_an_incomplete_letter_is_told_once_wherever_the_look_at_it_was_killed(real_db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    make_person("compliance_officer")
    version = walked.sent().versions.get(state="sent")
    LetterVersion.objects.filter(pk=version.pk).update(texts={name: text for name, text in version.texts.items() if name != "ombudsman"})
    due = london.start_of_day(Deadline.objects.get(kind="eight_week_letter").due_on)
    at = 1
    while killed_at(at, lambda: sweep(now=due + timedelta(days=1, hours=1))):
        at += 1
    sweep(now=due + timedelta(days=2))
    alert = Alert.objects.get(why="incomplete")
    assert at > 5 and Letter.objects.get().rights_checked_at and Event.objects.filter(kind="alert.raised", data__why="incomplete").count() == 1
    assert Outbox.objects.filter(key__contains=alert.key).count() <= 1


def test_a_mention_killed_at_any_statement_is_a_note_with_its_message_or_neither(real_db):
    person, writer = make_person(), make_person()
    complaint, op_id, now = make_complaint(by=writer), op(), MORNING + timedelta(hours=9)
    given = {"text": f"@{person.username} please look", "op_id": op_id}
    at = 1
    while killed_at(at, lambda: services.add_note(complaint.reference, given, by=writer, now=now)):
        assert Event.objects.filter(kind="note").count() == Message.objects.count() == Outbox.objects.filter(kind="message").count() <= 1
        at += 1
    services.add_note(complaint.reference, given, by=writer, now=now)
    assert at > 5 and Message.objects.get().to == person and Event.objects.filter(kind="note").count() == 1
