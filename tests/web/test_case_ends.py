"""A case that went to the Ombudsman or has ended: the act that is due comes first, and what became of it is said."""

import re
from datetime import timedelta

import pytest

from complaints.case.services import set_clock
from tests.factories import do_move, make_complaint, make_person, op
from tests.letters import walked

pytestmark = pytest.mark.django_db


def opened(client, complaint):
    return client.get(f"/c/{complaint.reference}/").content.decode()


def primary(page):
    return re.search(r'<a class="btn btn-primary"[^>]*href="([^"]*)"[^>]*>([^<]*)', page).groups()


def part(page, name):
    """What the summary says under this name."""
    return page.partition(f"<dt>{name}</dt>")[2].partition("</div>")[0]


@pytest.fixture
def decided(db):
    return do_move(make_complaint("ombudsman"), "record_decision")


@pytest.fixture
def filed(db):
    """With the Ombudsman, who waits for our file."""
    complaint = make_complaint("ombudsman")
    given = {"op_id": op(), "version": complaint.version, "kind": "ombudsman_file", "due_on": "2026-05-11", "what": "The whole file"}
    set_clock(complaint.reference, given, by=make_person(), now=complaint.stage_since)
    return complaint


@pytest.mark.parametrize("role", ["agent", "senior_manager", "compliance_officer"])
def test_the_confirming_letter_that_is_due_comes_before_reopening(signed_in, at, decided, role):
    complaint = do_move(do_move(decided, "record_acceptance"), "confirm_compliance")
    at(complaint.stage_since + timedelta(hours=1))
    page = opened(signed_in(role), complaint)
    assert primary(page) == (f"/c/{complaint.reference}/letters/new/", "Write the confirming letter")


def test_recording_our_file_as_sent_comes_before_the_decision_while_the_ombudsman_waits_for_it(signed_in, filed):
    href = f"/c/{filed.reference}/clocks/{filed.deadlines.get(kind='ombudsman_file').pk}/met/"
    assert primary(opened(signed_in("senior_manager"), filed)) == (href, "Record the file as sent")


def test_the_due_card_does_not_offer_again_what_the_filled_button_does(signed_in, filed):
    page = opened(signed_in("senior_manager"), filed)
    assert page.count("/met/") == 1 and "The whole file" in page


def test_once_the_customer_went_it_says_what_became_of_it_and_no_window_as_if_still_open(signed_in, decided):
    said = part(opened(signed_in(), decided), "Ombudsman")
    assert "They went there on" in said and ": upheld." in said and "The customer’s answer is awaited." in said
    assert "Until" not in said


def test_picture_and_latest_events_say_what_was_decided_and_answered(signed_in, decided):
    page = opened(signed_in(), do_move(decided, "record_acceptance"))
    assert '<tspan class="tb">Decision: upheld</tspan>' in page and '<tspan class="tb">Customer answered: accepted</tspan>' in page
    assert "recorded the Ombudsman’s decision: upheld" in page and "recorded the customer’s answer to the decision: accepted" in page


def test_a_window_that_is_over_is_told_in_the_past(signed_in, at):
    complaint = walked.sent().complaint
    at(complaint.received_at + timedelta(days=600))
    said = part(opened(signed_in(), complaint), "Ombudsman")
    assert "The Ombudsman was open from" in said and "It ended on" in said and "Until" not in said


def test_the_deadlock_letter_is_what_we_said_last(signed_in, at):
    complaint = walked.sent().complaint
    at(complaint.stage_since + timedelta(hours=1))
    assert f"Deadlock letter. {walked.WORDS['position']}" in part(opened(signed_in(), complaint), "What we said")
