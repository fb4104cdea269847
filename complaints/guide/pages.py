"""`/guide/` and `/guide/ROLE/`: the tasks of one's own role first, those of the others beside it."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.clocks import words
from complaints.guide.lessons import GUIDES, TITLES, Task
from config.frame import links_of, nav_of

STARS = re.compile(r"\*\*(.+?)\*\*")


@require_safe
def guide(request: HttpRequest, role: str = "") -> HttpResponse:
    """The guide of a role; without one that of the person."""
    shown = role.replace("-", "_") or request.user.role
    if shown not in GUIDES:
        raise Http404
    told = GUIDES[shown]
    others = [{"label": TITLES[name].capitalize(), "href": f"/guide/{name.replace('_', '-')}/", "current": name == shown} for name in GUIDES]
    return render(request, "guide/guide.html", {
        "heading": {"title": f"Guide for {TITLES[shown]}: {words.count_words(len(told), 'task')}", "small": "Words in bold are what the page says."},
        "tasks": [_told(task, request.user.role) for task in told], "others": others,
    })


def _told(task: Task, role: str) -> dict[str, Any]:
    """A page is offered to whom it is in the guide of, or stands in the navigation or the menu of: others may not open it."""
    own = {entry[2] for entry in nav_of(role)} | {link.href for link in links_of(role)}
    opens = task.opens if task in GUIDES[role] or task.opens in own else ""
    return {"name": task.name, "title": task.title, "opens": opens, "alt": task.alt, "picture": f"img/guide/{task.name}.webp",
            "steps": [_parts(step) for step in task.steps]}


def _parts(step: str) -> list[dict[str, Any]]:
    """The sentence in parts: every second one is a control's words."""
    return [{"text": text, "control": place % 2 == 1} for place, text in enumerate(STARS.split(step)) if text]
