"""Days as an iCalendar text (RFC 5545): all-day events, lines folded at 75 octets, text escaped, CRLF. Pure; reads no clock."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MOST_OCTETS = 75
HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Complaints desk//Due dates//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H")
# A calendar holds at least one component, also where nothing is due; all days are London days.
ZONE = ("BEGIN:VTIMEZONE", "TZID:Europe/London",
        "BEGIN:DAYLIGHT", "DTSTART:19960331T010000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "TZNAME:BST",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
        "BEGIN:STANDARD", "DTSTART:19961027T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0000", "TZNAME:GMT",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
        "END:VTIMEZONE")


@dataclass(frozen=True, slots=True)
class DayEvent:
    """`uid` stays the same while its day moves, so that a calendar moves it too."""

    uid: str
    on: date
    summary: str
    description: str


def text_of(events: Iterable[DayEvent], *, name: str, now: datetime) -> str:
    """The whole file."""
    lines = [*HEAD, f"X-WR-CALNAME:{escaped(name)}", *ZONE, *_lines(events, now), "END:VCALENDAR"]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _lines(events: Iterable[DayEvent], now: datetime) -> Iterator[str]:
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for event in events:
        yield from (
            "BEGIN:VEVENT", f"UID:{escaped(event.uid)}", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}", f"SUMMARY:{escaped(event.summary)}",
            f"DESCRIPTION:{escaped(event.description)}", "CLASS:CONFIDENTIAL", "TRANSP:TRANSPARENT", "END:VEVENT")


def escaped(text: str) -> str:
    r"""Backslash, semicolon, comma and line end as RFC 5545 writes them in TEXT; other control signs go."""
    kept = "".join(sign for sign in text.replace("\r\n", "\n") if sign == "\n" or sign.isprintable())
    return kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """Pieces of at most 75 octets, none cut within a sign; each but the first begins with a space."""
    pieces, piece, size = [], "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > MOST_OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + sign, size + octets
    return "\r\n".join([*pieces, piece])
