"""The calculator: the same counting as every deadline, every day named, unknown years refused in words, nothing stored."""

from urllib.parse import urlencode

import pytest

from complaints.record.models import Event, Operation
from tests.web.reading import text

# What it proves is the same on both databases: it runs once.
pytestmark = pytest.mark.once

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
    ({"ask": "is", "day": "2050-01-01"}, "The days asked for leave that time: change “Day”."),
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
     "are known from 1 January 2008 to 31 December 2028 and foreseen to 31 December 2040"),
    ({"ask": "is", "day": "2007-12-31", "calendar": "scotland"}, "Bank holidays of Scotland are known from"),
    ({"ask": "between", "first": "2026-05-08", "last": "2026-05-01", "calendar": EW}, "The last day lies before the first."),
    ({"ask": "add", "start": "2026-02-30", "days": "5", "calendar": EW, "counting": "day_after"}, "Give a day like 8 May 2026"),
    ({"ask": "add", "start": "2026-05-01", "days": "2001", "calendar": EW, "counting": "day_after"}, "from 0 to 2,000"),
    ({"ask": "add", "start": "2026-05-01", "days": "9" * 400, "calendar": EW, "counting": "day_after"}, "from 0 to 2,000"),
    ({"ask": "add", "start": "2026-05-01", "days": "5", "calendar": "mars", "counting": "day_after"}, "Choose an answer under “Calendar”."),
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


@pytest.mark.parametrize(("start", "rule", "calendar", "answer", "why"), [
    ("2026-04-30", "senior_review.documents.", EW, "Friday 8 May 2026", "Mon 4 May (Early May bank holiday, England and Wales)"),
    ("2026-05-01", "first_response.documents.", EW, "Tuesday 5 May 2026", "If received on Friday 1 May 2026"),
    ("2026-03-02", "eight_week_letter.documents.", EW, "Tuesday 28 April 2026", "8 weeks, the last ending on Mon 27 Apr 2026"),
    ("2026-03-31", "ombudsman_from_complaint.documents.", EW, "Thursday 31 December 2026", "9 months"),
    ("2026-01-29", "ombudsman_from_letter.documents.", EW, "Saturday 29 August 2026", "If our letter was received on Thursday 29 January 2026"),
    ("2026-11-27", "first_response.documents.", "scotland", "Tuesday 1 December 2026", "St Andrew’s Day"),
])
def test_when_it_is_due_by_each_rule_and_because_of_what(signed_in, start, rule, calendar, answer, why):
    page = text(ask(signed_in(), ask="rule", start=start, rule=rule, calendar=calendar))
    assert answer in page and why in page and "Because" in page


def test_every_rule_of_the_procedure_that_counts_can_be_chosen_and_is_counted_as_the_clocks_count(signed_in):
    from datetime import date

    from complaints.clocks import words
    from complaints.clocks.counting import count
    from complaints.clocks.pages import rule_choices
    from complaints.rules.services import all_calendars, clock_rules

    client, start = signed_in(), date(2026, 4, 30)
    wanted = {(rule.kind.value, rule.book, rule.variant): rule for rule in clock_rules().rows
              if rule.unit != "given" and rule.begun_from <= start <= rule.begun_until}
    assert len(wanted) > 12 and {".".join(key) for key in wanted} <= {value for value, _ in rule_choices()}
    for key, rule in wanted.items():
        page = text(ask(client, ask="rule", start="2026-04-30", rule=".".join(key), calendar=EW))
        assert words.long_day(count(rule, start, all_calendars()[EW]).due_on) in page, rule


def test_a_rule_without_a_row_on_that_day_and_one_that_is_none_are_refused_in_words(signed_in):
    client = signed_in()
    answer = ask(client, ask="rule", start="2026-04-30", rule="ombudsman_from_complaint.law.", calendar=EW)
    assert answer.status_code == 422 and "There is no such rule for 30 April 2026 by the law." in text(answer)
    for rule in ("", "x", "a.b.c", "promise.documents.", "\x00"):
        assert ask(client, ask="rule", start="2026-04-30", rule=rule, calendar=EW).status_code == 422
    assert "are known from 1 January 2008" in text(ask(client, ask="rule", start="2041-05-01", rule="senior_review.documents.", calendar=EW))


def test_what_is_due_beyond_the_published_list_is_called_provisional(signed_in):
    page = text(ask(signed_in(), ask="rule", start="2029-01-02", rule="senior_review.documents.", calendar=EW))
    assert "not published that far yet" in page
