"""The vocabulary of dates: every state in words, every kind of clock named, the boxes and the strip."""
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from complaints.clocks import status, words
from complaints.clocks.kinds import Kind
from complaints.clocks.titles import KINDS
from workdays.calendars import shipped

ENGLAND, SCOTLAND = shipped()["england-and-wales"], shipped()["scotland"]
MONDAY = date(2026, 5, 11)


def may(day):
    return date(2026, 5, day)


def boxes(started_on, due_on, today=MONDAY):
    """The day rule drawn in one line: # used, > current, . left, | the limit, x over."""
    rule = words.day_boxes(started_on, due_on, today, ENGLAND)
    drawn = "".join({"used": "#", "current": ">", "left": "."}[box] for box in rule.boxes)
    return f"{drawn}|{'x' * rule.over_boxes}"


def strip(started_on, due_on, today=MONDAY, cal=ENGLAND):
    return [(piece.label, piece.words, piece.kind) for piece in words.strip(started_on, due_on, today, cal)]


@pytest.mark.parametrize(("say", "said"), [
    (words.long_day, "Friday 8 May 2026"), (words.short_day, "Fri 8 May 2026"), (words.tiny_day, "Fri 8 May"),
    (words.plain_day, "8 May 2026"),
])
def test_a_day_has_one_form_for_each_place(say, said):
    assert say(may(8)) == said


@pytest.mark.parametrize(("at", "said"), [
    (datetime(2026, 4, 30, 13, 10, tzinfo=UTC), "Thu 30 Apr 2026 14:10"),
    (datetime(2026, 5, 7, 23, 5, tzinfo=UTC), "Fri 8 May 2026 00:05"),
    (datetime(2026, 12, 1, 9, 0, tzinfo=UTC), "Tue 1 Dec 2026 09:00"),
])
def test_a_moment_is_said_in_london_time(at, said):
    assert words.moment(at) == said


@pytest.mark.parametrize(("number", "said"), [(0, "0 months"), (1, "1 month"), (9, "9 months"), (1200, "1,200 months")])
def test_one_of_a_thing_is_not_many(number, said):
    assert words.month_words(number) == said


@pytest.mark.parametrize(("due", "state", "said"), [
    (date(2026, 3, 2), "late", "47 working days late"),
    (may(6), "late", "3 working days late"),
    (may(8), "late", "1 working day late"),
    (may(9), "late", "1 working day late"),
    (may(11), "today", "Due today"),
    (may(12), "soon", "Due tomorrow"),
    (may(13), "soon", "2 working days left"),
    (may(14), "later", "3 working days left"),
    (may(22), "later", "9 working days left"),
    (date(2060, 1, 1), "later", "12,288 calendar days left"),
    (None, "not_started", "Not started"),
])
def test_an_open_deadline_says_how_long_it_has(due, state, said):
    told = words.status_of(due, MONDAY, ENGLAND)
    assert (told.state, told.words) == (state, said)


@pytest.mark.parametrize(("today", "due", "state", "said"), [
    (may(8), may(11), "soon", "1 working day left"),              # Friday for Monday: tomorrow is Saturday
    (may(9), may(11), "soon", "1 working day left"),              # Saturday for Monday
    (may(10), may(11), "soon", "Due tomorrow"),                   # Sunday for Monday
    (may(8), may(9), "soon", "Due tomorrow"),                     # a promise for a Saturday
    (may(8), may(10), "soon", "Less than 1 working day left"),    # a promise for a Sunday
    (may(9), may(8), "late", "Less than 1 working day late"),     # Saturday after a Friday missed
    (may(4), may(1), "late", "Less than 1 working day late"),     # the bank holiday after it
    (may(5), may(1), "late", "1 working day late"),
    (may(1), may(5), "soon", "1 working day left"),               # over the bank holiday
    (may(6), may(10), "soon", "2 working days left"),             # Sunday after the second working day
    (may(6), may(11), "later", "3 working days left"),
])
def test_days_off_are_never_counted_in_what_is_left_or_late(today, due, state, said):
    told = words.status_of(due, today, ENGLAND)
    assert (told.state, told.words) == (state, said)


@pytest.mark.parametrize(("met_on", "state", "said"), [
    (may(7), "met", "Met on 7 May, 1 working day early"), (may(5), "met", "Met on 5 May, 3 working days early"),
    (may(8), "met", "Met on 8 May"), (may(11), "met_late", "Met late on 11 May, 1 working day late"),
    (may(9), "met_late", "Met late on 9 May, less than 1 working day late"),
])
def test_a_deadline_met_says_when_and_how_early_or_late(met_on, state, said):
    told = words.status_of(may(8), MONDAY, ENGLAND, met_on=met_on)
    assert (told.state, told.words) == (state, said)


def test_the_year_is_said_where_it_is_not_this_one():
    told = words.status_of(date(2025, 5, 8), MONDAY, ENGLAND, met_on=date(2025, 5, 8))
    assert told.words == "Met on 8 May 2025"


@pytest.mark.parametrize(("due", "state", "said"), [
    (date(2027, 1, 29), "later", "Window closes 29 January 2027 (8 months left)"),
    (date(2026, 6, 11), "later", "Window closes 11 June 2026 (1 month left)"),
    (date(2026, 6, 10), "later", "Window closes 10 June 2026 (30 days left)"),
    (may(12), "soon", "Window closes 12 May 2026 (tomorrow)"), (may(11), "today", "Window closes 11 May 2026 (today)"),
    (may(8), "passed", "Window closed 8 May 2026"),
])
def test_a_window_is_counted_in_months_and_never_called_late(due, state, said):
    told = words.status_of(due, MONDAY, ENGLAND, window=True)
    assert (told.state, told.words) == (state, said)


@pytest.mark.parametrize(("facts", "said"), [
    ({"held_since": may(6), "held_why": "in dispute"}, "Clock stopped since 6 May (in dispute)"),
    ({"held_since": may(6)}, "Clock stopped since 6 May"), ({"cancelled": True}, "No longer due"),
    ({"cancelled": True, "held_since": may(6)}, "No longer due"),
    ({"met_on": may(7), "window": True}, "Gone to the Ombudsman on 7 May"),
    ({"met_on": may(9), "window": True}, "Gone to the Ombudsman on 9 May, after the window closed"),
])
def test_a_clock_that_stopped_or_ended_says_so(facts, said):
    assert words.status_of(may(8), MONDAY, ENGLAND, **facts).words == said


@pytest.mark.parametrize(("facts", "state"), [
    ({}, "late"), ({"met_on": may(8)}, "met"), ({"met_on": may(9)}, "met_late"), ({"cancelled": True}, "cancelled"),
    ({"held": True}, "held"), ({"window": True}, "open"), ({"met_on": may(9), "window": True}, "met"),
])
def test_the_contract_s_state_follows_from_the_facts(facts, state):
    assert words.contract_state(may(8), MONDAY, **facts) == state


@pytest.mark.parametrize("due", [None, may(11), may(12)])
def test_done_on_the_due_day_is_in_time(due):
    assert words.contract_state(due, MONDAY) == "open"


@pytest.mark.parametrize(("due", "state"), [
    (may(8), "overdue"), (may(11), "due_today"), (may(13), "due_soon"), (may(14), "later"), (None, "later"),
])
def test_a_complaint_has_the_state_of_its_first_deadline(due, state):
    assert words.complaint_state(due, MONDAY, ENGLAND) == state


@pytest.mark.parametrize("today", [may(1), may(2), may(4), may(8), may(11), date(2040, 12, 30), date(2041, 1, 2)])
def test_soon_ends_where_the_words_say_so(today):
    last = words.soon_until(today, ENGLAND)
    assert words.open_state(last, today, ENGLAND) == "soon"
    assert words.open_state(date.fromordinal(last.toordinal() + 1), today, ENGLAND) == "later"


def test_every_state_has_a_look_and_late_ones_are_never_colour_alone():
    assert set(status.LOOKS) == set(words.State)
    assert {status.LOOKS[state][0] for state in (words.State.LATE, words.State.MET_LATE)} == {"late", "met-late"}


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_clock_says_what_to_do_by_when(kind):
    said = words.sentence(kind, may(8))
    assert said.endswith((" by Friday 8 May 2026", " until Friday 8 May 2026"))
    assert said.startswith(words.task(kind)) and "{" not in words.task(kind) and words.rule_words(kind)


@pytest.mark.parametrize(("said", "expected"), [
    (words.sentence("senior_review", may(8)), "Resolve or send an update by Friday 8 May 2026"),
    (words.rule_words("senior_review"), "Senior review, 5 working days"),
    (words.short_rule_words("senior_review"), "Senior review, 5 days"),
    (words.rule_words("deadlock_letter"), "Deadlock letter, 5 working days"),
    (words.rule_words("eight_week_letter"), "8-week letter, 56 days"),
    (words.rule_words("transporter_reply", "20 working days"), "Full reply, 20 working days"),
    (words.rule_words("ombudsman_from_letter", "12 months"), "Ombudsman, from our letter, 12 months"),
    (words.rule_words("promise"), "Promise to the customer"), (words.task("next_update"), "Resolve or send an update"),
    (words.outcome("first_response", met=True), "First response met"),
    (words.outcome("first_response", met=True, late=True), "First response met late"),
    (words.outcome("senior_review", met=False), "Senior review missed"),
])
def test_clocks_are_named_as_in_the_procedure(said, expected):
    assert said == expected


@pytest.mark.parametrize(("started_on", "due_on", "drawn"), [
    (date(2026, 4, 30), may(8), "#####|x"),
    (date(2026, 4, 30), may(6), "###|xxx"),
    (may(1), may(11), "####>|"),
    (may(5), may(12), "###>.|"),
    (may(8), may(15), ">....|"),
    (may(11), may(12), ".|"),
    (date(2026, 3, 22), may(18), "#######>|"),
    (date(2026, 4, 28), may(26), "#>..|"),
    (date(2026, 1, 29), date(2027, 1, 29), "###>........|"),
    (date(2025, 9, 11), may(10), "#######|x"),
])
def test_the_day_rule_fills_a_box_for_each_day_week_or_month(started_on, due_on, drawn):
    assert boxes(started_on, due_on) == drawn


@pytest.mark.parametrize(("today", "drawn"), [
    (date(2026, 4, 30), ".....|"), (may(1), ">....|"), (may(2), "#....|"), (may(4), "#....|"), (may(5), "#>...|"),
    (may(8), "####>|"), (may(9), "#####|"), (may(11), "#####|x"), (date(2026, 9, 1), "#####|xxxxxxx"),
    (date(2042, 1, 1), "#####|xxxxxxx"), (date(2026, 4, 1), ".....|"),
])
def test_the_day_rule_moves_on_working_days_alone(today, drawn):
    assert boxes(date(2026, 4, 30), may(8), today) == drawn


@pytest.mark.parametrize(("due_on", "today", "name"), [
    (may(11), MONDAY, "4 of 5 working days used"), (may(8), MONDAY, "5 of 5 working days used, 1 working day over"),
    (date(2026, 6, 25), MONDAY, "1 of 8 weeks used"),
])
def test_the_day_rule_is_spoken_as_used_of_total(due_on, today, name):
    started_on = {may(11): may(1), may(8): date(2026, 4, 30)}.get(due_on, date(2026, 4, 29))
    assert words.day_boxes(started_on, due_on, today, ENGLAND).name == name


@pytest.mark.parametrize(("started_on", "due_on"), [
    (may(8), may(8)), (may(8), may(7)), (date(2020, 1, 1), date(2026, 1, 1)), (date(1999, 1, 1), date(2000, 1, 1)),
    (may(8), date(2050, 1, 1)),
])
def test_there_is_no_day_rule_where_nothing_fits_twelve_boxes(started_on, due_on):
    assert words.day_boxes(started_on, due_on, MONDAY, ENGLAND) is None
    assert words.strip(started_on, due_on, MONDAY, ENGLAND) == ()


def test_the_strip_numbers_counted_days_names_days_off_and_marks_late_ones():
    assert strip(date(2026, 4, 30), may(8)) == [
        ("Thu 30 Apr", "Start", "start"), ("Fri 1 May", "1", "counted"), ("Sat 2, Sun 3", "Weekend", "off"),
        ("Mon 4", "Bank holiday", "off"), ("Tue 5", "2", "counted"), ("Wed 6", "3", "counted"),
        ("Thu 7", "4", "counted"), ("Fri 8", "5, due", "counted"), ("Sat 9, Sun 10", "Weekend", "off"),
        ("Mon 11", "1 late", "late"),
    ]


def test_the_strip_names_the_holiday_and_marks_the_limit_and_today():
    pieces = words.strip(date(2026, 4, 30), may(8), MONDAY, ENGLAND)
    assert [piece.title for piece in pieces if piece.title] == ["Weekend", "Early May bank holiday", "Weekend"]
    assert [piece.label for piece in pieces if piece.is_due] == ["Fri 8"]
    assert [piece.label for piece in pieces if piece.is_today] == ["Mon 11"]


def test_the_strip_follows_the_nation_s_calendar():
    easter = strip(date(2026, 4, 2), date(2026, 4, 7), date(2026, 4, 7), SCOTLAND)
    assert easter[-2:] == [("Mon 6", "1", "counted"), ("Tue 7", "2, due", "counted")]


def test_days_still_to_come_are_ahead():
    kinds = [kind for _, _, kind in strip(may(8), may(15))]
    assert kinds == ["start", "off", "counted", "ahead", "ahead", "ahead", "ahead"]


def test_a_limit_on_a_day_off_is_drawn_there():
    assert strip(may(6), may(9))[-3:-1] == [("Sat 9", "Weekend, due", "off"), ("Sun 10", "Weekend", "off")]


def test_a_long_lateness_is_one_piece():
    last = words.strip(date(2026, 4, 1), date(2026, 4, 10), MONDAY, ENGLAND)[-1]
    assert (last.label, last.words, last.kind, last.days) == ("to Mon 11 May", "20 late", "late", 31)


def test_weeks_and_months_are_pieces_of_their_own():
    weeks = strip(date(2026, 4, 29), date(2026, 6, 25))
    assert weeks[1:3] == [("to Wed 6 May", "1", "counted"), ("to Wed 13 May", "2", "counted")]
    assert weeks[-1] == ("to Thu 25 Jun", "8, due", "ahead")
    months = strip(date(2026, 1, 31), date(2026, 10, 31))
    assert [label for label, _, _ in months[1:3]] == ["to Sat 28 Feb", "to Tue 31 Mar"] and len(months) == 10


def test_skipped_days_are_told_with_their_reasons():
    skipped = [(may(2), "weekend"), (may(3), "weekend"), (may(4), "Early May bank holiday"), (may(9), "weekend")]
    assert words.skipped_words(skipped, ENGLAND) == (
        "Sat 2 and Sun 3 May (weekend); Mon 4 May (Early May bank holiday, England and Wales); Sat 9 May (weekend)")
    assert words.skipped_words([], ENGLAND) == "None"


def test_counted_days_name_each_month_once():
    assert words.counted_words([date(2026, 4, 30), may(1), may(5)]) == "Thu 30 Apr, Fri 1, Tue 5 May"


def test_no_two_clocks_but_the_two_of_a_review_have_one_sentence():
    assert {line for line, times in Counter(kind.sentence for kind in KINDS.values()).items() if times > 1} == {"Resolve or send an update by {day}"}
