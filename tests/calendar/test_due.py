"""What the calendar counts: equal to a plain loop over all deadlines, whoever looks; restricted complaints only where they may be seen."""

from collections import Counter
from datetime import date, timedelta

import pytest

from complaints.calendar import due
from complaints.case.models import Complaint
from complaints.case.reading import hidden, visible
from complaints.clocks.models import Deadline
from tests.factories import MONDAY, do_move, make_complaint, make_person, make_team
from workdays import london

pytestmark = pytest.mark.django_db
FIRST, LAST, TODAY = date(2026, 5, 1), date(2026, 8, 31), date(2026, 6, 3)
WINDOWS = ("ombudsman_from_complaint", "ombudsman_from_letter")


@pytest.fixture
def desk():
    """Complaints of every stage, two of them restricted, one of those shown to the agent, some owned, some a team's."""
    agent = make_person(team=make_team())
    found = [make_complaint(stage, received_at=MONDAY + timedelta(days=place)) for place, stage in enumerate(
        ("immediate", "senior_review", "deadlock", "ombudsman", "resolved", "closed", "immediate", "senior_review"))]
    Complaint.objects.filter(pk__in=[row.pk for row in found[:3]]).update(owner=agent)
    Complaint.objects.filter(pk__in=[row.pk for row in found[2:5]]).update(team=agent.team)
    Complaint.objects.filter(pk__in=[found[1].pk, found[6].pk]).update(restricted=True)
    found[1].seen_by.add(agent)
    late = make_complaint("senior_review", received_at=MONDAY - timedelta(days=30))
    do_move(late, "resolve", at=MONDAY)
    Deadline.objects.filter(complaint=found[7]).update(held_on=date(2026, 5, 20), held_why="in dispute")
    return agent


def plainly(scope, first=FIRST, last=LAST, today=TODAY):
    """A loop over every row, which decides one by one."""
    seen = set(visible(scope.person).values_list("pk", flat=True))
    found = {}
    for row in Deadline.objects.select_related("complaint"):
        mine = {due.MINE: row.complaint.owner_id == scope.person.pk, due.ALL: True,
                due.TEAM: row.complaint.team_id is not None and row.complaint.team_id == scope.person.team_id}[scope.whose]
        stopped = row.held_on and not row.met_at
        if not mine or row.complaint_id not in seen or row.cancelled_at or stopped or row.kind in WINDOWS or not first <= row.due_on <= last:
            continue
        in_time = london.day_of(row.met_at) <= row.due_on if row.met_at else row.due_on >= today
        stand = {(True, True): "met", (True, False): "met_late", (False, True): "to_come", (False, False): "late"}[bool(row.met_at), in_time]
        found.setdefault(row.due_on, Counter())[row.kind, stand] += 1
    return found


@pytest.mark.parametrize("whose", due.WHOSE)
@pytest.mark.parametrize("role", ["agent", "compliance_officer"])
def test_the_calendar_counts_what_a_plain_loop_counts(desk, whose, role):
    person = desk if role == "agent" else make_person(role, team=desk.team)
    scope = due.Scope(whose, person)
    found = due.counts(scope, FIRST, LAST, TODAY)
    assert found == plainly(scope)
    assert bool(found) == (role == "agent" or whose != due.MINE)


def test_every_way_of_standing_is_among_them(desk):
    found = due.counts(due.Scope(due.ALL, make_person("compliance_officer")), date(2026, 4, 1), LAST, TODAY)
    assert {stand for counted in found.values() for _, stand in counted} == {"met", "met_late", "late", "to_come"}


def test_a_day_opens_exactly_the_cases_it_counts(desk):
    scope = due.Scope(due.ALL, desk)
    for day, counted in due.counts(scope, FIRST, LAST, TODAY).items():
        assert due.on_day(scope, day).count() == counted.total()


def test_overdue_is_what_runs_and_is_late(desk):
    scope = due.Scope(due.ALL, desk)
    late = sum(number for counted in plainly(scope, date(2000, 1, 1)).values() for (_, stand), number in counted.items() if stand == "late")
    rows = list(due.overdue(scope, TODAY))
    assert len(rows) == late > 0 and rows == sorted(rows, key=lambda row: (row.due_on, row.pk))


def test_what_is_hidden_and_what_is_visible_are_all_complaints_and_none_twice(desk):
    for person in (desk, make_person(), make_person("compliance_officer")):
        shut, open_ = set(hidden(person).values_list("pk", flat=True)), set(visible(person).values_list("pk", flat=True))
        assert not shut & open_ and shut | open_ == set(Complaint.objects.values_list("pk", flat=True))


def test_a_month_is_one_statement(desk, django_assert_num_queries):
    person = make_person("compliance_officer")
    with django_assert_num_queries(1):
        assert due.counts(due.Scope(due.ALL, person), FIRST, LAST, TODAY)
