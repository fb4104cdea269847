"""What a list offers beyond reading: the button that hands out the next one, and the bar for what is ticked."""

from typing import Any

from complaints.bulk import taking
from complaints.case.pages import asking


def take_next(view: str, person: Any, count: int) -> dict[str, Any] | None:
    """`bulk/take_next.html` on a queue that holds something."""
    if view != "queue" or not count or not taking.may_take(person.role):
        return None
    return {"action": "/complaints/take-next/", "op_id": asking.new_op_id()}
