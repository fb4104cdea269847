"""The form that asks of each answer what it rests on, with the complainant's value and ours side by side."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from complaints.clocks import words
from complaints.entitlement.shown import CHECK, EVIDENCE, differs
from complaints.evidence.models import StoredFile

PARTS = ("on_record", "kind", "file", "note")
WORDS = {"yes": "Yes", "no": "No", "unknown": "Not known", "domestic": "A household", "business": "A business", "GBP": "Pounds", "EUR": "Euros",
         "electricity": "Electricity", "gas": "Gas", "both": "Electricity and gas", "post": "By post", "email": "By email", "none": "None",
         "deadlock": "Deadlock letter", "eight_week": "8-week letter"}


def said(value: Any) -> str:
    """An answer in words."""
    if isinstance(value, date):
        return words.plain_day(value)
    return f"{value:,f}" if isinstance(value, Decimal) else WORDS.get(value, str(value))


def _line(label: str, most: int, initial: str) -> forms.CharField:
    return forms.CharField(required=False, max_length=most, initial=initial, widget=forms.TextInput(attrs={"aria-label": label}))


def _select(label: str, options: list[tuple[str, str]], initial: str) -> forms.ChoiceField:
    said = {"invalid_choice": "Choose one of the list."}
    return forms.ChoiceField(choices=options, initial=initial, required=False, error_messages=said, widget=forms.Select(attrs={"aria-label": label}))


class KeepForm(forms.Form):
    """For each answer: our own value, what it rests on, a file of the case, a note."""

    def __init__(self, given: Iterable[tuple[str, str, Any]], ours: Mapping[str, str], files: Iterable[StoredFile], data: Any = None):
        super().__init__(data)
        self.given = [(name, label, said(value)) for name, label, value in given]
        stored = [("", "No file"), *((str(file.pk), file.name) for file in files)]
        for name, label, _ in self.given:
            self._ask(name, label, ours.get(name, ""), stored)

    def _ask(self, name: str, label: str, ours: str, stored: list[tuple[str, str]]) -> None:
        own = f"evidence__{name}__"
        self.fields[f"{own}on_record"] = _line(f"{label}: our records", 200, ours)
        self.fields[f"{own}kind"] = _select(f"{label}: rests on", list(EVIDENCE.items()), "statement")
        self.fields[f"{own}file"] = _select(f"{label}: file", stored, "")
        self.fields[f"{own}note"] = _line(f"{label}: note", 2000, "")

    def rows(self) -> Iterator[dict[str, Any]]:
        """The lines of the table, in the order of the questions."""
        for name, label, value in self.given:
            cells = {part: self[f"evidence__{name}__{part}"] for part in PARTS}
            errors = [text for cell in cells.values() for text in cell.errors]
            check = CHECK if differs(value, cells["on_record"].value() or "") else ""
            yield {"label": label, "said": value, "differs": check, "errors": errors, **cells}

    def evidence(self) -> list[dict[str, Any]]:
        """As the service takes it."""
        found = []
        for name, _, value in self.given:
            told = {part: self.cleaned_data[f"evidence__{name}__{part}"] for part in PARTS}
            file = {"file": int(told["file"])} if told["file"] else {}
            found.append({"answer": name[:60], "kind": told["kind"] or "statement", "note": told["note"], "stated": value[:200],
                          "on_record": told["on_record"], **file})
        return found
