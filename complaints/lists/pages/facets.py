"""The tick boxes beside a list with their counts, and the chips over it: what narrows the list, in words."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from complaints.case.models import CUSTOMER_TYPES, NATIONS
from complaints.case.pages.heads import NEED_WORDS, TYPE_WORDS
from complaints.case.stages import STAGE_WORDS, Stage
from complaints.lists.counting import Counted
from complaints.lists.holding import NEEDS
from complaints.lists.pages.words import number
from complaints.lists.states import LABELS, STATES
from complaints.lists.wanted import FIELDS, NOBODY, Wanted

TITLES = {"owner": "Owner", "stage": "Stage", "state": "Due", "need": "Needs", "team": "Team", "category": "Category", "type": "Customer",
          "nation": "Nation"}
MOST = 8
KNOWN = {"stage": tuple(stage.value for stage in Stage), "state": STATES, "need": NEEDS, "type": CUSTOMER_TYPES, "nation": NATIONS}
FLAGS = {"first": "Off supply with a need", "restricted": "Restricted"}
NONE = {"owner": "Nobody yet", "team": "No team", "category": "No category yet"}
assert tuple(TITLES) == FIELDS


def filters(wanted: Wanted, counts: Counted, person: Any) -> dict[str, Any]:
    """What can be ticked: only what the view holds, and what is ticked already. A kind with one value alone narrows nothing."""
    label = _labels(counts, person)
    groups = [{"name": TITLES[name], "field": name, "options": _options(name, wanted, counts, label)} for name in FIELDS]
    on = wanted.ticks
    return {"open_words": f"Filters: {on} on" if on else "Filters", "groups": [group for group in groups if _narrows(group, wanted)],
            "view": wanted.view, "q": wanted.q}


def _narrows(group: dict[str, Any], wanted: Wanted) -> bool:
    most = 1 if group["field"] == "need" else 2
    return len(group["options"]) >= most or group["field"] in wanted.filters


def _options(name: str, wanted: Wanted, counts: Counted, label: Callable[[str, str], str]) -> list[dict[str, Any]]:
    chosen, found = wanted.filters.get(name, ()), counts.facets.get(name, {})
    return [{"value": value, "label": label(name, value), "count": number(found.get(value, 0)), "on": value in chosen}
            for value in _values(name, found, chosen)]


def _values(name: str, found: Any, chosen: Iterable[str]) -> list[str]:
    if name in KNOWN:
        return [value for value in KNOWN[name] if found.get(value) or value in chosen]
    frequent = [value for value, _ in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]]
    return [*frequent, *(value for value in chosen if value not in frequent)]


def _labels(counts: Counted, person: Any) -> Callable[[str, str], str]:
    fixed = {"stage": STAGE_WORDS, "state": LABELS, "need": NEED_WORDS | FLAGS}

    def label(name: str, value: str) -> str:
        if name in ("type", "nation"):
            return (TYPE_WORDS.get(value, value) if name == "type" else value).capitalize()
        if name in fixed:
            return fixed[name].get(value, value)
        if name == "owner" and value == person.username:
            return "You"
        return NONE[name] if value == NOBODY else counts.labels.get((name, value)) or value
    return label


def chips(wanted: Wanted, counts: Counted, person: Any) -> Iterator[dict[str, str]]:
    label = _labels(counts, person)
    for name, values in wanted.filters.items():
        for value in values:
            told = label(name, value)
            yield {"name": TITLES[name], "value": told if name in ("owner", "team") and told != "You" else told.lower(), "less": f"{name}:{value}"}
