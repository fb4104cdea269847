"""How a worker shows that it hears its broker: a file it touches when a message reaches it.

Beat sends every queue a small message every few seconds. A worker that has finished its last task and heard nothing
for a while has lost its broker without noticing; the supervisor restarts it. A file, not a row: it must work while the
database is away.
"""

import math
import time
from pathlib import Path

EVERY_SECONDS = 5.0
DEAF_AFTER_SECONDS = 30.0
GRACE_SECONDS = 45.0
TICK_SECONDS = 600.0  # no sweep or relay is so long at work: it hangs; whatever it held is found again


def note(folder: Path, worker: str, *, busy: bool) -> None:
    """Writes that `worker` heard a message just now and whether it works on it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / worker).write_text("busy" if busy else "idle")


def is_deaf(folder: Path, worker: str, running_seconds: float, *, longest: float = math.inf) -> bool:
    """Whether `worker`, up for `running_seconds`, is idle and has heard nothing for longer than a healthy one can, or has been
    busy with one task for more than `longest` seconds."""
    if running_seconds < GRACE_SECONDS:
        return False
    try:
        heard = folder / worker
        silent = time.time() - heard.stat().st_mtime
        most = min(longest, running_seconds) if heard.read_text() == "busy" else DEAF_AFTER_SECONDS
        return silent > max(most, DEAF_AFTER_SECONDS)
    except FileNotFoundError:
        return True
