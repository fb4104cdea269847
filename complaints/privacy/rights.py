"""Who may do what with people's rights in their data. No rows here."""

from typing import Any

from complaints.record.refusals import Forbidden
from staff.who import OVERSEERS

OFFICER = "compliance_officer"
MAY_LOOK = OVERSEERS
ONLY_OFFICERS = "People’s requests about their own data are dealt with by a compliance officer."
ONLY_LOOKERS = "These pages are for compliance officers and administrators."


def require_officer(person: Any) -> None:
    if person.role != OFFICER:
        raise Forbidden(ONLY_OFFICERS)


def require_looker(person: Any) -> None:
    if person.role not in MAY_LOOK:
        raise Forbidden(ONLY_LOOKERS)


def may_decide(person: Any) -> bool:
    """The second person: a compliance officer or an administrator."""
    return person.role in MAY_LOOK
