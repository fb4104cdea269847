"""Choosing a file that is looked at before anything is stored: the form, its page, the rows that would not come in. Used by every upload of rows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from complaints.intake.safe_cells import BOM, line

ENCODINGS = (("utf-8-sig", "UTF-8 (usual)"), ("cp1252", "Windows, Western European"), ("utf-16", "UTF-16"))
DELIMITERS = ((",", "Comma"), (";", "Semicolon"), ("tab", "Tab"), ("|", "Upright bar"))
PROBLEM_HEAD = ({"text": "Line"}, {"text": "Column"}, {"text": "Why"})


class FileForm(forms.Form):
    """The file, and how its text is written."""

    file = forms.FileField(label="File", help_text="CSV or XLSX, its first line the column headers. 50 MB at most.",
                           error_messages={"required": "Choose a file.", "empty": "This file is empty."})
    encoding = forms.ChoiceField(label="Text is written in", choices=ENCODINGS, required=False)
    delimiter = forms.ChoiceField(label="Columns are separated by", choices=DELIMITERS, required=False)

    def text(self) -> dict[str, str]:
        return text_of(self.cleaned_data)

    @classmethod
    def refused(cls, sentence: str) -> "FileForm":
        """The empty form once more, since the file that was chosen is lost."""
        form = cls({}, {})
        form.errors.clear()
        form.add_error("file", sentence)
        return form


def text_of(typed: Any) -> dict[str, str]:
    """How the text of a CSV file is written, as said or as usual."""
    return {"encoding": typed.get("encoding") or "utf-8-sig", "delimiter": sign(typed.get("delimiter") or "")}


def sign(name: str) -> str:
    return "\t" if name == "tab" else name or ","


def choose(
    request: HttpRequest, template: str, form: FileForm, *, title: str, small: str, action: str, back: dict[str, str], **more: Any,
) -> HttpResponse:
    return render(request, template, {
        "heading": {"title": title, "small": small}, "form": form, "op_id": None, "version": None, "submit": "Look at this file", "back": back,
        "note": "", "danger": False, "action": action, "what_next": None, **more,
    }, status=422 if form.errors else 200)


def problem_table(problems: Sequence[Any], caption: str) -> dict[str, Any] | None:
    """Line, column and reason of each; None where there are none."""
    if not problems:
        return None
    rows = [[{"text": str(problem.line)}, {"text": problem.column or "The whole row"}, {"text": problem.reason}] for problem in problems]
    return {"caption": caption, "head": PROBLEM_HEAD, "rows": rows}


def as_csv(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """Safe to open in a spreadsheet, and kept nowhere on its way."""
    answer = StreamingHttpResponse(_lines(head, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield BOM + line(head)
    for row in rows:
        yield line(row)
