"""`manage.py up` itself: web, workers and beat really running, killed, and stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ops.test_supervisor import is_gone, wait_for

ROOT = Path(__file__).resolve().parents[2]
NAMES = {"web": "gunicorn", "worker": "worker@", "jobs": "jobs@", "beat": "beat"}
# A busy machine starts four programs slowly; what is tested is that they run, not how fast.
STARTS_WITHIN = 120
pytestmark = [pytest.mark.kills, pytest.mark.timeout(300)]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class Desk:
    """One running `manage.py up` over the test's own database."""

    def __init__(self, environment, cwd=ROOT):
        self.cwd = cwd
        self.port = free_port()
        self.environment = {**environment, "PORT": str(self.port), "SWEEP_SECONDS": "1"}
        self.log = Path(environment["VAR_DIR"]) / "up.log"
        self.process = self.start()

    def start(self):
        argv = [sys.executable, str(ROOT / "manage.py"), "up"]
        with self.log.open("a") as log:
            return subprocess.Popen(argv, cwd=self.cwd, env=self.environment, stdout=log, stderr=log)

    def answers(self):
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5).status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return None

    def children(self):
        """Name to process id of what runs under the supervisor."""
        found = {}
        for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split():
            line = Path(f"/proc/{pid}/cmdline").read_text()
            found |= {name: int(pid) for name, mark in NAMES.items() if mark in line}
        return found

    def everything(self):
        """Every process that has this desk's port in its environment."""
        mark = f"PORT={self.port}\0".encode()
        return [int(folder.name) for folder in Path("/proc").glob("[0-9]*") if mark in environ_of(folder)]


def environ_of(folder):
    try:
        return (folder / "environ").read_bytes()
    except OSError:
        return b""


@contextmanager
def running(environment, **where):
    started = Desk(environment, **where)
    try:
        yield started
    finally:
        started.process.kill()
        started.process.wait()
        wait_for(lambda: all(is_gone(pid) for pid in started.everything()))


@pytest.fixture
def desk(real_db):
    with running(real_db.environment) as started:
        yield started


def test_the_desk_runs_from_any_folder(real_db, tmp_path):
    with running(real_db.environment, cwd=tmp_path) as started:
        wait_for(started.answers, STARTS_WITHIN)
        wait_for(lambda: started.children().keys() == NAMES.keys())


def test_the_desk_answers_and_stops_cleanly(desk):
    wait_for(desk.answers, STARTS_WITHIN)
    wait_for(lambda: "answers at http://127.0.0.1" in desk.log.read_text())
    assert "Demo sign-ins: agent, manager" in desk.log.read_text()
    assert desk.children().keys() == NAMES.keys()
    started = time.monotonic()
    desk.process.send_signal(signal.SIGINT)
    assert desk.process.wait(20) == 0
    assert time.monotonic() - started < 15
    wait_for(lambda: all(is_gone(pid) for pid in desk.everything()))


@pytest.mark.once
def test_what_is_killed_comes_back(desk):
    wait_for(desk.answers, STARTS_WITHIN)
    before = wait_for(lambda: (found := desk.children()).keys() == NAMES.keys() and found)
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: (found := desk.children()).keys() == NAMES.keys() and not set(found.values()) & set(before.values()))
    wait_for(desk.answers, STARTS_WITHIN)


def test_a_killed_desk_leaves_nothing_and_starts_again(desk):
    wait_for(desk.answers, STARTS_WITHIN)
    desk.process.kill()
    desk.process.wait()
    wait_for(lambda: all(is_gone(pid) for pid in desk.everything()))
    desk.process = desk.start()
    wait_for(desk.answers, STARTS_WITHIN)


@pytest.mark.once
def test_a_killed_desk_can_start_again_at_once(desk):
    wait_for(desk.answers, STARTS_WITHIN)
    desk.process.kill()
    desk.process.wait()
    desk.process = desk.start()
    wait_for(desk.answers, STARTS_WITHIN)


@pytest.mark.once
def test_a_second_desk_in_the_same_folder_is_refused(desk):
    wait_for(desk.answers, STARTS_WITHIN)
    done = subprocess.run(
        [sys.executable, "manage.py", "up"], cwd=ROOT, env=desk.environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1 and "already runs" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.once
@pytest.mark.parametrize("seconds", [0.4, 0.9, 1.6, 2.4])
def test_a_signal_during_the_start_is_not_lost(desk, seconds):
    with pytest.raises(subprocess.TimeoutExpired):
        desk.process.wait(seconds)
    desk.process.send_signal(signal.SIGTERM)
    assert desk.process.wait(20) in (0, -signal.SIGTERM)
    wait_for(lambda: all(is_gone(pid) for pid in desk.everything()))


@pytest.mark.once
def test_a_torn_beat_schedule_does_not_stop_the_beat(desk):
    wait_for(desk.answers, STARTS_WITHIN)
    folder = Path(desk.environment["VAR_DIR"])
    wait_for(lambda: list(folder.glob("beat-schedule*")))
    os.kill(desk.children()["beat"], signal.SIGKILL)
    for path in folder.glob("beat-schedule*"):
        path.write_bytes(path.read_bytes()[:7])
    heard = folder / "alive" / "jobs"
    heard.unlink(missing_ok=True)
    wait_for(heard.exists, 40)
