"""Two officers at once on rows of the law: one row is approved once, and no day has two rows."""

from complaints.record.models import Event
from complaints.record.operations import Answer
from complaints.record.refusals import Conflict, Refused
from complaints.record.verifying import verify
from complaints.rules.models import StandardRow
from complaints.rules.standard_rows import approve_row, propose_row, refuse_row
from tests.factories import MONDAY, make_person, op
from tests.record.test_operations import at_once
from tests.rules.test_standard_rows import ROW, SUMS


def proposed(by, **fields):
    return propose_row("EL-R5", ROW | fields | {"op_id": op(), "values": SUMS}, by=by, now=MONDAY).ids["row"]


def officers(count):
    return [make_person("compliance_officer") for _ in range(count)]


def approving(row, by):
    return lambda: approve_row(row, {"op_id": op()}, by=by, now=MONDAY)


def approved():
    return StandardRow.objects.exclude(approved_at=None)


def test_of_five_officers_who_approve_a_row_at_once_one_does(real_db):
    row = proposed(officers(1)[0])
    told = at_once([approving(row, officer) for officer in officers(5)])
    assert sum(isinstance(outcome, Answer) for outcome in told) == 1, told
    assert {type(outcome) for outcome in told if not isinstance(outcome, Answer)} == {Conflict}
    assert Event.objects.filter(kind="standard_row.approved").count() == 1 and verify().broken is None


def test_two_rows_of_the_same_days_approved_at_once_leave_one(real_db):
    rows = [proposed(officer, valid_from=first) for officer, first in zip(officers(2), ("2025-04-01", "2025-06-01"), strict=True)]
    told = at_once([approving(row, officer) for row, officer in zip(rows * 2, officers(4), strict=True)])
    assert sum(isinstance(outcome, Answer) for outcome in told) == 1, told
    assert all(isinstance(outcome, (Answer, Refused)) for outcome in told), told
    assert approved().count() == 1


def test_approved_and_refused_at_once_it_is_one_of_both(real_db):
    row = proposed(officers(1)[0])
    refusing = [lambda by=by: refuse_row(row, {"op_id": op(), "reason": "Not the table of that year."}, by=by, now=MONDAY) for by in officers(2)]
    told = at_once([*(approving(row, officer) for officer in officers(2)), *refusing])
    assert sum(isinstance(outcome, Answer) for outcome in told) == 1, told
    assert Event.objects.filter(kind__in=["standard_row.approved", "standard_row.refused"]).count() == 1
