"""Letters by the API: draft, write, approve, send, the PDF; and the order of checks on them."""

from datetime import timedelta

import pytest

from complaints.letters.models import Letter
from complaints.record.models import Access
from tests.api.callers import Caller, is_error
from tests.factories import make_complaint, make_person, op

LETTER = {
    "id", "complaint", "kind", "state", "version", "author", "approver", "sections", "checklist", "words_to_avoid", "sent_on", "received_on",
    "received_how", "refused_why", "sha256",
}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def deadlock(db):
    return make_complaint("deadlock")


@pytest.fixture
def letter(agent, deadlock):
    """A deadlock letter that an agent drafted."""
    return agent.post(f"/complaints/{deadlock.reference}/letters", {"op_id": op(), "kind": "deadlock"}).json()


def step(caller, letter, name, **fields):
    return caller.post(f"/letters/{letter['id']}/moves/{name}", {"op_id": op(), "version": letter["version"], **fields})


def written(caller, letter):
    sections = {part["name"]: "Our words stand here." for part in letter["sections"] if not part["locked"] and not part["text"]}
    return caller.patch(f"/letters/{letter['id']}", {"op_id": op(), "version": letter["version"], "sections": sections}).json()


def approved(agent, manager, letter):
    return step(manager, step(agent, written(agent, letter), "submit").json(), "approve").json()


def test_a_letter_drafted_by_hand_is_answered_as_the_contract_names_it(agent, deadlock):
    response = agent.post(f"/complaints/{deadlock.reference}/letters", {"op_id": op(), "kind": "deadlock"})
    told = response.json()
    assert response.status_code == 201 and told.keys() >= LETTER
    assert (told["complaint"], told["kind"], told["state"], told["version"]) == (deadlock.reference, "deadlock", "draft", 1)
    assert all(part.keys() == {"name", "locked", "text"} for part in told["sections"])
    assert all(item.keys() == {"item", "met", "why"} for item in told["checklist"])


def test_a_letter_goes_from_draft_to_a_sent_pdf(agent, manager, deadlock, letter):
    ready = approved(agent, manager, letter)
    assert (ready["state"], ready["approver"]) == ("approved", manager.person.username)
    response = step(manager, ready, "send", method="post")
    sent = response.json()
    assert response.status_code == 200 and (sent["state"], sent["sent_on"], sent["received_how"]) == ("sent", "2026-05-11", "deemed")
    pdf = agent.get(f"/complaints/{deadlock.reference}/letters/{sent['id']}.pdf")
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    assert "attachment" in pdf["Content-Disposition"]
    case = agent.get(f"/complaints/{deadlock.reference}").json()
    assert "ombudsman_from_letter" in {row["kind"] for row in case["deadlines"] if row["state"] == "open"}
    assert {"how": "letter", "what": "ombudsman"}.items() <= case["signposting"][-1].items()


def test_a_replayed_move_answers_the_first_version_and_state(agent, manager, letter):
    body = {"op_id": op(), "version": written(agent, letter)["version"]}
    path = f"/letters/{letter['id']}/moves/submit"
    first = agent.post(path, body).json()
    step(manager, first, "approve")
    again = agent.post(path, body).json()
    assert (again["id"], again["version"], again["state"]) == (letter["id"], first["version"], "submitted")


def test_the_letters_of_a_complaint_are_listed(agent, deadlock, letter):
    told = agent.get(f"/complaints/{deadlock.reference}/letters").json()
    assert [item["id"] for item in told["items"]] == [letter["id"]] and told["next"] is None
    assert agent.get(f"/letters/{letter['id']}").json() == told["items"][0]


def test_nobody_approves_a_letter_of_their_own(manager, letter):
    submitted = step(manager, written(manager, letter), "submit").json()
    assert is_error(step(manager, submitted, "approve"), 403)


@pytest.mark.parametrize("number", ["999999", "0", "-1", "x", "9" * 40, "%00", "1.5", "٣"])
@pytest.mark.parametrize(("method", "tail"), [("GET", ""), ("PATCH", ""), ("POST", "/moves/submit")])
def test_a_letter_that_is_not_there_is_404(agent, number, method, tail):
    assert is_error(agent.send(method, f"/letters/{number}{tail}", "{}"), 404)


def test_the_checks_on_a_letter_come_in_the_contracts_order(agent, manager, letter):
    assert is_error(agent.post(f"/letters/{letter['id']}/moves/fly", {"version": 9}), 404)
    assert is_error(step(agent, letter | {"version": 9}, "approve"), 403)
    assert is_error(step(manager, letter | {"version": 9}, "approve"), 409, "stale_version")
    assert is_error(step(manager, letter, "approve"), 409, "stage")
    assert "op_id" in agent.post(f"/letters/{letter['id']}/moves/submit", {"version": letter["version"]}).json()["fields"]


@pytest.mark.parametrize(("body", "field"), [
    ({"sections": {"ombudsman": "x"}}, "sections.ombudsman"), ({"sections": {"nothing": "x"}}, "sections.nothing"), ({}, "sections"),
    ({"sections": {"position": "a\u0000"}}, "sections.position"), ({"sections": {"position": "\U0001f4a9"}}, "sections.position"),
    ({"sections": []}, "sections"), ({"sections": {"position": 7}}, "sections.position"),
])
def test_what_cannot_be_written_names_its_section(agent, letter, body, field):
    response = agent.patch(f"/letters/{letter['id']}", {"op_id": op(), "version": letter["version"], **body})
    assert is_error(response, 422) and field in response.json()["fields"]


@pytest.mark.parametrize("body", [{"kind": "poem"}, {}, {"kind": None}, {"kind": "deadlock", "state": "sent"}])
def test_a_letter_of_no_kind_is_422(agent, deadlock, body):
    assert is_error(agent.post(f"/complaints/{deadlock.reference}/letters", {"op_id": op(), **body}), 422)


@pytest.mark.parametrize(("fields", "field"), [
    ({"method": "pigeon"}, "method"), ({}, "method"), ({"method": "post", "sent_on": "2026-05-12"}, "sent_on"),
    ({"method": "post", "sent_on": "2026-05-10"}, "sent_on"),
])
def test_a_sending_that_cannot_be_names_its_field(agent, manager, letter, fields, field):
    response = step(manager, approved(agent, manager, letter), "send", **fields)
    assert is_error(response, 422) and field in response.json()["fields"]


def test_a_letter_that_did_not_go_has_no_pdf(agent, deadlock, letter):
    assert is_error(agent.get(f"/complaints/{deadlock.reference}/letters/{letter['id']}.pdf"), 404)


def test_a_letter_is_read_only_under_its_own_complaint(agent, letter):
    other = make_complaint()
    assert is_error(agent.get(f"/complaints/{other.reference}/letters/{letter['id']}.pdf"), 404)


def test_the_letters_of_a_restricted_complaint_are_unknown_to_others_and_the_try_is_noted(agent, compliance, deadlock, letter):
    named = make_person("compliance_officer")
    body = {"op_id": op(), "version": deadlock.version, "people": [named.username], "reason": "Private."}
    compliance.post(f"/complaints/{deadlock.reference}/restrict", body)
    for path in (f"/letters/{letter['id']}", f"/complaints/{deadlock.reference}/letters", f"/complaints/{deadlock.reference}/letters/1.pdf"):
        assert is_error(agent.get(path), 404)
    assert Access.objects.filter(person=agent.person, complaint=deadlock, refused=True).count() == 3
    assert Caller(named).get(f"/letters/{letter['id']}").status_code == 200


def test_reading_a_letter_is_noted(agent, deadlock, letter):
    agent.get(f"/letters/{letter['id']}")
    assert Access.objects.filter(person=agent.person, complaint=deadlock, what="letter").count() == 1


def test_a_received_letter_moves_its_window(agent, manager, letter, noon):
    sent = step(manager, approved(agent, manager, letter), "send", method="post").json()
    noon.shift(timedelta(days=3))
    told = step(agent, sent, "received", received_on="2026-05-14").json()
    assert (told["received_on"], told["received_how"]) == ("2026-05-14", "recorded")
    assert Letter.objects.get().state == "sent"
