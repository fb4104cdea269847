"""Moments and days as people write them in a file: ISO, or dd/mm/yyyy hh:mm; London time unless the offset stands behind. Pure."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Any

from workdays import london

ZONE = r"\s*(?P<zone>Z|BST|GMT|[+-]\d\d:?\d\d)?"
CLOCK = r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
ISO = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)[T ]{CLOCK}{ZONE}", re.ASCII)
BRITISH = re.compile(rf"(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>\d{{4}}),?[T ]+{CLOCK}{ZONE}", re.ASCII)
ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", re.ASCII)
BRITISH_DAY = re.compile(r"(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>\d{4})", re.ASCII)
FIRST_YEAR, LAST_YEAR = 2000, 2040
SHAPES = "as 2026-11-29 06:40 or 29/11/2026 06:40"


def moment_of(cell: Any) -> datetime:
    """The moment in UTC. Raises ValueError with the sentence: no moment, a day alone, an hour that came twice or not at all."""
    if isinstance(cell, datetime):
        return _of_sheet(cell)
    return _moment(" ".join(str(cell).split()))


def _of_sheet(cell: datetime) -> datetime:
    """A sheet's own moment: fractions of a second are its rounding."""
    if not FIRST_YEAR <= cell.year <= LAST_YEAR:
        raise ValueError(f"There is no moment “{cell:%d/%m/%Y %H:%M}”.")
    if cell.tzinfo:
        return cell.astimezone(UTC)
    cell = (cell + timedelta(milliseconds=500)).replace(microsecond=0)
    if cell.time() == time():
        raise ValueError(f"A cell at midnight can't be told from a day without a time: write it as text, {cell:%Y-%m-%d} 00:00.")
    return _in_london(cell.date(), cell.time())


@lru_cache(maxsize=100_000)
def _moment(text: str) -> datetime:
    told = ISO.fullmatch(text) or BRITISH.fullmatch(text)
    if not told:
        if ISO_DAY.fullmatch(text) or BRITISH_DAY.fullmatch(text):
            raise ValueError(f"“{text}” is a day without a time: write it {SHAPES}.")
        raise ValueError(f"“{_short(text)}” is not a moment: write it {SHAPES}.")
    try:
        day = _day(told)
        at = time(int(told["hour"]), int(told["minute"]), int(told["second"] or 0))
    except ValueError:
        raise ValueError(f"There is no moment “{_short(text)}”.") from None
    return _zoned(day, at, told["zone"]) if told["zone"] else _in_london(day, at)


def _day(told: re.Match[str]) -> date:
    day = date(int(told["year"]), int(told["month"]), int(told["day"]))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError("year")
    return day


def _zoned(day: date, at: time, zone: str) -> datetime:
    hours = {"Z": "+00:00", "GMT": "+00:00", "BST": "+01:00"}.get(zone, zone).replace(":", "")
    offset = timedelta(hours=int(hours[1:3]), minutes=int(hours[3:5]))
    if offset > timedelta(hours=14):
        raise ValueError(f"There is no offset {zone}.")
    return datetime.combine(day, at, timezone(-offset if hours[0] == "-" else offset)).astimezone(UTC)


def _in_london(day: date, at: time) -> datetime:
    if london.is_repeated(day, at):
        raise ValueError(f"{at:%H:%M} came twice on {day:%d/%m/%Y}, when the clocks went back: "
                         f"write {at:%H:%M} BST for the first, {at:%H:%M} GMT for the second.")
    return london.moment(day, at)


def day_of(cell: Any) -> date:
    """The day. Raises ValueError with the sentence."""
    if isinstance(cell, datetime) and FIRST_YEAR <= cell.year <= LAST_YEAR:
        return cell.date()
    text = " ".join(str(cell).split())
    told = ISO_DAY.fullmatch(text) or BRITISH_DAY.fullmatch(text)
    try:
        if told:
            return _day(told)
    except ValueError:
        pass
    raise ValueError(f"“{_short(text)}” is not a day: write it as 2026-11-29 or 29/11/2026.")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
