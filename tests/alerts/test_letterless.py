"""No deadlock or 8-week letter once day 56 and its working day are over: our own suspected breach, told to compliance, once."""

from datetime import date, timedelta

import pytest

from complaints.alerts.models import Alert
from complaints.alerts.services import described
from complaints.alerts.sweep import sweep
from complaints.case import told
from tests.factories import do_move, fresh, make_complaint, make_person
from workdays import london

pytestmark = pytest.mark.django_db
# Received on Monday 11 May 2026: day 56 is Monday 6 July, the letter is due on Tuesday 7 July.
DUE = london.start_of_day(date(2026, 7, 7))
DAY = timedelta(days=1)


def letterless():
    return Alert.objects.filter(why="letterless")


def test_the_day_after_the_letter_was_due_compliance_is_told_once_however_often_it_is_swept():
    officer, complaint = make_person("compliance_officer"), make_complaint()
    for hours in (0, 23):
        sweep(now=DUE + timedelta(hours=hours))
    assert not letterless().exists()
    for hours in range(24, 24 * 30, 40):
        sweep(now=DUE + timedelta(hours=hours))
    found = letterless().get()
    assert found.complaint == complaint and officer.username in found.to and found.tier == "late"
    assert "suspected breach" in described(found, now=DUE + DAY).line


def test_after_thirty_days_of_silence_it_is_told_once():
    make_complaint()
    sweep(now=DUE + 30 * DAY)
    assert letterless().count() == 1


@pytest.mark.parametrize("move", ["resolve", "withdraw", "refer_to_ombudsman"])
def test_a_complaint_that_ended_or_went_before_has_none(move):
    complaint = make_complaint()
    do_move(complaint, move, at=DUE - 10 * DAY)
    sweep(now=DUE + 2 * DAY)
    assert not letterless().exists()


def test_the_timeline_says_it_in_words():
    complaint = make_complaint()
    sweep(now=DUE + 2 * DAY)
    events = fresh(complaint).events.filter(kind="alert.raised")
    assert any("our own suspected breach" in told.summary(event.kind, event.data) for event in events)
