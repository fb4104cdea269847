"""`/standards/CODE/work-out/`: the calculator of any standard. A GET form; nothing is stored and nothing is guessed."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import standards
from complaints.case.pages import asking
from complaints.case.pages.forms import choice
from complaints.money.assessing import finding_of
from complaints.record.refusals import Unacceptable
from complaints.rules.services import company
from complaints.rules.sums import standards_tables
from standards import Tables
from standards.forms import FactForm
from standards.pages.catalogue import documents_row
from standards.pages.shown import BOOK_WORDS, panel
from standards.pages.standard import found
from standards.words import named
from workdays import london


class CalculatorForm(FactForm):
    """The facts, and by which rulebook."""

    def __init__(self, *args: Any, book: str, **more: Any):
        super().__init__(*args, **more)
        self.fields["rulebook"] = choice("Rulebook", list(BOOK_WORDS.items()))
        self.fields["rulebook"].error_messages["invalid_choice"] = "Choose one of the list."
        self.initial["rulebook"] = book


@require_safe
def work_out(request: HttpRequest, code: str) -> HttpResponse:
    """The form, and once it was asked the finding beside it. What is missing is named; what was typed is kept."""
    one, now = found(code), asking.now()
    form = CalculatorForm(one, request.GET or None, book=company(london.day_of(now)).rulebook)
    finding = _finding(form, now) if form.is_bound and form.is_valid() else None
    live = bool(getattr(request, "htmx", False))
    told = work_out_told(form, standards_tables(), finding, live=live)
    return render(request, "standards/work_out.html", told, status=422 if form.errors and not live else 200)


def work_out_told(form: FactForm, tables: Tables, finding: Mapping[str, Any] | None, *, live: bool = False) -> dict[str, Any]:
    """The page's context. What is missing stands in the summary of errors; where only the result is renewed, beside it."""
    one = form.standard
    return {
        "heading": {"title": named(one), "href": f"/standards/{one.code}/"}, "form": form, "action": f"/standards/{one.code}/work-out/",
        "rule": standards.words.rule_words(one, documents_row(one, tables)), "finding": finding, "missing": _missing(form) if live else [],
    }


def _finding(form: CalculatorForm, now: Any) -> Mapping[str, Any] | None:
    """The panel, or None with what is missing or refused at its fields."""
    try:
        told = finding_of(form.standard.code, form.given(), rulebook=form.cleaned_data["rulebook"] or None, now=now)
    except Unacceptable as refused:
        form.refuse(refused)
        return None
    other = told.other.as_json() if told.other else None
    return panel(form.standard, told.finding.as_json(), other=other, other_words=told.other_words, claimed=told.facts.get("exemptions") or ())


def _missing(form: FactForm) -> list[str]:
    return list(dict.fromkeys(sentence for sentences in form.errors.values() for sentence in sentences)) if form.is_bound else []
