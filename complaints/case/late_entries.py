"""What counts as entered late (back-dated): recorded more than one working day after it happened. Pure; the one definition of it.

A move entered so says why and is marked `late_entry` in its event; the report `quality` counts the marks, `/compliance/` lists what was recorded so.
"""

from datetime import date

import workdays

MOST_WORKING_DAYS = 1


def is_late(on: date, recorded_on: date, calendar: workdays.Calendar) -> bool:
    return workdays.between(on, min(recorded_on, calendar.last), calendar) > MOST_WORKING_DAYS
