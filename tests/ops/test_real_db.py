"""The databases of tests: copies, real transactions, and no way to flush."""

import os
import subprocess
import sys
import threading

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

ROW = {"app_label": "nowhere", "model": "nothing"}


@pytest.mark.parametrize("turn", [1, 2])
def test_a_real_database_starts_without_what_another_test_wrote(real_db, turn):
    assert not ContentType.objects.filter(**ROW).exists()
    with transaction.atomic():
        ContentType.objects.create(**ROW)
    assert connection.in_atomic_block is False


def test_another_thread_sees_what_was_committed(real_db):
    ContentType.objects.create(**ROW)
    seen = []
    thread = threading.Thread(target=lambda: (seen.append(ContentType.objects.filter(**ROW).count()), connection.close()))
    thread.start()
    thread.join(10)
    assert seen == [1]


def test_a_program_sees_what_was_committed(real_db):
    ContentType.objects.create(**ROW)
    code = (
        "import django; django.setup(); from django.contrib.contenttypes.models import ContentType; "
        "print(ContentType.objects.filter(app_label='nowhere').count())"
    )
    done = subprocess.run([sys.executable, "-c", code], env=real_db.environment, capture_output=True, text=True, timeout=60)
    assert (done.stdout.strip(), done.returncode) == ("1", 0), done.stderr


def test_the_rolled_back_database_is_untouched_by_real_ones(db):
    assert not ContentType.objects.filter(**ROW).exists()


@pytest.mark.django_db
def test_the_test_database_is_the_one_asked_for():
    asked = (os.environ.get("DATABASE_URL") or "sqlite:").partition(":")[0]
    assert connection.vendor == {"postgres": "postgresql", "postgresql": "postgresql", "sqlite": "sqlite"}[asked]
