"""What a report says that has nothing to show: nothing on record yet, or nothing of what was asked; what was looked at, what next."""

from typing import Any

from complaints.case.models import Complaint

NONE_YET = {
    "title": "No complaints yet", "text": "Looked at every complaint on record: there is none. The figures begin with the first one.", "lines": [],
    "action": {"href": "/complaints/new/", "label": "Log a complaint"}, "second": None, "note": None,
}


def in_report(told: dict[str, Any]) -> dict[str, Any]:
    """A page's report; where it is empty since no complaint is on record at all, that is what it says, and nothing is drawn."""
    return told | {"empty": NONE_YET, "charts": ()} if told.get("empty") and not Complaint.objects.exists() else told


def empty(title: str, looked: str) -> dict[str, Any]:
    """Nothing of this period is counted."""
    return {"title": title, "text": f"{looked} Choose another period above.", "lines": [], "action": None, "second": None, "note": None}
