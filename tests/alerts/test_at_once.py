"""Many sweeps, relays and people at the same moment on PostgreSQL: every alert and every mail once, nothing lost."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from complaints.alerts import claims, heartbeat
from complaints.alerts.desk import Desk
from complaints.alerts.further import go_further
from complaints.alerts.models import Alert
from complaints.alerts.services import acknowledge
from complaints.alerts.sweep import sweep
from complaints.case.models import Complaint
from complaints.record.models import Event, Outbox
from complaints.record.outbox import DONE, Outside, relay
from complaints.record.services import post
from tests.alerts.chains import breaks_of
from tests.factories import MONDAY, do_contact, make_complaint, make_person, op
from workdays import london

pytestmark = pytest.mark.postgres
WEDNESDAY = london.start_of_day(date(2026, 5, 13))
NUMBER = 30


def together(*calls):
    """Runs the calls at one moment, each in a thread with a connection of its own; fails with the first error of any."""
    gate, errors = threading.Barrier(len(calls)), []

    def run(call):
        try:
            gate.wait(20)
            call()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if errors:
        raise errors[0]


@pytest.fixture
def complaints(real_db):
    """Complaints whose first responses were due on Tuesday: on Wednesday each has crossed two tiers."""
    agent = make_person()
    return [make_complaint(by=agent) for _ in range(NUMBER)]


def all_chains_hold():
    return [breaks_of(pk, reference) for pk, reference in Complaint.objects.values_list("pk", "reference")] == [[]] * NUMBER


def each_once():
    keys = sorted(Alert.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys)) == 2 * NUMBER
    assert Event.objects.filter(kind="alert.raised").count() == 2 * NUMBER
    assert Outbox.objects.filter(kind="alert").count() == NUMBER
    assert all_chains_hold()
    return True


@pytest.mark.parametrize("batch", [3, 1000])
def test_four_sweeps_at_once_raise_each_alert_once(complaints, batch):
    together(*[lambda: sweep(now=WEDNESDAY, batch=batch)] * 4)
    sweep(now=WEDNESDAY)
    assert each_once()


def test_people_who_write_while_it_sweeps_leave_the_chains_whole(complaints):
    agent = make_person()

    def write():
        for complaint in complaints:
            do_contact(complaint, WEDNESDAY, by=agent)

    together(write, lambda: sweep(now=WEDNESDAY, batch=2), lambda: sweep(now=WEDNESDAY, batch=2), write)
    sweep(now=WEDNESDAY)
    assert all_chains_hold()
    assert Alert.objects.count() == Event.objects.filter(kind="alert.raised").count() <= 2 * NUMBER


def test_a_complaint_that_somebody_holds_is_left_to_the_next_sweep(complaints):
    held, held_back, swept = threading.Event(), threading.Event(), []

    def hold():
        from django.db import transaction

        with transaction.atomic():
            Complaint.objects.select_for_update().get(pk=complaints[0].pk)
            held.set()
            held_back.wait(20)

    def pass_by():
        held.wait(20)
        swept.append(sweep(now=WEDNESDAY).examined)
        held_back.set()

    together(hold, pass_by)
    swept.append(sweep(now=WEDNESDAY).examined)
    assert swept == [NUMBER - 1, 1] and each_once()


def test_eight_people_acknowledge_one_alert_and_one_of_them_did(complaints):
    sweep(now=WEDNESDAY)
    alert = Alert.objects.filter(overtaken=False).first()
    people = [make_person("senior_manager") for _ in range(8)]
    calls = [lambda person=person: acknowledge(alert.pk, {"op_id": op()}, by=person, now=WEDNESDAY) for person in people]
    together(*calls)
    assert Event.objects.filter(kind="alert.acknowledged").count() == 1
    assert breaks_of(alert.complaint_id, alert.complaint.reference) == []


def test_four_relays_at_once_hand_each_parcel_over_once(real_db):
    for number in range(60):
        row = post("parcel", str(number), {}, now=MONDAY)
        Outbox.objects.filter(pk=row.pk).update(gather=f"person:{number % 7}" if number % 2 else "")
    lock, handed = threading.Lock(), []

    def hand_over(rows, now):
        with lock:
            handed.extend(row.key for row in rows)
        return DONE

    together(*[lambda: relay({"parcel": Outside(hand_over)}, now=MONDAY + timedelta(minutes=1), seconds=30)] * 4)
    assert sorted(handed, key=int) == [str(number) for number in range(60)]
    assert Outbox.objects.filter(state="done").count() == 60


def test_the_sweep_finds_what_is_due_through_its_index(complaints):
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        cursor.execute("EXPLAIN " + claims.OF_COMPLAINTS + "d.alert_at <= %s ORDER BY d.alert_at LIMIT 1000", [WEDNESDAY])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "deadline_alert" in plan and "Seq Scan" not in plan


def test_a_sign_of_life_does_not_wait_for_the_disk_and_changes_nothing_else(real_db):
    for data in ({}, {"examined": 3}):
        heartbeat.beat(heartbeat.SWEEP, data, now=WEDNESDAY)
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)
    found = heartbeat.last(heartbeat.SWEEP)
    assert (found.at, found.data) == (WEDNESDAY, {"examined": 3})


def test_going_further_and_acknowledging_at_once_leave_whole_chains_and_each_step_once(complaints):
    agent = complaints[0].owner or make_person()
    sweep(now=WEDNESDAY - timedelta(days=1))
    Alert.objects.update(further_at=WEDNESDAY - timedelta(hours=2))
    ids = list(Alert.objects.filter(overtaken=False).values_list("pk", flat=True))

    def acknowledged():
        for ident in ids:
            acknowledge(ident, {"op_id": op()}, by=agent, now=WEDNESDAY - timedelta(hours=1))
    together(acknowledged, *(lambda: go_further(Desk(WEDNESDAY), now=WEDNESDAY - timedelta(hours=1), limit=7) for _ in range(3)))
    for _ in range(NUMBER):
        go_further(Desk(WEDNESDAY), now=WEDNESDAY - timedelta(hours=1), limit=7)
    assert all_chains_hold()
    went = Event.objects.filter(kind="alert.raised", data__has_key="further")
    keys = [event.data["alert_key"] for event in went]
    assert len(keys) == len(set(keys)) and Alert.objects.filter(acknowledged_at__isnull=False).count() == len(ids)
