"""Who may see what a compliance officer works with."""

from typing import Any

from complaints.record.refusals import Forbidden
from staff.who import OVERSEERS

ONLY_THEY = "These pages are for compliance officers and administrators."


def check_may_look(person: Any) -> None:
    if person.role not in OVERSEERS:
        raise Forbidden(ONLY_THEY)
