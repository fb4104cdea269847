"""`/guide/` and `/guide/ROLE/`: the tasks of one's own role first, those of the others beside it."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.clocks import words
from complaints.guide.lessons import GUIDES, TITLES, Task

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
        "tasks": [_told(task) for task in told], "others": others,
    })


def _told(task: Task) -> dict[str, Any]:
    return {"name": task.name, "title": task.title, "opens": task.opens, "alt": task.alt, "picture": f"img/guide/{task.name}.webp",
            "steps": [_parts(step) for step in task.steps]}


def _parts(step: str) -> list[dict[str, Any]]:
    """The sentence in parts: every second one is a control's words."""
    return [{"text": text, "control": place % 2 == 1} for place, text in enumerate(STARS.split(step)) if text]
