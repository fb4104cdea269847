"""The London days that the database keeps of a complaint: the same on both databases, up to the last microsecond of a day."""

from datetime import UTC, datetime, timedelta

import pytest

from complaints.case.models import Complaint
from tests.factories import make_complaint
from workdays import london

EDGES = [datetime(2026, *day, tzinfo=UTC) for day in (
    (3, 29, 0), (3, 29, 1), (3, 29, 23), (6, 30, 23), (10, 24, 23), (10, 25, 0), (10, 25, 1), (10, 26, 0), (1, 1, 0), (12, 31, 0))]


@pytest.mark.django_db
def test_a_day_ends_with_its_last_microsecond_also_around_summer_time():
    rows = Complaint.objects.filter(pk=make_complaint().pk)
    for at in (edge + timedelta(microseconds=more) for edge in EDGES for more in (-1, 0, 1)):
        rows.update(received_at=at, stage="resolved", stage_since=at)
        assert rows.values_list("received_on", "resolved_on").get() == (london.day_of(at),) * 2
