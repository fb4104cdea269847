"""One process that keeps the others running: web, workers and beat under `manage.py up`.

Lives here: starting, watching, restarting and stopping processes. May not live here: Django, the database, or what
the processes do. Signals are blocked and waited for, so that none can fall between two steps; children run in process
groups of their own, and the kernel kills them if this process dies.
"""

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

STOP = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
WAITED = STOP | {signal.SIGCHLD}
TICK_SECONDS = 1.0
DEAF_CHECK_SECONDS = 5.0
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 30.0
STEADY_SECONDS = 30.0
STOP_SECONDS = 8.0
PORT_SECONDS = 3.0
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)

Say = Callable[[str], None]


class AlreadyRunning(Exception):
    """Another supervisor holds the folder; `args[0]` is its process id, or an empty text."""


@dataclass
class Child:
    """One supervised program. `pause` is how long to wait before the next start, in seconds."""

    name: str
    argv: list[str]
    is_deaf: Callable[[float], bool] = lambda started_at: False
    process: subprocess.Popen | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    pause: float = field(default=FIRST_PAUSE)


def hold(path: Path) -> IO[str]:
    """The lock of the folder, held as long as the answer is open. Raises `AlreadyRunning`."""
    lock = path.open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.seek(0)
        raise AlreadyRunning(lock.read().strip()) from error
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock


def block_signals() -> None:
    """From here on a signal waits until `next_signal` asks for it."""
    signal.pthread_sigmask(signal.SIG_BLOCK, WAITED)


def next_signal(seconds: float) -> int | None:
    found = signal.sigtimedwait(WAITED, max(seconds, 0.0))
    return found.si_signo if found else None


def die_with_parent(parent: int) -> None:
    """The kernel kills this process when `parent` dies; at once where it is dead already."""
    LIBC.prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != parent:
        os._exit(1)


def as_child_of(parent: int) -> Callable[[], None]:
    """What a child does before its program: take signals again, and die with its parent."""

    def prepare() -> None:
        die_with_parent(parent)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, WAITED)

    return prepare


def spawn(argv: list[str]) -> subprocess.Popen:
    before = as_child_of(os.getpid())
    return subprocess.Popen(argv, start_new_session=True, stdin=subprocess.DEVNULL, preexec_fn=before)  # noqa: S603


def end_group(process: subprocess.Popen, number: int) -> None:
    """Sends `number` to the child and to everything it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def run_to_end(argv: list[str]) -> int | None:
    """Runs one program; its exit status, or None when a stop signal came first (the program is then ended)."""
    process = spawn(argv)
    while process.poll() is None:
        if next_signal(TICK_SECONDS) in STOP:
            stop([process])
            return None
    return process.returncode


def stop(processes: Iterable[subprocess.Popen]) -> None:
    """Asks all to end, waits, then ends what is left with all it started."""
    waiting = list(processes)
    for process in waiting:
        end_group(process, signal.SIGTERM)
    limit = time.monotonic() + STOP_SECONDS
    while time.monotonic() < limit and any(process.poll() is None for process in waiting):
        next_signal(0.2)
    for process in waiting:
        end_group(process, signal.SIGKILL)
        process.wait()


def port_is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def port_comes_free(host: str, port: int, seconds: float = PORT_SECONDS) -> bool:
    """Waits a little: what a killed desk left behind may still be going."""
    limit = time.monotonic() + seconds
    while not port_is_free(host, port):
        if time.monotonic() >= limit:
            return False
        time.sleep(0.1)
    return True


def answers(host: str, port: int) -> bool:
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    try:
        with socket.create_connection((target, port), timeout=0.5):
            return True
    except OSError:
        return False


class Supervisor:
    """Keeps `children` running until a stop signal. `when_ready` is called once, when `ready` first holds."""

    def __init__(
        self, children: list[Child], *, say: Say, ready: Callable[[], bool], when_ready: Callable[[], None]
    ) -> None:
        self.children, self.say = children, say
        self.ready, self.when_ready = ready, when_ready
        self.is_ready = False
        self.deaf_check_at = 0.0

    def run(self) -> None:
        """Returns after a stop signal, with every child gone. The caller has blocked the signals."""
        try:
            while self.wait() not in STOP:
                self.look()
        finally:
            self.say("Stopping.")
            stop(child.process for child in self.children if child.process)

    def wait(self) -> int | None:
        self.start_due()
        soonest = min([child.start_again_at for child in self.children if not child.process], default=float("inf"))
        longest = TICK_SECONDS if self.is_ready else 0.1
        return next_signal(min(longest, soonest - time.monotonic()))

    def start_due(self) -> None:
        for child in self.children:
            if child.process is None and time.monotonic() >= child.start_again_at:
                child.process, child.started_at = spawn(child.argv), time.monotonic()

    def look(self) -> None:
        for child in self.children:
            if child.process and child.process.poll() is not None:
                self.fell(child)
        if not self.is_ready and self.ready():
            self.is_ready = True
            self.when_ready()
        if time.monotonic() >= self.deaf_check_at:
            self.deaf_check_at = time.monotonic() + DEAF_CHECK_SECONDS
            self.end_the_deaf()

    def end_the_deaf(self) -> None:
        """A worker that no longer hears its broker is ended; the next look starts it again."""
        for child in self.children:
            if child.process and child.is_deaf(time.monotonic() - child.started_at):
                self.say(f"{child.name} hears nothing any more and is restarted.")
                end_group(child.process, signal.SIGKILL)

    def fell(self, child: Child) -> None:
        """Clears away what the dead child left and sets when it starts again: at once, later after each quick death."""
        status = child.process.returncode
        end_group(child.process, signal.SIGKILL)
        steady = time.monotonic() - child.started_at >= STEADY_SECONDS
        child.pause = FIRST_PAUSE if steady else child.pause
        self.say(f"{child.name} ended ({described(status)}); it starts again in {child.pause:g} seconds.")
        child.process, child.start_again_at = None, time.monotonic() + child.pause
        child.pause = min(child.pause * 2, LONGEST_PAUSE)


def described(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"status {status}"
