"""The windows of both rulebooks, and until when the customer may go (design, sections 1 and 3; readings Q11)."""

from datetime import date

import pytest

from complaints.clocks.windows import closing
from tests.clocks.lives import BOOK, Life


def written(received: str, rulebook: str) -> Life:
    day = date.fromisoformat(received)
    escalated, sent = day.replace(day=day.day + 1).isoformat(), day.replace(day=day.day + 2).isoformat()
    return Life(received, rulebook=rulebook).deadlock(escalated).letter("deadlock", sent)


WINDOWS = [
    ("documents", "2015-09-30", "2016-06-30", "2016-06-30", None),
    ("documents", "2026-05-11", "2027-02-11", None, "2026-12-13"),
    ("law", "2026-05-11", None, None, "2027-05-13"),
    ("law", "2015-09-14", "2016-06-14", "2016-06-14", "2016-04-16"),
]


@pytest.mark.parametrize(("rulebook", "received", "complaint_until", "other_until", "letter_until"), WINDOWS)
def test_each_book_has_its_own_windows_by_the_day_it_began(rulebook, received, complaint_until, other_until, letter_until):
    life = written(received, rulebook) if letter_until else Life(received, rulebook=rulebook)
    found = life.of("ombudsman_from_complaint")
    assert [clock.due_on.isoformat() for clock in found] == ([complaint_until] if complaint_until else [])
    assert [clock.other["due_on"] for clock in found] == ([other_until] if complaint_until else [])
    assert [clock.due_on.isoformat() for clock in life.of("ombudsman_from_letter")] == ([letter_until] if letter_until else [])


@pytest.mark.parametrize(("rulebook", "own", "other"), [("documents", "2026-12-13", "2027-05-13"), ("law", "2027-05-13", "2026-12-13")])
def test_a_window_names_the_other_books_last_day(rulebook, own, other):
    clock = written("2026-05-11", rulebook).one("ombudsman_from_letter")
    assert (clock.due_on.isoformat(), clock.other["due_on"]) == (own, other)


CLOSINGS = [
    (Life("2026-05-11"), "2027-02-11", None),
    (Life("2026-05-11", rulebook="law"), None, None),
    (Life("2015-09-14"), "2016-06-14", "2016-06-14"),
    (written("2026-05-11", "documents"), "2027-02-11", "2027-05-13"),
    (written("2026-05-11", "law"), "2027-05-13", "2027-05-13"),
    (written("2015-09-14", "law"), "2016-06-14", "2016-06-14"),
]


@pytest.mark.parametrize(("life", "own", "last"), CLOSINGS)
def test_the_last_day_is_the_later_of_both_books(life, own, last):
    told = closing(life.facts, BOOK)
    assert (told.own, told.last) == tuple(date.fromisoformat(day) if day else None for day in (own, last))


def test_a_letter_that_came_back_closes_nothing():
    life = written("2026-05-11", "documents").fact("letter.undelivered", "2026-05-20", letter=1, on="2026-05-20")
    assert closing(life.facts, BOOK).last is None


def test_no_event_of_a_window_lies_after_it_was_recorded():
    """A posted letter's window begins at its deemed receipt, days ahead; its events are of the day it was posted."""
    life = Life("2026-05-11").deadlock("2026-05-13")
    life.letter("deadlock", "2026-05-13", method="post").move("resolve", "2026-05-13", 16)
    window = life.one("ombudsman_from_letter")
    assert window.started_at > window.cancelled_at
    assert window.cancelled_at.date().isoformat() == "2026-05-13"
