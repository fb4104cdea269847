"""The categories: those that come with the product and the company's own rows beside them, laid down as they stand today.

The one writer of categories. What a category is from which day lies in the dated rows (`rules.own_rows`, table "category").
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from pydantic import Field

from complaints.case.models import Category
from complaints.record.parsing import Line, Shape, parse
from complaints.record.refusals import Unacceptable
from complaints.rules import services as rules
from complaints.rules.own_changes import Subject
from complaints.rules.own_rows import END, SET, OwnVersion
from staff.models import Team

TABLE = "category"
CODE = re.compile(r"[a-z0-9_]{1,60}", re.ASCII)
MOST_WORDS = 40


class CategoryIn(Shape):
    """`parent` is the code of a group; without one it is a group itself. `team` is a team's slug."""

    name: Line
    parent: str | None = None
    severity: int = Field(2, ge=1, le=3, strict=True)
    team: str | None = None
    words: list[Line] = []
    position: int = Field(0, ge=0, le=30_000, strict=True)


def offered(on: date) -> QuerySet[Category]:
    """What a complaint may be given that day, groups left out, in the order of the lists."""
    retired = Q(retired_on__lte=on) | Q(parent__retired_on__lte=on)
    return Category.objects.filter(parent__isnull=False).exclude(retired).select_related("parent").order_by("parent__position", "position", "name")


def load_categories(rows: Iterable[Mapping[str, Any]]) -> int:
    """Lay the shipped rows down by code, groups before their categories; answers how many there are.

    A team that an administrator chose stays; without one the first team of the row's kind is taken, once there is one.
    """
    teams = {kind: pk for pk, kind in Team.objects.in_use().order_by("-pk").values_list("pk", "kind")}
    number = 0
    for row in rows:
        category, _ = Category.objects.update_or_create(code=row["code"], defaults=_shipped(row))
        _give_team(category, teams.get(row.get("team_kind")))
        number += 1
    return number


def _shipped(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": row["name"], "position": row["position"], "severity": row.get("severity", 2), "words": row.get("words", []),
            "parent": Category.objects.get(code=row["parent"]) if "parent" in row else None, "retired_on": None}


def _give_team(category: Category, team_id: int | None) -> None:
    if category.team_id is None and team_id is not None:
        category.team_id = team_id
        category.save(update_fields=["team"])


def lay_own(on: date) -> None:
    """Lay the company's own rows over the shipped ones as they hold that day, groups first. A second time changes nothing."""
    own = rules.own(TABLE).all_on(on)
    if not own:
        return
    shipped = {row["code"]: row for row in rules.fixture("categories")["rows"]}
    for code, version in sorted(own.items(), key=lambda pair: bool(pair[1].values.get("parent"))):
        Category.objects.update_or_create(code=code, defaults=_held(code, version, shipped.get(code)))


def _held(code: str, version: OwnVersion, shipped: Mapping[str, Any] | None) -> dict[str, Any]:
    """The columns by the row that holds: its own, the shipped ones again, or retired with what it had."""
    if version.what == SET:
        values = dict(version.values)
        parent, team = values.pop("parent"), values.pop("team")
        return values | {"parent": Category.objects.get(code=parent) if parent else None,
                         "team": Team.objects.in_use().filter(slug=team).first() if team else None, "retired_on": None}
    if version.what == END:
        return {"retired_on": version.valid_from}
    return _shipped(shipped) if shipped else {}


def values_of(row: Category) -> dict[str, Any]:
    """The row in the shape of the own rows."""
    return {"name": row.name, "parent": row.parent.code if row.parent else None, "severity": row.severity,
            "team": row.team.slug if row.team else None, "words": row.words, "position": row.position}


def shipped_values(code: str) -> dict[str, Any] | None:
    """The row that comes with the product, in the shape of the own rows; None where there is none."""
    row = next((row for row in rules.fixture("categories")["rows"] if row["code"] == code), None)
    return {"name": row["name"], "parent": row.get("parent"), "severity": row.get("severity", 2), "team": None, "words": row.get("words", []),
            "position": row["position"]} if row else None


def code_for(name: str) -> str:
    """The code of a new category, never one that ships: "own_water_in_a_duct"."""
    base = "own_" + re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:40].strip("_")
    base = base if len(base) > 4 else "own_category"
    taken = set(Category.objects.filter(code__startswith=base).values_list("code", flat=True)) | set(rules.own(TABLE).by_key)
    return next(code for code in (base, *(f"{base}_{number}" for number in range(2, 10_000))) if code not in taken)


def is_own(code: str) -> bool:
    """Whether this can be the code of a category that does not come with the product."""
    return code.startswith("own_") and CODE.fullmatch(code) is not None


def parsed(key: str, what: str, values: Mapping[str, Any], on: date) -> dict[str, Any]:
    """The values of a category as they are stored. Raises Unacceptable with all that is wrong."""
    if what == END:
        _check_may_end(key)
    if what != SET:
        return {}
    asked = parse(CategoryIn, values)
    wrong = {**_wrong_place(key, asked), **_wrong_words(key, asked)}
    if wrong:
        raise Unacceptable.of(**wrong)
    return asked.model_dump()


def _check_may_end(key: str) -> None:
    """A group goes after what it holds."""
    left = list(Category.objects.filter(parent__code=key, retired_on=None).values_list("name", flat=True))
    if left:
        raise Unacceptable.of(_="Retire the categories of this group first: " + ", ".join(left) + ".")


def _wrong_place(key: str, asked: CategoryIn) -> dict[str, str]:
    """Two levels: a group stays a group while it holds categories, and a category lies in a group."""
    if asked.parent is None:
        return {}
    group = Category.objects.filter(code=asked.parent, parent=None, retired_on=None).first() if asked.parent.isascii() else None
    if group is None or asked.parent == key:
        return {"parent": "Choose one of the groups."}
    if Category.objects.filter(parent__code=key).exists():
        return {"parent": "This is a group that holds categories: it can’t lie in another."}
    return {}


def _wrong_words(key: str, asked: CategoryIn) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if len(asked.name) > 100:
        wrong["name"] = "Give at most 100 characters."
    elif Category.objects.filter(name__iexact=asked.name, retired_on=None).exclude(code=key).exists():
        wrong["name"] = "There is a category of this name already."
    if asked.team and not Team.objects.in_use().filter(slug=asked.team).exists():
        wrong["team"] = "Choose one of the teams."
    if len(asked.words) > MOST_WORDS or any(len(word) > 60 for word in asked.words):
        wrong["words"] = f"Give at most {MOST_WORDS} words or phrases of up to 60 characters, one on each line."
    return wrong


SUBJECT = Subject(TABLE, parsed, applied=lay_own)
