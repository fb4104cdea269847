"""The supervisor with small programs: it restarts what dies, loses no signal, and leaves nothing behind."""

import json
import math
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config import alive, supervisor

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import json, os, sys
from pathlib import Path
from config import supervisor
folder = Path(sys.argv[1])
child = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\\\n'); exec(sys.argv[2])"
bodies = json.loads(sys.argv[2])
make = lambda name, body: supervisor.Child(name, [sys.executable, "-c", child, str(folder / name), body])
supervisor.block_signals()
(folder / "blocked").touch()
children = [make(name, body) for name, body in bodies.items()]
supervisor.Supervisor(children, say=lambda s: print(s, flush=True), ready=lambda: True, when_ready=lambda: print("ready", flush=True)).run()
"""
SLEEP = "time.sleep(600)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
PARENT = "import subprocess; p = subprocess.Popen(['sleep', '600']); open(sys.argv[1], 'a').write(f'{p.pid}\\n'); time.sleep(600)"


def wait_for(what, limit=20.0):
    """What `what` answers as soon as it is true; fails after `limit` seconds."""
    end = time.monotonic() + limit
    while not (found := what()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
    return found


def pids(path):
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def is_gone(pid):
    try:
        return "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.fixture
def supervise(tmp_path):
    """Starts a supervisor over named programs; whatever is left of them is ended afterwards."""
    started = []

    def start(**bodies):
        argv = [sys.executable, "-c", PROGRAM, str(tmp_path), json.dumps(bodies)]
        process = subprocess.Popen(argv, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        started.append(process)
        for name in bodies:
            wait_for(lambda name=name: pids(tmp_path / name))
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_signal_ends_everything_cleanly(supervise, tmp_path, number):
    process = supervise(web=SLEEP, beat=SLEEP)
    process.send_signal(number)
    assert process.wait(10) == 0
    assert all(is_gone(pid) for name in ("web", "beat") for pid in pids(tmp_path / name))


def test_what_is_killed_is_started_again(supervise, tmp_path):
    supervise(web=SLEEP)
    for turn in (1, 2):
        os.kill(pids(tmp_path / "web")[-1], signal.SIGKILL)
        wait_for(lambda turn=turn: len(pids(tmp_path / "web")) > turn)


def test_what_keeps_failing_is_started_ever_more_slowly(supervise, tmp_path):
    process = supervise(web="sys.exit(3)")
    wait_for(lambda: len(pids(tmp_path / "web")) >= 4)
    process.terminate()
    said = process.communicate(timeout=10)[0]
    pauses = [line.split("again in ")[1] for line in said.splitlines() if "again in" in line]
    assert pauses[:3] == ["0.25 seconds.", "0.5 seconds.", "1 seconds."] and "status 3" in said


def test_a_program_that_does_not_listen_is_ended_all_the_same(supervise, tmp_path):
    process = supervise(web=STUBBORN)
    started = time.monotonic()
    process.terminate()
    assert process.wait(20) == 0
    assert time.monotonic() - started < supervisor.STOP_SECONDS + 3
    assert is_gone(pids(tmp_path / "web")[0])


def test_a_killed_supervisor_leaves_no_program_behind(supervise, tmp_path):
    process = supervise(web=SLEEP, worker=STUBBORN)
    process.kill()
    for name in ("web", "worker"):
        wait_for(lambda name=name: is_gone(pids(tmp_path / name)[0]))


def test_what_a_killed_program_had_started_goes_with_it(supervise, tmp_path):
    supervise(web=PARENT)
    parent, grandchild = wait_for(lambda: len(found := pids(tmp_path / "web")) == 2 and found)
    os.kill(parent, signal.SIGKILL)
    wait_for(lambda: is_gone(grandchild))


def test_no_moment_loses_a_signal(supervise, tmp_path):
    """A stop signal that comes together with dying programs still stops everything."""
    process = supervise(web="time.sleep(0.05)", worker="sys.exit(1)", beat=SLEEP)
    for pid in pids(tmp_path / "beat"):
        os.kill(pid, signal.SIGKILL)
    process.terminate()
    assert process.wait(10) == 0


def test_two_supervisors_do_not_share_a_folder(tmp_path):
    with supervisor.hold(tmp_path / "lock"), pytest.raises(supervisor.AlreadyRunning) as refused:
        supervisor.hold(tmp_path / "lock")
    assert refused.value.args[0] == str(os.getpid())
    supervisor.hold(tmp_path / "lock").close()


def test_a_taken_port_is_noticed():
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert not supervisor.port_is_free("127.0.0.1", port)
        assert supervisor.answers("127.0.0.1", port)
    assert supervisor.port_is_free("127.0.0.1", port)


HEARD = [
    # seconds up, seconds since a message, what it did then, deaf?
    (10, None, None, False),
    (60, None, None, True),
    (600, 5, "idle", False),
    (600, 31, "idle", True),
    (600, 500, "busy", False),
    (60, 500, "busy", True),
]


@pytest.mark.parametrize(("up", "silent", "state", "deaf"), HEARD)
def test_a_worker_is_deaf_when_it_is_idle_and_hears_nothing(tmp_path, up, silent, state, deaf):
    if state:
        alive.note(tmp_path, "worker", busy=state == "busy")
        then = time.time() - silent
        os.utime(tmp_path / "worker", (then, then))
    assert alive.is_deaf(tmp_path, "worker", up) is deaf


@pytest.mark.parametrize(("silent", "longest", "hangs"), [(599, 600, False), (601, 600, True), (601, math.inf, False)])
def test_a_worker_that_hangs_in_one_task_is_ended_where_no_task_is_so_long(tmp_path, silent, longest, hangs):
    alive.note(tmp_path, "worker", busy=True)
    heard = time.time() - silent
    os.utime(tmp_path / "worker", (heard, heard))
    assert alive.is_deaf(tmp_path, "worker", 5_000, longest=longest) is hangs


def test_a_deaf_worker_is_ended_and_started_again(tmp_path):
    said = []
    child = supervisor.Child("worker", ["sleep", "600"], is_deaf=lambda seconds: len(said) == 0)
    watcher = supervisor.Supervisor([child], say=said.append, ready=lambda: True, when_ready=lambda: None)
    watcher.start_due()
    first = child.process
    watcher.end_the_deaf()
    first.wait(10)
    watcher.look()
    assert child.process is None and ["hears nothing" in said[0], "signal 9" in said[1]] == [True, True]
