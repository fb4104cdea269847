"""Days and moments of the demonstration, told relative to today: `w-3 10:15` is three working days ago. Pure.

`w` counts working days of England and Wales (w0: today, or the last working day before it), `d` calendar days. A value
`@w+2` anywhere in a story stands for that day, `@w-3 17:30` for that moment.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import workdays
from workdays import Calendar, london

DAY = re.compile(r"([wd])([+-]?\d+)")


@dataclass(frozen=True, slots=True)
class Almanac:
    """Today as the demonstration sees it."""

    now: datetime
    calendar: Calendar

    def day(self, told: str) -> date:
        """The day of `w-3`, `d-60`, `w+2`."""
        unit, number = DAY.fullmatch(told).groups()
        today = london.day_of(self.now)
        if unit == "d":
            return today + timedelta(days=int(number))
        last = today if workdays.is_working_day(today, self.calendar) else workdays.subtract(today, 1, self.calendar)
        if int(number) > 0:
            return workdays.add(last, int(number), self.calendar)
        return workdays.subtract(last, -int(number), self.calendar)

    def moments(self, told: Sequence[str]) -> list[datetime]:
        """Moments of one story, in order and none of them after now, however early in the day it is told."""
        found = [self._moment(text) for text in told]
        return [min(at, self.now - timedelta(minutes=len(found) - place)) for place, at in enumerate(found)]

    def in_order(self, steps: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Steps by their moment `at`, equal ones as they came."""
        return sorted(steps, key=lambda step: self._moment(step["at"]))

    def _moment(self, told: str) -> datetime:
        day, at = told.split(" ")
        return london.moment(self.day(day), time.fromisoformat(at))

    def filled(self, value: Any) -> Any:
        """The value with every `@w+2` in it made a day, every `@w-3 17:30` a moment."""
        if isinstance(value, dict):
            return {name: self.filled(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self.filled(part) for part in value]
        if isinstance(value, str) and value.startswith("@"):
            return (self._moment(value[1:]) if " " in value else self.day(value[1:])).isoformat()
        return value
