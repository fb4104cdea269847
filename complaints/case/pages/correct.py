"""`/c/<reference>/correct/`: facts are corrected with a reason; two people who corrected at once choose field by field."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from complaints.case import correcting
from complaints.case.models import Complaint
from complaints.case.pages import asking, heads, story
from complaints.case.pages.around import here
from complaints.case.pages.category_choices import grouped
from complaints.case.pages.correct_form import CorrectForm, flat_facts, nested
from complaints.case.pages.fact_clash import fact_clash_page
from complaints.case.pages.merging import put, was
from complaints.clocks import words
from complaints.intake import phone
from complaints.record.refusals import Conflict, Forbidden, Unacceptable
from workdays import london

NO_CHANGE = "Nothing was changed: these facts stand as they were."


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def correct(request: HttpRequest, reference: str) -> HttpResponse:
    """GET shows every fact; POST sends those that differ, once."""
    complaint = asking.complaint_for(request, reference, "correct facts")
    known = flat_facts(complaint)
    if request.method != "POST":
        return page(request, complaint, form_for(complaint, None, known), asking.new_op_id(), complaint.version)
    form = form_for(complaint, chosen(request.POST, known), known)
    op_id, version = request.POST.get("op_id"), asking.number(request.POST.get("version"))
    try:
        return _corrected(request, complaint, form, {**known, **was(request.POST, known)})
    except Conflict as refused:
        return fact_clash_page(request, complaint, form, was(request.POST, known), refused)
    except (Unacceptable, Forbidden) as refused:
        form.refuse(refused)
        return page(request, complaint, form, op_id, version)


def form_for(complaint: Complaint, data: Any, known: dict[str, Any]) -> CorrectForm:
    categories = grouped(london.day_of(asking.now()), keep=complaint.category)
    return CorrectForm(data, complaint=complaint, categories=categories, initial=known | {"was": json.dumps(known, default=str)})


def chosen(posted: QueryDict, known: dict[str, Any]) -> QueryDict:
    """What was typed, with the choices of the conflict page in it: theirs is what is known now, edit what was written there."""
    data = posted.copy()
    for key in [key for key in posted if key.startswith("keep-")]:
        name, choice = key.removeprefix("keep-"), posted[key]
        if choice == "theirs" and name in known:
            put(data, name, known[name])
        elif choice == "edit":
            data[name] = posted.get(f"edit-{name}", "")
    return data


def _corrected(request: HttpRequest, complaint: Complaint, form: CorrectForm, shown: dict[str, Any]) -> HttpResponse:
    """Sends what differs from what the page showed: a second click sends the same and is answered the same."""
    fields = phone.changed(nested(shown), form.facts())
    if fields.get("nation") == "":
        del fields["nation"]
    version = asking.number(request.POST.get("version"))
    if not fields and version == complaint.version:
        messages.info(request, NO_CHANGE)
        return HttpResponseRedirect(f"/c/{complaint.reference}/")
    call = {"op_id": request.POST.get("op_id"), "version": version, "fields": fields, "reason": form.typed()["reason"]}
    correcting.correct(complaint.reference, call, by=request.user, now=asking.now())
    messages.success(request, _done(complaint))
    return HttpResponseRedirect(f"/c/{complaint.reference}/")


def _done(complaint: Complaint) -> str:
    now = Complaint.objects.get(pk=complaint.pk)
    due = f" {words.sentence(now.next_kind, now.next_due_on)}." if now.next_due_on else ""
    return f"Corrected. All dates were worked out again.{due}"


def page(request: HttpRequest, complaint: Complaint, form: CorrectForm, op_id: str | None, version: int | None) -> HttpResponse:
    context = {
        "heading": {"title": f"Correct the facts: {complaint.reference}",
                    "small": f"{heads.name_of(complaint.customer)}, {heads.stands_words(complaint)}"},
        "form": form, "op_id": op_id, "version": version, "submit": "Save the corrections", "danger": False, "action": "", "due": None, "note": None,
        "back": {"href": f"/c/{complaint.reference}/", "label": "Leave, change nothing"},
        "what_next": ("All dates are worked out again from the corrected facts, each change with an event.",),
        "side": story.beside(complaint, request.user), "here": here(complaint, request.user),
    }
    return render(request, "complaints/move.html", context, status=422 if form.errors else 200)
