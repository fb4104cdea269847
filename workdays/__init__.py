"""Working days, calendar months, London days and office hours. Pure: imports nothing else of the product."""
from workdays.calendars import (
    CALENDAR_OF, NAMES, NATIONS, Calendar, OutsideCalendar, calendar_for, from_rows, known_for, lay_down, with_changes,
)
from workdays.counting import (
    COUNTINGS, DAY_AFTER, MOST_DAYS, TREATED_AS_RECEIVED, Counted, add, between, day_zero, explain, is_working_day,
    next_working_day, subtract, why_off,
)
from workdays.hours import OfficeHours, is_open, next_opening, received_in_hours
from workdays.months import add_months, months_between

__all__ = [
    "CALENDAR_OF", "COUNTINGS", "DAY_AFTER", "MOST_DAYS", "NAMES", "NATIONS", "TREATED_AS_RECEIVED", "Calendar", "Counted",
    "OfficeHours", "OutsideCalendar", "add", "add_months", "between", "calendar_for", "day_zero", "explain", "from_rows",
    "is_open", "is_working_day", "known_for", "lay_down", "months_between", "next_opening", "next_working_day",
    "received_in_hours", "subtract", "why_off", "with_changes",
]
