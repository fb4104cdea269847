"""What an empty list says: none match, all done, none yet, none found. What was looked at and when, and one thing to do."""

from typing import Any

from complaints.case.models import Complaint

LOG = {"href": "/complaints/new/", "label": "Log a complaint"}
LOOKED_AT = "Looked at reference, name, postcode, account, phone, MPAN, MPRN and the words of the complaint."


def empty(view: str, title: str, typed: str, filters: int, count: int | None, at: str) -> dict[str, Any]:
    """The context of components/empty.html. `count`: complaints without the filters, None above a thousand; `at`: clock time."""
    if typed:
        return _said(f"No complaint found for “{typed}”", LOOKED_AT, LOG)
    if filters:
        without = count if count is not None else "More than 1,000"
        noun = "filter" if filters == 1 else "filters"
        clear = {"href": f"/complaints/?view={view}", "label": "Clear all filters"}
        return _said(f"No complaints match {filters} {noun}", f"{without} without them, looked at {at}.", clear)
    if not Complaint.objects.exists():
        return _said("No complaints yet", "Log the first one, or import a file.", LOG, {"href": "/complaints/import/", "label": "Import a file"})
    return _said(f"{title}: all done", f"Nothing is due here. Looked at {at}.", {"href": "/complaints/?view=all", "label": "See all complaints"})


def _said(title: str, text: str, action: dict[str, str], second: dict[str, str] | None = None) -> dict[str, Any]:
    return {"title": title, "text": text, "lines": [], "action": action, "second": second, "note": None}
