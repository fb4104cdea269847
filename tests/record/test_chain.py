"""The chain of events, the words sealed beside it, and `verify_audit` that finds what was changed."""

import json

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from complaints.record.entries import Entry
from complaints.record.models import Access, Event, Sealed
from complaints.record.services import append_to_desk, words_of
from complaints.record.verifying import verify
from tests.factories import MONDAY, make_complaint, make_person

pytestmark = pytest.mark.django_db


def triggers_off():
    """What an intruder with the database's own password would do first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE complaints_event DISABLE TRIGGER USER; ALTER TABLE complaints_sealed DISABLE TRIGGER USER")
        else:
            for name in ("complaints_event_no_update", "complaints_event_no_delete", "complaints_sealed_no_update"):
                cursor.execute(f"DROP TRIGGER {name}")


@pytest.fixture
def complaint():
    return make_complaint("deadlock")


def test_a_record_that_nobody_touched_verifies(complaint):
    told = verify().as_json()
    assert (told["ok"], told["chains"], told["events"]) == (True, 1, Event.objects.count())


@pytest.mark.parametrize("rows", [Event.objects, Sealed.objects, Access.objects], ids=["event", "sealed", "access"])
def test_the_record_cannot_be_changed(complaint, rows):
    from complaints.record.access import looked

    looked(make_person(), complaint, "case", now=MONDAY)
    field = {"Event": "kind", "Sealed": "salt", "Access": "what"}[rows.model.__name__]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(**{field: "other"})


@pytest.mark.parametrize("rows", [Event.objects, Access.objects], ids=["event", "access"])
def test_the_record_cannot_be_deleted(complaint, rows):
    from complaints.record.access import looked

    looked(make_person(), complaint, "case", now=MONDAY)
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        cursor.execute(f"DELETE FROM {rows.model._meta.db_table}")


@pytest.mark.postgres
def test_the_record_cannot_be_truncated(db):
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        cursor.execute("TRUNCATE complaints_event CASCADE")


COLUMNS = [
    ("kind", "'moved.withdraw'"), ("recorded_at", "'2020-01-01 00:00:00+00:00'"), ("at", "'2020-01-01 00:00:00+00:00'"), ("by_id", "NULL"),
    ("sealed_hash", "'0'"), ("hash", "'0'"), ("previous_hash", "'0'"), ("data", "'{\"asked_by_customer\": false}'"),
]


@pytest.mark.parametrize(("column", "value"), COLUMNS, ids=lambda value: value if value.isidentifier() else "")
def test_one_changed_column_of_one_event_is_found_and_named(complaint, column, value):
    triggers_off()
    event = Event.objects.get(complaint=complaint, kind="moved.escalate")
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE complaints_event SET "{column}" = {value} WHERE id = %s', [event.pk])
    broken = verify().broken
    assert (broken["complaint"], broken["seq"]) in {(complaint.reference, event.seq), (complaint.reference, event.seq + 1)}


def test_a_removed_event_is_found(complaint):
    triggers_off()
    Sealed.objects.filter(event__complaint=complaint, event__seq=1).delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM complaints_event WHERE complaint_id = %s AND seq = 1", [complaint.pk])
    assert verify().broken["why"] == "event 1 is missing"


def test_one_flipped_letter_of_sealed_words_is_found(complaint):
    triggers_off()
    sealed = Sealed.objects.get(event__complaint=complaint, event__kind="logged")
    Sealed.objects.filter(pk=sealed.pk).update(body=sealed.body.replace("engineer", "Engineer"))
    assert verify().broken == {"complaint": complaint.reference, "seq": 1, "why": "its sealed words were changed"}


def test_erasing_sealed_words_leaves_the_chain_verified(complaint):
    event = Event.objects.get(complaint=complaint, kind="logged")
    assert words_of(event)["customer"] == "Ann Harper"
    Sealed.objects.filter(event=event).delete()
    assert verify().as_json() | {"erased": 1, "ok": True} == verify().as_json()
    assert words_of(Event.objects.get(pk=event.pk)) == {}


def test_no_event_row_names_or_quotes_anybody(complaint):
    told = json.dumps(list(Event.objects.values_list("data", flat=True)))
    assert not [word for word in ("Harper", "engineer", "accept", "Mill Lane", "50 pounds") if word in told]


@pytest.mark.parametrize(("column", "value", "why"), [("stage", "closed", "stage is closed"), ("version", 9, "version is 9")])
def test_columns_that_disagree_with_the_events_are_found(complaint, column, value, why):
    type(complaint).objects.filter(pk=complaint.pk).update(**{column: value})
    assert why in verify().broken["why"]


@pytest.mark.parametrize("stage", ["immediate", "senior_review", "ombudsman", "resolved", "closed"])
def test_stage_and_version_agree_with_the_events_at_every_stage(stage):
    make_complaint(stage)
    assert verify().broken is None


def test_the_desks_own_chain_follows_itself():
    person = make_person()
    for place in (1, 2, 3):
        assert append_to_desk([Entry("deadline.started", MONDAY, {"place": place})], by=person, now=MONDAY)[0].seq == place
    assert verify().as_json()["chains"] == 1 and verify().broken is None


def test_the_command_prints_one_line_and_ends_well(complaint, capsys):
    call_command("verify_audit")
    assert json.loads(capsys.readouterr().out)["ok"] is True


def test_the_command_names_the_first_broken_event(complaint, capsys):
    triggers_off()
    Event.objects.filter(complaint=complaint, seq=2).update(kind="note")
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit")
    told = capsys.readouterr()
    assert ended.value.code == 1 and json.loads(told.out)["broken"]["seq"] == 2
    assert f"event 2 of {complaint.reference}" in told.err


