"""A bank holiday proclaimed while an incident's payments are due: they get another day, once, and nobody is owed for lateness that was none."""

from datetime import UTC, date, datetime, timedelta

import pytest

from complaints.money import accruing
from complaints.money.incidents import booking, exporting, new_days
from complaints.record.models import Event
from complaints.record.verifying import verify
from complaints.rules import holidays
from tests.factories import MONDAY
from tests.money.storms import filled, row
from tests.money.test_incident_money import do
from tests.rules.moving import apply, proclaimed, withdrawal

pytestmark = pytest.mark.django_db
AN_HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def fault():
    """A cable fault whose payments are due on one day, booked on Monday 11 May 2026."""
    return do(booking, filled([row("A", on="01/05/2026 18:01"), row("B", on="01/05/2026 18:01")], "cables"))


def days(incident):
    return set(incident.payments.values_list("due_on", flat=True))


def jubilee(day):
    return proclaimed(day, name="Jubilee")


def test_the_payments_move_once_and_one_event_tells_it(fault):
    (due,) = days(fault)
    apply(jubilee(due), now=MONDAY + AN_HOUR)
    (to,) = days(fault)
    assert due == date(2026, 5, 18) and to == date(2026, 5, 19) and new_days.settle(by=None, now=MONDAY + AN_HOUR) == 0
    told = Event.objects.get(kind="incident.moved").data
    assert (told["payments"], told["because"]) == (2, "Jubilee, Mon 18 May 2026, is a bank holiday") and verify().broken is None


def test_withdrawn_they_go_back(fault):
    before = days(fault)
    apply(jubilee(date(2026, 5, 13)), now=MONDAY + AN_HOUR)
    assert days(fault) != before
    apply(withdrawal(date(2026, 5, 13)), now=MONDAY + 2 * AN_HOUR)
    assert days(fault) == before


def test_a_holiday_withdrawn_between_the_failure_and_the_first_day_counted_brings_them_forward(fault):
    apply(withdrawal(date(2026, 5, 4)), now=MONDAY + AN_HOUR)
    assert days(fault) == {date(2026, 5, 15)}
    apply(proclaimed(date(2026, 5, 4), name="Early May"), now=MONDAY + 2 * AN_HOUR)
    assert days(fault) == {date(2026, 5, 18)}


def test_the_preview_counts_them_and_writes_nothing(fault):
    before = days(fault)
    assert holidays.preview(jubilee(date(2026, 5, 13)), now=MONDAY).payments == 2 and days(fault) == before


def test_booked_after_the_change_they_get_their_day_by_the_next_sweep():
    incident = filled([row("A", on="01/05/2026 18:01")], "cables")
    apply(jubilee(date(2026, 5, 13)), now=MONDAY + AN_HOUR)
    incident = do(booking, incident)
    holidays.settle_all(now=MONDAY + 2 * AN_HOUR, since=MONDAY + 2 * AN_HOUR)
    assert days(incident) == {date(2026, 5, 19)}


def test_nothing_is_owed_for_lateness_on_a_day_that_became_a_holiday(fault):
    (due,) = days(fault)
    apply(jubilee(due), now=MONDAY + AN_HOUR)
    assert accruing.accrue_due(now=datetime(2026, 5, 19, 9, tzinfo=UTC)) == 0


def test_the_file_shows_the_day_of_the_payment(fault):
    apply(jubilee(date(2026, 5, 13)), now=MONDAY + AN_HOUR)
    assert all(date(2026, 5, 19) in cells for cells in exporting.rows(fault))


def test_another_nation_s_day_moves_nothing(fault):
    before = days(fault)
    apply(proclaimed(date(2026, 5, 13), calendar="scotland", name="A fair"), now=MONDAY + AN_HOUR)
    assert days(fault) == before
