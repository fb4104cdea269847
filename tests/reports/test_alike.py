"""Complaints in groups of those that are alike: counted further they are all that there are."""

from datetime import UTC, datetime

import pytest
from django.db.models import F

from complaints.case.models import Complaint
from complaints.reports import alike
from tests.factories import make_complaint

pytestmark = pytest.mark.django_db
DAYS = [datetime(2026, 5, 4, 9, tzinfo=UTC), datetime(2026, 5, 4, 17, tzinfo=UTC), datetime(2026, 5, 5, 9, tzinfo=UTC)]


def test_a_group_stands_for_all_that_are_alike_in_its_columns():
    for at in DAYS:
        make_complaint(received_at=at)
    rows = alike.groups(Complaint.objects.all(), "received_on").annotate(day=F("received_on"))
    assert {day.day: number for day, number in rows.values_list("day").annotate(number=alike.HOW_MANY)} == {4: 2, 5: 1}


def test_only_the_rows_asked_for_are_grouped(django_assert_num_queries):
    for at in DAYS:
        make_complaint(received_at=at, nation="scotland" if at.day == 5 else "england")
    rows = alike.groups(Complaint.objects.filter(nation="scotland"), "received_on", "nation")
    with django_assert_num_queries(1):
        assert [tuple(row) for row in rows.values_list("nation").annotate(number=alike.HOW_MANY)] == [("scotland", 1)]
