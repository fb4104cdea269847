"""Take next: the most urgent complaint of the team's queue goes to one person, once."""

from datetime import timedelta

import pytest

from complaints.bulk.taking import take_next
from complaints.case.models import Complaint
from complaints.case.services import assign, restrict
from complaints.record.models import Event
from complaints.record.refusals import Conflict, Forbidden, Unacceptable
from complaints.record.verifying import verify
from tests.factories import AN_HOUR, MONDAY, do_contact, do_move, fresh, make_complaint, make_person, make_team, op
from tests.record.test_operations import at_once
from tests.web.reading import fields_of, text

NOW = MONDAY + AN_HOUR * 3


def queued(team, at="immediate", **fields):
    """A complaint that the team has and nobody owns."""
    complaint = make_complaint(at, **fields)
    body = {"op_id": op(), "version": complaint.version, "team": team.slug}
    assign(complaint.reference, body, by=make_person("senior_manager"), now=NOW)
    return fresh(complaint)


@pytest.fixture
def team(db):
    return make_team()


@pytest.fixture
def agent(team):
    return make_person(team=team)


def taken(person, **given):
    return Complaint.objects.get(pk=take_next({"op_id": op(), **given}, by=person, now=NOW).ids["complaint"])


def test_the_first_due_is_handed_out_first(team, agent):
    later, first = queued(team), queued(team, received_at=MONDAY - timedelta(days=7))
    assert [taken(agent).pk, taken(agent).pk] == [first.pk, later.pk]
    assert set(Complaint.objects.values_list("owner", flat=True)) == {agent.pk}


@pytest.mark.parametrize(("needs", "first"), [(["off_supply", "medical"], True), (["off_supply", "priority_services"], True),
                                              (["off_supply"], False), (["medical"], False)])
def test_off_supply_with_a_priority_need_goes_before_what_is_due_earlier(team, agent, needs, first):
    overdue, need = queued(team, received_at=MONDAY - timedelta(days=7)), queued(team, needs=needs)
    assert taken(agent).pk == (need if first else overdue).pk


def test_taking_is_an_event_and_a_new_version(team, agent):
    complaint = queued(team)
    taken(agent)
    event = Event.objects.filter(complaint=complaint, kind="assigned").latest("seq")
    assert (event.by, event.data["owner"], fresh(complaint).version) == (agent, agent.pk, complaint.version + 1)


def test_the_same_op_id_hands_out_the_same_one(team, agent):
    queued(team), queued(team)
    one = op()
    assert taken(agent, op_id=one) == taken(agent, op_id=one)
    assert Complaint.objects.filter(owner=agent).count() == 1


def test_an_op_id_is_needed(team, agent):
    queued(team)
    with pytest.raises(Unacceptable):
        take_next({}, by=agent, now=NOW)


@pytest.mark.parametrize("other", ["owned", "another team's", "resolved", "restricted"])
def test_what_is_not_free_for_the_team_is_not_handed_out(team, agent, other):
    if other == "owned":
        make_complaint(by=make_person(team=team))
    elif other == "another team's":
        queued(make_team())
    elif other == "resolved":
        queued(team, "resolved")
    else:
        officer = make_person("compliance_officer")
        complaint = queued(team)
        given = {"op_id": op(), "version": complaint.version, "people": [officer.username], "reason": "Press"}
        restrict(complaint.reference, given, by=officer, now=NOW)
    with pytest.raises(Conflict, match="Nothing is left"):
        taken(agent)


def test_compliance_takes_nothing(team):
    queued(team)
    with pytest.raises(Forbidden):
        taken(make_person("compliance_officer", team=team))


def test_who_answered_before_is_passed_over_in_a_review_and_gets_the_next(team):
    manager = make_person("senior_manager", team=team)
    answered = make_complaint()
    do_contact(answered, MONDAY + timedelta(minutes=5), by=manager)
    answered = do_move(fresh(answered), "escalate", at=MONDAY + AN_HOUR)
    assign(answered.reference, {"op_id": op(), "version": answered.version, "team": team.slug}, by=make_person("senior_manager"), now=NOW)
    other = queued(team, received_at=MONDAY + timedelta(minutes=1))
    Complaint.objects.filter(pk=other.pk).update(next_due_on=MONDAY.date() + timedelta(days=30))
    assert taken(manager).pk == other.pk
    assert fresh(answered).owner is None


def test_six_people_at_once_get_six_different_complaints(real_db):
    team = make_team()
    people = [make_person(team=team) for _ in range(6)]
    for _ in range(5):
        queued(team)
    told = at_once([lambda person=person: taken(person) for person in people])
    got = [outcome.pk for outcome in told if isinstance(outcome, Complaint)]
    assert len(got) == len(set(got)) == 5
    assert [type(outcome) for outcome in told].count(Conflict) == 1, told
    assert verify().broken is None


def test_the_button_opens_the_case_that_is_theirs_now(team, signed_in):
    complaint, client = queued(team), signed_in(team=team)
    page = client.get("/complaints/?view=queue")
    assert "Take next" in text(page)
    answer = client.post("/complaints/take-next/", {"op_id": fields_of(page)["op_id"]})
    assert (answer.status_code, answer.url) == (302, f"/c/{complaint.reference}/")
    assert "is yours now" in text(client.get(answer.url))


def test_an_emptied_queue_says_so(team, signed_in):
    client = signed_in(team=team)
    assert "Nothing is left in your team’s queue" in text(client.post("/complaints/take-next/", {"op_id": op()}, follow=True))


def test_an_empty_queue_and_other_lists_have_no_button(team, signed_in):
    client = signed_in(team=team)
    make_complaint(by=client.person)
    assert not any("Take next" in text(client.get(f"/complaints/?view={view}")) for view in ("queue", "mine", "all"))
