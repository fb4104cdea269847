"""What a list offers beyond reading: the button that hands out the next one, and the bar for what is ticked."""

from typing import Any

from django.http import HttpRequest

from complaints.bulk import taking
from complaints.case.pages import asking
from complaints.case.stages import EVERYBODY

TAKE, ASSIGN, NOTE = ("take", "Assign to me", "e"), ("assign", "Assign", "a"), ("note", "Add a note", "n")
REST = (("letter", "Draft a letter", None), ("print", "Print", None), ("export", "Export", None))
BUTTONS = {
    "agent": (TAKE, ASSIGN, NOTE, *REST), "senior_manager": (TAKE, ASSIGN, NOTE, *REST), "administrator": (TAKE, ASSIGN, NOTE, *REST),
    "compliance_officer": (NOTE, *REST),
}
assert set(BUTTONS) == EVERYBODY


def bulk(request: HttpRequest) -> dict[str, Any]:
    """`bulk` of complaints/list.html: what this person may do with the ticked rows; the list's own query comes along."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    buttons = [{"name": name, "label": label, "key": key} for name, label, key in BUTTONS[request.user.role]]
    return {"action": f"/complaints/bulk/{query}", "op_id": asking.new_op_id(), "buttons": buttons}


def take_next(view: str, person: Any, count: int) -> dict[str, Any] | None:
    """`bulk/take_next.html` on a queue that holds something."""
    if view != "queue" or not count or not taking.may_take(person.role):
        return None
    return {"action": "/complaints/take-next/", "op_id": asking.new_op_id()}
