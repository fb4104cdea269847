"""How urgent a deadline is, in words, icon and rail. Derived from days each time, never stored. Pure; see `words`."""
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import workdays
from complaints.clocks import spoken
from workdays import Calendar, OutsideCalendar

SOON_WORKING_DAYS = 2
ONE_DAY = timedelta(days=1)


class State(StrEnum):
    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    STOPPED = "stopped"
    MET = "met"
    MET_LATE = "met_late"
    CANCELLED = "cancelled"
    NOT_STARTED = "not_started"
    PASSED = "passed"  # a customer's window that ran out: nobody was late


# Names of icon, rail and text colour in the style sheet; "" draws nothing.
LOOKS = {
    State.LATE: ("late", "late", "red"),
    State.TODAY: ("today", "today", "red"),
    State.SOON: ("soon", "soon", "amber"),
    State.LATER: ("later", "later", "ink"),
    State.STOPPED: ("stopped", "stopped", "ink2"),
    State.MET: ("met", "none", "ink"),
    State.MET_LATE: ("met-late", "none", "red"),
    State.CANCELLED: ("", "none", "ink2"),
    State.NOT_STARTED: ("", "none", "ink2"),
    State.PASSED: ("", "none", "ink2"),
}
# Heads of the groups in lists, most urgent first.
GROUPS = {
    State.LATE: "Overdue", State.TODAY: "Due today", State.SOON: "Due in 1–2 working days", State.LATER: "Later",
    State.STOPPED: "Clock stopped",
}
# A complaint's own state in the API, of its open deadline due first.
COMPLAINT_STATES = {State.LATE: "overdue", State.TODAY: "due_today", State.SOON: "due_soon", State.LATER: "later"}

assert set(LOOKS) == set(State)


@dataclass(frozen=True, slots=True)
class Status:
    """`words` are whole by themselves; `icon`, `rail` and `text` name what the style sheet draws beside them."""

    state: State
    words: str
    icon: str
    rail: str
    text: str


def status_of(due_on: date | None, today: date, cal: Calendar, *, met_on: date | None = None, cancelled: bool = False,
              held_since: date | None = None, held_why: str | None = None, window: bool = False) -> Status:
    """The status of one deadline on the London day `today`. `window`: a time the customer has, not a duty of ours.

    `due_on` None is a clock that has not started. `held_why` is a few words, such as "in dispute".
    """
    state, words = _ended(due_on, today, cal, met_on, cancelled=cancelled, window=window) or _running(
        due_on, today, cal, held_since, held_why, window=window)
    return Status(state, words, *LOOKS[state])


def _ended(due_on: date | None, today: date, cal: Calendar, met_on: date | None, *, cancelled: bool,
           window: bool) -> tuple[State, str] | None:
    if met_on is not None:
        return _met_window(due_on, met_on, today) if window else _met(due_on, met_on, today, cal)
    return (State.CANCELLED, "No longer due") if cancelled else None


def _running(due_on: date | None, today: date, cal: Calendar, held_since: date | None, held_why: str | None,
             *, window: bool) -> tuple[State, str]:
    if held_since is not None:
        why = f" ({held_why})" if held_why else ""
        return State.STOPPED, f"Clock stopped since {spoken.bare_day(held_since, today)}{why}"
    if due_on is None:
        return State.NOT_STARTED, "Not started"
    return _window(due_on, today, cal) if window else _open(due_on, today, cal)


def _open(due_on: date, today: date, cal: Calendar) -> tuple[State, str]:
    state = open_state(due_on, today, cal)
    if state is State.LATE:
        return state, f"{gap_words(due_on, today, cal)} late"
    if state is State.TODAY:
        return state, "Due today"
    if due_on - today == ONE_DAY:
        return state, "Due tomorrow"
    return state, f"{gap_words(today, due_on, cal)} left"


def open_state(due_on: date, today: date, cal: Calendar) -> State:
    """Late, today, soon (1 or 2 working days, or the days off beside them) or later."""
    if due_on < today:
        return State.LATE
    if due_on == today:
        return State.TODAY
    return State.SOON if due_on <= soon_until(today, cal) else State.LATER


def soon_until(today: date, cal: Calendar) -> date:
    """The last day that still counts as soon: the eve of the third working day from `today`."""
    try:
        return workdays.add(today, SOON_WORKING_DAYS + 1, cal) - ONE_DAY
    except OutsideCalendar:
        return today + SOON_WORKING_DAYS * ONE_DAY


def gap_words(from_: date, to: date, cal: Calendar) -> str:
    """Working days from one day to a later one in words; a gap of days off alone is "Less than 1 working day".

    Beyond the calendar the days are counted as calendar days and called so: a page is never refused for a far date.
    """
    try:
        number = workdays.between(from_, to, cal)
    except OutsideCalendar:
        return spoken.count_words((to - from_).days, "calendar day")
    return spoken.working_days_words(number) if number else "Less than 1 working day"


def _window(due_on: date, today: date, cal: Calendar) -> tuple[State, str]:
    day = spoken.plain_day(due_on)
    if due_on < today:
        return State.PASSED, f"Window closed {day}"
    return open_state(due_on, today, cal), f"Window closes {day} ({_window_left(due_on, today)})"


def _window_left(due_on: date, today: date) -> str:
    months = workdays.months_between(today, due_on)
    if months:
        return f"{spoken.month_words(months)} left"
    days = (due_on - today).days
    return {0: "today", 1: "tomorrow"}.get(days, f"{days} days left")


def _met(due_on: date | None, met_on: date, today: date, cal: Calendar) -> tuple[State, str]:
    day = spoken.bare_day(met_on, today)
    if due_on is None or met_on == due_on:
        return State.MET, f"Met on {day}"
    if met_on < due_on:
        return State.MET, f"Met on {day}, {_lower_first(gap_words(met_on, due_on, cal))} early"
    return State.MET_LATE, f"Met late on {day}, {_lower_first(gap_words(due_on, met_on, cal))} late"


def _met_window(due_on: date | None, met_on: date, today: date) -> tuple[State, str]:
    after = ", after the window closed" if due_on and met_on > due_on else ""
    return State.MET, f"Gone to the Ombudsman on {spoken.bare_day(met_on, today)}{after}"


def _lower_first(words: str) -> str:
    return words[0].lower() + words[1:]


def contract_state(due_on: date | None, today: date, *, met_on: date | None = None, cancelled: bool = False,
                   held: bool = False, window: bool = False) -> str:
    """`state` of a Deadline in the API: open, held, met, met_late, late or cancelled.

    A window that has passed stays open until the complaint ends: the customer is never called late.
    """
    if met_on is not None:
        return "met_late" if due_on and met_on > due_on and not window else "met"
    if cancelled:
        return "cancelled"
    if held:
        return "held"
    return "late" if due_on and due_on < today and not window else "open"


def complaint_state(due_on: date | None, today: date, cal: Calendar) -> str:
    """`state` of a Complaint in the API, from its open deadline due first (windows left out); none open is later."""
    return COMPLAINT_STATES[open_state(due_on, today, cal)] if due_on else "later"
