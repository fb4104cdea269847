"""Who may audit: compliance officers and administrators."""

from typing import Any

from complaints.record.refusals import Forbidden

MAY = ("compliance_officer", "administrator")
ONLY_THEY = "The audit is for compliance officers and administrators."


def check_may_audit(person: Any) -> None:
    if person.role not in MAY:
        raise Forbidden(ONLY_THEY)
