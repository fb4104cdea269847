"""An open deadline counted anew because bank holidays changed: its day, what its explanation says, what is left to alert. Pure.

Only the calendar is another: start and rule stay. An ended deadline keeps the day that it was judged by, and is never handed in.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from complaints.clocks import spoken
from complaints.clocks.clock import Clock
from complaints.clocks.counting import Count
from complaints.clocks.kinds import Kind
from complaints.clocks.rows import TIERS, alert_of
from complaints.clocks.rules import Rule
from workdays import Calendar

# Units that look at working days; of the last two only the days behind the span do.
COUNTED = ("working_days", "days_then_working_day", "month_then_working_day")
ONLY_BEHIND = COUNTED[1:]


class Off(NamedTuple):
    """A day that was added to the days off or `withdrawn` from them."""

    day: date
    name: str
    withdrawn: bool


def is_counted_again(key: str, kind: str) -> bool:
    """An 8-week letter asked for again after day 56 counts from the day of the reopening, which only the facts know."""
    return kind == Kind.EIGHT_WEEK_LETTER and "." in key


def because_of(offs: Iterable[Off], skipped: Iterable[Mapping[str, str]], start: date, last: date) -> str:
    """Which of the changed days make the difference, in words: those in the span that the row has not counted that way yet."""
    known = {day["date"] for day in skipped}
    found = [off for off in sorted(offs) if start < off.day <= last and off.withdrawn == (off.day.isoformat() in known)]
    return "; ".join(off_words(off) for off in found) or CHANGED


CHANGED = "bank holidays were changed"


def off_words(off: Off) -> str:
    """"Bank holiday for the coronation, Mon 8 May 2023, is a bank holiday"."""
    return f"{off.name}, {spoken.short_day(off.day)}, is {'no bank holiday any more' if off.withdrawn else 'a bank holiday'}"


def told_anew(explanation: Mapping[str, Any], count: Count, due_on: date, moved: Mapping[str, str] | None) -> dict[str, Any]:
    """The stored explanation with the new count, and with the move where there is one."""
    told = dict(explanation) | {
        "counted": [day.isoformat() for day in count.counted], "skipped": [{"date": day.isoformat(), "why": why} for day, why in count.skipped],
        "moved_by": [*explanation.get("moved_by", ()), *([moved] if moved else [])],
    }
    optional = {"provisional": count.provisional, "instead_of": count.due_on.isoformat() if count.due_on != due_on else None}
    return {name: value for name, value in told.items() if name not in optional} | {name: value for name, value in optional.items() if value}


def alerted(next_tier: str) -> str | None:
    """The last tier that was crossed already; None before the first. What was alerted is not alerted again for the day it moves to."""
    place = TIERS.index(next_tier) if next_tier in TIERS else len(TIERS)
    return TIERS[place - 1] if place else None


def rearmed(rule: Rule, started_at: datetime, due_on: date, next_tier: str, calendar: Calendar) -> dict[str, Any]:
    """`next_tier`, `alert_at`, `ahead_on` of an open row on its new day."""
    return alert_of(Clock("", rule.kind, rule, started_at, "", due_on), calendar, after=alerted(next_tier))
