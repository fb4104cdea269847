"""What a page says at its head before anything was sent: the one vocabulary of it. "Saved 10:04:31" and its like are told where it is saved."""

from typing import Any

from django import template

register = template.Library()

# A new thing; values that stand and may be changed; a list to which something is added; a deed without anything to type.
NOT_YET = {"saved": "Nothing saved yet", "changed": "Nothing changed yet", "added": "Nothing added yet", "done": "Nothing done yet"}


@register.inclusion_tag("components/saved.html", takes_context=True)
def not_yet(context: dict[str, Any], kind: str = "") -> dict[str, str]:
    """By the kind that is asked for, or that the page names as `not_yet`, or else by what its form asks."""
    return {"saved": "", "unsaved": NOT_YET[kind or context.get("not_yet") or kind_of(context.get("form"))]}


def kind_of(form: Any) -> str:
    """What the form says of itself; one that asks nothing has nothing to save."""
    if said := getattr(form, "not_yet", ""):
        return said
    return "saved" if form is not None and form.visible_fields() else "done"
