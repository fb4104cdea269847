"""What a report says that has nothing to show: nothing on record yet, or nothing of what was asked; what was looked at, what next."""

from typing import Any

from complaints.case.models import Complaint
from complaints.clocks import words
from complaints.record.models import Event
from complaints.reports.periods import Asked

NONE_YET = {
    "title": "No complaints yet", "text": "Looked at every complaint on record: there is none. The figures begin with the first one.", "lines": [],
    "action": {"href": "/complaints/new/", "label": "Log a complaint"}, "second": None, "note": None,
}


def in_report(told: dict[str, Any], asked: Asked) -> dict[str, Any]:
    """A page's report; where it is empty since no complaint is on record at all, or none was by the moment asked for, that is what it says,
    and nothing is drawn."""
    if not told.get("empty"):
        return told
    if not Complaint.objects.exists():
        return told | {"empty": NONE_YET, "charts": ()}
    before = before_the_record(asked)
    return told | {"empty": before, "charts": ()} if before else told


def before_the_record(asked: Asked) -> dict[str, Any] | None:
    """Of a moment before the first entry; None of any other."""
    began = Event.objects.order_by("pk").values_list("recorded_at", flat=True).first() if asked.as_of else None
    if began is None or asked.as_of >= began:
        return None
    return NONE_YET | {"title": "Nothing was on record then", "text": f"The record of this desk begins {words.moment(began)}. Give a later day under "
                       "“As recorded by”, or leave it empty for the figures of now.", "action": None}


def empty(title: str, looked: str) -> dict[str, Any]:
    """Nothing of this period is counted."""
    return {"title": title, "text": f"{looked} Choose another period above.", "lines": [], "action": None, "second": None, "note": None}
