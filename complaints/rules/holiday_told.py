"""What the pages of the bank holidays show: a year of all calendars, every change on record, what a change would do. Reads only."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from complaints.clocks import words
from complaints.rules import holiday_failures, holidays
from complaints.rules.holiday_moves import Move, alerted_already
from complaints.rules.holiday_shown import seen_by, tally
from complaints.rules.holidays import FEW, Asked, Preview
from complaints.rules.models import HolidayChange
from workdays import Calendar
from workdays.calendars import TITLES

HOME = "/holidays/"
SHOWN, CHANGES_SHOWN = 100, 50
YEARS = (3, 4)  # so many before this one, and behind it
HEAD = ("Day", "Name", "Where", "Known by", "Change")
CHANGES_HEAD = ("Day", "Name", "Where", "What", "Source or reason", "By", "When")
SHIPPED, BY_RULE = "Published; it came with the product", "By rule; not published yet"


def page(found: Mapping[str, Calendar], year: int, today: date) -> dict[str, Any]:
    """The context of `/holidays/` for one year."""
    until = min(calendar.published_until for calendar in found.values())
    rows = list(HolidayChange.objects.select_related("by").order_by("-pk"))
    last = {(row.calendar, row.day): row for row in reversed(rows)}
    lines = [_line(day, name, calendar, last.get((calendar.name, day))) for calendar in found.values()
             for day, name in _of_year(calendar, year, last)]
    lines.sort(key=lambda line: line[0]["sort"])
    return {
        "heading": {"title": f"Bank holidays of {year}: {words.count_words(len(lines), 'row')} of {len(found)} calendars",
                    "small": f"Published to {words.plain_day(until)}; later ones by rule."},
        "facts": [{"name": calendar.title, "text": f"Version {calendar.version}, published to {words.plain_day(calendar.published_until)}, "
                   f"by rule to {words.plain_day(calendar.last)}"} for calendar in found.values()],
        "years": [{"label": str(one), "href": f"{HOME}?year={one}", "current": one == year} for one in _years(year, today)],
        "table": _table(f"Bank holidays of {year}", HEAD, lines), "none": "No bank holiday is known in this year.",
        "changes": _changes(rows[:CHANGES_SHOWN]), "failed": {"title": holiday_failures.TITLE, "text": holiday_failures.standing()},
    }


def _years(year: int, today: date) -> list[int]:
    near = range(today.year - YEARS[0], today.year + YEARS[1] + 1)
    return sorted({*near, year})


def _of_year(calendar: Calendar, year: int, last: Mapping[tuple[str, date], HolidayChange]) -> Iterator[tuple[date, str]]:
    """Its days off, and those that were withdrawn."""
    yield from ((day, name) for day, name in calendar.off.items() if day.year == year)
    yield from ((day, row.name) for (name, day), row in last.items() if row.withdrawn and name == calendar.name and day.year == year)


def _line(day: date, name: str, calendar: Calendar, change: HolidayChange | None) -> list[dict[str, Any]]:
    gone = change is not None and change.withdrawn
    known = _known_by(change) if change else SHIPPED if day <= calendar.published_until else BY_RULE
    act = {"text": ""} if gone else {"text": "Withdraw", "href": f"{HOME}{calendar.name}/{day}/withdraw/"}
    return [{"text": words.short_day(day), "sort": (day, calendar.name)}, *_cells(f"{name}, withdrawn" if gone else name, calendar.title, known), act]


def _known_by(change: HolidayChange) -> str:
    verb = "Withdrawn" if change.withdrawn else "Added"
    return f"{verb} by {_who(change)}, {words.moment(change.at)}: {change.reason or change.source}"


def _who(change: HolidayChange) -> str:
    return change.by.full_name if change.by else "an operator, by command"


def _changes(rows: list[HolidayChange]) -> dict[str, Any] | None:
    lines = [_cells(words.short_day(row.day), row.name, TITLES[row.calendar], "Withdrawn" if row.withdrawn else "Added", row.reason or row.source,
                    _who(row), words.moment(row.at)) for row in rows]
    return _table("Days added and withdrawn, the newest first", CHANGES_HEAD, lines)


def check(asked: Asked, warnings: tuple[str, ...], person: Any, now: datetime) -> dict[str, Any]:
    """What the change would do: days, sums, and the first of the deadlines."""
    found = holidays.preview(asked, now=now)
    tables = [table for table in (_days(asked), _sums(found), _deadlines(found, person)) if table]
    known = [(f"{TITLES[name]}, known to", words.plain_day(until)) for name, until in asked.published]
    facts = [("Source", asked.source), ("Why", asked.reason), *known]
    return {"facts": [{"name": name, "text": text} for name, text in facts if text], "warnings": warnings, "then": _then(asked, found),
            "tables": tables, "file": bool(found.moves)}


def _then(asked: Asked, found: Preview) -> list[str]:
    if asked.is_nothing:
        return ["Nothing changes: all that is asked for stands already."]
    number = len(found.moves)
    return [text for text in (
        f"{words.count_words(number, 'open deadline')} {'moves' if number == 1 else 'move'}, {found.alerted:,} of them alerted already.",
        f"{found.earlier:,} of them to an earlier day." if found.earlier else "",
        f"{found.late:,} of them are late at once." if found.late else "",
        f"{words.count_words(found.payments, 'payment')} of incidents and connections to be made by another day." if found.payments else "",
        "What was alerted is not alerted again for the day that it moves to; what ended keeps the day it was judged by." if number else "",
        "Each has an entry on its complaint that names the holiday." if number else "",
        "It is long work: you see how far it is." if number > FEW else "",
        "Every page and every count uses the new calendar at once; nothing is started anew.",
    ) if text]


def _days(asked: Asked) -> dict[str, Any] | None:
    lines = [_cells(words.short_day(one.day), one.name, TITLES[one.calendar], "Withdrawn" if one.withdrawn else "Added") for one in asked.days]
    return _table("Days", ("Day", "Name", "Where", "What"), lines)


def _sums(found: Preview) -> dict[str, Any] | None:
    lines = [[*_cells(words.title(kind), words.short_day(old), words.short_day(new)), *_numbers(many, alerted)]
             for kind, old, new, many, alerted in tally(found.moves)[:SHOWN]]
    return _table("Deadlines by rule and day", ("Deadline", "Now", "Then", "How many", "Alerted already"), lines, numbers=(3, 4))


def _deadlines(found: Preview, person: Any) -> dict[str, Any] | None:
    """The first of them; restricted complaints only for those who may see them."""
    some = found.moves[:SHOWN]
    seen = seen_by(person, some)
    lines = [[_named(move, seen), *_cells(words.title(move.row.kind), words.short_day(move.row.due_on), words.short_day(move.to),
                                          "Yes" if alerted_already(move.row) else "")] for move in some]
    caption = "Each deadline" if len(found.moves) <= SHOWN else f"The first {SHOWN} of {len(found.moves):,} deadlines"
    return _table(caption, ("Complaint", "Deadline", "Now", "Then", "Alerted already"), lines)


def _named(move: Move, seen: Mapping[int, str]) -> dict[str, Any]:
    if move.row.complaint_id is None:
        return {"text": "A request for personal data"}
    reference = seen.get(move.row.complaint_id)
    return {"text": reference, "href": f"/c/{reference}/"} if reference else {"text": "A restricted complaint"}


def _cells(*texts: str) -> list[dict[str, Any]]:
    return [{"text": text} for text in texts]


def _numbers(*numbers: int) -> list[dict[str, Any]]:
    return [{"text": f"{number:,}", "num": True} for number in numbers]


def _table(caption: str, head: tuple[str, ...], lines: list, *, numbers: tuple[int, ...] = ()) -> dict[str, Any] | None:
    told = [{"text": text, "num": place in numbers} for place, text in enumerate(head)]
    return {"caption": caption, "head": told, "rows": lines} if lines else None


def file_lines(asked: Asked, person: Any, now: datetime) -> Iterator[tuple[Any, ...]]:
    """Head and lines of the file of all deadlines that would move."""
    found = holidays.preview(asked, now=now)
    seen = seen_by(person, found.moves)
    yield ("Complaint", "Deadline", "Rule", "Now", "Then", "Alerted already")
    for move in found.moves:
        yield (_named(move, seen)["text"], words.title(move.row.kind), move.row.rule_name, move.row.due_on.isoformat(), move.to.isoformat(),
               "yes" if alerted_already(move.row) else "no")
