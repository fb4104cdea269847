"""The conflict page (409): who did what meanwhile, and everything that was typed, kept to be sent again or to become a note."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from complaints.case.models import Complaint
from complaints.case.moving import moves_of
from complaints.case.pages import asking, beside, heads, printed
from complaints.case.pages.forms import GatheringForm
from complaints.case.stages import MOVES
from complaints.clocks import words
from complaints.record.models import Event
from complaints.record.refusals import Conflict
from complaints.record.verifying import raises_version
from workdays import london

SHOWN = 20
OWN = ("csrfmiddlewaretoken", "op_id", "version", "draft", "draft_version")


def clash_page(
    request: HttpRequest, complaint: Complaint, label: str, form: GatheringForm, refused: Conflict, fields: Sequence[dict[str, Any]] = (), *,
    over: bool = False, stands: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Nothing typed is lost. What is still possible goes again with one button under the new version; what is not becomes a note.
    `fields`: what both changed, to be chosen one by one; `over`: what was asked for is not possible any more; `stands`: see `beside.rows`."""
    over = over or refused.code == "stage"
    complaint.refresh_from_db()
    events = list(Event.objects.filter(complaint=complaint).select_related("by", "sealed").order_by("-seq")[:SHOWN])
    meanwhile = since(events, complaint.version - (asking.number(request.POST.get("version")) or complaint.version))
    last = next(iter(meanwhile or [event for event in events if raises_version(event.kind, event.data)]), None)
    title, text = _told(last, refused, complaint, over=over)
    shown = [] if fields else beside.rows(last, form, label, over=over, stands=stands)
    context = {
        "heading": {"title": f"Two changes clash on {complaint.reference}",
                    "small": f"{heads.name_of(complaint.customer)}, {heads.stands_words(complaint)}"},
        "kept": "Your words are kept on this page", "notice": {"title": title, "text": text},
        "changes": [_line(event) for event in meanwhile] if len(meanwhile) > 1 else [],
        "theirs_head": f"{_who(last)}, saved {words.clock_time(last.recorded_at)}" if last else _who(last), "before_head": "Before" if fields else "",
        "fields": fields, "beside": shown, "typed": [], "leave": {"href": f"/c/{complaint.reference}/timeline/", "label": "See the timeline"},
        **(_as_note(request, complaint, label, form) if over else _again(request, complaint, label, beside.asked_again(shown))),
    }
    return render(request, "complaints/conflict.html", context, status=409)


def since(events: Iterable[Event], versions: int) -> list[Event]:
    """What changed the complaint in its last so many versions, newest first."""
    return [event for event in events if raises_version(event.kind, event.data)][: max(0, versions)]


def _who(event: Event | None) -> str:
    return event.by.full_name if event and event.by else "The desk"


def _told(last: Event | None, refused: Conflict, complaint: Complaint, *, over: bool) -> tuple[str, str]:
    """"Tom Ashby resolved it at 14:03 while you were writing", and what can be done now."""
    stands = f"It is now {heads.stands_words(complaint)}."
    if last is None or refused.code not in ("stage", "stale_version"):
        return refused.sentence, f"Nothing is lost. {stands}"
    title = f"{_who(last)} {printed.did(last)} at {words.clock_time(last.recorded_at)} while you were writing"
    if over:
        return title, f"{stands} That is not possible any more. Nothing is lost: add your words as a note, or go on from here."
    return title, f"Nothing is lost. {stands} Look at what changed, then send yours as it stands below, or leave it."


def _again(request: HttpRequest, complaint: Complaint, label: str, asked: Collection[str]) -> dict[str, Any]:
    """The form again under the version of now; `asked`: what stands on the page to be written over."""
    hidden = [{"name": name, "value": value} for name, values in request.POST.lists() for value in values
              if name not in OWN and name not in asked and not name.startswith("keep-")]
    return {"action": request.path, "op_id": request.POST.get("op_id", ""), "version": complaint.version, "hidden": hidden, "note": None,
            "submit": f"{label} all the same", "keep_theirs": {"href": f"/c/{complaint.reference}/", "label": "Keep theirs, drop mine"}}


def _as_note(request: HttpRequest, complaint: Complaint, label: str, form: GatheringForm) -> dict[str, Any]:
    """The move is not possible any more: its words go into the timeline, and the moves of now are offered."""
    typed = [f"{form.fields[name].label}: {beside.spoken(form, name, value)}" for name in beside.asked(form)
             if (value := form._value(name)) not in beside.UNSAID]
    lines = [f"Written for “{label}”, which was not possible any more:", *typed]
    base, today = f"/c/{complaint.reference}/", london.day_of(asking.now())
    moves = [MOVES[name] for name in moves_of(complaint, request.user, today=today)]
    onward = next((move for name in heads.FIRST for move in moves if move.name == name), None)
    return {"action": f"{base}timeline/", "op_id": asking.new_op_id(), "version": "", "hidden": [{"name": "as_is", "value": "on"}],
            "note": {"name": "text", "text": "\n".join(lines), "rows": min(12, len(lines) + 2)}, "submit": "Add my words as a note",
            "keep_theirs": {"href": f"{base}do/{onward.name}/", "label": onward.label} if onward else None}


def _line(event: Event) -> str:
    return f"{words.moment(event.recorded_at)}: {_who(event)} {printed.did(event)}"
