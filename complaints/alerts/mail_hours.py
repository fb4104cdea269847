"""When a person's mail may go: 07:00 to 19:00 London on working days, unless they want it at any hour. Pure.

`calendar` is that of the company's own nation: it says when its staff are at work.
"""

from datetime import date, datetime, time, timedelta

import workdays
from workdays import Calendar, OutsideCalendar, london

FROM, UNTIL = time(7), time(19)
ONE_DAY = timedelta(days=1)


def at_once(now: datetime, calendar: Calendar, *, any_hour: bool) -> datetime:
    """The first moment from `now` on at which a mail may go."""
    today = london.day_of(now)
    if any_hour or (_is_working(today, calendar) and london.moment(today, FROM) <= now < london.moment(today, UNTIL)):
        return now
    return next_morning(now, calendar)


def next_morning(now: datetime, calendar: Calendar) -> datetime:
    """07:00 London of the first working day at which that moment lies ahead: when the digest goes."""
    day = london.day_of(now)
    while london.moment(day, FROM) <= now or not _is_working(day, calendar):
        day += ONE_DAY
    return london.moment(day, FROM)


def _is_working(day: date, calendar: Calendar) -> bool:
    """Beyond the calendar every day but Saturday and Sunday counts: a mail is better early than never."""
    try:
        return workdays.is_working_day(day, calendar)
    except OutsideCalendar:
        return day.weekday() < 5
