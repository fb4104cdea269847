"""Who may see what a compliance officer works with."""

from typing import Any

from complaints.record.refusals import Forbidden

MAY = ("compliance_officer", "administrator")
ONLY_THEY = "These pages are for compliance officers and administrators."


def check_may_look(person: Any) -> None:
    if person.role not in MAY:
        raise Forbidden(ONLY_THEY)
