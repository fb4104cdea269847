"""Opening hours: whether a moment lies within them and when a moment outside counts as received. Pure."""
from dataclasses import dataclass
from datetime import date, datetime, time

from workdays import london
from workdays.calendars import Calendar
from workdays.counting import ONE_DAY, is_working_day, next_working_day

MOST_CLOSED_DAYS = 31


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """Opening and closing time in London: `weekday` on working days, `other` at weekends and on bank holidays.

    None is closed. Both ends are inside: 16:00 is in time where the office closes at four, 16:01 is not (reading A9).
    """

    weekday: tuple[time, time]
    other: tuple[time, time] | None = None

    def __post_init__(self) -> None:
        for window in filter(None, (self.weekday, self.other)):
            if window[0] >= window[1]:
                raise ValueError(f"Opening time {window[0]:%H:%M} is not before closing time {window[1]:%H:%M}.")

    def on(self, day: date, cal: Calendar) -> tuple[time, time] | None:
        return self.weekday if is_working_day(day, cal) else self.other


def is_open(at: datetime, hours: OfficeHours, cal: Calendar) -> bool:
    """Whether the aware moment lies within the hours, to the whole minute."""
    window = hours.on(london.day_of(at), cal)
    minute = _minute(at)
    return window is not None and window[0] <= minute <= window[1]


def next_opening(at: datetime, hours: OfficeHours, cal: Calendar) -> datetime:
    """The first opening at or after the moment, in UTC; a call before opening waits for that same morning (A11)."""
    day = london.day_of(at)
    for _ in range(MOST_CLOSED_DAYS):
        window = hours.on(day, cal)
        if window and (opening := london.moment(day, window[0])) >= at:
            return opening
        day += ONE_DAY
    raise ValueError(f"The office does not open within {MOST_CLOSED_DAYS} days of {at}.")


def received_in_hours(at: datetime, hours: OfficeHours, cal: Calendar) -> datetime:
    """The moment itself within hours, else the next opening, at which it counts as received."""
    return at if is_open(at, hours, cal) else next_opening(at, hours, cal)


def received_on(at: datetime, closes: time, cal: Calendar) -> date:
    """The day a contact counts as received: its own, or the next working day after `closes` or on a day off (A10)."""
    day = london.day_of(at)
    if is_working_day(day, cal) and _minute(at) <= closes:
        return day
    return next_working_day(day, cal)


def _minute(at: datetime) -> time:
    return at.astimezone(london.LONDON).time().replace(second=0, microsecond=0)
