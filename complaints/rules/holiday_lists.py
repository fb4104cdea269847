"""Published lists of bank holidays, in the shape of gov.uk's file: read, and laid beside what is known. Pure; writes nothing.

A list adds and never takes away: a known day that it lacks is only told, and a withdrawn day stays withdrawn.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from complaints.record.parsing import BAD, day_of_text
from complaints.rules.merging import Altered, Published
from workdays import Calendar, OutsideCalendar
from workdays.calendars import NAMES, TITLES

LONGEST_NAME = 120
Listed = Mapping[str, Mapping[date, str]]


class NotAList(ValueError):
    """A file that can't be read as a list of bank holidays, in a sentence."""


@dataclass(frozen=True)
class Compared:
    """What a list would change: `days` it adds, `published` until when it makes which calendar known; `warnings` in sentences."""

    days: tuple[Altered, ...]
    published: tuple[Published, ...]
    warnings: tuple[str, ...]


def read(text: str | bytes) -> dict[str, dict[date, str]]:
    """The names of the days by calendar. Raises NotAList."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAList("The file is not JSON.") from None
    if not isinstance(told, dict) or not told:
        raise NotAList("The file has no calendars: give the shape of gov.uk’s bank-holidays.json.")
    if unknown := [name for name in told if name not in NAMES]:
        raise NotAList(f"The file names a calendar that there is not: {unknown[0][:60]!r}. There are {', '.join(NAMES)}.")
    return {name: dict(_events(name, part)) for name, part in told.items()}


def _events(name: str, part: Any) -> Iterator[tuple[date, str]]:
    events = part.get("events") if isinstance(part, dict) else None
    if not isinstance(events, list):
        raise NotAList(f"The calendar {name} has no list of events.")
    for place, event in enumerate(events, 1):
        yield _event(f"Event {place} of {name}", event)


def _event(where: str, event: Any) -> tuple[date, str]:
    title = event.get("title") if isinstance(event, dict) else None
    if not isinstance(title, str) or not 0 < len(title.strip()) <= LONGEST_NAME or BAD.search(title):
        raise NotAList(f"{where} has no title of 1 to {LONGEST_NAME} characters.")
    try:
        return day_of_text(event.get("date")), title.strip()
    except ValueError:
        raise NotAList(f"{where} has no date like 2026-05-04.") from None


def written(listed: Listed) -> str:
    """The list in the same shape, to be read again."""
    told = {name: [{"title": title, "date": day.isoformat()} for day, title in found.items()] for name, found in listed.items()}
    return json.dumps({name: {"events": events} for name, events in told.items()})


def compared(listed: Listed, calendars: Mapping[str, Calendar]) -> Compared:
    """The list beside what is known. Raises NotAList for a day outside the calendars."""
    days, published, warnings = [], [], []
    for name, found in listed.items():
        calendar = calendars[name]
        for day in sorted(found):
            _check(calendar, day)
            if why := _left_out(calendar, day):
                warnings.append(f"{day} {found[day]} ({calendar.title}) {why}")
            elif day not in calendar.off:
                days.append(Altered(name, day, found[day]))
        warnings += _lacking(calendar, found)
        if (until := _published_until(calendar, found)) > calendar.published_until:
            published.append((name, until))
    warnings += [f"The file has no calendar of {TITLES[name]}: nothing changes there." for name in NAMES if name not in listed]
    return Compared(tuple(days), tuple(published), tuple(warnings))


def _check(calendar: Calendar, day: date) -> None:
    try:
        calendar.check(day)
    except OutsideCalendar as outside:
        raise NotAList(str(outside)) from None


def _left_out(calendar: Calendar, day: date) -> str:
    if day in calendar.withdrawn:
        return "was withdrawn and stays withdrawn."
    return "falls on a weekend and is left out: it changes no count." if day.weekday() >= 5 else ""


def _lacking(calendar: Calendar, found: Mapping[date, str]) -> Iterator[str]:
    """Known days of the listed years that the list lacks."""
    if not found:
        return
    first, last = min(found).year, max(found).year
    for day, name in calendar.off.items():
        if first <= day.year <= last and day not in found:
            yield f"The file lacks {day} {name} ({calendar.title}), which is known. It stays; withdraw it where it is wrong."


def _published_until(calendar: Calendar, found: Mapping[date, str]) -> date:
    """The end of the last year that is listed whole, from New Year to Christmas, without a gap behind what was published before."""
    until = calendar.published_until
    while until.year < calendar.last.year and _is_whole(until.year + 1, found):
        until = date(until.year + 1, 12, 31)
    return until


def _is_whole(year: int, found: Mapping[date, str]) -> bool:
    days = [day for day in found if day.year == year]
    return any(day <= date(year, 1, 4) for day in days) and any(day >= date(year, 12, 25) for day in days)
