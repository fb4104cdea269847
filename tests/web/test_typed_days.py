"""Days and moments as people type them, and as their fields show them again."""

from datetime import UTC, date, datetime

import pytest

from complaints.case.pages.days_ahead import ahead
from complaints.clocks.forms import DayAheadInput, DayInput, MomentInput, day_typed, moment_typed
from tests.factories import make_complaint
from workdays.calendars import shipped

CALENDAR = shipped()["england-and-wales"]


@pytest.mark.parametrize("typed", ["8 May 2026", "8 may 2026", " 08 May 2026 ", "8/5/2026", "08/05/2026", "2026-05-08"])
def test_a_day_is_read_as_people_write_it(typed):
    assert day_typed(typed) == "2026-05-08"


@pytest.mark.parametrize("typed", ["", "soon", "05/13/2026", "31 February 2026", "2026-13-01", "8 May", "x" * 5000])
def test_what_is_no_day_goes_on_as_it_was_typed(typed):
    assert day_typed(typed) == typed


@pytest.mark.parametrize("typed", ["8 May 2026 14:10", "8 May 2026, 14.10", "8/5/2026 14:10", " 2026-05-08 14:10 "])
def test_a_moment_is_read_as_people_write_it(typed):
    assert moment_typed(typed) == "2026-05-08T14:10"


@pytest.mark.parametrize("typed", ["", "soon 14:10", "8 May 2026", "2026-05-08T14:10", "2026-05-08T14:10:00+01:00", "14:10"])
def test_what_is_no_moment_of_words_goes_on_as_it_was_typed(typed):
    assert moment_typed(typed) == typed


@pytest.mark.parametrize(("value", "shown"), [
    ("2026-05-08", "8 May 2026"), (date(2026, 5, 8), "8 May 2026"), ("soon", "soon"), ("", ""), (None, ""), (5, "5"),
])
def test_a_day_is_shown_in_words(value, shown):
    assert DayInput().format_value(value) == shown


@pytest.mark.parametrize(("value", "shown"), [
    ("2026-05-08T14:10", "8 May 2026 14:10"), (datetime(2026, 5, 8, 14, 10, tzinfo=UTC), "8 May 2026 14:10"), ("soon", "soon"), (None, ""),
])
def test_a_moment_is_shown_in_words(value, shown):
    assert MomentInput().format_value(value) == shown


def test_the_field_shows_no_order_that_a_browser_chooses():
    assert 'type="text"' in DayInput().render("on", "2026-05-08") and 'type="text"' in MomentInput().render("at", None)


def test_a_day_to_come_offers_the_next_working_days_and_passes_over_bank_holidays():
    days = dict(ahead(date(2026, 12, 23), CALENDAR))
    assert list(days)[:3] == ["24 December 2026", "29 December 2026", "30 December 2026"] and days["29 December 2026"] == "Tuesday, 2 working days"


def test_what_is_offered_limits_nothing_and_can_be_chosen_with_the_keys():
    box = DayAheadInput([("1 June 2026", "Monday, 1 working day")]).render("due_on", "soon", {"id": "id_due_on"})
    assert 'value="soon"' in box and 'list="id_due_on-days"' in box and "autocomplete" not in box and box.count("<option") == 1
    assert "list=" not in DayAheadInput(()).render("due_on", "")


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("path", ["clocks/new/", "asks/new/", "contacts/new/", "do/resolve/"])
def test_pages_that_ask_for_a_day_to_come_offer_it(signed_in, path):
    page = signed_in("senior_manager").get(f"/c/{make_complaint().reference}/{path}").content.decode()
    assert page.count("<datalist") == 1 and 'value="12 May 2026"' in page
