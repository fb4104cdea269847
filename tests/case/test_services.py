"""What a person can do beside the moves: contacts, notes, assigning, restricting, clocks, links, supply reports, data requests."""

from datetime import timedelta

import pytest

from complaints.case import linking, requests, supply
from complaints.case.models import Complaint, ComplaintLink, Contact, DataRequest, SupplyReport
from complaints.case.reading import find, visible
from complaints.case.receiving import log_complaint
from complaints.case.services import add_contact, add_note, assign, meet_clock, restrict, set_clock
from complaints.clocks.models import Deadline
from complaints.record.models import Event
from complaints.record.refusals import Refused, Unknown
from complaints.record.services import words_of
from complaints.record.verifying import verify
from tests.factories import AN_HOUR, MONDAY, contact, customer, do_contact, do_move, fresh, given, make_complaint, make_person, make_team, op

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = MONDAY + AN_HOUR


def refusal(call, *args, **more) -> Refused:
    with pytest.raises(Refused) as caught:
        call(*args, **more)
    return caught.value


def test_whoever_logs_on_the_page_owns_it():
    team = make_team()
    agent = make_person(team=team)
    complaint = make_complaint(by=agent)
    assert (complaint.owner, complaint.team, complaint.stage, complaint.version) == (agent, team, "immediate", 1)


def test_logged_by_the_api_it_belongs_to_a_team():
    team = make_team()
    answer = log_complaint(given(), by=make_person(), now=MONDAY, door="api")
    complaint = Complaint.objects.get(pk=answer.ids["complaint"])
    assert (complaint.owner, complaint.team) == (None, team)


LOGGING = [({"received_at": (MONDAY + DAY).isoformat()}, "received_at"), ({"description": ""}, "description"), ({"channel": "fax"}, "channel"),
           ({"first_attempted_at": LATER.isoformat()}, "first_attempted_at"), ({"category": "nothing"}, "category"),
           ({"received_at": "2007-12-31T12:00:00+00:00"}, "received_at"), ({"customer": {}}, "customer.name"),
           ({"customer": {"name": "A\ud800"}}, "customer.name"), ({"customer": {"name": "A", "email": "a@b"}}, "customer.email"),
           ({"customer": {"name": "A", "email": "=?utf-8?q?a?=@b.com"}}, "customer.email"),
           ({"customer": {"name": "A", "email": "a@[127.0.0.1]"}}, "customer.email")]


@pytest.mark.parametrize(("fields", "field"), LOGGING, ids=lambda value: value if isinstance(value, str) else "")
def test_logging_refuses_what_can_not_be_at_its_field(fields, field):
    told = refusal(log_complaint, given() | fields, by=make_person(), now=MONDAY)
    assert told.status == 422 and field in told.fields, told.fields
    assert not Complaint.objects.exists()


NATIONS = [({"nation": "wales", "postcode": "EH1 1AA"}, "wales", False), ({"nation": None, "postcode": "EH1 1AA"}, "scotland", True),
           ({"nation": None, "postcode": ""}, "england", True)]


@pytest.mark.parametrize(("fields", "nation", "is_assumed"), NATIONS)
def test_the_nation_is_said_or_of_the_postcode_or_the_companys(fields, nation, is_assumed):
    complaint = make_complaint(**fields)
    assert (complaint.nation, complaint.nation_assumed) == (nation, is_assumed)


def test_a_contact_keeps_its_words_sealed_and_its_codes_open():
    complaint = do_contact(make_complaint(), LATER, advice="Read the meter.", signposted=["ombudsman", "advice"],
                           who={"name": "Eve Ward", "capacity": "Daughter"}, promised={"what": "Ring back", "due_on": "2026-05-13"})
    event = Event.objects.get(kind="contact")
    assert words_of(event) == {"summary": "Told them where we are.", "advice": "Read the meter.", "promised": "Ring back",
                               "who": {"name": "Eve Ward", "capacity": "Daughter"}}
    assert event.data["signposted"] == ["ombudsman", "advice"] and complaint.version == 1
    assert complaint.deadlines.get(kind="promise").what == "Ring back" and complaint.last_contact_at == LATER


def test_advice_in_the_very_call_that_was_logged_is_no_contact_back():
    person = make_person()
    body = given(received_at=MONDAY.isoformat())
    reference = Complaint.objects.get(pk=log_complaint(body, by=person, now=MONDAY + 5 * AN_HOUR / 60).ids["complaint"]).reference
    add_contact(reference, contact(MONDAY, direction="inbound", advice="Look at the fuse."), by=person, now=LATER)
    assert Contact.objects.get().own_call and Deadline.objects.get(kind="first_response").met_at is None
    add_contact(reference, contact(LATER, direction="inbound", advice="And the meter."), by=person, now=LATER)
    assert Deadline.objects.get(kind="first_response").met_at == LATER


CONTACTS = [({"at": (MONDAY + DAY).isoformat()}, "at"), ({"at": (MONDAY - DAY).isoformat()}, "at"), ({"summary": ""}, "summary"),
            ({"promised": {"what": "x", "due_on": "2001-01-01"}}, "promised.due_on"), ({"holding_reply": "visit"}, "holding_reply"),
            ({"signposted": ["nobody"]}, "signposted.0"), ({"reached": "yes"}, "reached")]


@pytest.mark.parametrize(("fields", "field"), CONTACTS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_contact_refuses_what_can_not_be_at_its_field(fields, field):
    told = refusal(add_contact, make_complaint().reference, contact(MONDAY) | fields, by=make_person(), now=LATER)
    assert told.status == 422 and field in told.fields, told.fields


def test_not_satisfied_in_a_review_alerts_the_manager_at_once():
    complaint = do_contact(make_complaint("senior_review"), MONDAY + 2 * AN_HOUR, direction="inbound", not_satisfied=True)
    alert = complaint.alerts.get()
    assert (alert.why, complaint.not_satisfied_at) == ("not_satisfied", MONDAY + 2 * AN_HOUR)
    assert Event.objects.filter(kind="alert.raised", complaint=complaint).exists() and verify().broken is None


def test_a_note_changes_no_version_and_no_clock():
    complaint = make_complaint()
    add_note(complaint.reference, {"op_id": op(), "text": "Rang the depot."}, by=make_person(), now=LATER)
    assert fresh(complaint).version == 1 and words_of(Event.objects.get(kind="note")) == {"text": "Rang the depot."}


ASSIGNING = [("agent", "own", True), ("agent", "of another", False), ("agent", "takes it", True), ("senior_manager", "of another", True),
             ("administrator", "of another", True), ("compliance_officer", "of another", False)]


@pytest.mark.parametrize(("role", "whose", "allowed"), ASSIGNING)
def test_who_may_assign(role, whose, allowed):
    person, other = make_person(role), make_person()
    complaint = make_complaint(by=person if whose == "own" else make_person())
    owner = person if whose == "takes it" else other
    body = {"op_id": op(), "version": 1, "owner": owner.username, "reason": "Leave"}
    if allowed:
        assign(complaint.reference, body, by=person, now=LATER)
        assert fresh(complaint).owner == owner and fresh(complaint).version == 2
    else:
        assert refusal(assign, complaint.reference, body, by=person, now=LATER).status == 403


def limited(complaint, *people):
    body = {"op_id": op(), "version": complaint.version, "people": [person.username for person in people], "reason": "A colleague's mother."}
    restrict(complaint.reference, body, by=make_person("compliance_officer"), now=LATER)
    return fresh(complaint)


@pytest.mark.parametrize(("role", "sees"), [("agent", False), ("senior_manager", False), ("administrator", False), ("compliance_officer", True)])
def test_a_restricted_complaint_is_unknown_to_all_but_compliance_and_those_named(role, sees):
    named, person = make_person(), make_person(role)
    complaint = limited(make_complaint(), named)
    assert find(complaint.reference, named) == complaint and visible(named).get() == complaint
    assert visible(person).exists() is sees
    if not sees:
        with pytest.raises(Unknown):
            find(complaint.reference, person)
        told = refusal(add_note, complaint.reference, {"op_id": op(), "text": "x"}, by=person, now=LATER)
        assert told.status == 404


def test_an_empty_list_lifts_the_limit():
    complaint = limited(limited(make_complaint(), make_person()))
    assert visible(make_person()).get() == complaint


def test_only_compliance_restricts():
    body = {"op_id": op(), "version": 1, "people": [], "reason": "x"}
    assert refusal(restrict, make_complaint().reference, body, by=make_person("administrator"), now=LATER).status == 403


def a_clock(complaint, **fields):
    body = {"op_id": op(), "version": complaint.version, "kind": "information_request", "due_on": "2026-05-20", "what": "The job sheet", **fields}
    set_clock(complaint.reference, body, by=make_person(), now=LATER)
    return fresh(complaint)


def test_a_clock_set_by_a_person_is_met_by_a_person():
    complaint = a_clock(make_complaint())
    row = complaint.deadlines.get(kind="information_request")
    body = {"op_id": op(), "version": complaint.version, "at": LATER.isoformat(), "how": "By email"}
    meet_clock(complaint.reference, row.pk, body, by=make_person(), now=LATER)
    row.refresh_from_db()
    assert (row.what, row.met_at, fresh(complaint).version) == ("The job sheet", LATER, 3)
    assert [event.data["by_hand"] for event in Event.objects.filter(data__clock_kind="information_request")] == [True, True]
    assert verify().broken is None


@pytest.mark.parametrize("fields", [{"due_on": "2026-05-10"}, {"agreed_on": "2026-05-12"}, {"agreed_on": "2026-05-10"}, {"kind": "senior_review"}])
def test_a_clock_refuses_a_day_that_can_not_be(fields):
    with pytest.raises(Refused) as caught:
        a_clock(make_complaint(), **fields)
    assert caught.value.status == 422


def test_the_procedures_own_clocks_are_not_met_by_hand():
    complaint = make_complaint()
    row = complaint.deadlines.get(kind="eight_week_letter")
    body = {"op_id": op(), "version": 1, "at": LATER.isoformat(), "how": "I said so"}
    assert refusal(meet_clock, complaint.reference, row.pk, body, by=make_person(), now=LATER).code == "not_by_hand"


def test_an_offer_that_was_accepted_or_ran_out_is_recorded_so():
    offer = {"text": "50 pounds", "stays_open": True, "open_until": "2026-05-20"}
    complaint = do_move(make_complaint("senior_review"), "declare_deadlock", offer=offer)
    row = complaint.deadlines.get(kind="offer_expires")
    body = {"op_id": op(), "version": complaint.version, "at": row.started_at.isoformat(), "how": "Accepted on the telephone."}
    meet_clock(complaint.reference, row.pk, body, by=make_person(), now=row.started_at)
    assert complaint.deadlines.get(pk=row.pk).met_at == row.started_at


def test_two_complaints_are_linked_once_and_unlinked():
    first, second, person = make_complaint(), make_complaint(), make_person()
    linking.link(first.reference, {"op_id": op(), "other": second.reference, "kind": "same_place"}, by=person, now=LATER)
    told = refusal(linking.link, second.reference, {"op_id": op(), "other": first.reference}, by=person, now=LATER)
    assert "linked already" in told.sentence
    linking.unlink(second.reference, {"op_id": op(), "other": first.reference}, by=person, now=LATER)
    assert not ComplaintLink.objects.exists() and verify().broken is None


def test_a_link_tells_nothing_of_a_restricted_complaint():
    hidden = limited(make_complaint(), make_person())
    told = refusal(linking.link, make_complaint().reference, {"op_id": op(), "other": hidden.reference}, by=make_person(), now=LATER)
    assert "you may see" in told.sentence


def a_report(**fields):
    body = {"op_id": op(), "reported_at": MONDAY.isoformat(), "channel": "telephone", "customer": customer(nation="scotland", postcode=""),
            "description": "No power in the stairwell.", **fields}
    return SupplyReport.objects.get(pk=supply.log_report(body, by=make_person(), now=LATER).ids["report"])


def test_a_supply_report_is_no_complaint():
    report = a_report()
    assert report.reference.startswith("SR-26-") and not Complaint.objects.exists() and not Event.objects.exists()


def test_a_report_becomes_a_complaint_received_when_they_said_so():
    report, agent = a_report(), make_person()
    body = {"op_id": op(), "at": (MONDAY + AN_HOUR).isoformat(), "description": "You keep telling me two more hours."}
    answer = supply.becomes_complaint(report.pk, body, by=agent, now=MONDAY + 2 * AN_HOUR)
    complaint = Complaint.objects.get(pk=answer.ids["complaint"])
    assert (answer.status, complaint.received_at, complaint.nation, complaint.nation_assumed) == (201, MONDAY + AN_HOUR, "scotland", False)
    assert complaint.supply_reports.get() == report and complaint.owner == agent and verify().broken is None


def test_a_report_becomes_a_complaint_once():
    report, agent = a_report(), make_person()
    for first in (True, False):
        body = {"op_id": op(), "at": MONDAY.isoformat(), "description": "Nobody answers."}
        if first:
            supply.becomes_complaint(report.pk, body, by=agent, now=LATER)
        else:
            assert refusal(supply.becomes_complaint, report.pk, body, by=agent, now=LATER).status == 409


NEVER = [(10**9, {}, 404), (None, {"at": "2026-06-01T10:00"}, 422), (None, {"description": ""}, 422)]


@pytest.mark.parametrize(("number", "fields", "status"), NEVER)
def test_a_report_that_can_not_become_one(number, fields, status):
    body = {"op_id": op(), "at": MONDAY.isoformat(), "description": "Nobody answers."} | fields
    assert refusal(supply.becomes_complaint, number or a_report().pk, body, by=make_person(), now=LATER).status == status


def a_request(received_on="2026-05-11", now=LATER):
    body = {"op_id": op(), "received_on": received_on, "person": {"name": "Ann Harper"}}
    return DataRequest.objects.get(pk=requests.log_request(body, by=make_person(), now=now).ids["request"])


@pytest.mark.parametrize(("received", "due"), [("2026-05-11", "2026-06-11"), ("2026-04-30", "2026-06-01"), ("2026-01-31", "2026-03-02"),
                                               ("2025-11-25", "2025-12-29"), ("2024-01-31", "2024-02-29")])
def test_a_data_request_is_due_in_a_month_or_on_the_next_working_day(received, due):
    row = a_request(received).deadlines.get()
    assert (row.due_on.isoformat(), row.kind, row.complaint_id) == (due, "data_request", None)
    assert row.explanation["start"]["what"] == "request received" and row.alert_at is not None


@pytest.mark.parametrize(("role", "allowed"), [("agent", False), ("senior_manager", False), ("administrator", False), ("compliance_officer", True)])
def test_only_compliance_answers_a_data_request(role, allowed):
    request, body = a_request(), {"op_id": op(), "at": LATER.isoformat(), "how": "By post"}
    if allowed:
        requests.answer_request(request.pk, body, by=make_person(role), now=LATER)
        assert request.deadlines.get().met_at == LATER and verify().as_json()["chains"] == 1
        assert refusal(requests.answer_request, request.pk, body | {"op_id": op()}, by=make_person(role), now=LATER).status == 409
    else:
        assert refusal(requests.answer_request, request.pk, body, by=make_person(role), now=LATER).status == 403


def test_a_data_request_of_tomorrow_is_refused():
    assert "received_on" in refusal(requests.log_request, {"op_id": op(), "received_on": "2026-05-12", "person": {"name": "A"}}, by=make_person(),
                                    now=LATER).fields
