"""Roles of the desk and their words. Pure: no Django, no database. What a role may do lies with the moves."""

from enum import StrEnum


class RoleName(StrEnum):
    """The four roles of the Complaints Handling Procedure's desk, as stored."""

    AGENT = "agent"
    SENIOR_MANAGER = "senior_manager"
    COMPLIANCE_OFFICER = "compliance_officer"
    ADMINISTRATOR = "administrator"


ROLE_WORDS: dict[RoleName, str] = {
    RoleName.AGENT: "agent",
    RoleName.SENIOR_MANAGER: "senior manager",
    RoleName.COMPLIANCE_OFFICER: "compliance officer",
    RoleName.ADMINISTRATOR: "administrator",
}
if set(ROLE_WORDS) != set(RoleName):
    raise RuntimeError("every role needs its words")

# Who looks after the record and the rules, and who is the second person where two must agree.
OVERSEERS = (RoleName.COMPLIANCE_OFFICER.value, RoleName.ADMINISTRATOR.value)


def words(role: str) -> str:
    """The words of a role, in lower case, for the middle of a sentence: "senior manager"."""
    return ROLE_WORDS[RoleName(role)]


def is_agent(role: str) -> bool:
    """Whether the role logs and works complaints and decides none."""
    return role == RoleName.AGENT.value


def is_senior_manager(role: str) -> bool:
    """Whether the role holds senior reviews and declares deadlock (Complaints Handling Procedure, stage 2)."""
    return role == RoleName.SENIOR_MANAGER.value


def is_compliance_officer(role: str) -> bool:
    """Whether the role answers for rules, reports and privacy."""
    return role == RoleName.COMPLIANCE_OFFICER.value


def is_administrator(role: str) -> bool:
    """Whether the role keeps people, teams and configuration."""
    return role == RoleName.ADMINISTRATOR.value
