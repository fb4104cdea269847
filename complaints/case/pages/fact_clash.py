"""The conflict page of corrected facts (409): before, theirs and yours, field by field, with a choice for each. Nothing typed is lost."""

import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from complaints.case.models import Complaint
from complaints.case.pages import asking, heads
from complaints.case.pages.correct_form import CorrectForm, flat_facts
from complaints.case.pages.differences import pieces
from complaints.clocks import words
from complaints.intake import phone
from complaints.record.models import Event
from complaints.record.refusals import Conflict

PARTS = {"customer__representative": "Who speaks", "premises": "Premises", "customer": ""}


def fact_clash_page(request: HttpRequest, complaint: Complaint, form: CorrectForm, before: dict[str, Any], refused: Conflict) -> HttpResponse:
    """Where both changed a field a person chooses; what only one of the two changed stands as they left it."""
    complaint.refresh_from_db()
    complaint.customer.refresh_from_db()
    theirs, yours = flat_facts(complaint), form.typed()
    before = {name: before.get(name, theirs[name]) for name in theirs}
    last = _last(complaint)
    who = last.by.full_name if last and last.by else "The desk"
    rows = [_row(form, name, before[name], theirs[name], yours[name], who) for name in theirs if _touched(name, before, theirs, yours)]
    clashing = sum(row["asks"] for row in rows)
    context = {
        "heading": {"title": f"Two changes clash on {complaint.reference}",
                    "small": f"{heads.name_of(complaint.customer)}, {heads.stands_words(complaint)}"},
        "kept": "Your words are kept on this page", "notice": {"title": _title(who, last, refused), "text": _text(clashing)}, "changes": [],
        "before_head": "Before", "theirs_head": f"{who}, saved {words.clock_time(last.recorded_at)}" if last else who, "fields": rows,
        "typed": [], "action": request.path, "op_id": asking.new_op_id(), "version": complaint.version,
        "hidden": list(_hidden(form, before, theirs, yours)), "submit": "Save these choices",
        "keep_theirs": {"href": f"/c/{complaint.reference}/", "label": f"Keep all of {_first(who)}’s"},
        "leave": {"href": f"/c/{complaint.reference}/timeline/", "label": "See the timeline"},
    }
    return render(request, "complaints/conflict.html", context, status=409)


def _title(who: str, last: Event | None, refused: Conflict) -> str:
    if refused.code != "stale_version" or last is None:
        return refused.sentence
    return f"{who} saved this complaint at {words.clock_time(last.recorded_at)} while you were writing"


def _text(clashing: int) -> str:
    if not clashing:
        return "Nothing is lost, and nothing clashes: save to add your changes to theirs."
    places = words.count_words(clashing, "place")
    return f"Nothing is lost. In {places} you wrote something else: choose{' for each' if clashing > 1 else ''}."


def _last(complaint: Complaint) -> Event | None:
    events = Event.objects.filter(complaint=complaint).exclude(kind__startswith="deadline.").exclude(kind__startswith="alert.")
    return events.select_related("by").order_by("-seq").first()


def _touched(name: str, before: dict, theirs: dict, yours: dict) -> bool:
    return len({str(phone.plain(name, side[name])) for side in (before, theirs, yours)}) > 1


def _row(form: CorrectForm, name: str, before: Any, theirs: Any, yours: Any, who: str) -> dict[str, Any]:
    """One line of the table. Only what both changed, each to something else, is asked for."""
    old, new, own = (said(form, name, value) for value in (before, theirs, yours))
    mine, same = own != old, new == own
    asks = mine and new != old and not same
    free = isinstance(form.fields[name].widget, forms.TextInput | forms.Textarea) and asks
    return {
        "name": name, "label": label(form, name), "before": old, "theirs": pieces(old, new), "yours": pieces(old, own) if mine else pieces(new, new),
        "same": not asks, "kept": "Same" if same else "Yours" if mine else f"{_first(who)}’s", "asks": asks, "choice": "yours",
        "edited": own if free else None,
        "theirs_name": f"{_first(who)}’s",
    }


def label(form: CorrectForm, name: str) -> str:
    part = next((words for start, words in PARTS.items() if name.startswith(start + "__")), "")
    own = str(form.fields[name].label)
    return f"{part}: {own[0].lower()}{own[1:]}" if part else own


def said(form: CorrectForm, name: str, value: Any) -> str:
    """A value as a person reads it: the words of a choice, a day, a moment, Yes or No."""
    field = form.fields[name]
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(field, forms.MultipleChoiceField):
        return ", ".join(dict(field.choices).get(one, one) for one in value or ()) or "None"
    if isinstance(field, forms.ChoiceField):
        return _choice(field, value)
    return str(value or "").replace("T", " ") if name.endswith("_at") else str(value or "")


def _choice(field: forms.ChoiceField, value: Any) -> str:
    for key, words_ in field.choices:
        inner = dict(words_) if isinstance(words_, list | tuple) else {key: words_}
        if value in inner:
            return str(inner[value])
    return str(value or "")


def _hidden(form: CorrectForm, before: dict, theirs: dict, yours: dict) -> Iterator[dict[str, str]]:
    """The whole form again: what you did not touch goes as theirs, so that nothing of theirs is put back."""
    yield {"name": "was", "value": json.dumps(theirs, default=str)}
    yield {"name": "reason", "value": yours["reason"]}
    for name in theirs:
        mine = phone.plain(name, yours[name]) != phone.plain(name, before[name])
        value = yours[name] if mine else theirs[name]
        for one in value if isinstance(value, list) else [value]:
            if one is not False:
                yield {"name": name, "value": "on" if one is True else one or ""}


def _first(who: str) -> str:
    return who.split(" ")[0] if who != "The desk" else "theirs"

