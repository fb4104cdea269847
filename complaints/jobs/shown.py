"""How a job is told on its page: the sums that add up, how long it will take, what came out. Values in, words out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from complaints.clocks import words
from complaints.jobs.models import STATES, Job
from complaints.jobs.services import ENDED, KEPT
from workdays import london

STATE_WORDS = {"queued": "Waiting to begin", "running": "Running", "done": "Done", "stopped": "Stopped", "failed": "Failed"}
assert set(STATE_WORDS) == set(STATES)


@dataclass(frozen=True)
class Spoken:
    """The words of one kind of job: what an item is, and each part of the sum with where its number stands in the result."""

    item: str
    done: str
    failed: str
    parts: tuple[tuple[str, str], ...] = ()


SPOKEN: Mapping[str, Spoken] = {
    "import": Spoken("row", "read", "rejected", (("created", "created"), ("unchanged", "known before"))),
    "incident": Spoken("row", "worked out", "with problems"),
    "incident_again": Spoken("customer", "worked out", "failed"),
    "incident_book": Spoken("payment", "booked", "failed"),
    "incident_pay": Spoken("payment", "recorded", "changed meanwhile"),
    "incident_letters": Spoken("letter", "made", "could not be made"),
    "incident_export": Spoken("row", "written", "failed"),
    "incident_approve": Spoken("payment", "approved", "changed meanwhile"),
    "case_file": Spoken("attachment", "packed", "missing"),
}
PLAIN = Spoken("item", "done", "failed")


def spoken(job: Job) -> Spoken:
    return SPOKEN.get(job.kind, PLAIN)


def number(value: int) -> str:
    return f"{value:,}"


def sum_words(job: Job) -> str:
    """"23 drafted + 1 failed + 14 left = 38": always the whole."""
    told = spoken(job)
    parts = [(job.result.get(name, 0), word) for name, word in told.parts] or [(job.done, told.done)]
    left = max(0, job.total - job.done - job.failed)
    summed = [*parts, (job.failed, told.failed), (left, "left")]
    return " + ".join(f"{number(count)} {word}" for count, word in summed) + f" = {number(job.total)}"


def state_words(job: Job, now: datetime) -> str:
    """What is happening, with the time left where it can be told."""
    if job.state != "running":
        return f"{STATE_WORDS[job.state]}. {job.result.get('why', '')}".strip()
    if job.stop_asked:
        return f"Stops after the {spoken(job).item}s at hand"
    done = job.done + job.failed
    seconds = (now - (job.started_at or now)).total_seconds()
    if not done or seconds < 2:
        return "Running"
    a_minute = done / seconds * 60
    left = max(0, job.total - done) / max(a_minute, 1)
    return f"{_minutes(left)} left, {number(round(a_minute))} {spoken(job).item}s a minute"


def _minutes(minutes: float) -> str:
    if minutes < 1:
        return "Less than a minute"
    return f"About {words.count_words(round(minutes), 'minute')}"


def job_told(job: Job, person: Any, now: datetime) -> dict[str, Any]:
    """`job` of `templates/jobs/job.html`."""
    running = job.state not in ENDED
    who = "you" if job.by_id == person.pk else job.by.full_name
    kept = words.long_day(london.day_of((job.ended_at or now) + KEPT))
    accounted = job.done + job.failed
    return {
        "title": f"{job.title}: {number(accounted)} of {number(job.total)}" if job.total else job.title,
        "small": f"Started by {who}, {words.moment(job.created_at)}", "words": state_words(job, now), "done": accounted,
        "total": max(job.total, 1), "sum": sum_words(job), "running": running,
        "leave_words": "You can leave this page: the work goes on." if running else f"Ended {words.moment(job.ended_at or now)}",
        "kept_words": f"What was done stays. The list of what failed is kept until {kept}." if job.failed else "What was done stays.",
        "refresh": 2 if running else 0, "poll": f"/jobs/{job.pk}/" if running else "",
    }


def line(job: Job, person: Any) -> list[dict[str, Any]]:
    """One row of the list of jobs."""
    who = "You" if job.by_id == person.pk else job.by.full_name
    return [{"text": job.title, "href": f"/jobs/{job.pk}/"}, {"text": words.moment(job.created_at)}, {"text": who},
            {"text": STATE_WORDS[job.state]}, {"text": sum_words(job) if job.total else ""}]
