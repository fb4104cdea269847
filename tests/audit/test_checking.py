"""The whole record is checked as long work: what came out is kept for good, and a record that was rewritten whole is found out."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from complaints.audit import checking
from complaints.audit.models import AuditCheck
from complaints.jobs import services
from complaints.jobs.tasks import KINDS
from complaints.record import chain
from tests.factories import MONDAY, do_contact, make_complaint, make_person, op
from tests.web.reading import fields_of, text


def check(now=MONDAY):
    found = checking.check(clock=lambda: now)
    found.save(force_insert=True)
    return found


def unguarded(sql, values):
    """A statement of somebody who took the triggers away: the database is held to what it says, not to who asks."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE complaints_event DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER complaints_event_no_update")
        cursor.execute(sql, values)


def rewritten(complaint):
    """Every event of the complaint told anew, a minute later, with hashes that fit one another."""
    previous = chain.first_link(complaint.reference)
    for event in complaint.events.order_by("seq"):
        at = event.at + timedelta(minutes=1)
        own = chain.link(previous, seq=event.seq, at=at, recorded_at=event.recorded_at, kind=event.kind, by=event.by_id, data=event.data,
                         sealed=event.sealed_hash)
        unguarded_update(event.pk, at, previous, own)
        previous = own


def unguarded_update(pk, at, previous, own):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE complaints_event SET at = %s, previous_hash = %s, hash = %s WHERE id = %s", [at, previous, own, pk])


def test_a_record_that_holds_is_kept_with_its_heads(db):
    complaint = make_complaint()
    found = check()
    assert found.holds and found.chains == 1 and found.events == complaint.events.count()
    assert found.heads != check().heads_then
    do_contact(complaint, MONDAY + timedelta(hours=1))
    assert check().heads != found.heads


def test_the_first_broken_event_is_named(db):
    complaint = make_complaint()
    unguarded("UPDATE complaints_event SET kind = 'note' WHERE complaint_id = %s AND seq = 2", [complaint.pk])
    found = check()
    assert (found.broken_complaint, found.broken_seq, found.broken_why) == (complaint.reference, 2, "the event was changed")


def test_a_record_rewritten_whole_fits_itself_and_not_the_check_before(db):
    complaint = make_complaint()
    for day in range(2):
        assert check(MONDAY + timedelta(days=day)).holds
    unguarded("UPDATE complaints_event SET seq = seq WHERE id = %s", [0])
    rewritten(complaint)
    found = check(MONDAY + timedelta(days=2))
    assert found.broken_why == checking.REWRITTEN and not found.broken_seq


def test_what_is_added_between_checks_breaks_nothing(db):
    complaint = make_complaint()
    for day in range(4):
        assert check(MONDAY + timedelta(days=day)).holds
        complaint = do_contact(complaint, MONDAY + timedelta(days=day, hours=1))
        make_complaint()


def test_a_check_made_too_soon_is_held_to_the_older_one(db):
    make_complaint()
    first, second = check(), check(MONDAY + timedelta(minutes=9))
    assert second.settled_mark == first.settled_mark == 0
    assert check(MONDAY + timedelta(minutes=30)).settled_mark == second.event_mark


def test_a_kept_check_is_never_changed(db):
    make_complaint()
    check()
    for change in (lambda: AuditCheck.objects.update(broken_why=""), lambda: AuditCheck.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_page_asks_for_it_and_shows_how_it_came_out(signed_in):
    make_complaint()
    client = signed_in("compliance_officer")
    page = client.get("/audit/")
    assert "has not been checked yet" in text(page)
    form = fields_of(page)
    job = client.post("/audit/check/", form).headers["Location"]
    assert client.post("/audit/check/", form).headers["Location"] == job == client.post("/audit/check/", {"op_id": op()}).headers["Location"]
    services.run_waiting(KINDS, clock=lambda: MONDAY)
    assert client.get(job).status_code == 200 and "the record holds" in text(client.get("/audit/"))


def test_a_broken_record_stands_on_the_page(signed_in):
    complaint = make_complaint()
    unguarded("UPDATE complaints_event SET kind = 'note' WHERE complaint_id = %s AND seq = 2", [complaint.pk])
    check()
    page = text(signed_in("administrator").get("/audit/"))
    assert "the record is broken" in page and f"Event 2 of {complaint.reference}: the event was changed." in page


@pytest.mark.parametrize("role", ["agent", "senior_manager"])
def test_only_compliance_officers_and_administrators_audit(signed_in, role):
    client = signed_in(role)
    assert {client.get(address).status_code for address in ("/audit/", "/audit/looks/", "/audit/security/")} == {403}
    assert client.post("/audit/check/", {"op_id": op()}).status_code == 403


def test_a_stopped_check_keeps_nothing(db, monkeypatch):
    monkeypatch.setattr(checking, "STEP", 1)
    make_complaint()
    job = checking.ask({"op_id": op()}, by=make_person("administrator"), now=MONDAY).ids["job"]
    work = services.claim(job, clock=lambda: MONDAY)
    type(work.job).objects.filter(pk=job).update(stop_asked=True)
    services.carry_out(work, checking.carry)
    assert not AuditCheck.objects.exists()


def test_killed_once_it_was_kept_it_is_not_kept_again(db):
    checking.ask({"op_id": op()}, by=make_person("compliance_officer"), now=MONDAY)
    for _ in range(2):
        services.run_waiting(KINDS, clock=lambda: MONDAY)
        services.Job.objects.update(state="queued", ended_at=None)
    assert AuditCheck.objects.count() == 1
