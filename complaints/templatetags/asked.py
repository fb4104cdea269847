"""Tags for forms whose layout is written out by hand: one field with its own label, or only the field of a question. Prints only."""

from typing import Any

from django import template
from django.forms import BoundField

from complaints.templatetags import rows

register = template.Library()


@register.inclusion_tag("components/asked.html")
def asked(bound: BoundField, name: str = "") -> dict[str, Any]:
    """Label, errors, field and hint, one under the other; a tick stands before its words. `name` replaces the label."""
    row = rows.row(bound)
    return {"row": row | {"label": name or row["label"]}, "alone": False}


@register.inclusion_tag("components/asked.html")
def only(bound: BoundField) -> dict[str, Any]:
    """Errors and field: the question beside it is its label."""
    return {"row": rows.row(bound), "alone": True}


@register.simple_tag
def any_error(form: Any, *names: str) -> bool:
    """Whether one of these fields has an error, so that what folds them stays open."""
    return any(name in form.errors for name in names) if form.is_bound else False
