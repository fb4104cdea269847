"""What a deadline has crossed by a moment, tier by tier, to the second, across both changes of the clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from complaints.alerts.crossing import Waiting, crossed, further_at, key_of
from workdays import london
from workdays.calendars import shipped

ENGLAND = shipped()["england-and-wales"]
DUE = date(2026, 5, 18)
START = datetime(2026, 5, 11, 9, tzinfo=UTC)


def row(next_tier="ahead", kind="senior_review", due_on=DUE, ahead_on=date(2026, 5, 14), is_open=True):
    return Waiting(7, 1, "senior_review:5", kind, START, due_on, ahead_on, next_tier, "england-and-wales", is_open)


def at(day, hour=0, minute=0):
    return london.start_of_day(day) + timedelta(hours=hour, minutes=minute)


AHEAD, THE_DAY, AFTER = date(2026, 5, 14), DUE, date(2026, 5, 19)


@pytest.mark.parametrize(("waiting", "now", "tiers", "then"), [
    (row(), at(AHEAD) - timedelta(seconds=1), [], ("ahead", at(AHEAD))),
    (row(), at(AHEAD), ["ahead"], ("due", at(THE_DAY))),
    (row(), at(THE_DAY, 23, 59), ["ahead", "due"], ("late", at(AFTER))),
    (row(), at(AFTER), ["ahead", "due", "late"], ("", None)),
    (row("due"), at(AFTER, 5), ["due", "late"], ("", None)),
    (row("late"), at(date(2026, 6, 30)), ["late"], ("", None)),
    (row("ahead", ahead_on=None), at(THE_DAY), ["due"], ("late", at(AFTER))),
    (row("due", kind="ombudsman_from_letter"), at(AFTER), ["due"], ("", None)),
    (row(is_open=False), at(AFTER), [], ("", None)),
    (row(next_tier=""), at(AFTER), [], ("", None)),
])
def test_every_tier_is_crossed_at_midnight_in_london(waiting, now, tiers, then):
    done = crossed(waiting, now)
    assert ([tier for tier, _ in done.tiers], (done.next_tier, done.alert_at)) == (tiers, then)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2028, 2, 29), date(2026, 12, 31)])
def test_each_tier_falls_in_one_minute_of_the_nights_when_clocks_change(day):
    waiting, fired = row(due_on=day, ahead_on=day - timedelta(days=1)), []
    for minute in range(4 * 24 * 60):
        now = london.start_of_day(day - timedelta(days=2)) + timedelta(minutes=minute)
        done = crossed(waiting, now)
        fired += [(tier, now) for tier, _ in done.tiers]
        waiting = waiting._replace(next_tier=done.next_tier)
    expected = {"ahead": day - timedelta(days=1), "due": day, "late": day + timedelta(days=1)}
    assert fired == [(tier, london.start_of_day(on)) for tier, on in expected.items()]


def test_deadline_tier_and_day_make_an_alert_once():
    assert key_of(7, "due", DUE) == "deadline:7:due:2026-05-18"


@pytest.mark.parametrize(("raised", "days", "further"), [
    (at(date(2026, 5, 11)), 1, at(date(2026, 5, 12))),
    (at(date(2026, 5, 11), 14, 5), 1, at(date(2026, 5, 12), 14, 5)),
    (at(date(2026, 5, 15), 10), 1, at(date(2026, 5, 18), 10)),
    (at(date(2026, 5, 16), 10), 1, at(date(2026, 5, 19))),
    (at(date(2026, 5, 22), 10), 1, at(date(2026, 5, 26), 10)),
    (at(date(2026, 5, 11)), 3, at(date(2026, 5, 14))),
    (at(date(2060, 5, 11)), 1, None),
])
def test_an_unheard_alert_goes_further_after_a_whole_working_day(raised, days, further):
    assert further_at(raised, days, ENGLAND) == further
