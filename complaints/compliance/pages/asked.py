"""What is asked of the register by its address: which duties, of whom, of which month. What can't be read asks for nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from complaints.clocks import words
from complaints.compliance import causes, missed
from complaints.compliance.looking import Look, new_breaches
from complaints.compliance.missed import Place, Wanted
from staff.models import Team

SHOW_WORDS = {"unsigned": "Not signed off", "unwritten": "Nothing written yet", "signed": "Signed off", "all": "All"}
assert set(SHOW_WORDS) == set(missed.SHOWS)
FIELDS = ("show", "kind", "team", "month", "cause", "new")
LABELS = {"show": "Show", "kind": "Duty", "team": "Team", "month": "Month", "cause": "Cause"}
MONTHS_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Asked:
    """The query as it was understood, and what it wants."""

    told: Mapping[str, str]
    wanted: Wanted

    def address(self, **more: str) -> str:
        told = {name: value for name, value in {**self.told, **more}.items() if value}
        return f"/compliance/breaches/{'?' + urlencode(told) if told else ''}"

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in self.told.items() if value})


def read(given: Mapping[str, str], look: Look) -> Asked:
    told = {name: value for name in FIELDS if (value := given.get(name, "")) and value in options(name, look.today)}
    show, first = told.get("show", "unsigned"), date.fromisoformat(f"{told['month']}-01") if "month" in told else None
    team = Team.objects.filter(slug=told["team"]).values_list("pk", flat=True).first() if "team" in told else None
    fresh = new_breaches(look) if "new" in told else Wanted()
    return Asked(told, Wanted(show, told.get("kind", ""), team, told.get("cause", ""), first, _last(first), fresh.new_from, fresh.new_after))


def _last(first: date | None) -> date | None:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1) if first else None


def options(name: str, today: date) -> dict[str, str]:
    """The values that a field takes, each with its words."""
    if name == "show":
        return SHOW_WORDS
    if name == "kind":
        return {kind: words.title(kind) for kind in missed.KINDS} | {missed.STANDARD: "Guaranteed standards"}
    if name == "cause":
        return causes.offered(today)
    if name == "new":
        return {"yes": "New since you last looked"}
    return months(today) if name == "month" else dict(Team.objects.values_list("slug", "name"))


def months(today: date) -> dict[str, str]:
    """This month and those before it."""
    first, found = today.replace(day=1), {}
    for _ in range(MONTHS_SHOWN):
        found[f"{first:%Y-%m}"] = words.month_name(f"{first:%Y-%m}")
        first = (first - timedelta(days=1)).replace(day=1)
    return found


def filters(asked: Asked, today: date) -> list[dict[str, Any]]:
    """The fields of the form over the list."""
    found = []
    for name, label in LABELS.items():
        chosen = asked.told.get(name, "unsigned" if name == "show" else "")
        values = ({} if name == "show" else {"": "All"}) | options(name, today)
        told = [{"value": value, "label": text, "chosen": value == chosen} for value, text in values.items()]
        found.append({"name": name, "label": label, "options": told})
    return found


PLACE = re.compile(r"(\d{4}-\d\d-\d\d)\.([dis])\.(\d{1,18})\Z", re.ASCII)


def place(typed: str) -> Place | None:
    """Where the page before ended, from `before`; None for the first page and for what is no place."""
    found = PLACE.match(typed)
    try:
        return (date.fromisoformat(found[1]), found[2], int(found[3])) if found else None
    except ValueError:
        return None
