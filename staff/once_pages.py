"""How the pages of people and teams do a thing once: their `op_id`, the version that was seen, and the page of a clash. No page of its own."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from complaints.record.operations import Answer, Call, once, require
from complaints.record.refusals import Conflict, Unacceptable
from staff.refusal import Refusal

MARKS = ("csrfmiddlewaretoken", "op_id", "version", "draft", "draft_version")
STALE = "stale_version"


def new_op_id() -> str:
    """For a form that is shown."""
    return uuid.uuid4().hex


def version_seen(request: HttpRequest) -> int:
    """The version that the form carried; 0, which nothing has, where it carried none."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


def done_once(request: HttpRequest, name: str, do: Callable[[], dict[str, Any]]) -> Answer:
    """Carry `do` out, or answer as the first time. Raises Refusal, also for an `op_id` that is missing or was used for something else."""
    body = {field: values for field, values in request.POST.lists() if field not in MARKS}
    call = Call(request.POST.get("op_id"), request.user, name, body)

    def work() -> dict[str, Any]:
        require(call)
        return do()
    try:
        return once(call, work, now=timezone.now())
    except (Conflict, Unacceptable) as refused:
        raise Refusal(refused.sentence, code=refused.code) from None


def clash(request: HttpRequest, refusal: Refusal, *, title: str, stands: Mapping[str, str], typed: Mapping[str, str], version: int,
          submit: str, back: str) -> HttpResponse:
    """409: what stands there now beside what was typed, which goes again with one button under the new version."""
    hidden = [{"name": field, "value": value} for field, values in request.POST.lists() for value in values if field not in MARKS]
    return render(request, "complaints/conflict.html", {
        "heading": {"title": f"Changed meanwhile: {title}", "small": "What you typed is kept on this page."}, "kept": None,
        "notice": {"title": refusal.sentence, "text": "Look at what stands there now, then send yours or leave it."},
        "changes": [f"{label}, as it stands now: {text or 'nothing'}" for label, text in stands.items()], "theirs_head": "", "before_head": "",
        "fields": [], "typed": [{"label": label, "text": text} for label, text in typed.items()], "action": request.path,
        "op_id": new_op_id(), "version": version, "hidden": hidden, "submit": submit,
        "keep_theirs": {"href": back, "label": "Keep theirs, drop mine"}, "leave": None,
    }, status=409)
