"""Laying down the categories that come with the product, in two levels. Writes categories only."""

from collections.abc import Iterable, Mapping
from typing import Any

from complaints.case.models import Category
from staff.models import Team


def load_categories(rows: Iterable[Mapping[str, Any]]) -> int:
    """Lay the shipped rows down by code, groups before their categories; answers how many there are.

    A team that an administrator chose stays; without one the first team of the row's kind is taken, once there is one.
    """
    teams = {kind: pk for pk, kind in Team.objects.order_by("-pk").values_list("pk", "kind")}
    groups: dict[str, Category] = {}
    number = 0
    for row in rows:
        values = {"name": row["name"], "position": row["position"], "severity": row.get("severity", 2), "words": row.get("words", []),
                  "parent": groups[row["parent"]] if "parent" in row else None}
        category, _ = Category.objects.update_or_create(code=row["code"], defaults=values)
        groups[row["code"]] = category
        _give_team(category, teams.get(row.get("team_kind")))
        number += 1
    return number


def _give_team(category: Category, team_id: int | None) -> None:
    if category.team_id is None and team_id is not None:
        category.team_id = team_id
        category.save(update_fields=["team"])
