"""“Explain this date” of a connection's step: from which day its limit counts, or who agreed it, and what was skipped. Reads only."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import workdays
from complaints.clocks import words
from complaints.money.owed import Worked
from complaints.money.steps import AGREED, DATE_WORDS
from standards.words import named
from workdays import Calendar

AGREED_DAY = "The day that was agreed with the customer: nothing is counted, so no days are skipped."


def explained_day(one: Worked, today: date, calendar: Calendar) -> dict[str, Any] | None:
    """Strip and facts, in the words of every other date; None for a step without a limit."""
    if one.due_on is None or one.finding is None:
        return None
    begun, days = one.finding.measured.begun, one.finding.measured.days
    counted = isinstance(begun, date) and bool(days)
    strip = words.strip(begun, one.due_on, min(one.done_on or today, today), calendar) if counted else ()
    return {"strip": strip, "facts": [{"name": name, "text": text} for name, text in _facts(one, begun if counted else None, days, calendar)]}


def _facts(one: Worked, begun: date | None, days: int | None, calendar: Calendar) -> Iterator[tuple[str, str]]:
    key = one.step.key.partition(":")[0]
    agreed = one.step.facts.get("agreed_on") if key in AGREED else None
    if begun:
        yield "Started", f"{words.short_day(begun)}{_what(one, begun)}"
    if agreed:
        yield "Started", f"{words.short_day(date.fromisoformat(agreed))}: {_lower(DATE_WORDS[f'{key}_agreed_on'])} this day"
    limit = f", {words.working_days_words(days)}" if begun else ""
    yield "Rule", f"{named(one.assessed.standard)}{limit}, version {one.finding.version}. {one.finding.row.source}"
    if begun:
        skipped = workdays.explain(begun, days, calendar).skipped
        yield "Skipped", words.skipped_words(skipped, calendar) if skipped else "No days skipped."
    elif agreed:
        yield "Skipped", AGREED_DAY
    varied = one.step.facts.get("varied_to")
    yield "Changed", f"Changed to {words.short_day(date.fromisoformat(varied))} with the customer." if varied else "Nobody has moved this date."


def _what(one: Worked, on: date) -> str:
    """Which of the recorded days it counts from, in the words they are recorded by."""
    names = [_lower(DATE_WORDS[name]) for name, day in one.step.facts.items() if name in DATE_WORDS and day == on.isoformat()]
    return f", {names[0]}" if names else ""


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
