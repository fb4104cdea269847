"""The check that nobody asks for: once a night, kept, and told to compliance where the record is broken."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from complaints.alerts.models import Alert
from complaints.audit import nightly
from complaints.audit.models import AuditCheck
from complaints.record.models import Outbox
from tests.audit.test_checking import unguarded
from tests.factories import make_complaint, make_person
from tests.web.reading import text

NIGHT = datetime(2026, 5, 12, 1, 5, tzinfo=ZoneInfo("Europe/London"))
HOUR = timedelta(hours=1)


def run(now=NIGHT):
    return nightly.run(clock=lambda: now)


@pytest.mark.parametrize(("later", "number"), [
    (-HOUR, 0), (timedelta(0), 1), (12 * HOUR, 1),
])
def test_it_comes_from_one_in_the_morning_on_and_is_made_up_for_when_nothing_ran(db, later, number):
    make_complaint()
    run(NIGHT + later)
    assert AuditCheck.objects.count() == number


def test_it_is_made_once_a_night_and_by_one(db):
    make_complaint()
    for later in (0, 1, 2, 20):
        run(NIGHT + later * HOUR)
    assert AuditCheck.objects.count() == 1 and run(NIGHT + 24 * HOUR).holds


def test_one_that_was_killed_is_begun_again_after_three_hours(db):
    assert nightly._claimed(NIGHT)
    assert run(NIGHT + HOUR) is None and run(NIGHT + 4 * HOUR).holds


@pytest.fixture
def broken(db):
    """A record with an event that somebody took out, past the triggers."""
    complaint = make_complaint()
    unguarded("UPDATE complaints_event SET kind = 'note' WHERE complaint_id = %s AND seq = 2", [complaint.pk])
    return complaint


def test_a_broken_record_is_an_alert_for_compliance_and_stands_on_their_page(broken, signed_in):
    officer = make_person("compliance_officer")
    found = run()
    alert = Alert.objects.get(why="record_broken")
    assert not found.holds and officer.username in alert.to and Outbox.objects.filter(key=f"alert:{alert.key}").exists()
    compliance = signed_in("compliance_officer")
    assert "Faults in the record" in text(compliance.get("/compliance/")) and "it is broken" in text(compliance.get("/compliance/"))
    assert "The check of the record found a fault" in text(compliance.get("/alerts/?show=all"))
