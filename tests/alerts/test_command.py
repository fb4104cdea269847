"""`manage.py sweep`, the heartbeat and its words."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from complaints.alerts import health, heartbeat
from complaints.alerts.models import Alert, Heartbeat
from tests.factories import MONDAY, make_complaint

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 10, 1, tzinfo=UTC)


def line(capsys, *arguments):
    call_command("sweep", *arguments)
    [printed] = capsys.readouterr().out.splitlines()
    return json.loads(printed)


def test_it_prints_one_line_of_json_with_the_counts_and_the_seconds(capsys):
    make_complaint()
    said = line(capsys, "--as-of", "2026-05-13T09:00:00+01:00")
    assert list(said) == ["examined", "ahead", "due", "late", "drafted", "seconds"]
    assert [said[name] for name in ("examined", "ahead", "due", "late", "drafted")] == [1, 0, 1, 1, 0]
    assert 0 < said["seconds"] < 10 and round(said["seconds"], 6) == said["seconds"]


def test_a_dry_run_writes_nothing(capsys):
    make_complaint()
    assert line(capsys, "--as-of", "2026-05-13T09:00:00", "--dry-run")["late"] == 1
    assert not Alert.objects.exists()


def test_without_a_moment_it_sweeps_now_and_leaves_a_sign_of_life(capsys):
    line(capsys)
    assert heartbeat.last(heartbeat.SWEEP) is not None


@pytest.mark.parametrize("arguments", [
    ["--as-of", "tomorrow"], ["--as-of", ""], ["--as-of", "2026-13-01"], ["--as-of", "1999-01-01"], ["--as-of", "9999-12-31T23:59:59"],
    ["--as-of", "2026-03-29T01:30"], ["--as-of"], ["--nonsense"], ["now"],
])
def test_bad_arguments_are_one_sentence_and_exit_2(capsys, arguments):
    with pytest.raises(SystemExit) as exit_:
        call_command("sweep", *arguments)
    told = capsys.readouterr()
    assert (exit_.value.code, told.out, len(told.err.splitlines())) == (2, "", 1)


def test_a_future_moment_is_for_demo_mode_only(capsys, settings):
    settings.DEMO = False
    with pytest.raises(SystemExit) as exit_:
        call_command("sweep", "--as-of", "2039-01-01")
    assert exit_.value.code == 2 and "demo mode" in capsys.readouterr().err
    settings.DEMO = True
    assert line(capsys, "--as-of", "2039-01-01")["examined"] == 0


@pytest.mark.parametrize(("seconds", "stale"), [(0, False), (180, False), (181, True), (86_400 * 30, True)])
def test_a_sweep_is_stale_after_180_seconds(seconds, stale):
    heartbeat.beat(heartbeat.SWEEP, {}, now=NOW - timedelta(seconds=seconds))
    assert (health.stale(NOW), health.stale_words(NOW) is not None) == (stale, stale)


def test_before_the_first_sweep_the_page_says_so():
    Heartbeat.objects.all().delete()
    assert health.stale(NOW) and health.checked_words(NOW) == "Deadlines not checked yet"
    assert health.stale_words(NOW).startswith("Deadlines have not been checked yet.")


@pytest.mark.parametrize(("ago", "words"), [
    (timedelta(), "Deadlines checked 10:01"), (timedelta(days=2), "Deadlines checked Wed 18 Nov 2026 10:01"),
])
def test_the_foot_says_when_deadlines_were_checked(ago, words):
    heartbeat.beat(heartbeat.SWEEP, {}, now=NOW - ago)
    assert health.checked_words(NOW) == words


def test_beat_and_worker_leave_a_sign_of_life_seldom_enough(django_assert_num_queries):
    heartbeat.beat_and_worker(now=MONDAY)
    with django_assert_num_queries(1):
        heartbeat.beat_and_worker(now=MONDAY + timedelta(seconds=14))
    heartbeat.beat_and_worker(now=MONDAY + timedelta(seconds=15))
    assert {heartbeat.last(name).at for name in (heartbeat.BEAT, heartbeat.WORKER)} == {MONDAY + timedelta(seconds=15)}
