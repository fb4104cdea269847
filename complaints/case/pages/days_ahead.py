"""Fields that ask for a day to come offer the next working days of the complaint's calendar, each with how far off it is."""

from collections.abc import Iterator
from datetime import date

import workdays
from complaints.case.models import Complaint
from complaints.case.pages import asking
from complaints.case.pages.forms import GatheringForm
from complaints.clocks import words
from complaints.clocks.forms import DayAheadInput
from complaints.rules.services import all_calendars
from workdays import Calendar, OutsideCalendar, london

AHEAD = ("due_on", "promised__due_on", "corrective_action__due_on", "offer__open_until")
OFFERED = 15


def offer(form: GatheringForm, complaint: Complaint) -> GatheringForm:
    """The same form; what can be typed in its boxes is not limited."""
    asked = [name for name in AHEAD if name in form.fields]
    if asked:
        days = tuple(ahead(london.day_of(asking.now()), all_calendars()[workdays.calendar_for(complaint.nation)]))
        for name in asked:
            form.fields[name].widget = DayAheadInput(days)
    return form


def ahead(today: date, calendar: Calendar) -> Iterator[tuple[str, str]]:
    """What is written into the box, and what stands beside it in the list; bank holidays and weekends are passed over."""
    day = today
    for number in range(1, OFFERED + 1):
        try:
            day = workdays.next_working_day(day, calendar)
        except OutsideCalendar:
            return
        yield words.plain_day(day), f"{words.long_day(day).partition(' ')[0]}, {words.working_days_words(number)}"
