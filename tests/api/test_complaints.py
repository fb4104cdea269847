"""Logging, reading and listing complaints by the API."""

from datetime import timedelta

import pytest

from complaints.case.models import Complaint
from complaints.case.services import restrict
from complaints.record.models import Access, Event
from tests.api.callers import is_error
from tests.factories import MONDAY, contact, fresh, given, make_complaint, make_person, make_team, op

CONTRACT = {
    "reference", "stage", "version", "received_at", "stage_since", "customer", "owner", "team", "description", "category", "wanted",
    "moves", "deadlines", "signposting", "late", "links", "state",
}
DEADLINE = {
    "id", "kind", "started_at", "due_at", "due_on", "original_due_on", "met_at", "cancelled_at", "state", "words", "rule", "calendar",
    "explanation",
}
CUSTOMER = {
    "name", "customer_type", "nation", "salutation", "account_number", "mpan", "mprn", "email", "phone", "address", "postcode",
    "preferred_contact", "needs", "formats", "language", "died_on", "contact_arrangement", "representative",
}


def test_a_logged_complaint_is_answered_as_the_contract_names_it(agent):
    response = agent.post("/complaints", given(mpan="", needs=["medical"]))
    told = response.json()
    assert response.status_code == 201 and told.keys() >= CONTRACT and told["customer"].keys() >= CUSTOMER
    assert (told["stage"], told["version"], told["late"], told["links"]) == ("immediate", 1, False, [])
    assert told["received_at"] == "2026-05-11T09:02:00+00:00" and told["customer"]["needs"] == ["medical"]


def test_a_complaint_made_by_the_api_belongs_to_nobody_yet(agent):
    assert agent.post("/complaints", given()).json()["owner"] is None


def test_every_deadline_tells_its_rule_and_its_days(agent, complaint):
    told = agent.get(f"/complaints/{complaint.reference}").json()["deadlines"]
    by_kind = {deadline["kind"]: deadline for deadline in told}
    first = by_kind["first_response"]
    assert all(deadline.keys() == DEADLINE | {"what", "for_customer"} for deadline in told)
    assert (first["due_on"], first["due_at"], first["state"]) == ("2026-05-12", "2026-05-12T22:59:59+00:00", "open")
    assert first["words"] == "Due tomorrow" and first["rule"].keys() >= {"name", "rulebook", "version", "source"}
    assert first["explanation"].keys() >= {"start", "counted", "skipped", "moved_by"} and first["calendar"] == "england-and-wales"


def test_a_person_is_told_the_moves_they_may_make_now(agent, manager, complaint):
    path = f"/complaints/{complaint.reference}"
    assert agent.get(path).json()["moves"] == ["escalate", "refer_to_ombudsman", "resolve", "withdraw"]
    assert "set_aside" in manager.get(path).json()["moves"]


def test_a_late_complaint_says_so(agent, complaint, noon):
    noon.shift(timedelta(days=2))
    told = agent.get(f"/complaints/{complaint.reference}").json()
    assert told["late"] is True and told["state"] == "overdue"


def test_signposting_names_when_how_and_what(agent, complaint):
    agent.post(f"/complaints/{complaint.reference}/contacts", contact(MONDAY + timedelta(hours=1), signposted=["ombudsman", "advice"]))
    told = agent.get(f"/complaints/{complaint.reference}").json()["signposting"]
    assert [(item["how"], item["what"]) for item in told] == [("telephone", "ombudsman"), ("telephone", "advice")]


def test_reading_a_complaint_is_noted_and_writes_no_event(agent, complaint):
    before = Event.objects.count()
    agent.get(f"/complaints/{complaint.reference}")
    assert Event.objects.count() == before
    assert Access.objects.filter(person=agent.person, complaint=complaint, what="complaint", refused=False).count() == 1


@pytest.fixture
def restricted(complaint, compliance):
    body = {"op_id": op(), "version": complaint.version, "people": [], "reason": "A colleague complained."}
    named = make_person()
    restrict(complaint.reference, body | {"people": [named.username]}, by=compliance.person, now=MONDAY + timedelta(hours=1))
    return fresh(complaint)


@pytest.mark.parametrize("tail", ["", "/events", "/deadlines", "/alerts"])
def test_a_restricted_complaint_is_unknown_to_others_and_the_try_is_noted(manager, restricted, tail):
    response = manager.get(f"/complaints/{restricted.reference}{tail}")
    assert is_error(response, 404, "not_found")
    assert Access.objects.filter(person=manager.person, complaint=restricted, refused=True).count() == 1


def test_compliance_reads_a_restricted_complaint(compliance, restricted):
    assert compliance.get(f"/complaints/{restricted.reference}").json()["restricted"] is True


def test_a_replay_tells_whoever_was_shut_out_no_more_than_the_first_answer(agent, complaint, compliance):
    path = f"/complaints/{complaint.reference}"
    body = {"op_id": op(), "version": 1, "reason": "Asked for it.", "asked_by_customer": True}
    assert agent.post(f"{path}/moves/escalate", body).status_code == 200
    compliance.post(f"{path}/restrict", {"op_id": op(), "version": 2, "people": [compliance.person.username], "reason": "Private."})
    replay = agent.post(f"{path}/moves/escalate", body)
    assert replay.status_code == 200 and replay.json() == {"reference": complaint.reference, "stage": "senior_review", "version": 2}


def test_reading_one_costs_the_same_whatever_hangs_on_it(agent, complaint, django_assert_max_num_queries):
    for minute in range(5):
        agent.post(f"/complaints/{complaint.reference}/contacts", contact(MONDAY + timedelta(minutes=minute + 1), signposted=["advice"]))
    with django_assert_max_num_queries(16):
        agent.get(f"/complaints/{complaint.reference}")


@pytest.mark.parametrize("reference", ["LM-26-99999-X", "x", "%00", "a" * 300, "..%2F..", "%ff%fe", "'--", "%F0%9F%92%A9"])
def test_what_is_no_reference_is_unknown(agent, reference):
    assert is_error(agent.get(f"/complaints/{reference}"), 404, "not_found")


@pytest.mark.parametrize(("changes", "field"), [
    ({"channel": "fax"}, "channel"), ({"received_at": "2026-05-11"}, "received_at"), ({"received_at": "2026-05-11T23:00:00Z"}, "received_at"),
    ({"description": ""}, "description"), ({"customer": {}}, "customer.name"), ({"category": "nothing"}, "category"),
    ({"colour": "red"}, "colour"), ({"op_id": None}, "op_id"), ({"description": 7}, "description"),
    ({"customer": {"name": "A", "mpan": "1234567890123"}}, "customer.mpan"), ({"description": "a\u0000b"}, "description"),
])
def test_what_is_wrong_is_named_by_its_field(agent, changes, field):
    response = agent.post("/complaints", given() | changes)
    assert is_error(response, 422) and field in response.json()["fields"]
    assert Complaint.objects.count() == 0


def test_assigning_gives_it_to_a_person_or_a_team(manager, complaint):
    other, team = make_person(), make_team()
    path = f"/complaints/{complaint.reference}/assign"
    told = manager.post(path, {"op_id": op(), "version": 1, "owner": other.username}).json()
    assert (told["owner"], told["version"]) == (other.username, 2)
    told = manager.post(path, {"op_id": op(), "version": 2, "team": team.slug}).json()
    assert (told["owner"], told["team"]) == (None, team.slug)


def test_only_compliance_restricts(manager, complaint):
    body = {"op_id": op(), "version": 1, "people": [], "reason": "Private."}
    assert is_error(manager.post(f"/complaints/{complaint.reference}/restrict", body), 403, "forbidden")


def test_links_lead_only_to_complaints_that_may_be_seen(agent, manager, compliance, complaint):
    later = make_complaint(received_at=MONDAY + timedelta(minutes=10))
    body = {"op_id": op(), "version": 1, "reason": "duplicate", "told_customer_on": "2026-05-11", "duplicate_of": complaint.reference}
    assert manager.post(f"/complaints/{later.reference}/moves/set_aside", body).status_code == 200
    told = agent.get(f"/complaints/{complaint.reference}").json()["links"]
    assert told == [{"reference": later.reference, "kind": "duplicate"}]
    compliance.post(f"/complaints/{later.reference}/restrict", {"op_id": op(), "version": 2, "people": ["nobody"], "reason": "Private."})
    compliance.post(f"/complaints/{later.reference}/restrict",
                    {"op_id": op(), "version": 2, "people": [compliance.person.username], "reason": "Private."})
    assert agent.get(f"/complaints/{complaint.reference}").json()["links"] == []


@pytest.mark.parametrize("people", [[""], ["nobody"], ["a\u0000"], "agent", [7], [None], ["x"] * 101, {"a": 1}])
def test_restricting_to_nobody_real_names_the_field(compliance, complaint, people):
    body = {"op_id": op(), "version": 1, "people": people, "reason": "Private."}
    response = compliance.post(f"/complaints/{complaint.reference}/restrict", body)
    assert is_error(response, 422) and any(name.startswith("people") for name in response.json()["fields"])


@pytest.mark.parametrize("column", ["salutation", "account_number", "name", "postcode", "phone", "address"])
@pytest.mark.parametrize("text", ["a\u0000b", "\ud800", "\u0007"])
def test_a_character_that_cannot_be_stored_is_named_by_its_field(agent, column, text):
    response = agent.post("/complaints", given(**{column: text}))
    assert is_error(response, 422) and f"customer.{column}" in response.json()["fields"]
