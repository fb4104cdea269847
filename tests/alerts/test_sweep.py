"""The sweep: each tier once with its true day, whoever is silent, moves dates, or fails beside it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import Q

from complaints.alerts import alarms, heartbeat
from complaints.alerts import sweep as sweeping
from complaints.alerts.models import Alert, Heartbeat
from complaints.alerts.sweep import sweep
from complaints.case.models import Complaint, DataRequest
from complaints.case.services import restrict
from complaints.clocks.models import Deadline
from complaints.letters.models import Letter
from complaints.record.models import Event, Outbox
from tests.alerts.chains import breaks_of
from tests.factories import MONDAY, do_contact, do_move, fresh, make_complaint, make_person, make_team, op
from workdays import london

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FRIDAY = MONDAY + 4 * DAY


def midnight(text):
    return london.start_of_day(date.fromisoformat(text))


def raised(complaint, kind=""):
    found = Alert.objects.filter(complaint=complaint, why="deadline", deadline__kind__contains=kind).order_by("pk")
    return [(alert.deadline.kind, alert.tier, alert.overtaken) for alert in found]


def reviewed():
    """A complaint in senior review with a reviewer, its customer answered: what is left is the review of five days."""
    manager = make_person("senior_manager")
    complaint = do_contact(make_complaint(), MONDAY + timedelta(minutes=5))
    return do_move(complaint, "escalate", by=manager, senior_manager=manager.username), manager


@pytest.mark.parametrize(("now", "tiers"), [
    (midnight("2026-05-14") - timedelta(seconds=1), []),
    (midnight("2026-05-14"), [("senior_review", "ahead", False)]),
    (midnight("2026-05-18"), [("senior_review", "ahead", True), ("senior_review", "due", False)]),
    (midnight("2026-05-19"), [("senior_review", "ahead", True), ("senior_review", "due", True), ("senior_review", "late", False)]),
])
def test_of_several_tiers_crossed_in_one_sweep_the_lower_are_overtaken(now, tiers):
    complaint, _ = reviewed()
    swept = sweep(now=now)
    assert raised(complaint) == tiers
    assert (swept.examined, swept.ahead + swept.due + swept.late) == (int(bool(tiers)), len(tiers))


def test_swept_in_time_no_tier_is_overtaken_and_each_is_dated_its_midnight():
    complaint, _ = reviewed()
    for days in range(9):
        sweep(now=MONDAY + days * DAY)
    assert raised(complaint) == [("senior_review", tier, False) for tier in ("ahead", "due", "late")]
    events = Event.objects.filter(complaint=complaint, kind="alert.raised").exclude(data__has_key="further").order_by("seq")
    assert [event.at for event in events] == [midnight(day) for day in ("2026-05-14", "2026-05-18", "2026-05-19")]
    assert {alert.due_on for alert in Alert.objects.filter(complaint=complaint)} == {date(2026, 5, 18)}


def test_a_second_sweep_does_nothing_also_when_the_clock_steps_back():
    reviewed()
    sweep(now=FRIDAY)
    before = Alert.objects.count(), Outbox.objects.count(), Event.objects.count()
    for now in (FRIDAY, FRIDAY - timedelta(hours=2), FRIDAY):
        assert sweep(now=now).examined == 0
    assert (Alert.objects.count(), Outbox.objects.count(), Event.objects.count()) == before


def test_thirty_silent_days_are_caught_up_once_with_true_dates():
    complaint, _ = reviewed()
    swept = sweep(now=MONDAY + 60 * DAY)
    due = dict(Alert.objects.filter(complaint=complaint).values_list("deadline__kind", "due_on"))
    assert due == {"senior_review": date(2026, 5, 18), "eight_week_letter": date(2026, 7, 7)}
    assert (swept.examined, swept.ahead, swept.due, swept.late) == (2, 2, 2, 2)
    assert sweep(now=MONDAY + 60 * DAY).examined == 0
    assert Outbox.objects.filter(kind="alert").count() == 2


def test_the_events_of_a_sweep_stand_in_the_chain():
    complaints = [make_complaint("senior_review") for _ in range(3)]
    sweep(now=MONDAY + 70 * DAY)
    do_contact(complaints[0], MONDAY + 70 * DAY)
    sweep(now=MONDAY + 300 * DAY)
    assert [breaks_of(one.pk, one.reference) for one in complaints] == [[], [], []]
    told, further = Event.objects.filter(kind="alert.raised"), Q(data__has_key="further")
    assert told.exclude(further).count() == Alert.objects.count() == 33
    steps = told.filter(further).values_list("data__alert_key", "data__further")
    assert len(steps) == len(set(steps)) and {key for key, _ in steps} <= set(Alert.objects.values_list("key", flat=True))


def test_a_moved_date_is_alerted_again_and_a_date_moved_back_is_not():
    complaint, _ = reviewed()
    sweep(now=midnight("2026-05-18"))
    row = Deadline.objects.get(complaint=complaint, kind="senior_review")
    for due_on, expected in ((date(2026, 5, 20), 1), (date(2026, 5, 18), 0)):
        Deadline.objects.filter(pk=row.pk).update(due_on=due_on, ahead_on=None, next_tier="due", alert_at=london.start_of_day(due_on))
        assert sweep(now=midnight("2026-05-20")).due == expected
    assert breaks_of(complaint.pk, complaint.reference) == []


def test_what_was_done_in_time_raises_nothing():
    complaint, manager = reviewed()
    do_move(complaint, "resolve", by=manager, at=MONDAY + 2 * DAY)
    assert sweep(now=MONDAY + 100 * DAY).examined == 0


def test_a_row_that_ended_but_still_waits_is_taken_off_the_list():
    complaint, _ = reviewed()
    rows = Deadline.objects.filter(complaint=complaint, kind="senior_review")
    rows.update(cancelled_at=MONDAY + DAY)
    assert sweep(now=FRIDAY).examined == 0
    assert list(rows.values_list("alert_at", "next_tier")) == [(None, "")]


def test_the_window_of_the_ombudsman_closes_and_is_never_late():
    complaint = make_complaint()
    sweep(now=MONDAY + 400 * DAY)
    assert raised(complaint, "ombudsman") == [("ombudsman_from_complaint", "ahead", True), ("ombudsman_from_complaint", "due", False)]


@pytest.mark.parametrize(("day", "told"), [
    ("2026-05-14", {"owner"}), ("2026-05-18", {"owner", "manager"}), ("2026-05-19", {"owner", "manager", "officer"}),
])
def test_ahead_tells_the_owner_due_the_managers_late_compliance(day, told):
    complaint, owner = reviewed()
    people = {"owner": owner, "manager": make_person("senior_manager"), "officer": make_person("compliance_officer")}
    make_person("administrator")
    sweep(now=midnight(day))
    found = Alert.objects.get(complaint=complaint, overtaken=False)
    assert set(found.to) - {"manager-gone"} == {people[name].username for name in told}


def test_without_an_owner_at_work_the_team_is_told_and_without_a_team_the_managers():
    complaint, owner = reviewed()
    team, manager = make_team(), make_person("senior_manager")
    member = make_person(team=team)
    type(owner).objects.filter(pk=owner.pk).update(is_active=False)
    Complaint.objects.filter(pk=complaint.pk).update(team=team)
    sweep(now=midnight("2026-05-14"))
    other, _ = reviewed()
    Complaint.objects.filter(pk=other.pk).update(team=None, owner=None)
    sweep(now=midnight("2026-05-14"))
    told = {alert.complaint_id: alert for alert in Alert.objects.filter(why="deadline")}
    assert told[complaint.pk].to == [member.username] and told[complaint.pk].owner_id is None
    assert manager.username in told[other.pk].to and told[other.pk].reach == 1


def test_a_restricted_complaint_is_told_to_compliance_and_the_people_named_only():
    complaint, _ = reviewed()
    officer, named = make_person("compliance_officer"), make_person()
    make_person("senior_manager")
    body = {"op_id": op(), "version": complaint.version, "people": [named.username], "reason": "A colleague's own complaint."}
    restrict(complaint.reference, body, by=officer, now=MONDAY + DAY)
    sweep(now=midnight("2026-05-19"))
    assert {tuple(alert.to) for alert in Alert.objects.all()} == {(named.username, officer.username)}


def test_a_request_for_personal_data_is_told_to_compliance_with_an_event_of_the_desk():
    officer = make_person("compliance_officer")
    request = DataRequest.objects.create(received_on=date(2026, 5, 11), person={}, by=officer, logged_at=MONDAY)
    Deadline.objects.create(
        data_request=request, key="data_request:1", kind="data_request", started_at=MONDAY, due_on=date(2026, 6, 11),
        original_due_on=date(2026, 6, 11), calendar="england-and-wales", next_tier="due", alert_at=midnight("2026-06-11"))
    assert [sweep(now=midnight(day)).examined for day in ("2026-06-11", "2026-06-11", "2026-06-12")] == [1, 0, 1]
    assert [(alert.tier, alert.to) for alert in Alert.objects.order_by("pk")] == [("due", [officer.username]), ("late", [officer.username])]
    assert Event.objects.filter(complaint=None, kind="alert.raised").count() == 2 and breaks_of(None, "desk") == []


@pytest.mark.parametrize("batch", [1, 2, 3, 1000])
def test_the_size_of_a_batch_changes_nothing(batch):
    for _ in range(3):
        make_complaint("senior_review")
    swept = sweep(now=midnight("2026-05-19"), batch=batch)
    assert (swept.examined, swept.ahead, swept.due, swept.late) == (6, 3, 9, 6)
    assert Alert.objects.count() == 18 and sweep(now=midnight("2026-05-19"), batch=batch).examined == 0


def test_a_dry_run_says_what_a_sweep_then_does_and_writes_nothing():
    for _ in range(3):
        make_complaint("senior_review", by=make_person())
    Complaint.objects.update(owner=make_person("senior_manager"))
    said = sweep(now=FRIDAY, dry_run=True, batch=2)
    assert not Alert.objects.exists() and not Outbox.objects.exists() and not Heartbeat.objects.exists()
    done = sweep(now=FRIDAY)
    counts = ("examined", "ahead", "due", "late", "drafted")
    assert [getattr(said, name) for name in counts] == [getattr(done, name) for name in counts] == [6, 3, 3, 3, 0]


def test_a_dry_run_counts_letters_and_reviews_without_a_reviewer_too():
    make_complaint("deadlock")
    make_complaint("senior_review")
    said = sweep(now=MONDAY + DAY, dry_run=True)
    assert not Letter.objects.exists() and not Alert.objects.exists()
    done = sweep(now=MONDAY + DAY)
    assert (said.drafted, said.due) == (done.drafted, done.due) and done.drafted == 1
    assert Alert.objects.filter(why="unappointed").count() == 1


@pytest.mark.parametrize("name", ["_raise_due", "_go_further", "_appoint", "_draft"])
def test_a_step_that_fails_stops_no_other_and_shows_as_a_stale_sweep(monkeypatch, name):
    make_complaint("deadlock")
    make_complaint("senior_review")
    monkeypatch.setattr(sweeping, name, lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sweep(now=MONDAY + DAY)
    done = {"_raise_due": Alert.objects.filter(why="deadline").exists(), "_go_further": True,
            "_appoint": Alert.objects.filter(why="unappointed").exists(), "_draft": Letter.objects.exists()}
    assert [step for step, did in done.items() if not did] in ([name], []) and done[name] == (name == "_go_further")
    assert heartbeat.last(heartbeat.SWEEP) is None


@pytest.fixture
def a_bad_row(monkeypatch):
    """One of three complaints whose alerts can't be raised."""
    complaints = [reviewed()[0] for _ in range(3)]
    bad, right = complaints[1], alarms.data_of

    def data_of(alarm):
        if alarm.complaint_id == bad.pk:
            raise ValueError("seeded")
        return right(alarm)

    monkeypatch.setattr(alarms, "data_of", data_of)
    return complaints, bad, lambda: monkeypatch.setattr(alarms, "data_of", right)


def test_a_row_that_fails_steps_aside_and_the_others_go_on(a_bad_row, caplog):
    complaints, bad, _ = a_bad_row
    assert sweep(now=midnight("2026-05-14")).ahead == 2
    assert {alert.complaint_id for alert in Alert.objects.all()} == {one.pk for one in complaints} - {bad.pk}
    row = Deadline.objects.get(complaint=bad, kind="senior_review")
    assert (row.next_tier, row.alert_at) == ("ahead", midnight("2026-05-14") + timedelta(minutes=5))
    assert f"deadline {row.pk} could not be swept" in caplog.text


def test_a_row_that_failed_waits_longer_each_time_and_is_raised_once_it_can_be(a_bad_row):
    _, bad, mend = a_bad_row
    now, pauses = midnight("2026-05-14"), []
    for _ in range(3):
        sweep(now=now)
        at = Deadline.objects.get(complaint=bad, kind="senior_review").alert_at
        pauses.append(at - now)
        now = at
    assert pauses == [timedelta(minutes=minutes) for minutes in (5, 10, 20)]
    mend()
    assert sweep(now=now).ahead == 1
    assert Event.objects.get(complaint=bad, kind="alert.raised").at == midnight("2026-05-14")


def test_a_batch_is_whole_or_not_at_all(monkeypatch):
    reviewed()
    monkeypatch.setattr(sweeping.writing, "update", lambda *_: 1 / 0)
    sweep(now=midnight("2026-05-14"))
    assert not Alert.objects.exists() and not Outbox.objects.exists() and not Event.objects.filter(kind="alert.raised").exists()


def test_every_sweep_leaves_a_sign_of_life_but_one_as_of_another_moment():
    sweep(now=MONDAY, living=False)
    assert heartbeat.last(heartbeat.SWEEP) is None
    reviewed()
    sweep(now=midnight("2026-05-14"))
    found = heartbeat.last(heartbeat.SWEEP)
    assert found.at == midnight("2026-05-14") and found.data["examined"] == found.data["ahead"] == 1


def minutes_of(night):
    """Every minute of the night, and those around the midnights before and after it."""
    hours = [*range(-10, 10), *range(23 * 60, 28 * 60 + 90), *range(48 * 60 - 70, 48 * 60 + 130)]
    return [london.start_of_day(night - DAY) + timedelta(minutes=minute) for minute in hours]


@pytest.mark.parametrize("night", [date(2026, 3, 29), date(2026, 10, 25)])
def test_swept_every_minute_of_the_night_the_clocks_change_each_tier_fires_once(night):
    complaint = make_complaint(received_at=datetime(2026, 1, 5, 10, tzinfo=UTC))
    Deadline.objects.exclude(kind="first_response").update(alert_at=None, next_tier="")
    Deadline.objects.filter(kind="first_response").update(
        due_on=night, ahead_on=night - DAY, next_tier="ahead", alert_at=london.start_of_day(night - DAY))
    fired = [now for now in minutes_of(night) if sweep(now=now).examined]
    assert fired == [london.start_of_day(night + days * DAY) for days in (-1, 0, 1)]
    assert raised(complaint) == [("first_response", tier, False) for tier in ("ahead", "due", "late")]


def test_an_idle_sweep_asks_the_database_little(django_assert_max_num_queries):
    reviewed()
    sweep(now=MONDAY)
    with django_assert_max_num_queries(6):
        sweep(now=MONDAY + timedelta(minutes=1))


def test_the_complaint_itself_is_left_alone():
    complaint, _ = reviewed()
    sweep(now=FRIDAY)
    assert (fresh(complaint).version, fresh(complaint).stage) == (complaint.version, complaint.stage)
