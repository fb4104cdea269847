"""Correcting facts: what is kept of before and after, which clocks move, who may, and what is refused."""

from datetime import timedelta

import pytest

from complaints.case.correcting import correct
from complaints.record.models import Event
from complaints.record.refusals import Refused
from complaints.record.services import words_of
from complaints.record.verifying import verify
from complaints.rules.models import Setting
from tests.factories import AN_HOUR, MONDAY, do_contact, fresh, make_complaint, make_person, op

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOW = MONDAY + DAY


def corrected(complaint, *, role="agent", now=NOW, **fields):
    body = {"op_id": op(), "version": complaint.version, "fields": {name.replace("__", "."): value for name, value in fields.items()},
            "reason": "They told us."}
    correct(complaint.reference, body, by=make_person(role), now=now)
    return fresh(complaint)


def refusal(complaint, **fields) -> Refused:
    with pytest.raises(Refused) as caught:
        corrected(complaint, **fields)
    return caught.value


def event(complaint) -> Event:
    return Event.objects.filter(complaint=complaint, kind="edited").latest("seq")


def test_words_are_sealed_with_what_was_before_and_after():
    complaint = corrected(make_complaint(), customer={"name": "Anne Harper", "phone": "0115 496 0142"})
    told = words_of(event(complaint))
    assert (told["before"]["name"], told["after"]["name"], told["reason"]) == ("Ann Harper", "Anne Harper", "They told us.")
    assert event(complaint).data == {"fields": ["name", "phone"], "before": {}, "after": {}}
    assert (complaint.customer.name_key, complaint.customer.phone_digits) == ("anne harper", "01154960142")


def test_what_a_part_leaves_out_stands():
    complaint = corrected(make_complaint(), customer={"phone": "0115 496 0142"})
    assert complaint.customer.name == "Ann Harper" and complaint.customer.customer_type == "domestic"


@pytest.mark.parametrize("name", ["class", "customer_type", "customer__customer_type"])
def test_the_class_of_customer_is_coded(name):
    complaint = corrected(make_complaint(), **{name: "micro_business"})
    assert complaint.customer.customer_type == "micro_business"
    assert event(complaint).data["before"] == {"customer_type": "domestic"} and event(complaint).data["customer_type"] == "micro_business"


def test_the_version_rises_and_the_record_verifies():
    complaint = make_complaint()
    assert corrected(complaint, wanted="An apology.").version == complaint.version + 1
    assert verify().broken is None


def days(complaint) -> dict[str, str]:
    return {row.kind: row.due_on.isoformat() for row in complaint.deadlines.all()}


def test_an_earlier_receipt_works_all_clocks_out_anew_with_an_event_each():
    complaint = corrected(make_complaint(), received_at=(MONDAY - 4 * DAY).isoformat())
    assert days(complaint) == {"first_response": "2026-05-08", "eight_week_letter": "2026-07-03", "ombudsman_from_complaint": "2027-02-07"}
    moved = Event.objects.filter(complaint=complaint, kind="deadline.moved")
    assert {event.data["because"] for event in moved} == {"corrected"} and len(moved) == 3
    assert complaint.stage_since == complaint.received_at == MONDAY - 4 * DAY


def test_a_moved_row_keeps_its_first_day_and_says_what_moved_it():
    row = corrected(make_complaint(), received_at=(MONDAY - 4 * DAY).isoformat()).deadlines.get(kind="first_response")
    assert row.original_due_on.isoformat() == "2026-05-12"
    assert row.explanation["moved_by"] == [{"from": "2026-05-12", "to": "2026-05-08", "because": "corrected"}]
    assert row.next_tier == "due" and row.alert_at.isoformat() == "2026-05-07T23:00:00+00:00"


@pytest.mark.parametrize(("role", "allowed"), [("agent", False), ("senior_manager", False), ("administrator", False), ("compliance_officer", True)])
def test_only_compliance_moves_the_receipt_to_a_later_day(role, allowed):
    complaint = make_complaint()
    if allowed:
        assert corrected(complaint, role=role, received_at=(MONDAY + DAY).isoformat()).received_at == MONDAY + DAY
    else:
        assert refusal(complaint, role=role, received_at=(MONDAY + DAY).isoformat()).status == 403


def test_a_later_hour_of_the_same_day_needs_nobody():
    assert corrected(make_complaint(), received_at=(MONDAY + AN_HOUR).isoformat()).received_at == MONDAY + AN_HOUR


def test_the_receipt_stays_before_everything_on_record():
    complaint = do_contact(make_complaint(), MONDAY + AN_HOUR)
    assert "received_at" in refusal(complaint, received_at=(MONDAY + 2 * AN_HOUR).isoformat()).fields


def test_a_complaint_takes_the_rulebook_of_its_new_receipt_day():
    Setting.objects.create(name="rulebook", value="law", valid_from="2026-05-09")
    complaint = corrected(make_complaint(), received_at=(MONDAY - 4 * DAY).isoformat())
    assert complaint.rulebook == "documents" and event(complaint).data["rulebook"] == "documents"
    assert complaint.deadlines.filter(kind="ombudsman_from_complaint", cancelled_at=None).exists()


def assumed(**fields):
    return make_complaint(nation=None, **fields)


def test_a_nation_that_was_assumed_is_confirmed():
    complaint = assumed(postcode="EH1 1AA")
    assert (complaint.nation, complaint.nation_assumed) == ("scotland", True)
    complaint = corrected(complaint, nation="scotland")
    assert complaint.nation_assumed is False and event(complaint).data["confirmed_nation"] is True


def test_another_postcode_gives_another_assumed_nation():
    complaint = corrected(assumed(postcode="EH1 1AA"), customer__postcode="CF10 1AA")
    assert (complaint.nation, complaint.nation_assumed) == ("wales", True)


def test_a_nation_somebody_said_outlasts_a_postcode():
    complaint = corrected(make_complaint(), customer__postcode="EH1 1AA")
    assert (complaint.nation, complaint.nation_assumed) == ("england", False)


def test_the_premises_nation_wins_over_the_customers():
    complaint = make_complaint(premises={"address": "1 High Street", "postcode": "EH1 1AA", "nation": "scotland"})
    assert corrected(complaint, customer__name="Anne Harper", customer__nation="england").nation == "scotland"


def test_a_nation_moves_the_clocks_to_its_calendar():
    complaint = make_complaint(received_at=MONDAY.replace(month=4, day=2), nation="england")
    complaint = corrected(complaint, premises__nation="scotland")
    assert days(complaint)["first_response"] == "2026-04-06"
    assert complaint.deadlines.get(kind="first_response").calendar == "scotland"


def test_the_gas_transporters_clock_comes_and_goes_with_the_licence():
    complaint = corrected(make_complaint(), licence="gas_transporter")
    assert complaint.deadlines.get(kind="transporter_reply").cancelled_at is None
    complaint = corrected(complaint, licence="electricity_distributor")
    assert complaint.deadlines.get(kind="transporter_reply").cancelled_at is not None
    complaint = corrected(complaint, licence="gas_transporter")
    assert complaint.deadlines.get(kind="transporter_reply").cancelled_at is None and verify().broken is None


def test_another_category_brings_its_severity():
    complaint = corrected(make_complaint(), category="power_cut")
    assert (complaint.category.code, complaint.severity) == ("power_cut", 3)
    assert event(complaint).data["category"] == "power_cut"


BAD = [({"role": "compliance_officer", "received_at": "2026-05-13T00:00:00+00:00"}, "received_at"), ({"received_at": "yesterday"}, "received_at"),
       ({"received_at": "2007-01-01T00:00:00+00:00"}, "received_at"), ({"customer__mpan": "123"}, "customer.mpan"), ({"nothing": 1}, "nothing"),
       ({"customer": "Ann"}, "customer"), ({"customer": None}, "customer"), ({"premises__surprise": 1}, "premises.surprise"),
       ({"category": "none"}, "category"), ({"severity": 9}, "severity"), ({"a.b.c": 1}, "a.b.c"), ({"wanted": "\0"}, "wanted"),
       ({}, "fields"), ({"wanted": ""}, "fields"), ({"customer": {"name": ""}}, "customer.name")]


@pytest.mark.parametrize(("fields", "field"), BAD, ids=lambda value: value if isinstance(value, str) else "")
def test_what_can_not_be_is_refused_at_its_field(fields, field):
    told = refusal(make_complaint(), **fields)
    assert told.status == 422 and field in told.fields, told.fields


def test_two_corrections_of_one_version_are_not_both_made():
    complaint = make_complaint()
    corrected(complaint, wanted="An apology.")
    with pytest.raises(Refused) as caught:
        corrected(complaint, wanted="Money.")
    assert caught.value.code == "stale_version"
