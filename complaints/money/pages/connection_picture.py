"""The steps of a connection on the desk's own scale: their last days above, what was done below."""

from collections.abc import Sequence
from datetime import date

from complaints.case.pages.overview import holidays
from complaints.clocks import words
from complaints.money.owed import Worked
from complaints.money.steps import Connection
from complaints.templatetags.deadline_picture import Mark, Picture
from workdays import Calendar

MOST_MARKS = 4


def picture(job: Connection, worked: Sequence[Worked], today: date, calendar: Calendar) -> Picture | None:
    """None while no step has a last day. The steps still to do are named before those that are done."""
    dated = sorted((one for one in worked if one.due_on), key=lambda one: (one.done_on is not None, one.due_on))
    if not dated:
        return None
    shown = sorted(dated[:MOST_MARKS], key=lambda one: one.due_on)
    start = min(_first_day(job), today)
    missed = [one.due_on for one in shown if not one.done_on and one.due_on < today]
    return Picture(
        label="Steps: " + "; ".join(f"{one.step.title}, due {words.tiny_day(one.due_on)}" for one in shown),
        start_on=start, now_on=today, now_words=words.tiny_day(today),
        deadlines=tuple(_mark(one, today, calendar) for one in shown),
        events=tuple(Mark(one.done_on, _done(one), words.tiny_day(one.done_on)) for one in _done_last(worked, today)),
        holidays=tuple(holidays(start, max([today, *(one.due_on for one in shown)]), calendar)),
        over_from=min(missed) if missed else None,
    )


def _first_day(job: Connection) -> date:
    """The first day that is on record of the job."""
    kept = [*job.facts.get("dates", {}).values(), *(day for dates in job.facts.get("phases", {}).values() for day in dates.values())]
    return min((date.fromisoformat(day) for day in kept), default=date.max)


def _mark(one: Worked, today: date, calendar: Calendar) -> Mark:
    status = words.status_of(one.due_on, today, calendar, met_on=one.done_on)
    return Mark(one.due_on, one.step.title, f"due {words.tiny_day(one.due_on)}", status)


def _done_last(worked: Sequence[Worked], today: date) -> list[Worked]:
    done = sorted((one for one in worked if one.done_on and one.done_on <= today), key=lambda one: one.done_on)
    return done[-MOST_MARKS:]


def _done(one: Worked) -> str:
    return DONE_WORDS[one.step.key.partition(":")[0]]


DONE_WORDS = {"quotation": "Quoted", "accuracy": "Quoted again", "contact": "Contacted", "commence": "Begun", "complete": "Completed",
              "energise": "Energised", "land": "Answered", "dates": "Dates offered"}
