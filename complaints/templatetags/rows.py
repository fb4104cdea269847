"""What a form row prints for one field: label, hint, errors, the widget with its names for readers."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm, BoundField

Part = str | tuple[str, Sequence[str]]
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def row(bound: BoundField) -> dict[str, Any]:
    """The context of `components/form_row.html` for one bound field."""
    widget = bound.field.widget
    is_tick = isinstance(widget, forms.CheckboxInput)
    is_group = isinstance(widget, GROUPS) or bool(getattr(widget, "use_fieldset", False))
    hint_id, error_id = f"{bound.auto_id}_helptext", f"{bound.auto_id}_error"
    described = " ".join(filter(None, (bound.help_text and hint_id, bound.errors and error_id)))
    return {
        "id": bound.id_for_label if not is_group else bound.auto_id,
        "label": bound.label,
        "hint": bound.help_text,
        "hint_id": hint_id,
        "errors": bound.errors,
        "error_id": error_id,
        "described": described,
        "is_group": is_group,
        "is_tick": is_tick,
        "css": _css(widget, is_tick=is_tick),
        "widget": _widget(bound, described, is_group=is_group),
    }


def _css(widget: forms.Widget, *, is_tick: bool) -> str:
    if isinstance(widget, GROUPS):
        return f"choices {widget.attrs.get('data-shape', '')}".strip()
    return "choices" if is_tick else "one"


def _widget(bound: BoundField, described: str, *, is_group: bool) -> str:
    attrs = {"aria-describedby": described} if described and not is_group else {}
    if bound.errors and not is_group:
        attrs["aria-invalid"] = "true"
    return bound.as_widget(attrs=attrs)


def sections_of(form: BaseForm) -> Iterator[tuple[str, list[Part]]]:
    """Titles with their parts; without `form.sections` one section without a title. Fields it forgot come last."""
    named = [(title, list(parts)) for title, parts in getattr(form, "sections", ())]
    placed = {name for _, parts in named for name in _names(parts)}
    rest = [bound.name for bound in form.visible_fields() if bound.name not in placed]
    yield from named
    if rest:
        yield "", rest


def _names(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        else:
            yield from part[1]


def error_lines(form: BaseForm) -> Iterator[dict[str, str]]:
    """Every error of a bound form in field order, linked to where it is mended; the form's own first."""
    for text in form.errors.get(NON_FIELD_ERRORS, ()):
        yield {"href": "", "text": text}
    placed = [name for _, parts in getattr(form, "sections", ()) for part in parts for name in ([part] if isinstance(part, str) else part[1])]
    for bound in [form[name] for name in dict.fromkeys([*placed, *form.fields]) if name in form.fields]:
        for text in bound.errors:
            yield {"href": "" if bound.is_hidden else f"#{_target(bound)}", "text": text}


def first_question(form: BaseForm | None) -> str:
    """Where somebody goes on whose error belongs to no field."""
    placed = [name for _, parts in sections_of(form) for name in _names(parts)] if isinstance(form, BaseForm) else []
    return f"#{_target(form[placed[0]])}" if form and placed else "#work"


def _target(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, GROUPS):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id
