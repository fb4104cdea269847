"""Rows of a list of complaints and their groups. Words come from `clocks.words`, states from the query; one more query a page."""

from dataclasses import replace
from datetime import date
from typing import Any

from complaints.case.channels import WORDS
from complaints.case.listed import Listed
from complaints.case.models import Complaint
from complaints.case.pages.heads import NEED_WORDS, name_of, stage_words
from complaints.clocks import shown, words
from complaints.clocks.apart import why_apart
from complaints.clocks.kinds import WINDOWS, Kind
from complaints.clocks.models import Deadline
from complaints.rules.services import all_calendars
from workdays import Calendar, calendar_for, london

LIST_NEEDS = {"medical": "Priority services", "priority_services": "Priority services", "off_supply": "Off supply"}


def rows_of(complaints: list[Complaint], today: date) -> list[dict[str, Any]]:
    """One dict a complaint, as complaints/list.html prints it."""
    rows = list(Deadline.objects.filter(complaint__in=complaints, met_at=None, cancelled_at=None).order_by("-started_at", "-pk"))
    due, calendars = _next_rows(complaints, rows), all_calendars()
    letters = {row.complaint_id: row for row in rows if row.kind == Kind.EIGHT_WEEK_LETTER}
    apart = why_apart(((row.due_on, row.calendar) for row in due.values() if row.kind not in WINDOWS), today, calendars)
    return [_row(one, due.get(one.pk), today, calendars[calendar_for(one.nation)])
            | {"horizon": horizon(letters.get(one.pk), today, calendars[calendar_for(one.nation)]), "apart": _apart(due.get(one.pk), apart)}
            for one in complaints]


def _apart(row: Deadline | None, apart: dict[tuple[date, str], str]) -> str:
    return apart.get((row.due_on, row.calendar), "") if row and row.kind not in WINDOWS else ""


def _next_rows(complaints: list[Complaint], rows: list[Deadline]) -> dict[int, Deadline]:
    wanted = {complaint.pk: complaint for complaint in complaints}
    return {row.complaint_id: row for row in rows if _is_next(row, wanted[row.complaint_id])}


def horizon(letter: Deadline | None, today: date, calendar: Calendar) -> words.Status | None:
    """How long it is to the 8-week letter, told as every deadline is, and its day; None where none is owed."""
    if letter is None:
        return None
    status = shown.status(letter, today, calendar)
    return replace(status, words=f"{status.words}, {words.short_day(letter.due_on)}")


def _is_next(row: Deadline, complaint: Complaint) -> bool:
    """What the list sorts by; where nothing is due, the clock that a dispute has stopped, or else the customer's window."""
    if complaint.next_due_on is None:
        return row.held_on is not None if complaint.waits == "stopped" else row.kind in WINDOWS
    return (row.kind, row.due_on) == (complaint.next_kind, complaint.next_due_on)


def _row(complaint: Complaint, row: Deadline | None, today: date, calendar: Calendar) -> dict[str, Any]:
    status = shown.status(row, today, calendar) if row else None
    counted = row is not None and row.explanation["unit"] != "given"
    return {
        "reference": complaint.reference, "href": f"/c/{complaint.reference}/", "customer": name_of(complaint.customer), "tags": _tags(complaint),
        "stage": stage_words(complaint), "due": words.short_day(row.due_on) if row and row.kind not in WINDOWS and row.held_on is None else "",
        "status": status, "rule": shown.short_rule(row) if row else "", "last": _last(complaint, today), "group": _group(complaint),
        "days": words.day_boxes(london.day_of(row.started_at), row.due_on, today, calendar) if counted else None,
        "owner": complaint.owner.full_name if complaint.owner else "Nobody yet",
    }


def _tags(complaint: Complaint) -> list[str]:
    needs = sorted({LIST_NEEDS[need] for need in complaint.customer.needs if need in LIST_NEEDS})
    return [*needs, *(["Restricted"] if complaint.restricted else [])]


def _group(complaint: Complaint) -> str:
    """Where the lists' own query has said it (`lists.holding`): "first", or its state."""
    return "first" if complaint.listed == Listed.FIRST else getattr(complaint, "state", "")


def _last(complaint: Complaint, today: date) -> str:
    if complaint.last_contact_at is None:
        return ""
    day = london.day_of(complaint.last_contact_at)
    return f"{WORDS[complaint.last_contact_how].short} {'today' if day == today else words.tiny_day(day)}"


assert set(LIST_NEEDS) <= set(NEED_WORDS)
