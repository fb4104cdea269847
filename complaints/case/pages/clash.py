"""The conflict page (409): what happened meanwhile, and everything that was typed, kept to be sent again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from complaints.case import told
from complaints.case.models import Complaint
from complaints.case.pages import heads
from complaints.case.pages.forms import GatheringForm
from complaints.clocks import words
from complaints.record.models import Event
from complaints.record.refusals import Conflict

SHOWN = 8


def clash_page(request: HttpRequest, complaint: Complaint, label: str, form: GatheringForm, refused: Conflict) -> HttpResponse:
    """Nothing typed is lost: the words stand on the page and go again with one button, under the new version."""
    complaint.refresh_from_db()
    events = [event for event in Event.objects.filter(complaint=complaint).select_related("by").order_by("-seq")[:SHOWN]
              if not event.kind.startswith(("deadline.", "alert."))]
    last = events[0] if events else None
    who = last.by.full_name if last and last.by else "The desk"
    hidden = [{"name": name, "value": value} for name, values in request.POST.lists() for value in values
              if name not in ("csrfmiddlewaretoken", "op_id", "version")]
    context = {
        "heading": {"title": f"Changed meanwhile: {complaint.reference}", "small": f"{label}. Your words are kept on this page."},
        "kept": None, "notice": {"title": refused.sentence, "text": f"{who} changed it. It is at {heads.stage_words(complaint).lower()} now."},
        "changes": [_line(event) for event in events], "theirs_head": "", "before_head": "", "fields": [],
        "typed": [{"label": form.fields[name].label, "text": _spoken(value)}
                  for name in form.fields if (value := form._value(name)) not in (None, "")],
        "action": request.path, "op_id": request.POST.get("op_id", ""), "version": complaint.version, "hidden": hidden,
        "submit": f"{label} all the same", "keep_theirs": {"href": f"/c/{complaint.reference}/", "label": "Keep theirs, drop mine"},
        "leave": {"href": f"/c/{complaint.reference}/timeline/", "label": "See the timeline"},
    }
    return render(request, "complaints/conflict.html", context, status=409)


def _spoken(value: Any) -> Any:
    """A yes or a no as it was asked; anything else as it was typed."""
    return {True: "Yes", False: "No"}[value] if isinstance(value, bool) else value


def _line(event: Any) -> str:
    who = event.by.full_name if event.by else "The desk"
    return f"{words.moment(event.recorded_at)}: {who} {told.summary(event.kind, event.data)}"
