"""Teams of reports: by name, because people know them so; teams of one name are told as one. Reads only."""

from django.db.models import Q

from staff.models import Team

NO_TEAM = ""
NONE = "-"


def team_names() -> dict[int | None, str]:
    """The name of each team by its id."""
    return dict(Team.objects.order_by("pk").values_list("pk", "name"))


def by_team(asked: str) -> Q:
    """The rows of the team of that name; NONE for those without a team."""
    if asked == NONE:
        return Q(was_team=None)
    return Q(was_team__in=[pk for pk, name in team_names().items() if name == asked])
