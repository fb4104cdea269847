"""kill -9 in the midst of an import, by the command and by the jobs' worker: run again, it ends as one that was not killed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from complaints.case.models import Complaint
from complaints.intake.models import ImportKey
from complaints.record.verifying import verify

pytestmark = pytest.mark.kills
ROOT = Path(__file__).resolve().parents[2]
ROWS = 6_000
TOLD = {"columns": {"description": "What"}, "defaults": {"received_at": "2026-05-05", "channel": "web", "customer.name": "Ann"}}


@pytest.fixture
def importing(real_db, make_csv, tmp_path):
    path = make_csv("What\n" + "".join(f"Row {n} {'x' * 300}\n" for n in range(ROWS)))
    told = tmp_path / "map.json"
    told.write_text(json.dumps(TOLD))
    argv = [sys.executable, "manage.py", "import_complaints", str(path), "--map", str(told)]
    return lambda: subprocess.Popen(argv, cwd=ROOT, env=real_db.environment, stdout=subprocess.PIPE, text=True)


def wait_until(found, seconds=60):
    ends = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < ends
        time.sleep(0.02)


@pytest.mark.parametrize("after", [0, 1_000, 3_000])
def test_an_import_killed_at_any_moment_is_run_again_and_is_whole(importing, after):
    first = importing()
    wait_until(lambda: first.poll() is not None or Complaint.objects.count() > after)
    os.kill(first.pid, signal.SIGKILL) if first.poll() is None else None
    first.communicate()
    there = Complaint.objects.count()
    second = json.loads(importing().communicate(timeout=100)[0])
    assert there % 500 == 0 and second == {"rows": ROWS, "created": ROWS - there, "unchanged": there, "rejected": 0, "errors": []}
    assert Complaint.objects.count() == ROWS == ImportKey.objects.count() and verify().broken is None
