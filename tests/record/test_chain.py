"""The chain of events, the words sealed beside it, and `verify_audit` that finds what was changed."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from complaints.record import verifying
from complaints.record.entries import Entry
from complaints.record.models import Access, Event, Sealed
from complaints.record.services import append_to_desk, words_of
from complaints.record.verifying import verify
from tests.factories import MONDAY, make_complaint, make_person


def tampered(monkeypatch, seq: int, column: str, value) -> None:
    """Let the check read the rows as they would be after somebody changed one column of one event behind the triggers."""
    rows = list(verifying._rows())
    place = verifying.COLUMNS.index(column)
    changed = [(*row[:place], value, *row[place + 1:]) if row[5] == seq else row for row in rows]
    assert changed != rows
    monkeypatch.setattr(verifying, "_rows", lambda: iter(changed))


@pytest.fixture
def complaint(db):
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


OLD = datetime(2020, 1, 1, tzinfo=UTC)
COLUMNS = [("kind", "moved.withdraw"), ("recorded_at", OLD), ("at", OLD), ("by_id", None), ("sealed_hash", "0"), ("hash", "0"),
           ("previous_hash", "0"), ("data", {"asked_by_customer": False})]


@pytest.mark.parametrize(("column", "value"), COLUMNS, ids=lambda value: value if isinstance(value, str) else "")
def test_one_changed_column_of_one_event_is_found_and_named(complaint, monkeypatch, column, value):
    seq = Event.objects.get(complaint=complaint, kind="moved.escalate").seq
    tampered(monkeypatch, seq, column, value)
    assert verify().broken["complaint"] == complaint.reference and verify().broken["seq"] == seq


def test_a_removed_event_is_found(complaint, monkeypatch):
    rows = [row for row in verifying._rows() if row[5] != 2]
    monkeypatch.setattr(verifying, "_rows", lambda: iter(rows))
    assert verify().broken["why"] == "event 2 is missing"


def test_one_flipped_letter_of_sealed_words_is_found(complaint, monkeypatch):
    body = Sealed.objects.get(event__complaint=complaint, event__kind="logged").body
    tampered(monkeypatch, 1, "sealed__body", body.replace("engineer", "Engineer"))
    assert verify().broken == {"complaint": complaint.reference, "seq": 1, "why": "its sealed words were changed"}


def test_an_event_put_in_by_hand_is_found(complaint):
    last = Event.objects.filter(complaint=complaint).latest("seq")
    Event.objects.create(complaint=complaint, seq=last.seq + 1, at=MONDAY, recorded_at=MONDAY, kind="note", previous_hash=last.hash, hash="f" * 64)
    assert verify().broken == {"complaint": complaint.reference, "seq": last.seq + 1, "why": "the event was changed"}


def test_one_flipped_byte_of_the_database_file_is_found(real_db):
    """What only a hand on the file itself can do, and only where the database is one."""
    if real_db.vendor != "sqlite":
        assert verify().broken is None
        return
    make_complaint("deadlock")
    connection.close()
    file = Path(real_db.name)
    file.write_bytes(file.read_bytes().replace(b"moved.escalate", b"moved.Escalate"))
    assert verify().broken["why"] == "the event was changed"


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
def test_stage_and_version_agree_with_the_events_at_every_stage(db, stage):
    make_complaint(stage)
    assert verify().broken is None


def test_the_desks_own_chain_follows_itself(db):
    person = make_person()
    for place in (1, 2, 3):
        assert append_to_desk([Entry("deadline.started", MONDAY, {"place": place})], by=person, now=MONDAY)[0].seq == place
    assert verify().as_json()["chains"] == 1 and verify().broken is None


def test_the_command_prints_one_line_and_ends_well(complaint, capsys):
    call_command("verify_audit")
    assert json.loads(capsys.readouterr().out)["ok"] is True


def test_the_command_names_the_first_broken_event(complaint, monkeypatch, capsys):
    tampered(monkeypatch, 2, "kind", "note")
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit")
    told = capsys.readouterr()
    assert ended.value.code == 1 and json.loads(told.out)["broken"]["seq"] == 2
    assert f"event 2 of {complaint.reference}" in told.err
