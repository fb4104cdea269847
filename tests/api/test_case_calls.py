"""Contacts, notes, moves, clocks, events and alerts of one complaint by the API."""

from datetime import timedelta

import pytest

from complaints.alerts.models import Alert
from complaints.record import chain
from tests.api.callers import is_error
from tests.factories import MONDAY, contact, fresh, make_complaint, move_body, op

AT = (MONDAY + timedelta(hours=1)).isoformat()
CLOCK = {"kind": "information_request", "due_on": "2026-05-18", "what": "The meter reading of 4 May."}


def case(complaint, tail=""):
    return f"/complaints/{complaint.reference}{tail}"


def test_a_contact_is_answered_with_its_words(agent, complaint):
    body = contact(MONDAY + timedelta(hours=1), advice="Keep the card.", signposted=["advice"])
    response = agent.post(case(complaint, "/contacts"), body)
    told = response.json()
    assert response.status_code == 201 and told["complaint"] == complaint.reference
    assert told["words"] == {"summary": "Told them where we are.", "advice": "Keep the card."} and told["signposted"] == ["advice"]


@pytest.mark.parametrize(("changes", "field"), [
    ({"at": "2026-05-12T09:00:00+01:00"}, "at"), ({"at": "2026-05-01T09:00:00+01:00"}, "at"), ({"channel": "fax"}, "channel"),
    ({"holding_reply": "visit"}, "holding_reply"), ({"signposted": ["everything"]}, "signposted.0"), ({"summary": ""}, "summary"),
    ({"promised": {"what": "Call", "due_on": "2026-02-31"}}, "promised.due_on"), ({"who": {"name": "A"}}, "who.capacity"),
])
def test_a_contact_that_cannot_be_names_its_field(agent, complaint, changes, field):
    response = agent.post(case(complaint, "/contacts"), contact(MONDAY + timedelta(hours=1)) | changes)
    assert is_error(response, 422) and field in response.json()["fields"]


def test_a_contact_leaves_the_version_alone_and_a_replay_answers_the_same_one(agent, complaint):
    body = contact(MONDAY + timedelta(hours=1))
    first, again = (agent.post(case(complaint, "/contacts"), body) for _ in range(2))
    assert again.status_code == 201 and again.json() == first.json() and fresh(complaint).version == 1
    assert complaint.contacts.filter(own_call=False).count() == 1


def test_a_note_is_answered_as_its_event(agent, complaint):
    response = agent.post(case(complaint, "/notes"), {"op_id": op(), "text": "Ring after four."})
    told = response.json()
    assert response.status_code == 201 and told["kind"] == "note" and told["by"] == agent.person.username
    assert told["words"] == {"text": "Ring after four."} and told["summary"] == "Added a note: Ring after four."


def test_a_complaint_goes_from_log_to_deadlock_by_the_api(agent, manager, complaint):
    for name, by in (("escalate", agent), ("send_update", manager), ("declare_deadlock", manager)):
        complaint = fresh(complaint)
        response = by.post(case(complaint, f"/moves/{name}"), move_body(name, complaint, MONDAY + timedelta(hours=1)))
        assert response.status_code == 200, response.json()
    told = response.json()
    assert (told["stage"], told["version"]) == ("deadlock", 4)
    assert {"deadlock_letter", "deadlock_notice"} <= {row["kind"] for row in told["deadlines"] if row["state"] == "open"}


@pytest.mark.parametrize("move", ["fly", "", "../notes", "escalate%00", "%F0%9F%92%A9", "e" * 500])
def test_an_unknown_move_is_not_found(agent, complaint, move):
    assert is_error(agent.post(case(complaint, f"/moves/{move}"), {"op_id": op(), "version": 1}), 404)


@pytest.mark.parametrize(("body", "field"), [
    ({"asked_by_customer": True}, "reason"), ({"reason": "x", "asked_by_customer": "yes"}, "asked_by_customer"),
    ({"reason": "x", "asked_by_customer": True, "at": "2026-05-12T00:00:00Z"}, "at"),
    ({"reason": "x", "asked_by_customer": True, "at": "2026-05-10T00:00:00Z"}, "at"),
    ({"reason": "x", "asked_by_customer": True, "senior_manager": "nobody"}, "senior_manager"),
    ({"reason": "x", "asked_by_customer": True, "stage": "resolved"}, "stage"),
    ({"reason": "x", "asked_by_customer": True, "at": "2026-03-29T01:30:00"}, "at"),
])
def test_a_move_that_lacks_something_names_the_field(agent, complaint, body, field):
    response = agent.post(case(complaint, "/moves/escalate"), {"op_id": op(), "version": 1, **body})
    assert is_error(response, 422) and field in response.json()["fields"] and fresh(complaint).stage == "immediate"


@pytest.mark.parametrize("column", ["state", "owner", "created_by", "is_staff", "version_", "next_due_on", "by", "now", "id"])
def test_no_column_can_be_set_beside_what_a_move_asks(agent, complaint, column):
    body = {"op_id": op(), "version": 1, "reason": "x", "asked_by_customer": True, column: 1}
    assert is_error(agent.post(case(complaint, "/moves/escalate"), body), 422)


def test_a_clock_is_set_and_met_by_hand(agent, complaint):
    response = agent.post(case(complaint, "/clocks"), {"op_id": op(), "version": 1, **CLOCK})
    clock = response.json()
    assert response.status_code == 201 and (clock["kind"], clock["due_on"], clock["state"]) == (CLOCK["kind"], "2026-05-18", "open")
    assert clock["what"] == CLOCK["what"]
    body = {"op_id": op(), "version": 2, "at": "2026-05-11T11:02:00Z", "how": "They sent it."}
    met, again = (agent.post(case(complaint, f"/clocks/{clock['id']}/met"), body) for _ in range(2))
    assert met.status_code == 200 and met.json()["state"] == "met" and again.json() == met.json()
    assert fresh(complaint).version == 3


@pytest.mark.parametrize(("changes", "field"), [
    ({"kind": "first_response"}, "kind"), ({"due_on": "2026-05-01"}, "due_on"), ({"agreed_on": "2026-05-12"}, "agreed_on"),
    ({"what": ""}, "what"), ({"for_customer": 1}, "for_customer"), ({"due_on": "9999-12-31"}, "due_on"),
])
def test_a_clock_that_cannot_be_names_its_field(agent, complaint, changes, field):
    response = agent.post(case(complaint, "/clocks"), {"op_id": op(), "version": 1, **CLOCK, **changes})
    assert is_error(response, 422) and field in response.json()["fields"]


def test_a_clock_of_the_procedure_is_not_met_by_hand(agent, complaint):
    clock = complaint.deadlines.get(kind="first_response")
    response = agent.post(case(complaint, f"/clocks/{clock.pk}/met"), {"op_id": op(), "version": 1, "at": AT, "how": "x"})
    assert is_error(response, 422, "not_by_hand")


def test_a_clock_of_another_complaint_is_unknown_here(agent, complaint):
    other = make_complaint().deadlines.first()
    response = agent.post(case(complaint, f"/clocks/{other.pk}/met"), {"op_id": op(), "version": 1, "at": AT, "how": "x"})
    assert is_error(response, 404)


def test_the_events_are_a_chain_that_can_be_followed(agent, complaint):
    agent.post(case(complaint, "/moves/escalate"), {"op_id": op(), "version": 1, "reason": "x", "asked_by_customer": True})
    items = agent.get(case(complaint, "/events")).json()["items"]
    links = [chain.first_link(complaint.reference), *(item["hash"] for item in items)]
    assert [item["previous_hash"] for item in items] == links[:-1]
    assert [item["seq"] for item in items] == list(range(1, len(items) + 1))
    assert {"logged", "deadline.started", "moved.escalate"} <= {item["kind"] for item in items}


def test_every_event_has_a_sentence_a_time_with_offset_and_who_did_it(agent, complaint):
    for item in agent.get(case(complaint, "/events")).json()["items"]:
        assert item["summary"][0] == item["summary"][0].upper() and item["at"].endswith("+00:00") and item["by"] in (agent.person.username, None)


def test_erased_words_leave_the_event_and_its_sentence(agent, complaint, monkeypatch):
    monkeypatch.setattr("complaints.case.described.words_of", lambda row: {})
    monkeypatch.setattr("complaints.record.described.words_of", lambda row: {})
    told = agent.get(case(complaint, "/events")).json()["items"][0]
    assert told["words"] == {} and told["summary"] == "Logged the complaint, received by telephone"


def test_the_alerts_of_a_complaint_are_listed(manager):
    complaint = make_complaint("senior_review")
    manager.post(case(complaint, "/contacts"), contact(complaint.stage_since, direction="inbound", not_satisfied=True))
    told = manager.get(case(complaint, "/alerts")).json()
    assert told["next"] is None and Alert.objects.count() == len(told["items"]) == 1
    assert told["items"][0].keys() >= {"id", "complaint", "deadline", "tier", "overtaken", "due_on", "raised_at", "to", "acknowledged_by",
                                       "acknowledged_at"}
    assert (told["items"][0]["complaint"], told["items"][0]["tier"]) == (complaint.reference, "due")
