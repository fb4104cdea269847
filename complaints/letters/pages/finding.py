"""The letter of an address, the clock it answers, and its names on pages. No page of its own."""

from datetime import date
from typing import Any

from django.http import HttpRequest

import workdays
from complaints.case.models import Complaint
from complaints.case.pages import asking
from complaints.clocks import words
from complaints.clocks.models import Deadline
from complaints.letters.described import found
from complaints.letters.kinds import Kind
from complaints.letters.models import Letter
from complaints.record import access
from complaints.record.refusals import Unknown
from complaints.rules.services import all_calendars
from staff.sessions import address_of
from workdays import Calendar, london

NAMES = {
    Kind.ACKNOWLEDGEMENT: "Acknowledgement", Kind.RESOLUTION: "Resolution letter", Kind.UPDATE: "Update letter",
    Kind.DEADLOCK: "Deadlock letter", Kind.EIGHT_WEEK: "8-week letter", Kind.COMPLIANCE_CONFIRMATION: "Confirming letter",
    Kind.PAYMENT_NOTICE: "Payment notice",
}
assert set(NAMES) == set(Kind)


def letter_for(request: HttpRequest, letter_id: int, what: str) -> Letter:
    """The letter of the address, with the look kept in the access log; a refused look is kept too."""
    address = address_of(request) or ""
    try:
        letter = found(letter_id, request.user)
    except Unknown:
        access.looked(request.user, None, what, now=asking.now(), address=address, refused=True)
        raise
    access.looked(request.user, letter.complaint, what, now=asking.now(), address=address)
    return letter


def clock_of(letter: Letter) -> Deadline | None:
    """The clock that the letter was drafted for."""
    return Deadline.objects.filter(complaint=letter.complaint_id, key=letter.deadline_key).first() if letter.deadline_key else None


def calendar_of(complaint: Complaint) -> Calendar:
    return all_calendars()[workdays.calendar_for(complaint.nation)]


def name_of(letter: Letter) -> str:
    return NAMES[Kind(letter.kind)]


def who(person: Any, me: Any) -> str:
    """"you", a name, or "the desk"."""
    return "the desk" if person is None else "you" if person.pk == me.pk else person.full_name


def today() -> date:
    return london.day_of(asking.now())


def when(moment: Any) -> str:
    """The clock time of today, the day of any other."""
    on = london.day_of(moment)
    return words.clock_time(moment) if on == today() else words.tiny_day(on)
