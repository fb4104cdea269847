"""A restricted complaint: nothing of it for whoever is not named, in any page, count, search, file or call; its dates run on; lifting is logged."""

from datetime import timedelta

import pytest
from django.test import Client

from complaints.alerts.models import Alert
from complaints.alerts.sweep import sweep
from complaints.case.requests import log_request
from complaints.case.services import restrict
from complaints.lists.numbers import numbers
from complaints.privacy.choosing import choose
from complaints.privacy.holds import hold
from complaints.privacy.models import Batch, BatchItem
from complaints.record.models import Access
from staff.credentials import make_token
from tests.factories import MONDAY, fresh, make_complaint, make_person, op
from tests.walk import addresses

NAME, WORD = "Quirina Zanderwood", "zanderwords"
OTHERS = ("agent", "senior_manager", "administrator")
LISTS = ("/complaints/?view=all", "/complaints/?view=queue", "/complaints/?view=mine", "/complaints/?view=reviews", "/ombudsman/",
         "/alerts/?show=all", "/alerts/?show=team",
         "/calendar/2026-05/", "/calendar/2026-05-18/", "/complaints/?q=zanderwood", "/complaints/?q=zanderwords",
         "/complaints/?q=8800112233", "/go/?q=zanderwood", "/complaints/find/?q=zanderwood", "/complaints/found/?q=8800112233",
         "/reports/complaints/cases/?from=2026-05-01&to=2026-05-31", "/reports/deadlines/cases/?from=2026-05-01&to=2026-05-31")
CALLS = ("/complaints", "/complaints?q=zanderwood", "/complaints?state=overdue", "/complaints/{}", "/complaints/{}/events",
         "/complaints/{}/deadlines",
         "/complaints/{}/letters", "/complaints/{}/alerts", "/complaints/{}/files", "/complaints/{}/findings", "/complaints/{}/payments")


@pytest.fixture
def officer(db):
    return make_person("compliance_officer")


@pytest.fixture
def complaint(officer):
    row = make_complaint("senior_review", name=NAME, description=f"{WORD} were said.", account_number="8800112233")
    limited(row, officer, [make_person(username="named-one").username])
    return fresh(row)


def limited(row, officer, people):
    restrict(row.reference, {"op_id": op(), "version": fresh(row).version, "people": people, "reason": "They asked."}, by=officer,
             now=MONDAY + timedelta(hours=3))


def signed_in(role):
    client = Client()
    client.force_login(make_person(role))
    return client


def its_addresses(complaint):
    """Every address that names a complaint, and every one without a part that varies."""
    for _, route in addresses.routes():
        parts = addresses.PART.findall(route)
        if "reference" in parts:
            yield addresses._filled(route, [complaint.reference if part == "reference" else 1 for part in parts])
        elif not parts:
            yield f"/{route}"


def says(answer, complaint):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    said = body.decode(errors="replace").lower()
    return [word for word in (NAME.lower(), WORD, complaint.reference.lower(), "8800112233") if word in said]


@pytest.mark.parametrize("role", OTHERS)
def test_no_page_tells_whoever_is_not_named(at, complaint, role):
    client = signed_in(role)
    told = {}
    for address in (*its_addresses(complaint), *LISTS):
        answer = client.get(address)
        # What somebody typed stands in their own search box.
        words = [word for word in says(answer, complaint) if word not in address.lower() and complaint.reference.lower() not in address.lower()]
        told |= {address: (answer.status_code, words)} if words else {}
        assert complaint.reference not in address or answer.status_code in (403, 404, 405), address
    assert told == {}


@pytest.mark.parametrize("role", OTHERS)
def test_no_call_tells_whoever_is_not_named(at, complaint, role):
    token = make_token(make_person(role), by=None, now=MONDAY)
    for call in CALLS:
        answer = Client().get(f"/api/v1{call.format(complaint.reference)}", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code in ((404,) if "{}" in call else (200,)) and says(answer, complaint) == [], call


@pytest.mark.parametrize("role", [*OTHERS, "compliance_officer"])
def test_no_number_counts_it_but_for_those_who_see_it(officer, complaint, role):
    person = make_person(role, team=complaint.team)
    with_it = numbers(person, {}, now=MONDAY).views
    limited(complaint, officer, [])
    without_limit = numbers(person, {}, now=MONDAY).views
    assert with_it == without_limit if role == "compliance_officer" else sum(with_it.values()) <= sum(without_limit.values())


def test_whoever_is_named_and_compliance_see_it(at, complaint, client, officer):
    for person in (officer, complaint.seen_by.get()):
        client.force_login(person)
        assert client.get(f"/c/{complaint.reference}/").status_code == 200


def test_its_dates_run_on_and_are_alerted_to_those_who_see_it(complaint, officer):
    sweep(now=MONDAY + timedelta(days=30))
    raised = Alert.objects.filter(complaint=complaint)
    seen = {officer.username, "named-one"}
    assert raised.exists() and all(set(alert.to) <= seen for alert in raised)


def test_a_refused_look_is_kept_without_saying_of_what(at, complaint):
    client = signed_in("agent")
    client.get(f"/c/{complaint.reference}/")
    look = Access.objects.latest("pk")
    assert look.refused and look.complaint is None


def test_lifting_it_is_logged_with_its_reason(complaint, officer):
    limited(complaint, officer, [])
    event = complaint.events.latest("seq")
    assert event.data["restricted"] is False and "They asked." in event.sealed.body and event.by == officer


def test_pages_of_privacy_do_not_name_it_to_an_administrator(complaint, officer):
    request = log_request({"op_id": op(), "right": "access", "received_on": "2026-05-11", "person": {"name": NAME}}, by=officer, now=MONDAY)
    choose(request.ids["request"], {"op_id": op(), "records": [f"complaint:{complaint.pk}"]}, by=officer, now=MONDAY + timedelta(hours=4))
    hold(complaint.reference, {"op_id": op(), "why": WORD}, by=officer, now=MONDAY + timedelta(hours=4))
    batch = Batch.objects.create(as_of_on=MONDAY.date(), proposed_by=officer, proposed_at=MONDAY, approved=True, done_at=MONDAY,
                                 decided_by=make_person("administrator"), decided_at=MONDAY)
    BatchItem.objects.create(batch=batch, complaint=complaint, rule="resolve", due_on=MONDAY.date(), state="destroyed",
                             certificate={"reference": complaint.reference})
    client, own = signed_in("administrator"), f"/privacy/disposals/{batch.pk}/"
    for address in ("/privacy/", f"/privacy/requests/{request.ids['request']}/", own, f"{own}certificate.json"):
        answer = client.get(address)
        assert answer.status_code == 200 and complaint.reference not in answer.text and WORD not in answer.text, address
