"""What is harmless is taken back for two minutes, by who did it, with an event of its own; a move, a letter and a date of the procedure never."""

import re
from datetime import timedelta

import pytest

from complaints.alerts.models import Alert
from complaints.alerts.sweep import sweep
from complaints.case import services, undoing
from complaints.case.as_of import as_of
from complaints.clocks.models import Deadline
from complaints.enquiries import services as enquiries
from complaints.enquiries.models import Ask
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


def back(client, complaint):
    """The address that the case offers, and the words before it."""
    found = re.search(r'undo" role="status">(.*?) <form method="post" action="([^"]*)">', text(client.get(f"/c/{complaint.reference}/")))
    return found.groups() if found else (None, None)


def take_back(client, complaint):
    answer = client.post(back(client, complaint)[1], {"op_id": op(), "version": fresh(complaint).version})
    assert answer.status_code == 302 and verify().broken is None
    return answer


def with_date(client, complaint, kind="promise"):
    given = {"op_id": op(), "version": fresh(complaint).version, "kind": kind, "due_on": "2026-06-30", "what": "Ring her"}
    services.set_clock(complaint.reference, given, by=client.person, now=NOW)
    return Deadline.objects.get(complaint=complaint, kind=kind)


def done(client, row):
    given = {"op_id": op(), "version": fresh(row.complaint).version, "how": "Rang her", "at": NOW.isoformat()}
    services.meet_clock(row.complaint.reference, row.pk, given, by=client.person, now=NOW)


@pytest.mark.parametrize("kind", sorted(undoing.SAID_DONE))
def test_a_date_said_to_be_met_waits_again_and_may_be_met_again(signed_in, kind):
    client, complaint = signed_in(), make_complaint()
    row = with_date(client, complaint, kind)
    done(client, row)
    take_back(client, complaint)
    row.refresh_from_db()
    assert row.is_open and not row.met_late and row.next_tier and back(client, complaint) == (None, None)
    done(client, row)
    assert not Deadline.objects.get(pk=row.pk).is_open and verify().broken is None


def test_a_promise_that_was_set_falls_away_and_the_record_tells_both(signed_in):
    client, complaint = signed_in(), make_complaint()
    row = with_date(client, complaint)
    take_back(client, complaint)
    row.refresh_from_db()
    assert row.cancelled_at == NOW and "took back event" in text(client.get(f"/c/{complaint.reference}/timeline/"))


def test_a_question_taken_back_reminds_nobody_and_an_answer_taken_back_waits_again(signed_in):
    client, complaint, team = signed_in(), make_complaint(), make_team()
    body = {"op_id": op(), "version": complaint.version, "to": f"team:{team.slug}", "what": "Which feeder?", "due_on": "2026-06-01"}
    client.post(f"/c/{complaint.reference}/asks/new/", body)
    asked = Ask.objects.get()
    client.post(f"/asked/{asked.pk}/", {"op_id": op(), "text": "Feeder 4."})
    assert Ask.objects.get().answered_by == client.person
    take_back(client, complaint)
    assert (Ask.objects.get().answered_by, Ask.objects.get().chase_on) == (None, asked.chase_on)


def test_an_acknowledged_alert_waits_again_and_goes_further_when_it_would_have(signed_in, at):
    client, complaint, later = signed_in("senior_manager"), make_complaint(), MONDAY + timedelta(days=2)
    sweep(now=later)
    at(later)
    alert = Alert.objects.filter(complaint=complaint).first()
    client.post(f"/alerts/{alert.pk}/acknowledge/", {"op_id": op()})
    found = re.search(r'formaction="([^"]*)" name="version" value="(\d+)">Undo', text(client.get("/alerts/?show=all")))
    answer = client.post(found[1], {"op_id": op(), "version": found[2]})
    assert answer["Location"] == "/alerts/" and verify().broken is None
    again = Alert.objects.get(pk=alert.pk)
    assert (again.acknowledged_at, again.acknowledged_by, again.further_at) == (None, None, alert.further_at)


def test_nothing_is_taken_back_twice_so_another_s_answer_stands(signed_in):
    client, complaint, team = signed_in(), make_complaint(), make_team()
    body = {"op_id": op(), "version": complaint.version, "to": f"team:{team.slug}", "what": "Which feeder?", "due_on": "2026-06-01"}
    client.post(f"/c/{complaint.reference}/asks/new/", body)
    client.post(f"/asked/{Ask.objects.get().pk}/", {"op_id": op(), "text": "Feeder 4."})
    address = back(client, complaint)[1]
    undone(client, complaint, address)
    enquiries.answer(Ask.objects.get().pk, {"op_id": op(), "text": "Feeder 5."}, by=(other := make_person()), now=NOW)
    assert undone(client, complaint, address).status_code == 409 and Ask.objects.get().answered_by == other


@pytest.mark.parametrize("kind", ["corrective_action", "ombudsman_file", "referral_reply"])
def test_a_date_that_others_count_by_is_never_taken_back(signed_in, kind):
    client, complaint = signed_in(), make_complaint()
    with_date(client, complaint, kind)
    seq = complaint.events.filter(kind="deadline.started").last().seq
    answer = client.post(f"/c/{complaint.reference}/undo/{seq}/", {"op_id": op(), "version": fresh(complaint).version})
    assert back(client, complaint) == (None, None) and answer.status_code == 404 and "never undone" in text(answer)


def test_what_was_taken_back_stands_so_at_a_past_moment_too(signed_in, at):
    client, complaint = signed_in(), make_complaint()
    row = with_date(client, complaint)
    at(NOW + timedelta(seconds=30))
    take_back(client, complaint)
    then = as_of(fresh(complaint), NOW + timedelta(minutes=1), client.person).deadlines
    assert not [clock for clock in then if clock.key == row.key and clock.is_open]
