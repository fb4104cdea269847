"""Rows of a list of complaints and their groups, most urgent first. Words come from `clocks.words`; two queries a page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from complaints.case.models import Complaint
from complaints.case.pages.heads import NEED_WORDS, name_of, stage_words
from complaints.clocks import shown, words
from complaints.clocks.models import Deadline
from complaints.clocks.status import State
from complaints.rules.services import all_calendars
from workdays import Calendar, calendar_for, london

LIST_NEEDS = {"medical": "Priority services", "priority_services": "Priority services", "off_supply": "Off supply"}
HOW = {"telephone": "Call", "letter": "Letter", "email": "Email", "in_person": "Visit", "web": "Web", "social": "Post"}
NOTHING_DUE = "nothing"


def state_of(due_on: date | None, nation: str, today: date, calendars: Mapping[str, Calendar]) -> str:
    return words.complaint_state(due_on, today, calendars[calendar_for(nation)])


def rows_of(complaints: list[Complaint], today: date) -> list[dict[str, Any]]:
    """One dict a complaint, as complaints/list.html prints it."""
    due, calendars = _next_rows(complaints), all_calendars()
    return [_row(complaint, due.get(complaint.pk), today, calendars[calendar_for(complaint.nation)]) for complaint in complaints]


def _next_rows(complaints: list[Complaint]) -> dict[int, Deadline]:
    rows = Deadline.objects.filter(complaint__in=complaints, met_at=None, cancelled_at=None).order_by("-started_at", "-pk")
    wanted = {complaint.pk: (complaint.next_kind, complaint.next_due_on) for complaint in complaints}
    return {row.complaint_id: row for row in rows if _is_next(row, *wanted[row.complaint_id])}


def _is_next(row: Deadline, kind: str, due_on: date | None) -> bool:
    """What the list sorts by; where nothing runs, the clock that a dispute has stopped."""
    return (row.kind, row.due_on) == (kind, due_on) or (due_on is None and row.held_on is not None)


def _row(complaint: Complaint, row: Deadline | None, today: date, calendar: Calendar) -> dict[str, Any]:
    status = shown.status(row, today, calendar) if row else None
    return {
        "id": complaint.reference, "reference": complaint.reference, "href": f"/c/{complaint.reference}/", "customer": name_of(complaint.customer),
        "tags": sorted({LIST_NEEDS[need] for need in complaint.customer.needs if need in LIST_NEEDS}), "stage": stage_words(complaint),
        "due": words.short_day(row.due_on) if row else "", "status": status,
        "boxes": words.day_boxes(london.day_of(row.started_at), row.due_on, today, calendar) if row and row.explanation["unit"] != "given" else None,
        "rule": shown.short_rule(row) if row else "", "last_contact": _last(complaint, today),
        "owner": complaint.owner.full_name if complaint.owner else "Nobody yet", "group": status.state if status else NOTHING_DUE,
    }


def _last(complaint: Complaint, today: date) -> str:
    if complaint.last_contact_at is None:
        return ""
    day = london.day_of(complaint.last_contact_at)
    return f"{HOW[complaint.last_contact_how]} {'today' if day == today else words.tiny_day(day)}"


def grouped(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Groups in the order of urgency, each with its rows; empty ones absent."""
    out = []
    for state, name in words.GROUPS.items():
        found = [row for row in rows if row["group"] == state]
        if found:
            out.append({"state": state, "icon": str(state), "name": name, "count": len(found), "rows": found})
    quiet = [row for row in rows if row["group"] == NOTHING_DUE]
    if quiet:
        out.append({"state": State.LATER, "icon": "", "name": "Nothing due", "count": len(quiet), "rows": quiet})
    return out


assert set(LIST_NEEDS) <= set(NEED_WORDS)
