"""What the import pages ask: the file, and which column holds what. Forms gather; the map is checked where it is used."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms

from complaints.case.models import CHANNELS, CUSTOMER_TYPES
from complaints.clocks.forms import DayInput
from complaints.intake.mapping import FIELDS, HISTORY
from complaints.intake.pages.uploading import FileForm
from complaints.intake.uploads import suggested, words_of

DATES = (
    ("", "2026-05-31"), ("%d/%m/%Y", "31/05/2026"), ("%d/%m/%Y %H:%M", "31/05/2026 14:05"), ("%Y/%m/%d", "2026/05/31"),
    ("%d.%m.%Y", "31.05.2026"), ("%d-%m-%Y", "31-05-2026"), ("%d %B %Y", "31 May 2026"), ("%m/%d/%Y", "05/31/2026, month first"),
)
MOST_COLUMNS = 100
FOR_ALL = ("received_at", "channel", "customer.name", "customer.customer_type", "category", "source")
KEY = "key"


def _choices(names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [("", "Nothing"), *((name, name.replace("_", " ").capitalize()) for name in names)]


class UploadForm(FileForm):
    """The file, how its text is written, and a map of its columns."""

    map = forms.FileField(label="Map", required=False, help_text="A map kept from an earlier import (JSON), if you have one.")
    field_order = ("file", "map", "encoding", "delimiter")

    def told(self) -> dict[str, Any]:
        """The map as far as it is known: the one uploaded, or the way the text is written."""
        typed = self.cleaned_data
        told: dict[str, Any] = dict(self.text())
        if typed["map"]:
            kept = json.loads(typed["map"].read().decode("utf-8-sig"))
            told |= kept if isinstance(kept, dict) else {}
        return told


class MapForm(forms.Form):
    """Each column with the field that it holds, and what is taken where a cell is empty."""

    default_received_at = forms.CharField(label="Received", required=False, help_text="Where no column says it. A day: its time is unknown.",
                                          widget=DayInput())
    default_channel = forms.ChoiceField(label="Channel", choices=_choices(CHANNELS), required=False, help_text="Where no column says it.")
    default_customer__name = forms.CharField(label="Customer’s name", required=False, help_text="Where no column says it.")
    default_customer__customer_type = forms.ChoiceField(label="Kind of customer", choices=_choices(CUSTOMER_TYPES), required=False)
    default_category = forms.CharField(label="Category", required=False, help_text="A category’s code, for all that name none.")
    default_source = forms.CharField(label="Source", required=False, max_length=40, help_text="Where the complaints come from.")
    date_format = forms.ChoiceField(label="Dates look like", choices=DATES, required=False)
    mark = forms.CharField(widget=forms.HiddenInput())
    rest = forms.CharField(widget=forms.HiddenInput(), required=False)

    def __init__(self, header: list[str], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.header = header[:MOST_COLUMNS]
        fields = [("", "Leave it out"), (KEY, "Key: what each row is known by"), *((name, words_of(name)) for name in FIELDS),
                  ("What happened since", [(name, words_of(name)) for name in HISTORY])]
        for place, column in enumerate(self.header):
            label = " ".join(column.split())[:80] or f"Column {place + 1}"
            self.fields[f"column_{place}"] = forms.ChoiceField(label=label, choices=fields, required=False)
        columns = [f"column_{place}" for place in range(len(self.header))]
        defaults = [name for name in self.fields if name.startswith("default_")]
        self.sections = [("Columns of the file", columns), ("For rows that don’t say it", defaults), ("Dates", ["date_format"])]

    @classmethod
    def of(cls, header: list[str], told: Mapping[str, Any], mark: str) -> "MapForm":
        """The form filled from a map; columns that it does not name are suggested by their headers."""
        columns = told.get("columns") or suggested(header)
        initial: dict[str, Any] = {"mark": mark, "date_format": told.get("date_format", "")}
        for place, column in enumerate(header[:MOST_COLUMNS]):
            names = [name for name, source in columns.items() if source == column]
            initial[f"column_{place}"] = KEY if told.get("key") == column else (names or [""])[0]
        defaults = told.get("defaults") or {}
        initial |= {_field(name): value for name, value in defaults.items()}
        rest = {"encoding": told.get("encoding"), "delimiter": told.get("delimiter"), "values": told.get("values") or {},
                "defaults": {name: value for name, value in defaults.items() if name not in FOR_ALL}}
        return cls(header, initial=initial | {"rest": json.dumps(rest)})

    def told(self) -> dict[str, Any]:
        """The map that the form says."""
        typed = self.data
        rest = _loaded(typed.get("rest", ""))
        columns: dict[str, str] = {}
        told: dict[str, Any] = {"columns": columns, "values": rest.get("values") or {}, "encoding": rest.get("encoding") or "utf-8-sig",
                                "delimiter": rest.get("delimiter") or ",", "date_format": typed.get("date_format", "")}
        for place, column in enumerate(self.header):
            name = typed.get(f"column_{place}", "")
            if name == KEY:
                told["key"] = column
            elif name in columns:
                self.add_error(f"column_{place}", f"“{columns[name]}” holds this already.")
            elif name:
                columns[name] = column
        said = {name: typed.get(_field(name), "").strip() for name in FOR_ALL}
        told["defaults"] = dict(rest.get("defaults") or {}) | {name: value for name, value in said.items() if value}
        return told


def _field(name: str) -> str:
    return f"default_{name.replace('.', '__')}"


def _loaded(text: str) -> dict[str, Any]:
    """What the page carries along; whatever is not of its kind is left out."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    kinds = {"encoding": str, "delimiter": str, "values": dict, "defaults": dict}
    return {name: value for name, value in found.items() if isinstance(value, kinds.get(name, ()))} if isinstance(found, dict) else {}
