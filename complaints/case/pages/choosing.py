"""Two people who assigned one complaint at once: theirs and yours beside each other, field by field, and what was chosen. Nothing typed
is lost."""

from typing import Any

from django.http import HttpRequest, QueryDict

from complaints.case.models import Complaint
from complaints.case.pages.forms import GatheringForm


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


def clash_rows(form: GatheringForm, theirs: dict[str, str]) -> list[dict[str, Any]]:
    """One row of components for each field; only where the two differ there is something to choose."""
    return [_row(form, name, value) for name, value in theirs.items()]


def _row(form: GatheringForm, name: str, theirs: str) -> dict[str, Any]:
    words = dict(form.fields[name].choices)
    yours = form._value(name) or ""
    same = theirs == yours or not yours
    return {"name": name, "label": form.fields[name].label, "before": "", "theirs": [{"text": words.get(theirs, theirs), "new": not same}],
            "yours": [{"text": words.get(yours, yours), "new": not same}], "choice": "yours", "edited": None, "same": same,
            "kept": "Theirs" if not yours and theirs else "Same", "theirs_name": "Theirs"}
