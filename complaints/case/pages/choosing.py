"""Two people who assigned one complaint at once: theirs and yours beside each other, field by field, and what was chosen. Nothing typed
is lost."""

from typing import Any

from django.http import HttpRequest, QueryDict

from complaints.case.models import Complaint
from complaints.case.pages.forms import GatheringForm
from complaints.record.models import Event
from complaints.record.services import words_of
from staff.models import Person, Team


def standing(complaint: Complaint) -> dict[str, str]:
    """Owner and team as they stand now, as the form spells them."""
    return {"owner": complaint.owner.username if complaint.owner else "", "team": complaint.team.slug if complaint.team else ""}


def chosen(request: HttpRequest, theirs: dict[str, str]) -> QueryDict:
    """What was sent, with the choices of the conflict page in it: theirs is what stands now."""
    data = request.POST.copy()
    for name, value in theirs.items():
        if request.POST.get(f"keep-{name}") == "theirs":
            data[name] = value
    return data


def clash_rows(form: GatheringForm, complaint: Complaint) -> list[dict[str, Any]]:
    """One row of components for each field; only where the two differ there is something to choose. Both reasons stay, each with its event."""
    event = Event.objects.filter(complaint=complaint, kind="assigned").select_related("sealed").order_by("-seq").first()
    was = _before(event.data.get("before") or {}) if event else {}
    rows = [_row(form, name, value, was.get(name, "")) for name, value in standing(complaint).items()]
    reasons = [words_of(event).get("reason", "") if event else "", form._value("reason") or ""]
    return [*rows, *([_reason(form, *reasons)] if any(reasons) else [])]


def _before(data: dict[str, Any]) -> dict[str, str]:
    """Who had it before the other's assignment, by name."""
    owner, team = Person.objects.filter(pk=data.get("owner")).first(), Team.objects.filter(pk=data.get("team")).first()
    return {"owner": owner.full_name if owner else "Nobody yet", "team": team.name if team else "None"}


def _row(form: GatheringForm, name: str, theirs: str, before: str) -> dict[str, Any]:
    words = dict(form.fields[name].choices)
    yours = form._value(name) or ""
    same = theirs == yours or not yours
    return {"name": name, "label": form.fields[name].label, "before": before, "theirs": [{"text": words.get(theirs, theirs), "new": not same}],
            "yours": [{"text": words.get(yours, yours), "new": not same}], "choice": "yours", "edited": None, "same": same,
            "kept": "Theirs" if not yours and theirs else "Same", "theirs_name": "Theirs"}


def _reason(form: GatheringForm, theirs: str, yours: str) -> dict[str, Any]:
    return {"name": "reason", "label": form.fields["reason"].label, "before": "", "theirs": [{"text": theirs, "new": False}],
            "yours": [{"text": yours, "new": False}], "choice": "yours", "edited": None, "same": True, "kept": "Both stay", "theirs_name": "Theirs"}
