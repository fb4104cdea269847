"""The op_id of a call: replayed, refused, raced, and emptied."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from complaints.case.moving import move
from complaints.case.receiving import log_complaint
from complaints.case.services import add_note
from complaints.record.models import Event, Operation
from complaints.record.operations import ANSWERS_KEPT, empty_old
from complaints.record.refusals import Conflict, Forbidden, Unacceptable
from tests.factories import MONDAY, given, make_complaint, make_person, move_body, op

HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_the_same_call_again_replays_the_first_answer():
    person, body = make_person(), given()
    first = log_complaint(body, by=person, now=MONDAY)
    again = log_complaint(body, by=person, now=MONDAY + HOUR)
    assert (again.ids, again.status, again.replayed) == (first.ids, 201, True)
    assert Operation.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("other", ["body", "person", "call"])
def test_an_op_id_belongs_to_one_person_call_and_body(other):
    person, body = make_person(), given()
    complaint = log_complaint(body, by=person, now=MONDAY)
    with pytest.raises(Conflict) as refused:
        if other == "body":
            log_complaint(body | {"description": "Something else."}, by=person, now=MONDAY)
        elif other == "person":
            log_complaint(body, by=make_person(), now=MONDAY)
        else:
            add_note(str(complaint.ids["complaint"]), {"op_id": body["op_id"], "text": "x"}, by=person, now=MONDAY)
    assert refused.value.code == "op_id_reused"


@pytest.mark.django_db
def test_a_replay_comes_before_every_other_check():
    complaint, person = make_complaint(), make_person()
    body = move_body("escalate", complaint, MONDAY + HOUR)
    first = move(complaint.reference, "escalate", body, by=person, now=MONDAY + HOUR)
    assert move(complaint.reference, "escalate", body, by=person, now=MONDAY + 2 * HOUR).ids == first.ids


@pytest.mark.django_db
def test_a_refused_call_does_not_spend_its_op_id():
    complaint, op_id = make_complaint(), op()
    body = move_body("declare_deadlock", complaint, MONDAY + HOUR) | {"op_id": op_id}
    with pytest.raises(Forbidden):
        move(complaint.reference, "declare_deadlock", body, by=make_person(), now=MONDAY + HOUR)
    assert not Operation.objects.filter(op_id=op_id).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("bad", [None, "", "a b", "x" * 65, 7, ["x"], "é", "x\0"])
def test_an_op_id_is_asked_for_in_words(bad):
    with pytest.raises(Unacceptable) as refused:
        log_complaint(given() | {"op_id": bad}, by=make_person(), now=MONDAY)
    assert "op_id" in refused.value.fields


@pytest.mark.django_db
def test_answers_are_emptied_after_30_days_and_stay_spent():
    person, body = make_person(), given()
    log_complaint(body, by=person, now=MONDAY)
    assert empty_old(now=MONDAY + ANSWERS_KEPT) == 0
    assert empty_old(now=MONDAY + ANSWERS_KEPT + HOUR) == 1
    assert log_complaint(body, by=person, now=MONDAY + ANSWERS_KEPT + HOUR).replayed


@pytest.mark.django_db
def test_answers_hold_no_words():
    log_complaint(given(), by=make_person(), now=MONDAY)
    assert all(isinstance(value, int) or value == "immediate" for value in Operation.objects.get().answer.values())


def at_once(calls):
    """Run the calls from one barrier on connections of their own; the outcome of each: its answer or its refusal."""
    barrier, outcomes = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        try:
            barrier.wait(20)
            outcomes[place] = call()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()
    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def test_eight_equal_calls_at_once_log_one_complaint(real_db):
    person, body = make_person(), given()
    outcomes = at_once([lambda: log_complaint(body, by=person, now=MONDAY)] * 8)
    assert len({outcome.ids["complaint"] for outcome in outcomes}) == 1
    assert sorted(outcome.replayed for outcome in outcomes) == [False] + [True] * 7


def test_eight_equal_moves_at_once_are_made_once(real_db):
    complaint, person = make_complaint(), make_person()
    body = move_body("escalate", complaint, MONDAY + HOUR)
    outcomes = at_once([lambda: move(complaint.reference, "escalate", body, by=person, now=MONDAY + HOUR)] * 8)
    assert sum(not outcome.replayed for outcome in outcomes) == 1
    assert Event.objects.filter(kind="moved.escalate").count() == 1


def test_one_op_id_with_two_bodies_at_once_is_spent_on_one(real_db):
    person, body = make_person(), given()
    calls = [lambda words=words: log_complaint(body | {"description": words}, by=person, now=MONDAY) for words in ("One.", "Two.")]
    outcomes = at_once(calls)
    assert sum(isinstance(outcome, Conflict) and outcome.code == "op_id_reused" for outcome in outcomes) == 1
