"""The Complaints Handling Procedure told from end to end, over Easter and over Christmas, by both calendars."""

from datetime import date, datetime, time

import pytest

from complaints.case.carrying import carry
from complaints.clocks.services import history_of
from complaints.record.entries import Entry
from complaints.record.verifying import verify
from tests.factories import do_contact, do_move, fresh, make_complaint, make_person
from workdays import london

pytestmark = pytest.mark.django_db

# Key days of each telling: by place, what is due when. Good Friday 3 April 2026, Easter Monday (not in Scotland) 6 April;
# Christmas Day Friday, 28 December for Boxing Day, New Year's Day Friday, in Scotland 4 January for the 2nd.
EASTER = {
    "england": {"first_response": "2026-04-07", "senior_review": "2026-04-14", "next_update": "2026-04-21", "deadlock_letter": "2026-04-28",
                "deadlock_notice": "2026-04-22", "eight_week_letter": "2026-05-29"},
    "scotland": {"first_response": "2026-04-06", "senior_review": "2026-04-14", "next_update": "2026-04-21", "deadlock_letter": "2026-04-28",
                 "deadlock_notice": "2026-04-22", "eight_week_letter": "2026-05-29"},
}
CHRISTMAS = {
    "england": {"first_response": "2026-12-24", "senior_review": "2027-01-04", "next_update": "2027-01-08", "deadlock_letter": "2027-01-12",
                "deadlock_notice": "2027-01-06", "eight_week_letter": "2027-02-18"},
    "scotland": {"first_response": "2026-12-24", "senior_review": "2027-01-05", "next_update": "2027-01-11", "deadlock_letter": "2027-01-12",
                 "deadlock_notice": "2027-01-06", "eight_week_letter": "2027-02-18"},
}


def at(day: str, hour: int = 10) -> datetime:
    return london.moment(date.fromisoformat(day), time(hour))


def due(complaint) -> dict[str, str]:
    """Every clock by its kind, the last started of each."""
    return {row.kind: row.due_on.isoformat() for row in complaint.deadlines.order_by("pk")}


def send(complaint, kind: str, day: str, number: int):
    """What the letters' room writes when a letter was sent by post."""
    data = {"letter": number, "letter_kind": kind, "sent_on": day, "method": "post"}
    carry(complaint, history_of(complaint), [Entry("letter.sent", at(day, 15), data)], by=None, now=at(day, 15), because="letter sent", touch=False)
    return fresh(complaint)


STORIES = [
    ("easter", nation, EASTER[nation], ["2026-04-02", "2026-04-07", "2026-04-14", "2026-04-21", "2026-04-23"]) for nation in EASTER
] + [
    ("christmas", nation, CHRISTMAS[nation], ["2026-12-23", "2026-12-23", "2026-12-31", "2027-01-05", "2027-01-07"]) for nation in CHRISTMAS
]


@pytest.mark.parametrize(("feast", "nation", "days", "told"), STORIES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_complaint_goes_its_whole_way(feast, nation, days, told):
    received, escalated, updated, deadlocked, sent = told
    manager = make_person("senior_manager")
    complaint = make_complaint(received_at=at(received), nation=nation)
    assert due(complaint)["first_response"] == days["first_response"]
    complaint = do_contact(complaint, at(escalated, 11))
    complaint = do_move(complaint, "escalate", at=at(escalated, 12), senior_manager=manager.username)
    assert due(complaint)["senior_review"] == days["senior_review"] and complaint.owner == manager
    complaint = do_move(complaint, "send_update", by=manager, at=at(updated))
    assert due(complaint)["next_update"] == days["next_update"]
    complaint = do_move(complaint, "declare_deadlock", by=manager, at=at(deadlocked))
    assert due(complaint) | days == due(complaint)
    complaint = send(complaint, "deadlock", sent, 1)
    finish(complaint, sent)


def finish(complaint, sent: str):
    """The letter opened the window; the customer goes, wins, accepts; we comply and it is resolved."""
    still = {row.kind for row in complaint.deadlines.filter(met_at=None, cancelled_at=None)}
    assert still == {"ombudsman_from_complaint", "ombudsman_from_letter"} and complaint.next_due_on is None
    day = date.fromisoformat(sent)
    later = [date.fromordinal(day.toordinal() + days).isoformat() for days in (30, 60, 70, 80)]
    complaint = do_move(complaint, "refer_to_ombudsman", at=at(later[0]), because="deadlock")
    complaint = do_move(complaint, "record_decision", at=at(later[1]))
    complaint = do_move(complaint, "record_acceptance", at=at(later[2]))
    assert due(complaint)["ombudsman_compliance"] == date.fromordinal(day.toordinal() + 98).isoformat()
    complaint = do_move(complaint, "confirm_compliance", at=at(later[3]))
    open_now = {row.kind for row in complaint.deadlines.filter(met_at=None, cancelled_at=None)}
    assert complaint.stage == "resolved" and open_now == {"confirmation_letter"} and verify().broken is None


@pytest.mark.parametrize(("nation", "in_time"), [("england", True), ("scotland", False)])
def test_the_tuesday_after_easter_is_in_time_in_england_and_late_in_scotland(nation, in_time):
    complaint = do_contact(make_complaint(received_at=at("2026-04-02"), nation=nation), at("2026-04-07"))
    row = complaint.deadlines.get(kind="first_response")
    assert (london.day_of(row.met_at) <= row.due_on) is in_time
    assert [skipped["why"] for skipped in row.explanation["skipped"]][:1] == ["Good Friday"]


def test_off_at_once_and_right_in_the_same_call():
    complaint = do_move(make_complaint(received_at=at("2026-12-24")), "resolve", at=at("2026-12-24", 11))
    assert {row.kind for row in complaint.deadlines.filter(met_at__isnull=False)} == {"first_response", "eight_week_letter"}
    assert complaint.next_due_on is None


def test_each_row_explains_itself():
    row = make_complaint(received_at=at("2026-12-24")).deadlines.get(kind="first_response")
    told = row.explanation
    assert told["counted"] == ["2026-12-29"] and told["start"]["on"] == "2026-12-24" and told["target_on"] == "2026-12-24"
    assert [skipped["why"] for skipped in told["skipped"]] == ["Christmas Day", "weekend", "weekend", "Boxing Day (substitute day)"]
    assert told["source"].startswith("Gas and Electricity (Consumer Complaints Handling Standards)")
