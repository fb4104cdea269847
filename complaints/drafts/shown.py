"""The words about a draft, and a draft's fields as the initial values of a form. Reads what it is handed, asks nothing."""

from datetime import datetime
from typing import Any

from django import forms

from complaints.clocks import words
from complaints.drafts.models import Draft
from workdays import london

MULTIPLE = (forms.CheckboxSelectMultiple, forms.SelectMultiple)


def saved_words(draft: Draft) -> str:
    """"Draft saved 14:02:07"."""
    return f"Draft saved {draft.saved_at.astimezone(london.LONDON):%H:%M:%S}"


def time_words(draft: Draft) -> str:
    return f"{draft.saved_at.astimezone(london.LONDON):%H:%M:%S}"


def begun_words(draft: Draft, now: datetime) -> str:
    """"You had begun this at 14:02."; with its day where that is not today."""
    if london.day_of(draft.saved_at) == london.day_of(now):
        return f"You had begun this at {draft.saved_at.astimezone(london.LONDON):%H:%M}."
    return f"You had begun this on {words.moment(draft.saved_at)}."


def initial_of(form: forms.BaseForm, fields: dict[str, list[str]]) -> dict[str, Any]:
    """What each field of the form held when the draft was kept; a file is never kept."""
    return {name: _value(field, fields.get(form.add_prefix(name), [])) for name, field in form.fields.items()
            if not isinstance(field, forms.FileField)}


def _value(field: forms.Field, values: list[str]) -> Any:
    if isinstance(field.widget, MULTIPLE):
        return values
    if isinstance(field.widget, forms.CheckboxInput):
        return bool(values)
    return values[-1] if values else ""
