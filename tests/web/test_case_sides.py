"""Around the case: tabs with counts, what is promised at the head, people beside it, and nothing of what a person may not see."""

import re
from datetime import timedelta

import pytest

from complaints.case import linking, services
from complaints.models import Complaint
from tests.factories import MONDAY, do_contact, make_complaint, make_person, make_team, op
from tests.web.reading import text

HOUR = MONDAY + timedelta(hours=1)


def test_the_tabs_stand_in_their_order_with_true_counts(signed_in):
    complaint = make_complaint()
    page = text(signed_in().get(f"/c/{complaint.reference}/"))
    tabs = page.split('<nav class="tabs"')[1].split("</nav>")[0]
    assert re.findall(r">(\w+)(?: <span|</a>)", tabs)[:6] == ["Overview", "Timeline", "Letters", "Files", "Eligibility", "Standards"]
    assert f'>Timeline <span class="count">{complaint.events.count()}</span>' in page


@pytest.mark.parametrize(("due_on", "words"), [("2026-05-29", "13 working days left"), ("2026-05-13", "2 working days left")])
def test_a_promise_stands_at_the_head_with_its_own_date(signed_in, due_on, words):
    complaint = do_contact(make_complaint(), HOUR, reached=False, promised={"what": "Ring about the photographs", "due_on": due_on})
    page = text(signed_in().get(f"/c/{complaint.reference}/"))
    head = page.split('class="picture"')[0]
    assert "Promise to the customer" in head and words in head
    assert "Ring about the photographs" in head and "Record as kept" in head


def test_who_has_it_and_who_logged_it_are_named_with_their_teams(signed_in):
    logger = make_person(full_name="Dan Whitlock", team=make_team(name="Customer service North"))
    client, complaint = signed_in(), make_complaint(by=logger)
    services.assign(complaint.reference, {"op_id": op(), "version": complaint.version, "owner": client.person.username}, by=client.person, now=HOUR)
    page = text(client.get(f"/c/{complaint.reference}/"))
    assert "Owner: <b>you" in page and "Dan Whitlock,</b>" in page and "Customer service North" in page


@pytest.mark.parametrize(("role", "named", "seen"), [
    ("agent", False, False), ("agent", True, True), ("senior_manager", False, False), ("compliance_officer", False, True),
])
def test_a_linked_complaint_that_is_restricted_is_shown_to_those_who_may_see_it(signed_in, role, named, seen):
    one, other = make_complaint(), make_complaint()
    linking.link(one.reference, {"op_id": op(), "other": other.reference}, by=make_person(), now=HOUR)
    Complaint.objects.filter(pk=other.pk).update(restricted=True)
    client = signed_in(role)
    if named:
        other.seen_by.add(client.person)
    assert (f'href="/c/{other.reference}/"' in text(client.get(f"/c/{one.reference}/"))) is seen


def test_the_day_of_a_supply_report_is_londons(signed_in):
    complaint = make_complaint()
    customer = complaint.customer
    complaint.supply_reports.create(
        reference="SR-26-00001", reported_at=MONDAY.replace(hour=23, minute=30), channel="telephone", customer=customer, description="Off",
        logged_by=make_person(), logged_at=MONDAY)
    assert 'SR-26-00001</a> <span class="quiet">Tue 12 May</span>' in text(signed_in().get(f"/c/{complaint.reference}/"))
