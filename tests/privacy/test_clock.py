"""The clock of a request by the ICO's rule, against arithmetic of its own: the corresponding day, rolled to the next working day."""

import calendar
from datetime import date, timedelta

import pytest

from complaints.case.models import DataRequest
from complaints.case.requests import log_request
from complaints.clocks.models import Deadline
from complaints.privacy import choosing
from complaints.privacy.models import Extension
from complaints.record.refusals import Conflict, Forbidden, Unacceptable
from complaints.rules.services import all_calendars
from tests.factories import MONDAY, make_person, op
from workdays import london

CALENDAR = "england-and-wales"


def corresponding(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def rolled(day, off):
    while day.weekday() >= 5 or day in off:
        day += timedelta(days=1)
    return day


def test_two_months_more_end_on_the_corresponding_day_or_the_next_working_day(db):
    book = all_calendars()[CALENDAR]
    for number in range(5_000):
        day = date(2012, 1, 1) + timedelta(days=number)
        assert choosing.extended(day, book) == rolled(corresponding(day, 3), book.off), day


@pytest.fixture
def officer(db):
    return make_person("compliance_officer")


def logged(officer, received_on="2026-05-11", now=MONDAY):
    given = {"op_id": op(), "received_on": received_on, "person": {"name": "Ann Harper"}}
    return DataRequest.objects.get(pk=log_request(given, by=officer, now=now).ids["request"])


def extended(request, by, now=MONDAY, **more):
    return choosing.extend(request.pk, {"op_id": op(), "told_on": "2026-05-11", "why": "Many files.", **more}, by=by, now=now)


def test_it_moves_the_deadline_with_its_alerts_and_an_entry(officer):
    request = logged(officer)
    extended(request, officer)
    row = Deadline.objects.get(data_request=request)
    assert (row.original_due_on, row.due_on) == (date(2026, 6, 11), date(2026, 8, 11)) and row.alert_at > MONDAY
    assert Extension.objects.get().why == "Many files."


def test_once_only(officer):
    request = logged(officer)
    extended(request, officer)
    with pytest.raises(Conflict):
        extended(request, officer)


@pytest.mark.parametrize("told_on", ["2026-05-10", "2026-05-12", "2026-06-12"])
def test_only_where_they_were_told_within_the_first_month_and_not_in_the_future(officer, told_on):
    now = london.start_of_day(date(2026, 6, 12)) if told_on == "2026-06-12" else MONDAY
    with pytest.raises(Unacceptable):
        extended(logged(officer), officer, now=now, told_on=told_on)


def test_by_compliance_only(officer):
    with pytest.raises(Forbidden):
        extended(logged(officer), make_person("agent"))
