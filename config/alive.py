"""How a worker shows that it hears its broker: a file it touches when a message reaches it.

Beat sends every queue a small message every few seconds. A worker that has finished its last task and heard nothing
for a while has lost its broker without noticing; the supervisor restarts it. A file, not a row: it must work while the
database is away.
"""

import time
from pathlib import Path

EVERY_SECONDS = 5.0
DEAF_AFTER_SECONDS = 30.0
GRACE_SECONDS = 45.0


def note(folder: Path, worker: str, *, busy: bool) -> None:
    """Writes that `worker` heard a message just now and whether it works on it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / worker).write_text("busy" if busy else "idle")


def is_deaf(folder: Path, worker: str, running_seconds: float) -> bool:
    """Whether `worker`, up for `running_seconds`, is idle and has heard nothing for longer than a healthy one can."""
    if running_seconds < GRACE_SECONDS:
        return False
    try:
        heard = folder / worker
        silent = time.time() - heard.stat().st_mtime
        return silent > DEAF_AFTER_SECONDS and (heard.read_text() != "busy" or silent > running_seconds)
    except FileNotFoundError:
        return True
