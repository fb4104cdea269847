"""Settings that the rules of the desk lean on."""

import importlib.metadata as metadata
import re
from pathlib import Path

import django.db
import pytest
from django.conf import settings
from django.urls import reverse

ROOT = Path(__file__).resolve().parents[2]


def test_passwords_are_kept_with_argon2():
    text = (ROOT / "config" / "settings.py").read_text()
    assert re.search(r'PASSWORD_HASHERS = \[\s*"[\w.]+Argon2PasswordHasher"', text)


def test_only_the_maintained_fsm_package_is_installed():
    assert metadata.version("django-fsm-2") == "4.2.4"
    with pytest.raises(metadata.PackageNotFoundError):
        metadata.version("django-fsm")


@pytest.mark.django_db
def test_postgresql_is_driven_by_psycopg2():
    if django.db.connection.vendor == "postgresql":
        assert django.db.connection.Database.__name__ == "psycopg2"
    with pytest.raises(metadata.PackageNotFoundError):
        metadata.version("psycopg")


def test_the_queue_is_set_so_that_a_message_is_only_a_hint():
    expected = {
        "CELERY_TIMEZONE": "UTC",
        "CELERY_ACCEPT_CONTENT": ["json"],
        "CELERY_TASK_ACKS_LATE": True,
        "CELERY_TASK_REJECT_ON_WORKER_LOST": True,
        "CELERY_WORKER_PREFETCH_MULTIPLIER": 1,
        "CELERY_TASK_IGNORE_RESULT": True,
    }
    assert {name: getattr(settings, name) for name in expected} == expected
    assert not hasattr(settings, "CELERY_RESULT_BACKEND")


def test_every_tick_is_an_interval_and_expires_before_the_next():
    for line in settings.CELERY_BEAT_SCHEDULE.values():
        assert isinstance(line["schedule"], float)
        assert line["options"]["expires"] <= line["schedule"]


def test_long_work_has_a_queue_of_its_own():
    assert settings.CELERY_TASK_ROUTES["complaints.jobs.*"] == {"queue": "jobs"}


def test_a_naive_datetime_is_an_error():
    assert settings.USE_TZ is True


@pytest.mark.django_db
def test_every_answer_carries_the_strict_headers(client):
    answer = client.get(reverse("healthz"))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_no_pinned_file_names_a_package_host():
    for path in ROOT.glob("requirements*"):
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links|--trusted-host", path.read_text()), path.name


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_a_hash(name):
    text = (ROOT / name).read_text().replace("\\\n", "")
    pins = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert pins and all("==" in line and "--hash=sha256:" in line for line in pins)
