"""Deadlines as lines: the strip of what is overdue, and the rows of a day's table. Words come from `clocks.words`."""

from datetime import date
from typing import Any

from complaints.calendar import due
from complaints.calendar.pages.asked import Asked
from complaints.case.pages import heads
from complaints.clocks import shown, words
from complaints.clocks.apart import Due, why_apart
from complaints.clocks.kinds import WINDOWS
from complaints.clocks.models import Deadline
from complaints.rules.services import all_calendars
from workdays import calendar_for

MOST_IN_STRIP = 4
HEAD = ("Complaint", "Customer", "What", "Stands", "Owner", "Team")
Line = dict[str, Any]


def strip(asked: Asked, today: date) -> Line | None:
    """How many are overdue, the oldest of them, and the way to all; None where nothing is."""
    found = due.overdue(asked.scope, today)
    first = list(found[: MOST_IN_STRIP + 1])
    if not first:
        return None
    more = len(first) > MOST_IN_STRIP
    number = due.capped(found) if more else len(first)
    whole = "More than 1,000" if number is None else f"{number:,}"
    kept = f"whose={asked.scope.whose}"
    return {"words": f"{whole} overdue", "lines": [_overdue(row, today) for row in first[:MOST_IN_STRIP]],
            "all": {"href": f"/calendar/overdue/?{kept}", "label": f"All {whole.lower()} overdue"} if more else None}


def _overdue(row: Deadline, today: date) -> Line:
    reference = row.complaint.reference
    how = _status(row, today).words
    return {"href": f"/c/{reference}/", "reference": reference, "words": f"{words.title(row.kind)}, due {words.short_day(row.due_on)}, {how}"}


def _status(row: Deadline, today: date) -> words.Status:
    return shown.status(row, today, all_calendars()[calendar_for(row.complaint.nation)])


def table(caption: str, rows: list[Deadline], today: date, *, dated: bool = False) -> Line:
    """One row a deadline; `dated`: with its day, where rows are of several."""
    names = [*HEAD[:3], "Due", *HEAD[3:]] if dated else [*HEAD]
    return {"caption": caption, "head": [{"text": name} for name in names], "rows": _lines(rows, today, dated=dated)}


def _lines(rows: list[Deadline], today: date, *, dated: bool) -> list[list[Line]]:
    apart = why_apart(((row.due_on, row.calendar) for row in rows if _counts_to(row)), today, all_calendars())
    return [_line(row, today, apart, dated=dated) for row in rows]


def _counts_to(row: Deadline) -> bool:
    """Whether its words count working days between its day and today: those of one that ended do not."""
    return row.kind not in WINDOWS and row.is_open


def _line(row: Deadline, today: date, apart: dict[Due, str], *, dated: bool) -> list[Line]:
    complaint = row.complaint
    owner = complaint.owner.full_name if complaint.owner else "Nobody yet"
    team = complaint.team.name if complaint.team else "No team yet"
    day = [{"text": words.short_day(row.due_on), "strong": True}] if dated else []
    why = apart.get((row.due_on, row.calendar), "") if _counts_to(row) else ""
    rule = f"{shown.rule(row)} ({why})" if why else shown.rule(row)
    return [{"text": complaint.reference, "href": f"/c/{complaint.reference}/"}, {"text": heads.name_of(complaint.customer)}, {"text": rule}, *day,
            {"text": "", "status": _status(row, today)}, {"text": owner}, {"text": team}]
