"""Who may audit: compliance officers and administrators."""

from typing import Any

from complaints.record.refusals import Forbidden
from staff.who import OVERSEERS

ONLY_THEY = "The audit is for compliance officers and administrators."


def check_may_audit(person: Any) -> None:
    if person.role not in OVERSEERS:
        raise Forbidden(ONLY_THEY)
