"""An assignment is taken back for two minutes, by who made it, with an event of its own; nothing else is ever undone."""

import re
from datetime import timedelta

import pytest

from complaints.case import services
from complaints.record.verifying import verify
from staff.absences import record
from tests.factories import MONDAY, fresh, make_complaint, make_person, make_team, op
from tests.web.reading import text

NOW = MONDAY + timedelta(hours=2)


@pytest.fixture
def assigned(signed_in):
    """A complaint that Tom had, given to Ann by who is signed in: the client, the complaint, Tom and Ann."""
    client, team = signed_in("senior_manager"), make_team()
    tom, ann = make_person(username="tom", full_name="Tom Ashby", team=team), make_person(username="ann", full_name="Ann Lee")
    complaint = make_complaint()
    services.assign(complaint.reference, {"op_id": op(), "version": complaint.version, "owner": "tom"}, by=tom, now=NOW - timedelta(hours=1))
    body = {"op_id": op(), "version": fresh(complaint).version, "owner": "ann", "team": "", "reason": ""}
    assert client.post(f"/c/{complaint.reference}/assign/", body).status_code == 302
    return client, complaint, tom, ann


def offer(client, complaint):
    page = text(client.get(f"/c/{complaint.reference}/"))
    found = re.search(r'You gave this complaint to ([^<]*?) at 12:02\. <form method="post" action="([^"]*)">', page)
    return found.groups() if found else None


def undone(client, complaint, address=None):
    address = address or offer(client, complaint)[1]
    return client.post(address, {"op_id": op(), "version": fresh(complaint).version})


def test_the_case_offers_to_take_it_back_and_it_goes_back_to_whom_it_was_with(assigned):
    client, complaint, tom, ann = assigned
    assert offer(client, complaint)[0] == "Ann Lee" and fresh(complaint).owner == ann
    assert undone(client, complaint).status_code == 302
    assert (fresh(complaint).owner, fresh(complaint).team) == (tom, tom.team)
    assert complaint.events.filter(kind="assigned").count() == 3 and verify().broken is None
    assert "took back the assignment" in text(client.get(f"/c/{complaint.reference}/timeline/")) and offer(client, complaint) is None


@pytest.mark.parametrize(("seconds", "offered"), [(120, True), (121, False)])
def test_it_is_offered_for_two_minutes(assigned, at, seconds, offered):
    client, complaint, *_ = assigned
    address = offer(client, complaint)[1]
    at(NOW + timedelta(seconds=seconds))
    assert (offer(client, complaint) is not None) is offered
    assert undone(client, complaint, address).status_code == (302 if offered else 422)


def test_nobody_takes_back_what_another_assigned(assigned, client):
    _, complaint, *_ = assigned
    address = offer(*assigned[:2])[1]
    client.force_login(make_person("administrator"))
    assert offer(client, complaint) is None and undone(client, complaint, address).status_code == 403


def test_what_was_assigned_again_meanwhile_is_not_taken_back(assigned):
    client, complaint, tom, _ = assigned
    address = offer(client, complaint)[1]
    services.assign(complaint.reference, {"op_id": op(), "version": fresh(complaint).version, "owner": "tom"}, by=tom, now=NOW)
    assert undone(client, complaint, address).status_code == 409 and fresh(complaint).owner == tom


def test_an_owner_who_left_does_not_get_it_back(assigned):
    client, complaint, tom, _ = assigned
    tom.is_active = False
    tom.save()
    assert undone(client, complaint).status_code == 302 and fresh(complaint).owner is None


@pytest.mark.parametrize("seq", [1, 999])
def test_a_move_is_never_undone(assigned, seq):
    client, complaint, *_ = assigned
    assert undone(client, complaint, f"/c/{complaint.reference}/undo/{seq}/").status_code == 404


def test_it_goes_to_their_team_where_whoever_had_it_is_away_now(assigned):
    client, complaint, tom, _ = assigned
    record(tom, from_on=MONDAY.date(), until_on=MONDAY.date(), by=client.person, now=NOW, today=MONDAY.date())
    undone(client, complaint)
    assert (fresh(complaint).owner, fresh(complaint).team) == (None, tom.team)
