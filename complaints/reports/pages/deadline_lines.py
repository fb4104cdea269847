"""The lines of deadlines behind a number: as they stood, when each was met, how early or late, and why. Rows in, cells out."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from complaints.calendar.pages.lines import table
from complaints.case.models import Resolution
from complaints.clocks import status, words
from complaints.clocks.models import Deadline
from complaints.clocks.status import State
from complaints.rules.services import all_calendars
from workdays import calendar_for, london

Shown = dict[str, Any]
# The place of how it stands in a line, after which the two columns of its end follow.
STANDS = 4
SHORT = {State.MET: "Met", State.MET_LATE: "Met late"}


def of(title: str, rows: list[Deadline], as_of: datetime | None, today: date, *, reasons: bool) -> Shown:
    """The table of a page; `reasons`: with why they were missed."""
    told = with_ends(table(title, as_they_stood(rows, as_of), today, dated=True), rows)
    return with_reasons(told, rows) if reasons else told


def as_they_stood(rows: list[Deadline], as_of: datetime | None) -> list[Deadline]:
    """Of a past moment the day and the end of then, on rows that are never saved."""
    for row in rows if as_of else ():
        row.due_on, row.met_at, row.cancelled_at = row.was_due_on, row.was_met_at, None
        row.held_on = (row.held_on or row.was_due_on) if row.was_held else None
    return rows


def with_ends(told: Shown, rows: list[Deadline]) -> Shown:
    """With the day on which each was met and how far from its own that is, where any was met."""
    if not any(row.met_at for row in rows):
        return told
    lines = [[*cells[:STANDS], _in_short(cells[STANDS]), {"text": words.short_day(london.day_of(row.met_at)) if row.met_at else "Not yet"},
              {"text": early_or_late(row)}, *cells[STANDS + 1:]] for cells, row in zip(told["rows"], rows, strict=True)]
    head = [*told["head"][:STANDS + 1], {"text": "Met on"}, {"text": "Early or late"}, *told["head"][STANDS + 1:]]
    return told | {"head": head, "rows": lines}


def _in_short(cell: Shown) -> Shown:
    """What stands in columns of its own is not said twice."""
    stands = cell["status"]
    return cell | {"status": replace(stands, words=SHORT.get(stands.state, stands.words))}


def early_or_late(row: Deadline) -> str:
    """"2 working days early", by the calendar of the customer's nation; nothing of one that was not met."""
    if row.met_at is None:
        return ""
    met_on, calendar = london.day_of(row.met_at), all_calendars()[calendar_for(row.complaint.nation)]
    if met_on == row.due_on:
        return "On the day"
    first, last = sorted((met_on, row.due_on))
    return f"{status.gap_words(first, last, calendar)} {'early' if met_on < row.due_on else 'late'}"


def with_reasons(told: Shown, rows: list[Any]) -> Shown:
    """With why the complaint was late, as its last resolution says it: the reader may see these complaints."""
    reasons = dict(Resolution.objects.filter(complaint__in=[row.complaint_id for row in rows]).exclude(late_reason="").order_by("pk").values_list(
        "complaint_id", "late_reason"))
    lines = [[*cells, {"text": reasons.get(row.complaint_id, "No reason told")}] for cells, row in zip(told["rows"], rows, strict=True)]
    return told | {"head": [*told["head"], {"text": "Why late"}], "rows": lines}
