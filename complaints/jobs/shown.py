"""How a job is told on its page: the sums that add up, how long it will take, what came out. Values in, words out."""

from datetime import datetime
from typing import Any

from complaints.clocks import words
from complaints.jobs import kinds, steering
from complaints.jobs.kinds import Spoken
from complaints.jobs.models import STATES, Job
from complaints.jobs.services import ENDED, KEPT, is_gone
from workdays import london

STATE_WORDS = {"queued": "Waiting to begin", "running": "Running", "done": "Done", "stopped": "Stopped", "failed": "Failed"}
assert set(STATE_WORDS) == set(STATES)
HONEST_FROM = 0.1  # before a tenth is done an estimate would be a guess
# How long a job has run (seconds) and how often its page asks: back off from what takes long.
POLLS = ((60, 2), (600, 5))
POLL_SLOWLY = 15


def spoken(job: Job) -> Spoken:
    return kinds.spoken(job.kind)


def number(value: int) -> str:
    return f"{value:,}"


def sum_words(job: Job) -> str:
    """"23 drafted + 1 failed + 14 left = 38": always the whole."""
    told = spoken(job)
    parts = [(job.result.get(name, 0), word) for name, word in told.parts] or [(job.done, told.done)]
    summed = [*parts, (job.failed, told.failed), (_left(job), "left")]
    return " + ".join(f"{number(count)} {word}" for count, word in summed) + f" = {number(job.total)}"


def state_name(job: Job) -> str:
    """The state as a list names it: "Done with 3 problems"."""
    if job.state == "running" and job.stop_asked:
        return "Stopping"
    if job.state == "running" and job.total and job.done + job.failed >= job.total:
        return "Finishing"
    if job.state == "done" and job.failed:
        return f"Done with {words.count_words(job.failed, 'problem')}"
    if job.state == "queued" and job.done + job.failed:
        return "Waiting to go on"
    return STATE_WORDS[job.state]


def state_words(job: Job, now: datetime) -> str:
    """What is happening, with the time left where it can be told; what was done where it was stopped."""
    name = state_name(job)
    if job.state == "running":
        return {"Stopping": f"Stops after the {spoken(job).item}s at hand", "Finishing": "Finishing: the last is written down"}.get(
            name, _pace(job, now))
    if job.state == "stopped":
        return f"{name}{_stopper(job)}: {_counted(job.done, job)} {spoken(job).done}, {number(_left(job))} not begun"
    why = job.result.get("why") or ("Why is not on record." if job.state == "failed" else "")
    return f"{name}. {why}".strip()


def rest_words(job: Job, person: Any) -> str:
    """What becomes of the rest of a job that was stopped or failed; nothing where nothing is left to do."""
    if job.state not in ("stopped", "failed") or (job.total and not _left(job)):
        return ""
    if steering.may_resume(job, person):
        return "What is left goes on where it stopped; nothing is done twice."
    if spoken(job).resumes and job.total:
        return f"Only {job.by.full_name}, who started it, can let it go on."
    return spoken(job).anew


def _stopper(job: Job) -> str:
    return f" by {job.stopped_by.full_name}" if job.stopped_by else ""


def _counted(count: int, job: Job) -> str:
    return f"{number(count)} {spoken(job).item}{'' if count == 1 else 's'}"


def _left(job: Job) -> int:
    return max(0, job.total - job.done - job.failed)


def _pace(job: Job, now: datetime) -> str:
    done = job.done + job.failed
    since_begun, seconds = done - job.begun_with, (now - (job.started_at or now)).total_seconds()
    if since_begun <= 0 or seconds < 2 or done < job.total * HONEST_FROM:
        return "Running: the time left is told once a tenth is done" if job.total else "Running"
    a_minute = since_begun / seconds * 60
    return f"{_minutes(_left(job) / max(a_minute, 1))} left, {_counted(round(a_minute), job)} a minute"


def _minutes(minutes: float) -> str:
    if minutes < 1:
        return "Less than a minute"
    return f"About {words.count_words(round(minutes), 'minute')}"


def poll_seconds(job: Job, now: datetime) -> int:
    """How often the page of a running job asks how far it is."""
    ran = (now - (job.started_at or job.created_at)).total_seconds()
    return next((every for until, every in POLLS if ran <= until), POLL_SLOWLY)


def title_of(job: Job) -> str:
    """"Import of old.csv: 2,050 of 2,085", for the heading and the tab."""
    return f"{job.title}: {number(job.done + job.failed)} of {number(job.total)}" if job.total else job.title


def job_told(job: Job, person: Any, now: datetime) -> dict[str, Any]:
    """`job` of `templates/jobs/job.html`."""
    running = job.state not in ENDED
    who = "you" if job.by_id == person.pk else job.by.full_name
    every = poll_seconds(job, now) if running else 0
    return {
        "title": title_of(job), "small": f"Started by {who}, {words.moment(job.created_at)}", "words": state_words(job, now),
        "done": job.done + job.failed, "total": max(job.total, 1), "sum": sum_words(job), "running": running,
        "leave_words": "You can leave this page. You are told when it ends." if running else f"Ended {words.moment(job.ended_at or now)}",
        "rest": "" if is_gone(job, now) else rest_words(job, person), "kept_words": _kept(job, now),
        "refresh": every, "poll": f"/jobs/{job.pk}/" if running else "",
    }


def _kept(job: Job, now: datetime) -> str:
    stays = f"The {_counted(job.done, job)} {spoken(job).done} stay{'s' if job.done == 1 else ''}." if job.done else "What was done stays."
    until = words.short_day(london.day_of((job.ended_at or now) + KEPT))
    if is_gone(job, now):
        return f"{stays} The result was kept until {until} and is gone; the counts stay."
    return f"{stays} The result is kept until {until}."


def ended_told(job: Job) -> dict[str, str]:
    """The sentence for a person on another page whose job has ended."""
    return {"text": f"{job.title}: {state_name(job)[0].lower()}{state_name(job)[1:]}.", "href": f"/jobs/{job.pk}/", "link": "See what came out",
            "away": f"/jobs/{job.pk}/put-away/"}


def line(job: Job, person: Any) -> list[dict[str, Any]]:
    """One row of the list of jobs."""
    who = "You" if job.by_id == person.pk else job.by.full_name
    return [{"text": title_of(job), "href": f"/jobs/{job.pk}/"}, {"text": words.moment(job.created_at)}, {"text": who},
            {"text": state_name(job)}, {"text": sum_words(job) if job.total else ""}]
