"""Forty complaints and eight people at once on each: one move is made, seven are refused with the reason, and all agrees."""

import pytest
from django.db import connection

from complaints.case.models import Complaint
from complaints.case.moving import move
from complaints.clocks.models import Deadline
from complaints.record.models import Event, Operation
from complaints.record.operations import Answer
from complaints.record.refusals import Conflict
from complaints.record.verifying import verify
from tests.factories import AN_HOUR, MONDAY, make_complaint, make_person, move_body
from tests.record.test_operations import at_once

COMPLAINTS, PEOPLE = 40, 8


def everybody_escalates(complaint, people):
    """Eight calls, each with an op_id and the version that all of them saw."""
    at = MONDAY + AN_HOUR
    bodies = [move_body("escalate", complaint, at) for _ in people]
    return at_once([
        lambda body=body, person=person: move(complaint.reference, "escalate", body, by=person, now=at)
        for body, person in zip(bodies, people, strict=True)
    ])


@pytest.mark.postgres
def test_eight_people_at_once_on_each_of_forty_complaints_make_forty_moves(real_db):
    people = [make_person() for _ in range(PEOPLE)]
    complaints = [make_complaint(by=people[0]) for _ in range(COMPLAINTS)]
    told = [outcome for complaint in complaints for outcome in everybody_escalates(complaint, people)]
    assert sum(isinstance(outcome, Answer) for outcome in told) == COMPLAINTS
    refused = [outcome for outcome in told if isinstance(outcome, Conflict)]
    assert len(refused) == COMPLAINTS * (PEOPLE - 1) and {outcome.code for outcome in refused} == {"stale_version"}
    agrees(COMPLAINTS)


def agrees(complaints: int):
    """Every complaint moved once: its event, its clock, its version, its op_id, its chain."""
    assert Event.objects.filter(kind="moved.escalate").count() == complaints
    assert Deadline.objects.filter(kind="senior_review").count() == complaints
    assert set(Complaint.objects.values_list("stage", "version")) == {("senior_review", 2)}
    assert Operation.objects.filter(call__endswith="/moves/escalate").count() == complaints
    assert verify().broken is None


def test_eight_people_at_once_on_one_complaint_make_one_move(real_db):
    people = [make_person() for _ in range(PEOPLE)]
    told = everybody_escalates(make_complaint(by=people[0]), people)
    assert sum(isinstance(outcome, Answer) for outcome in told) == 1, told
    agrees(1)


def test_two_different_moves_at_once_are_not_both_made(real_db):
    complaint, at = make_complaint(), MONDAY + AN_HOUR
    people = [make_person() for _ in range(4)]
    names = ["escalate", "resolve", "withdraw", "escalate"]
    told = at_once([
        lambda name=name, person=person: move(complaint.reference, name, move_body(name, complaint, at), by=person, now=at)
        for name, person in zip(names, people, strict=True)
    ])
    assert sum(isinstance(outcome, Answer) for outcome in told) == 1 and verify().broken is None
    assert Event.objects.filter(complaint=complaint, kind__startswith="moved.").count() == 1
    assert connection.in_atomic_block is False
