"""The state funeral of 19 September 2022, proclaimed ten days before, on a desk whose calendars did not know of it yet."""

from datetime import UTC, date, datetime

from complaints.clocks import services as clocks
from complaints.rules import holidays
from complaints.rules import services as rules
from complaints.rules.holidays import Asked
from complaints.rules.merging import Altered
from tests.factories import make_complaint, make_person, op
from workdays import london

FUNERAL = date(2022, 9, 19)
NAME = "Bank Holiday for the State Funeral of Queen Elizabeth II"
ENGLAND = "england-and-wales"
# Wednesday 14 September 2022: five working days lead to Wednesday 21, a first response is due on Thursday 15.
WEDNESDAY = datetime(2022, 9, 14, 9, tzinfo=UTC)
FRIDAY = datetime(2022, 9, 16, 9, tzinfo=UTC)


def withdrawal(day=FUNERAL, calendar=ENGLAND):
    return Asked((Altered(calendar, day, NAME, withdrawn=True),), "", reason="A rehearsal of the desk.")


def proclaimed(day=FUNERAL, calendar=ENGLAND, name=NAME):
    return Asked((Altered(calendar, day, name),), "The Gazette")


def unknown_yet(now=WEDNESDAY):
    """The desk as it was before the proclamation: the shipped calendars know of the day, and it is taken out."""
    return apply(withdrawal(), now=now)


def apply(asked, *, by=None, now=FRIDAY, **given):
    told = {"op_id": op(), "version": holidays.stamp(), **given}
    return holidays.apply(asked, told, by=by or make_person("compliance_officer"), now=now)


def received(at=FRIDAY, **fields):
    """A complaint received on Friday 16 September: its first response is due on Monday 19, the day of the funeral."""
    return make_complaint(received_at=at, **fields)


def first_response(complaint):
    return complaint.deadlines.get(kind="first_response")


def stands_as_the_facts_say(complaint):
    """The rows are those that a repair would write: nothing."""
    history = clocks.history_of(complaint)
    return not clocks.worked_out(history, (), rules.book(london.day_of(complaint.received_at)), because="repair").changes
