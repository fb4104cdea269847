"""A senior review with nobody appointed by the next working day, and alerts that nobody acknowledged."""

from datetime import date, timedelta

import pytest

from complaints.alerts.models import Alert
from complaints.alerts.services import acknowledge
from complaints.alerts.sweep import sweep
from complaints.case import told
from complaints.case.models import Complaint
from complaints.case.services import assign
from complaints.clocks.models import Deadline
from complaints.record.models import Event, Outbox
from tests.alerts.chains import breaks_of
from tests.factories import MONDAY, do_contact, do_move, fresh, make_complaint, make_person, op
from workdays import london

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def midnight(text):
    return london.start_of_day(date.fromisoformat(text))


def unappointed():
    return Alert.objects.filter(why="unappointed")


@pytest.mark.parametrize(("asked", "alerted"), [
    (MONDAY, "2026-05-12"), (MONDAY + 4 * DAY, "2026-05-18"), (MONDAY + 11 * DAY, "2026-05-26"), (MONDAY + 5 * DAY, "2026-05-18"),
])
def test_a_review_without_a_reviewer_on_the_next_working_day_is_an_alert(asked, alerted):
    complaint, manager = do_move(make_complaint(received_at=asked), "escalate"), make_person("senior_manager")
    sweep(now=midnight(alerted) - timedelta(minutes=1))
    assert not unappointed().exists()
    assert sweep(now=midnight(alerted)).due >= 1
    found = unappointed().get()
    assert (found.tier, found.due_on, found.deadline.kind, found.complaint_id) == (
        "due", date.fromisoformat(alerted), "senior_review", complaint.pk)
    assert manager.username in found.to and breaks_of(complaint.pk, complaint.reference) == []


def test_it_is_raised_once_however_often_the_day_is_swept():
    do_move(make_complaint(), "escalate")
    for hours in range(0, 96, 3):
        sweep(now=MONDAY + DAY + timedelta(hours=hours))
    assert unappointed().count() == 1
    assert Outbox.objects.filter(key=f"alert:{unappointed().get().key}").count() == 1


def test_an_appointed_review_raises_none():
    complaint, manager = do_move(make_complaint(), "escalate"), make_person("senior_manager")
    body = {"op_id": op(), "version": complaint.version, "owner": manager.username}
    assign(complaint.reference, body, by=manager, now=MONDAY + timedelta(hours=3))
    sweep(now=MONDAY + 2 * DAY)
    assert not unappointed().exists()


@pytest.mark.parametrize("batch", [1, 2, 1000])
def test_many_are_found_batch_by_batch(batch):
    for _ in range(3):
        do_move(make_complaint(), "escalate")
    sweep(now=MONDAY + DAY, batch=batch)
    assert unappointed().count() == 3


@pytest.mark.parametrize(("appointed", "reach"), [(False, 2), (True, 1)])
def test_not_heard_for_a_working_day_it_goes_to_compliance_unless_somebody_was_appointed(appointed, reach):
    complaint, manager = do_move(make_complaint(), "escalate"), make_person("senior_manager")
    sweep(now=midnight("2026-05-12"))
    if appointed:
        body = {"op_id": op(), "version": complaint.version, "owner": manager.username}
        assign(complaint.reference, body, by=manager, now=midnight("2026-05-12") + timedelta(hours=9))
    sweep(now=midnight("2026-05-13"))
    assert unappointed().get().reach == reach


@pytest.fixture
def ahead():
    """An alert ahead of a review, raised on Thursday 14 May for its owner, and the people it may go to."""
    manager, officer, owner = make_person("senior_manager"), make_person("compliance_officer"), make_person("senior_manager")
    complaint = do_contact(make_complaint(), MONDAY + timedelta(minutes=5))
    complaint = do_move(complaint, "escalate", by=owner, senior_manager=owner.username)
    sweep(now=midnight("2026-05-14"))
    return Alert.objects.get(complaint=complaint), owner, manager, officer


def test_not_acknowledged_for_a_working_day_an_alert_goes_one_step_further_once(ahead):
    alert, owner, manager, officer = ahead
    reached = []
    for day in ("2026-05-14", "2026-05-15", "2026-05-15", "2026-05-17"):
        sweep(now=midnight(day) + timedelta(hours=1))
        alert.refresh_from_db()
        reached.append(alert.reach)
    assert reached == [0, 1, 1, 1] and alert.further_at is None
    assert {owner.username, manager.username} <= set(alert.to) and officer.username not in alert.to
    assert Outbox.objects.filter(key=f"alert:{alert.key}:further").count() == 1


def test_an_acknowledged_alert_goes_no_further(ahead):
    alert, owner, *_ = ahead
    acknowledge(alert.pk, {"op_id": op()}, by=owner, now=midnight("2026-05-14") + timedelta(hours=9))
    sweep(now=midnight("2026-05-15") + timedelta(hours=1))
    alert.refresh_from_db()
    assert (alert.reach, alert.to) == (0, [owner.username])


def test_an_alert_whose_deadline_was_met_goes_no_further(ahead):
    alert, owner, *_ = ahead
    do_move(fresh(alert.complaint), "send_update", by=owner, at=midnight("2026-05-14") + timedelta(hours=9))
    sweep(now=midnight("2026-05-15") + timedelta(hours=1))
    alert.refresh_from_db()
    assert (alert.reach, alert.further_at) == (0, None)


def test_the_alert_of_a_complaint_restricted_since_goes_no_further(ahead):
    alert, *_ = ahead
    Complaint.objects.filter(pk=alert.complaint_id).update(restricted=True)
    sweep(now=midnight("2026-05-15") + timedelta(hours=1))
    alert.refresh_from_db()
    assert alert.reach == 0


def test_that_it_went_further_stands_in_the_case_s_history_once_and_the_chain_holds(ahead):
    alert, *_ = ahead
    for hours in (1, 2, 30):
        sweep(now=midnight("2026-05-15") + timedelta(hours=hours))
    event = Event.objects.get(complaint=alert.complaint_id, kind="alert.raised", data__further=1)
    said = told.summary(event.kind, event.data)
    assert said == "told the senior managers too, since nobody acknowledged the alert: Senior review, deadline is near"
    assert not breaks_of(alert.complaint_id, alert.complaint.reference)


def test_a_late_alert_is_known_to_all_and_waits_for_no_step(ahead):
    sweep(now=midnight("2026-05-19"))
    assert Alert.objects.get(tier="late").further_at is None
    assert Deadline.objects.get(kind="senior_review").alert_at is None
