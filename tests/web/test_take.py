"""Assign to me on a case: one press, once, offered where it can be, and taken back as any other assignment of one's own."""

import pytest

from complaints.case.services import assign
from tests.factories import MONDAY, fresh, make_complaint, make_person, op
from tests.web.reading import text


def page_of(client, complaint):
    return text(client.get(f"/c/{complaint.reference}/"))


def take(client, complaint, **changed):
    return client.post(f"/c/{complaint.reference}/take/", {"op_id": op(), "version": fresh(complaint).version, **changed})


def test_whoever_presses_it_has_the_complaint_and_may_take_that_back(signed_in):
    client, complaint = signed_in("agent"), make_complaint()
    assert f'action="/c/{complaint.reference}/take/"' in page_of(client, complaint)
    assert take(client, complaint).status_code == 302 and fresh(complaint).owner == client.person
    page = page_of(client, complaint)
    assert "You gave this complaint to yourself" in page and "/take/" not in page


def test_pressed_twice_it_is_assigned_once(signed_in):
    client, complaint, mark = signed_in("agent"), make_complaint(), op()
    version = complaint.version
    assert {take(client, complaint, op_id=mark, version=version).status_code for _ in range(2)} == {302}
    assert complaint.events.filter(kind="assigned").count() == 1


@pytest.mark.parametrize(("role", "stage", "offered"), [
    ("agent", "immediate", True), ("senior_manager", "senior_review", True), ("administrator", "deadlock", True),
    ("compliance_officer", "immediate", False), ("agent", "closed", False), ("senior_manager", "resolved", False),
])
def test_it_is_offered_to_who_may_own_it_while_it_is_open(signed_in, role, stage, offered):
    client, complaint = signed_in(role), make_complaint(stage)
    assert ("/take/" in page_of(client, complaint)) is offered


def test_a_compliance_officer_is_refused_and_a_stale_page_told(signed_in):
    complaint = make_complaint()
    assert take(signed_in("compliance_officer"), complaint).status_code == 403
    tom = make_person(username="tom")
    assign(complaint.reference, {"op_id": op(), "version": 1, "owner": "tom"}, by=tom, now=MONDAY)
    assert take(signed_in("agent"), complaint, version=1).status_code == 409 and fresh(complaint).owner == tom
