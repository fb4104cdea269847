"""When the desk is well, and the four ways in which it is not."""

from datetime import UTC, date, datetime, timedelta

import pytest

from complaints.alerts.models import Heartbeat
from config import health

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def swept(seconds_ago):
    Heartbeat.objects.update_or_create(name=health.SWEEP, defaults={"at": NOW - timedelta(seconds=seconds_ago)})


@pytest.mark.parametrize(("seconds", "ok"), [(0, True), (180, True), (181, False), (30 * 86_400, False)])
def test_a_sweep_is_stale_after_three_minutes(seconds, ok):
    swept(seconds)
    found = health.health(NOW)
    assert (found["ok"], found["sweep_age_s"]) == (ok, seconds)


def test_a_desk_that_never_swept_is_not_well():
    Heartbeat.objects.all().delete()
    found = health.health(NOW)
    assert (found["ok"], found["last_sweep_at"], found["sweep_age_s"]) == (False, None, None)


@pytest.mark.parametrize(("until", "ok"), [(date(2027, 1, 19), True), (date(2027, 1, 18), False)])
def test_bank_holidays_must_be_known_for_sixty_days(monkeypatch, until, ok):
    swept(0)
    monkeypatch.setattr(health, "holidays_until", lambda: until)
    assert health.health(NOW)["ok"] is ok


@pytest.mark.parametrize("missing", ["database_engine", "broker_engine"])
def test_without_database_or_broker_the_desk_is_not_well(monkeypatch, missing):
    swept(0)
    monkeypatch.setattr(health, missing, lambda: None)
    assert health.health(NOW)["ok"] is False


def test_healthz_answers_503_when_not_well_and_needs_no_sign_in(client):
    Heartbeat.objects.all().delete()
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["ok"]) == (503, False)
    assert set(answer.json()) == {"ok", "database", "broker", "last_sweep_at", "sweep_age_s", "holidays_until"}
