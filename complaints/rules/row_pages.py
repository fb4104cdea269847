"""`/standards/rows/` and `/standards/CODE/rows/new/`: rows that officers add to the law, one proposing and another approving."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import standards
from complaints.case.pages import asking
from complaints.case.pages.forms import GatheringForm, day_field, line_field, words_field
from complaints.clocks import words
from complaints.record.refusals import Conflict, Forbidden, Unacceptable
from complaints.rules import standard_rows
from complaints.rules.models import StandardRow
from complaints.rules.sums import standards_tables
from standards import Row, Standard
from standards.row_words import in_order, name_words, unit_words, value_words
from standards.rows import typed
from standards.words import named

ENDED_SHOWN = 50
BACK = {"href": "/standards/rows/", "label": "Leave it as it is"}
EMPTY = {"title": "No row waits for a second person", "text": "A row that an officer proposes waits here until another one approves or refuses it.",
         "lines": [], "action": {"href": "/standards/", "label": "See the standards"}, "second": None,
         "note": "A row is proposed on the page of its standard."}


def newest(code: str) -> Row:
    """The law's newest row of the standard: what a new one is measured against."""
    return standards_tables().of(code, "law")[0]


class RowForm(GatheringForm):
    """Days, source, and each value that a row of this standard has, filled in as in the newest row."""

    valid_from = day_field("From", "The first day of failures that it holds for.")
    valid_until = day_field("Until", "Leave empty where no end is known.")
    source = line_field("Source", "The public document with its paragraph, so that another person can check it.")

    def __init__(self, standard: Standard, data: Any = None):
        super().__init__(data)
        self.standard, values = standard, newest(standard.code).values
        for name in in_order(values):
            unit = unit_words(standard, name)
            self.fields[f"values__{name}"] = line_field(f"{name_words(name)} ({unit})" if unit else name_words(name))
            self.initial[f"values__{name}"] = plain(values[name])
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "short" if field is not self.fields["source"] else "")
        self.sections = [("", ["valid_from", "valid_until", "source"]), ("Its figures", [f"values__{name}" for name in in_order(values)])]

    def given(self) -> dict[str, Any]:
        found = super().given()
        values = found.get("values", {})
        return found | {"values": {name: text.lstrip("£").replace(",", "") if isinstance(text, str) else text for name, text in values.items()},
                        "source": found.get("source", "")}

    def _as_asked(self, field: str | None, name: str, sentence: str) -> str:
        """A figure's sentence names the figure: the summary has many of them."""
        if field and field.startswith("values__"):
            return f"{sentence[:-1]}, under “{self.fields[field].label}”."
        return super()._as_asked(field, name, sentence)


def plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


class RefusalForm(GatheringForm):
    reason = words_field("Why is it refused?", "The officer who proposed it reads this.")


def only_officers(request: HttpRequest) -> None:
    if request.user.role not in standard_rows.OFFICERS:
        raise Forbidden(standard_rows.WHO)


@require_safe
@asking.refusals_as_pages
def rows(request: HttpRequest) -> HttpResponse:
    """The rows that wait, each beside what it replaces; below, those that were approved or refused."""
    only_officers(request)
    waiting = [_waiting(row, request.user) for row in standard_rows.waiting_rows()]
    ended = StandardRow.objects.exclude(approved_at=None, refused_at=None).select_related("proposed_by", "approved_by").order_by("-pk")[:ENDED_SHOWN]
    return render(request, "standards/rows.html", {
        "heading": {"title": f"Rows of the law: {len(waiting)} waiting", "small": "Proposed by one compliance officer, approved by another."},
        "waiting": waiting, "empty": EMPTY, "ended": _ended(list(ended)),
    })


def _waiting(row: StandardRow, person: Any) -> dict[str, Any]:
    standard, before, values = standards.BY_CODE[row.standard], newest(row.standard), typed(row.values)
    lines = [{"name": name_words(name), "now": value_words(standard, name, before.values[name]), "then": value_words(standard, name, values[name]),
              "other": values[name] != before.values[name]} for name in in_order(values)]
    own = row.proposed_by_id == person.pk
    return {"title": named(standard), "href": f"/standards/{row.standard}/", "days": days_words(row), "lines": lines, "source": row.source,
            "by": f"Proposed by {row.proposed_by.full_name}, {words.moment(row.proposed_at)}",
            "approve": None if own else f"/standards/rows/{row.pk}/approve/", "refuse": f"/standards/rows/{row.pk}/refuse/",
            "op_id": asking.new_op_id(), "own": "You proposed it: another officer approves." if own else ""}


def days_words(row: StandardRow) -> str:
    """"from 1 April 2026 to 31 March 2027"."""
    return f"from {words.plain_day(row.valid_from)}" + (f" to {words.plain_day(row.valid_until)}" if row.valid_until else ", no end")


HEAD = ("Standard", "Holds", "Proposed by", "Ended", "By", "Why", "Source")


def _ended(found: list[StandardRow]) -> dict[str, Any] | None:
    lines = [[{"text": named(standards.BY_CODE[row.standard]), "href": f"/standards/{row.standard}/"}, *({"text": text} for text in _end(row))]
             for row in found]
    return {"caption": "Approved and refused", "head": [{"text": text} for text in HEAD], "rows": lines} if lines else None


def _end(row: StandardRow) -> tuple[str, ...]:
    approved = row.approved_by is not None
    how = f"Approved {words.moment(row.approved_at)}" if approved else f"Refused {words.moment(row.refused_at)}"
    return (days_words(row), row.proposed_by.full_name, how, row.approved_by.full_name if approved else "", row.refused_why, row.source)


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def new_row(request: HttpRequest, code: str) -> HttpResponse:
    """The form of a new row; POST proposes it."""
    only_officers(request)
    standard = standard_rows.known(code)
    form, op_id, status = RowForm(standard, request.POST if request.method == "POST" else None), asking.new_op_id(), 200
    if request.method == "POST":
        op_id = request.POST.get("op_id")
        try:
            standard_rows.propose_row(code, form.given() | {"op_id": op_id}, by=request.user, now=asking.now())
            messages.success(request, "Proposed. Another compliance officer approves it.")
            return HttpResponseRedirect("/standards/rows/")
        except (Unacceptable, Conflict) as refused:
            form.refuse(refused)
            status, op_id = refused.status, asking.new_op_id() if isinstance(refused, Conflict) else op_id
    then = ("Another compliance officer approves it.", "From then on the rulebook of the law uses it for failures of these days.")
    return _form(request, form, op_id, status, title=f"Add a row to the law: {named(standard)}", submit="Propose this row", what_next=then)


@require_POST
@asking.refusals_as_pages
def approve(request: HttpRequest, number: int) -> HttpResponse:
    standard_rows.approve_row(number, {"op_id": request.POST.get("op_id")}, by=request.user, now=asking.now())
    messages.success(request, "Approved. The rulebook of the law uses it from now on.")
    return HttpResponseRedirect("/standards/rows/")


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def refuse(request: HttpRequest, number: int) -> HttpResponse:
    only_officers(request)
    row = standard_rows.row_of(number)
    form, op_id, status = RefusalForm(request.POST if request.method == "POST" else None), asking.new_op_id(), 200
    if request.method == "POST":
        op_id = request.POST.get("op_id")
        try:
            standard_rows.refuse_row(number, form.given() | {"op_id": op_id}, by=request.user, now=asking.now())
            messages.success(request, "Refused.")
            return HttpResponseRedirect("/standards/rows/")
        except Unacceptable as refused:
            form.refuse(refused)
            status = refused.status
    title = f"Refuse a row: {named(standards.BY_CODE[row.standard])}, {days_words(row)}"
    return _form(request, form, op_id, status, title=title, submit="Refuse this row", what_next=("It is kept with the reason and never used.",))


def _form(request: HttpRequest, form: forms.Form, op_id: Any, status: int, *, title: str, submit: str, what_next: tuple[str, ...]) -> HttpResponse:
    context = {"heading": {"title": title, "small": ""}, "form": form, "op_id": op_id, "version": None, "submit": submit, "danger": False,
               "action": "", "due": None, "note": None, "side": None, "back": BACK, "what_next": what_next}
    return render(request, "complaints/move.html", context, status=status)
