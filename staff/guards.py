"""What the services ask before they write: who asks, whether somebody remains to keep the desk, and the row itself."""

from staff import who
from staff.models import Person, Role, Team
from staff.refusal import Refusal


def only_administrators(by: Person | None) -> None:
    """Refuse everybody but administrators and the system."""
    if by is not None and not (by.is_active and who.is_administrator(by.role)):
        raise Refusal("Only an administrator can do this.", code="forbidden")


def not_the_last_administrator(person: Person) -> None:
    """Holds every administrator's row, so that two cannot each remove the other."""
    keys = Person.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk")
    if not [pk for pk in keys.values_list("pk", flat=True) if pk != person.pk]:
        raise Refusal("This is the last administrator. Make another person one first.", code="last_administrator")


def locked(person: Person) -> Person:
    """The person as the database has them now, held until the transaction ends."""
    return Person.objects.select_for_update().get(pk=person.pk)


def only_in_use(team: Team | None) -> None:
    """Refuse a team that was switched off, and hold the row, so that it is not switched off meanwhile."""
    if team and not Team.objects.in_use().select_for_update().filter(pk=team.pk).exists():
        raise Refusal("This team is switched off. Choose another one.", code="team_off", field="team")


def not_changed_meanwhile(row: Person | Team, seen: int | None) -> None:
    """Refuse a change of what somebody else changed since it was seen; None asks nothing (commands, the program itself)."""
    if seen is not None and seen != row.version:
        raise Refusal("Somebody changed this while you had it open.", code="stale_version")
