"""Before a file with people or words of people is taken from its page: what it is for. The file is the page's own; no word of it lives here."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from complaints.case.pages import asking
from complaints.case.pages.forms import GatheringForm, line_field
from complaints.record.parsing import Line, Shape, parse
from complaints.record.refusals import Unacceptable

KEPT = "The reason, who takes the file, when and how many rows it has are kept in the log of exports."


class WhatFor(Shape):
    reason: Line


def reason_field() -> forms.CharField:
    return line_field("What it is for", "Needed. It is kept with the export.")


class WhatForForm(GatheringForm):
    not_yet = "done"
    reason = reason_field()


def asked(request: HttpRequest, *, title: str, back: dict[str, str]) -> str | HttpResponse:
    """The reason that was given, or the page that asks for it (422 where it is missing). The address of the file asks, its form takes."""
    form = WhatForForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            return parse(WhatFor, form.given()).reason
        except Unacceptable as refused:
            form.refuse(refused)
    return render(request, "complaints/move.html", {
        "heading": {"title": title, "small": ""}, "form": form, "op_id": asking.new_op_id(), "version": None, "submit": "Export the file",
        "danger": False, "due": None, "side": None, "here": None, "action": request.get_full_path(), "note": "", "back": back, "what_next": (KEPT,),
    }, status=422 if form.errors else 200)
