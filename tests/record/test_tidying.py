"""What is kept for a while is emptied when the while is over, and only then."""

from datetime import timedelta

import pytest

from complaints.alerts import heartbeat
from complaints.record import tasks, tidying
from complaints.record.models import Outbox
from complaints.record.services import post
from tests.factories import MONDAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize(("state", "age", "kept"), [
    ("done", 31, False), ("refused", 31, False), ("done", 29, True), ("waiting", 300, True), ("sending", 300, True), ("uncertain", 300, True),
])
def test_payloads_are_emptied_thirty_days_after_their_end(state, age, kept):
    row = post("parcel", "a", {"letter": 7}, now=MONDAY)
    Outbox.objects.filter(pk=row.pk).update(state=state, done_at=MONDAY)
    assert tidying.tidy(now=MONDAY + age * DAY) == (0 if kept else 1)
    assert Outbox.objects.get(pk=row.pk).payload == ({"letter": 7} if kept else {})


def test_many_are_emptied_some_at_a_time(monkeypatch):
    monkeypatch.setattr(tidying, "TOGETHER", 2)
    for number in range(5):
        post("parcel", str(number), {"letter": number}, now=MONDAY)
    Outbox.objects.update(state="done", done_at=MONDAY)
    assert (tidying.tidy(now=MONDAY + 31 * DAY), tidying.tidy(now=MONDAY + 31 * DAY)) == (5, 0)


def test_it_is_done_once_a_day(monkeypatch):
    done = []
    monkeypatch.setattr(tasks.tidying, "tidy", lambda *, now: done.append(now))
    for hours in (0, 1, 23, 24, 25):
        tasks.once_a_day(now=MONDAY + timedelta(hours=hours))
    assert done == [MONDAY, MONDAY + DAY - timedelta(hours=1)] and heartbeat.last(tasks.TIDIED).at == done[-1]


def test_a_day_whose_work_was_killed_half_way_is_done_again(monkeypatch):
    begun = []

    def killed_at_first(*, now):
        begun.append(now)
        if len(begun) == 1:
            raise KeyboardInterrupt
    monkeypatch.setattr(tasks.tidying, "tidy", killed_at_first)
    with pytest.raises(KeyboardInterrupt):
        tasks.once_a_day(now=MONDAY)
    for minutes in (1, 2):
        tasks.once_a_day(now=MONDAY + timedelta(minutes=minutes))
    assert begun == [MONDAY, MONDAY + timedelta(minutes=1)]
