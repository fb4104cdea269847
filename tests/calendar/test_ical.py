"""The text for other calendars: read back equal by a reader that knows the standard alone, whatever the words."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from complaints.calendar import ical
from tests.calendar import ical_reader

NOW = datetime(2026, 5, 11, 9, 2, tzinfo=UTC)
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co"), include_characters="\n\\;,"), max_size=200)
EVENTS = st.lists(st.builds(ical.DayEvent, st.uuids().map(str), st.dates(date(2000, 1, 1), date(2100, 1, 1)), WORDS, WORDS), max_size=6)


def kept(words):
    return "".join(sign for sign in words if sign == "\n" or sign.isprintable())


@given(EVENTS, WORDS)
def test_what_is_written_is_read_back_equal(events, name):
    calendar = ical_reader.read(ical.text_of(events, name=name, now=NOW).encode())
    found = [one for one in calendar.inner if one.name == "VEVENT"]
    assert [(one.text("UID"), one.day("DTSTART"), one.text("SUMMARY"), one.text("DESCRIPTION")) for one in found] == [
        (event.uid, event.on, kept(event.summary), kept(event.description)) for event in events]
    assert calendar.text("X-WR-CALNAME") == kept(name)


@given(EVENTS)
def test_each_event_is_one_whole_day(events):
    calendar = ical_reader.read(ical.text_of(events, name="Due", now=NOW).encode())
    found = [one for one in calendar.inner if one.name == "VEVENT"]
    assert all((one.day("DTEND") - one.day("DTSTART")).days == 1 for one in found)


def test_a_calendar_without_a_day_is_still_a_calendar():
    assert [one.name for one in ical_reader.read(ical.text_of([], name="Due", now=NOW).encode()).inner] == ["VTIMEZONE"]


def test_control_signs_and_line_ends_never_make_a_line():
    event = ical.DayEvent("a", date(2026, 5, 8), "one\r\nEND:VCALENDAR\x00\x07", "b")
    calendar = ical_reader.read(ical.text_of([event], name="Due", now=NOW).encode())
    assert calendar.inner[1].text("SUMMARY") == "one\nEND:VCALENDAR"
