"""Two people who keep an assessment on one case at once, on PostgreSQL: both are kept, one stands, the other is superseded by it."""

import pytest

from complaints.case.models import Complaint
from complaints.entitlement.keeping import keep
from complaints.entitlement.models import Assessment
from complaints.record.models import Event
from complaints.record.refusals import Refused
from tests.alerts.chains import breaks_of
from tests.alerts.test_at_once import together
from tests.factories import MONDAY, do_move, make_complaint, make_person, op

pytestmark = pytest.mark.postgres
NUMBER = 8


def body(**more):
    return {"decision_on": "2026-05-11", "complaint_began_on": "2026-05-11", "customer_type": "domestic", "op_id": op(), **more}


def keeper(complaint, person, **more):
    given = body(**more)
    return lambda: keep(complaint.reference, given, by=person, now=MONDAY)


def chain_of(complaint):
    """(version, version of what stands in its place) of each."""
    return list(Assessment.objects.filter(complaint=complaint).order_by("version").values_list("version", "superseded_by__version"))


def test_each_of_eight_who_keep_at_once_is_kept_and_the_last_one_stands(real_db):
    complaint = make_complaint()
    together(*(keeper(complaint, make_person()) for _ in range(NUMBER)))
    assert chain_of(complaint) == [*((number, number + 1) for number in range(1, NUMBER)), (NUMBER, None)]
    assert Event.objects.filter(complaint=complaint, kind="assessed").count() == NUMBER
    assert not breaks_of(complaint.pk, complaint.reference)


def test_a_double_click_keeps_one(real_db):
    complaint, person, mark = make_complaint(), make_person(), op()
    together(*(keeper(complaint, person, op_id=mark) for _ in range(4)))
    assert chain_of(complaint) == [(1, None)]


def test_with_a_move_at_the_same_moment_both_are_in_the_chain(real_db):
    complaint, refused = make_complaint(), []

    def escalate():
        try:
            do_move(complaint, "escalate")
        except Refused as refusal:
            refused.append(refusal.code)
    together(keeper(complaint, make_person()), escalate)
    kinds = set(Event.objects.filter(complaint=complaint).values_list("kind", flat=True))
    assert "assessed" in kinds and ("moved.escalate" in kinds) is not bool(refused)
    assert chain_of(complaint) == [(1, None)] and not breaks_of(complaint.pk, Complaint.objects.get(pk=complaint.pk).reference)
