"""What is done before the first request, once or a hundred times."""

import os

import pytest
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import FileSystemFinder

from complaints.management.commands import prepare

STAFF = ("agent", "manager", "manager2", "compliance", "admin")


@pytest.fixture
def gathered(monkeypatch, settings, tmp_path):
    """The list of what `collectstatic` was asked; the static folder is the test's own."""
    calls = []
    settings.STATIC_ROOT = tmp_path / "gathered"
    settings.STATIC_ROOT.mkdir()
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "desk.css").write_text("a{}")
    monkeypatch.setattr(prepare, "call_command", lambda name, **options: calls.append(name))
    monkeypatch.setattr(prepare, "get_finders", lambda: [FileSystemFinder()])
    return calls


def test_static_files_are_gathered_once(gathered):
    prepare.collect_static()
    prepare.collect_static()
    assert gathered == ["collectstatic"]


def test_a_changed_static_file_is_gathered_again(gathered, tmp_path):
    prepare.collect_static()
    os.utime(tmp_path / "static" / "desk.css", (1, 1))
    prepare.collect_static()
    assert gathered == ["collectstatic"] * 2


@pytest.mark.django_db
def test_the_demo_staff_have_the_password_that_is_printed(settings, monkeypatch):
    monkeypatch.setattr(prepare, "get_commands", dict)
    for password in ("the-first-password", "another-password-2"):
        settings.DEMO_PASSWORD = password
        prepare.prepare_demo()
        assert all(person.check_password(password) for person in get_user_model().objects.filter(username__in=STAFF))
    assert get_user_model().objects.filter(username__in=STAFF).count() == len(STAFF)
