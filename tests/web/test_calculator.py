"""The calculator: the same counting as every deadline, every day named, unknown years refused in words, nothing stored."""

from urllib.parse import urlencode

import pytest

from complaints.record.models import Event, Operation
from tests.web.reading import text

EW = "england-and-wales"


def ask(client, **given):
    return client.get(f"/working-days/?{urlencode(given)}")


@pytest.mark.parametrize(("given", "answer"), [
    ({"ask": "add", "start": "2026-04-30", "days": "5", "calendar": EW, "counting": "day_after"}, "Friday 8 May 2026"),
    ({"ask": "add", "start": "2026-05-02", "days": "1", "calendar": EW, "counting": "day_after"}, "Tuesday 5 May 2026"),
    ({"ask": "add", "start": "2026-05-02", "days": "1", "calendar": EW, "counting": "treated_as_received_next_working_day"},
     "Wednesday 6 May 2026"),
    ({"ask": "add", "start": "30 April 2026", "days": "0", "calendar": EW, "counting": "day_after"}, "Thursday 30 April 2026"),
    ({"ask": "add", "start": "2026-12-31", "days": "1", "calendar": "scotland", "counting": "day_after"}, "Tuesday 5 January 2027"),
    ({"ask": "between", "first": "2026-04-30", "last": "2026-05-08", "calendar": EW}, "5 working days"),
    ({"ask": "between", "first": "2026-05-08", "last": "2026-05-08", "calendar": EW}, "0 working days"),
    ({"ask": "is", "day": "2026-05-04", "calendar": EW}, "is no working day: Early May bank holiday"),
    ({"ask": "is", "day": "2026-05-09", "calendar": EW}, "is no working day: it is at the weekend"),
    ({"ask": "is", "day": "2026-05-08", "calendar": EW}, "Friday 8 May 2026 is a working day"),
    ({"ask": "months", "start": "2026-01-31", "months": "1"}, "Saturday 28 February 2026"),
    ({"ask": "months", "start": "2026-03-31", "months": "-1"}, "Saturday 28 February 2026"),
])
def test_it_counts_as_the_deadlines_do(signed_in, given, answer):
    assert answer in text(ask(signed_in(), **given))


def test_every_day_is_named(signed_in):
    page = text(ask(signed_in(), ask="add", start="2026-04-30", days="5", calendar=EW, counting="day_after"))
    assert "Fri 1, Tue 5, Wed 6, Thu 7, Fri 8 May" in page
    assert "Sat 2 and Sun 3 May (weekend); Mon 4 May (Early May bank holiday, England and Wales)" in page


def test_a_date_beyond_the_published_list_is_called_provisional(signed_in):
    assert "not published that far yet" in text(ask(signed_in(), ask="add", start="2029-01-02", days="5", calendar=EW, counting="day_after"))


@pytest.mark.parametrize(("given", "sentence"), [
    ({"ask": "add", "start": "2041-01-01", "days": "5", "calendar": EW, "counting": "day_after"},
     "are known from 1 January 2008 to 31 December 2040"),
    ({"ask": "is", "day": "2007-12-31", "calendar": "scotland"}, "Bank holidays of Scotland are known from"),
    ({"ask": "between", "first": "2026-05-08", "last": "2026-05-01", "calendar": EW}, "The last day lies before the first."),
    ({"ask": "add", "start": "2026-02-30", "days": "5", "calendar": EW, "counting": "day_after"}, "Give a day like 8 May 2026"),
    ({"ask": "add", "start": "2026-05-01", "days": "2001", "calendar": EW, "counting": "day_after"}, "from 0 to 2,000"),
    ({"ask": "add", "start": "2026-05-01", "days": "9" * 400, "calendar": EW, "counting": "day_after"}, "from 0 to 2,000"),
    ({"ask": "add", "start": "2026-05-01", "days": "5", "calendar": "mars", "counting": "day_after"}, "Choose one of the list."),
    ({"ask": "months", "start": "0001-01-01", "months": "-1"}, "outside the years 1 to 9999"),
    ({"ask": "months", "start": "", "months": ""}, "Give the day: start."),
])
def test_what_can_not_be_counted_is_refused_in_words_and_kept(signed_in, given, sentence):
    answer = ask(signed_in(), **given)
    assert answer.status_code == 422 and sentence in text(answer) and "answer-date" not in text(answer)


@pytest.mark.parametrize("query", ["", "ask=nothing", "ask=add", "ask=\x00", "ask=is&day=\x00&calendar=\x00", "start=%ff&days=٣"])
def test_any_address_is_answered(signed_in, query):
    assert signed_in().get(f"/working-days/?{query}").status_code in (200, 422)


def test_nothing_is_stored(signed_in):
    ask(signed_in(), ask="is", day="2026-05-08", calendar=EW)
    assert not Event.objects.exists() and not Operation.objects.exists()
