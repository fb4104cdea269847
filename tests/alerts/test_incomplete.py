"""A deadlock or 8-week letter that went out incomplete is our own suspected breach once day 56 is over: told to compliance, once."""

from datetime import timedelta

import pytest

from complaints.alerts.models import Alert
from complaints.alerts.services import described
from complaints.alerts.sweep import sweep
from complaints.case import told
from complaints.clocks.models import Deadline
from complaints.letters.models import Letter, LetterVersion
from tests.factories import make_person
from tests.letters import walked
from workdays import london

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def letter():
    """A deadlock letter sent in time, whose words on the Ombudsman are not in it."""
    made = walked.sent()
    version = made.versions.get(state="sent")
    LetterVersion.objects.filter(pk=version.pk).update(texts={name: text for name, text in version.texts.items() if name != "ombudsman"})
    return made


def due(letter):
    """00:00 on the day by which the 8-week letter was due."""
    return london.start_of_day(Deadline.objects.get(complaint=letter.complaint, kind="eight_week_letter").due_on)


def found():
    return Alert.objects.filter(why="incomplete")


def test_from_the_day_after_it_was_due_compliance_is_told_once_however_often_it_is_swept(letter):
    officer = make_person("compliance_officer")
    sweep(now=due(letter) + timedelta(hours=23))
    assert not found().exists()
    for hours in range(24, 24 * 20, 30):
        sweep(now=due(letter) + timedelta(hours=hours))
    alert = found().get()
    assert alert.complaint == letter.complaint and officer.username in alert.to and alert.tier == "late" and alert.acknowledged_at is None
    assert "incomplete 8-week or deadlock letter went out: our own suspected breach" in described(alert, now=due(letter) + DAY).line


def test_it_is_told_once_after_thirty_days_of_silence_and_stands_in_the_case_s_history(letter):
    sweep(now=due(letter) + 30 * DAY)
    event = letter.complaint.events.get(kind="alert.raised", data__why="incomplete")
    assert "letter that went out is incomplete, our own suspected breach" in told.summary(event.kind, event.data)


def test_a_whole_letter_alerts_nobody_and_is_looked_at_once():
    letter = walked.sent()
    sweep(now=due(letter) + 2 * DAY)
    assert not found().exists() and Letter.objects.get().rights_checked_at == due(letter) + 2 * DAY


def test_a_letter_that_came_back_told_nothing_and_its_own_clock_runs_again(letter):
    Letter.objects.update(undelivered_on=letter.sent_on)
    sweep(now=due(letter) + 2 * DAY)
    assert not found().exists()


def test_of_a_restricted_complaint_only_those_who_may_see_it_are_told(letter):
    officer, manager = make_person("compliance_officer"), make_person("senior_manager")
    type(letter.complaint).objects.update(restricted=True)
    sweep(now=due(letter) + 2 * DAY)
    assert officer.username in found().get().to and manager.username not in found().get().to
