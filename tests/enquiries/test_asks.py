"""Asking another team: a question with its own day; the complaint's dates run on; chased on record; answered once, by anybody who may see."""

from datetime import date, timedelta

import pytest

from complaints.alerts.messages import messages_for
from complaints.case.services import restrict
from complaints.enquiries import services
from complaints.enquiries.chasing import chase
from complaints.models import Ask, Complaint, Deadline
from complaints.record.refusals import Conflict, Unacceptable, Unknown
from complaints.record.services import words_of
from complaints.record.verifying import verify
from staff.models import Person
from tests.factories import MONDAY, do_move, fresh, make_complaint, make_person, make_team, op

NOW = MONDAY + timedelta(hours=1)


@pytest.fixture
def network(db):
    """A team that can answer, with two people at work and one who left."""
    team = make_team("other", "Network operations")
    for name, active in (("nina", True), ("noel", True), ("left", False)):
        make_person(username=name, team=team, is_active=active)
    return team


def asked(complaint, to, *, by=None, now=NOW, **fields):
    given = {"op_id": op(), "version": complaint.version, "to": to, "what": "Was the feeder switched?", "due_on": "2026-05-14", **fields}
    return Ask.objects.get(pk=services.ask(complaint.reference, given, by=by or make_person(), now=now).ids["ask"])


def told(username):
    return [message.kind for message in messages_for(Person.objects.get(username=username))]


def test_a_question_has_its_own_clock_and_everybody_at_work_in_the_team_is_told(network):
    ask = asked(make_complaint(), f"team:{network.slug}")
    assert (ask.deadline.kind, ask.deadline.due_on, ask.deadline.what) == ("information_request", date(2026, 5, 14), "Was the feeder switched?")
    assert (told("nina"), told("noel")) == (["asked"], ["asked"])


def test_a_colleague_is_asked_by_name(network):
    ask = asked(make_complaint(), "person:nina")
    assert (ask.person.username, ask.team, told("nina"), told("noel")) == ("nina", None, ["asked"], [])


@pytest.mark.parametrize("to", ["", "team:", "team:nobody", "person:left", "nina", "person:nina:x"])
def test_whom_to_ask_is_said_where_nobody_is_meant(network, to):
    with pytest.raises(Unacceptable) as refused:
        asked(make_complaint(), to)
    assert refused.value.fields == {"to": ["Choose the team or the colleague who can answer."]}


def test_the_complaints_own_dates_stand_as_they_were(network):
    complaint = make_complaint("senior_review")
    before = list(Deadline.objects.filter(complaint=complaint).values_list("key", "due_on", "met_at", "cancelled_at"))
    ask = asked(complaint, f"team:{network.slug}")
    after = Deadline.objects.filter(complaint=complaint).exclude(pk=ask.deadline_id)
    assert list(after.values_list("key", "due_on", "met_at", "cancelled_at")) == before


def test_an_answer_meets_the_clock_stands_sealed_on_the_case_and_is_told_to_who_asked(network):
    dan, nina = make_person(username="dan"), network.people.get(username="nina")
    ask = asked(make_complaint(), f"team:{network.slug}", by=dan)
    services.answer(ask.pk, {"op_id": op(), "text": "Yes, at 04:10."}, by=nina, now=NOW + timedelta(hours=1))
    met = ask.complaint.events.get(kind="deadline.met", data__by_hand=True)
    assert (words_of(met), met.by, "04:10" in str(met.data)) == ({"how": "Yes, at 04:10."}, nina, False)
    assert told("dan") == ["answered"] and Ask.objects.get().answered_by == nina and verify().broken is None


def test_a_question_is_answered_once(network):
    nina, noel = network.people.get(username="nina"), network.people.get(username="noel")
    ask = asked(make_complaint(), f"team:{network.slug}")
    services.answer(ask.pk, {"op_id": op(), "text": "Yes."}, by=nina, now=NOW)
    with pytest.raises(Conflict, match="Nina answered this already"):
        services.answer(ask.pk, {"op_id": op(), "text": "No."}, by=noel, now=NOW)


def test_a_question_that_fell_away_says_so(network):
    complaint = make_complaint()
    ask = asked(complaint, f"team:{network.slug}")
    do_move(fresh(complaint), "resolve", at=NOW + timedelta(hours=1))
    with pytest.raises(Conflict, match="fell away"):
        services.answer(ask.pk, {"op_id": op(), "text": "No."}, by=make_person(), now=NOW + timedelta(hours=2))


@pytest.mark.parametrize(("day", "chased"), [(14, 0), (15, 1), (16, 1), (18, 1), (19, 2), (21, 3)])
def test_an_overdue_question_is_chased_on_the_next_working_day_and_every_second_after(network, day, chased):
    ask = asked(make_complaint(), "person:nina")
    for number in range(12, day + 1):
        for _ in range(2):
            chase(now=MONDAY.replace(day=number))
    assert ask.complaint.events.filter(kind="ask.chased").count() == chased == Ask.objects.get().chased
    assert told("nina") == ["asked"] * (1 + chased) and verify().broken is None


def test_of_a_colleague_who_has_left_whoever_asked_is_reminded(network):
    ask = asked(make_complaint(), "person:nina", by=make_person(username="tom"))
    Person.objects.filter(username="nina").update(is_active=False)
    assert chase(now=MONDAY + timedelta(days=9)) == 1
    assert told("tom") == ["asked"] and ask.complaint.events.filter(kind="ask.chased").exists()


def test_what_was_answered_or_fell_away_is_chased_no_more(network):
    complaint, other = make_complaint(), make_complaint()
    one, two = asked(complaint, "person:nina"), asked(other, "person:nina")
    services.answer(one.pk, {"op_id": op(), "text": "Yes."}, by=make_person(), now=NOW)
    do_move(fresh(other), "resolve", at=NOW + timedelta(hours=1))
    assert chase(now=MONDAY + timedelta(days=20)) == 0
    assert set(Ask.objects.filter(pk__in=[one.pk, two.pk]).values_list("chase_on", flat=True)) == {None}


@pytest.fixture
def secret(network):
    """A restricted complaint that nina may see."""
    complaint, officer = make_complaint(), make_person("compliance_officer")
    restrict(complaint.reference, {"op_id": op(), "version": complaint.version, "people": ["nina"], "reason": "Staff"}, by=officer, now=NOW)
    return fresh(complaint), officer


@pytest.mark.parametrize(("to", "taken"), [("person:nina", True), ("person:noel", False), ("team", False)])
def test_of_a_restricted_complaint_only_those_who_may_see_it_are_asked(secret, network, to, taken):
    complaint, officer = secret
    try:
        asked(complaint, to if to != "team" else f"team:{network.slug}", by=officer)
    except Unacceptable as refused:
        assert not taken and "restricted" in refused.fields["to"][0]
    assert Ask.objects.count() == int(taken)


def test_a_question_on_a_complaint_that_became_restricted_leaves_the_queue_of_others(network):
    complaint, officer = make_complaint(), make_person("compliance_officer")
    ask, nina, noel = asked(complaint, f"team:{network.slug}"), network.people.get(username="nina"), network.people.get(username="noel")
    body = {"op_id": op(), "version": fresh(complaint).version, "people": ["nina"], "reason": "Staff"}
    restrict(complaint.reference, body, by=officer, now=NOW)
    assert list(services.waiting_for(nina)) == [ask] and not services.waiting_for(noel).exists()
    with pytest.raises(Unknown):
        services.answer(ask.pk, {"op_id": op(), "text": "x"}, by=noel, now=NOW)
    assert Complaint.objects.get().restricted
