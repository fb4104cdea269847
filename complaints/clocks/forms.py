"""Fields for days and moments, as people write them: "8 May 2026", "8 May 2026 14:10". What they send on is ISO text, as the services take it.

A field of words reads the same in every browser; one of the browser's own would put the month before the day in some of them.
What can't be read goes on as it was typed: the service refuses it with a sentence, and nothing typed is lost.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from complaints.clocks import words

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]
EXAMPLE = "8 May 2026"
AS_TYPED = forms.DateField(input_formats=DAY_FORMATS)
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WITH_TIME = re.compile(r"\s*(.+?),?\s+([0-9]{1,2})[:.]([0-9]{2})\s*")


def day_typed(typed: str) -> str:
    """The ISO text of a day that was typed; anything else as it stands."""
    try:
        return AS_TYPED.to_python(typed).isoformat() if typed.strip() else typed
    except forms.ValidationError:
        return typed


def moment_typed(typed: str) -> str:
    """The ISO text of a day and a time that were typed; anything else as it stands."""
    found = WITH_TIME.fullmatch(typed[:60])
    day = day_typed(found[1]) if found else ""
    return f"{day}T{int(found[2]):02d}:{found[3]}" if found and ISO_DAY.fullmatch(day) else typed


class DayInput(forms.DateInput):
    """A day in words."""

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(attrs={"placeholder": f"like {EXAMPLE}", "autocomplete": "off", "class": "short"} | (attrs or {}))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        return day_typed(typed) if isinstance(typed, str) else typed

    def format_value(self, value: Any) -> str:
        try:
            return words.plain_day(value if isinstance(value, date) else date.fromisoformat(value or ""))
        except (TypeError, ValueError):
            return str(value or "")


class DayAheadInput(DayInput):
    """A day to come: a box of words as every other, with the next working days beside it for whoever presses the arrow key."""

    def __init__(self, days: Iterable[tuple[str, str]]):
        super().__init__()
        self.days = tuple(days)
        if self.days:
            del self.attrs["autocomplete"]  # where it is off some browsers offer no list

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        box = f"{(attrs or {}).get('id') or name}-days"
        written = super().render(name, value, {**(attrs or {}), **({"list": box} if self.days else {})}, renderer)
        options = format_html_join("", '<option value="{}" label="{}"></option>', self.days)
        return format_html('{}<datalist id="{}">{}</datalist>', written, box, options) if self.days else written


class MomentInput(forms.DateTimeInput):
    """A day and a time in words, London time."""

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(attrs={"placeholder": f"like {EXAMPLE} 14:10", "autocomplete": "off", "class": "short"} | (attrs or {}))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        return moment_typed(typed) if isinstance(typed, str) else typed

    def format_value(self, value: Any) -> str:
        try:
            told = value if isinstance(value, datetime) else datetime.fromisoformat(value or "")
            return f"{words.plain_day(told.date())} {told:%H:%M}"
        except (TypeError, ValueError):
            return str(value or "")
