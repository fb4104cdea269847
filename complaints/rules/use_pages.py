"""`/rules/clocks/…/`, `/rules/used/…/`, `/rules/findings/…/`: what uses one rule, as far as it may be seen."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import standards
import workdays
from complaints.case.models import Complaint
from complaints.case.pages import asking
from complaints.case.pages.heads import name_of
from complaints.case.stages import STAGE_WORDS, Stage
from complaints.case.told_money import VERDICT_WORDS
from complaints.clocks import shown, words
from complaints.entitlement.models import Assessment
from complaints.letters.kinds import STATES_SHOWN, Kind, State
from complaints.letters.models import Letter
from complaints.letters.pages.finding import NAMES
from complaints.money.models import Finding
from complaints.record.refusals import Unknown
from complaints.rules import in_force, in_use
from complaints.rules import services as rules
from complaints.rules.in_force import BOOK_WORDS, PARTS
from complaints.rules.in_use import Look
from complaints.rules.rule_pages import day_cell, only_those_who_look_after_them
from standards.words import named
from workdays import calendar_for, london

SHOWN = 50


@require_safe
@asking.refusals_as_pages
def clock(request: HttpRequest, mark: str) -> HttpResponse:
    """The open deadlines of one rule, the one due first on top."""
    only_those_who_look_after_them(request.user)
    rule = in_force.rule_of(mark)
    if rule is None:
        raise Unknown("There is no such rule.")
    found, look = in_force.open_of(rule), Look(request.user, asking.now())
    rows = in_use.seen(found, request.user).select_related("complaint__customer", "data_request").order_by("due_on", "pk")[:SHOWN]
    lines = [[_of(row), {"text": _whose(row)}, {"text": words.short_day(row.due_on)}, {"text": "", "status": _stands(row, look.today)},
              {"text": words.moment(row.started_at)}, {"text": words.short_day(_received(row))}] for row in rows]
    small = f"{BOOK_WORDS[rule.book]}, version {rule.version}. {rule.source}"
    return _used(request, f"{rule.name}: {_counted(found, look, 'open deadline')}", small, OPEN_HEAD, lines)


OPEN_HEAD = ("Complaint", "Customer", "Due", "How long left", "Started", "Received")


def _whose(row: Any) -> str:
    return name_of(row.complaint.customer) if row.complaint else row.data_request.person.get("name", "")


def _stands(row: Any, today: date) -> words.Status:
    """By the customer's calendar; a request for data by the company's."""
    tables = rules.tables()
    nation = row.complaint.nation if row.complaint else tables.company(today).nation
    return shown.status(row, today, tables.calendars[calendar_for(nation)])


def _counted(rows: Any, look: Look, what: str) -> str:
    number = in_use.capped(rows, look)
    return f"more than {in_use.COUNTED_TO:,} {what}s" if number > in_use.COUNTED_TO else words.count_words(number, what)


def _of(row: Any) -> dict[str, str]:
    """What a deadline or another row hangs on."""
    if row.complaint is None and isinstance(row, Finding):
        return {"text": f"Connection {row.job_id}", "href": f"/connections/{row.job_id}/"}
    if row.complaint is None:
        return {"text": f"Request {row.data_request_id}", "href": f"/privacy/requests/{row.data_request_id}/"}
    return {"text": row.complaint.reference, "href": f"/c/{row.complaint.reference}/"}


def _received(row: Any) -> Any:
    return london.day_of(row.complaint.received_at) if row.complaint else row.data_request.received_on


@require_safe
@asking.refusals_as_pages
def used(request: HttpRequest, part: str, mark: str) -> HttpResponse:
    """What uses one rule of a part, the newest first."""
    only_those_who_look_after_them(request.user)
    look = Look(request.user, asking.now(), request.path)
    line = next((line for line in PARTS[part][1](look) if line.rows is not None and line.opens == request.path), None) if part in PARTS else None
    if line is None:
        raise Unknown("There is no such rule.")
    rows = in_use.seen(line.rows, request.user).order_by("-pk")
    rows = list((rows if line.rows.model is Complaint else rows.select_related("complaint"))[:SHOWN])
    head, lines = ("Complaint", "Received", *HEADS[line.rows.model]), [_use(row) for row in rows]
    if line.keeps:
        head, lines = (*head, "Kept until"), [[*told, _kept(row, line.keeps)] for row, told in zip(rows, lines, strict=True)]
    return _used(request, f"{line.name}: {_counted(line.rows, look, line.what)}", line.source, head, lines)


def _kept(complaint: Complaint, keeps: int) -> dict[str, str]:
    """By the rule in force, as the page of retention tells it; a hold keeps it longer."""
    return {"text": words.short_day(workdays.add_months(london.day_of(complaint.stage_since), keeps))}


HEADS = {Letter: ("Letter", "State"), Assessment: ("Came out", "Made"), Complaint: ("Stage", "Since")}


def _use(row: Any) -> list[dict[str, Any]]:
    complaint = row if isinstance(row, Complaint) else row.complaint
    told = [{"text": complaint.reference, "href": f"/c/{complaint.reference}/"}, {"text": words.short_day(london.day_of(complaint.received_at))}]
    if isinstance(row, Letter):
        return [*told, {"text": NAMES[Kind(row.kind)], "href": f"/letters/{row.pk}/"}, {"text": STATES_SHOWN[State(row.state)]}]
    if isinstance(row, Assessment):
        return [*told, {"text": VERDICT_WORDS[row.verdict].capitalize()}, {"text": words.moment(row.made_at)}]
    return [*told, {"text": STAGE_WORDS[Stage(row.stage)]}, {"text": words.moment(row.stage_since)}]


@require_safe
@asking.refusals_as_pages
def findings(request: HttpRequest, code: str, book: str, version: str) -> HttpResponse:
    """The findings of one row of a standard, the newest first."""
    only_those_who_look_after_them(request.user)
    if code not in standards.BY_CODE or book not in BOOK_WORDS or "\0" in version:
        raise Unknown("There is no such row.")
    found = Finding.objects.filter(code=code, rulebook=book, version=version)
    rows = in_use.seen(found, request.user).select_related("complaint").order_by("-pk")[:SHOWN]
    lines = [[_of(row), day_cell(row.counted_on),
              {"text": "Missed" if row.breached else "Not missed"}, {"text": f"£{row.amount_gbp}" if row.amount_gbp is not None else "", "num": True}]
             for row in rows]
    title = f"{named(standards.BY_CODE[code])}: {_counted(found, Look(request.user, asking.now()), 'finding')}"
    return _used(request, title, f"{BOOK_WORDS[book]}, version {version}", ("Complaint", "Counted on", "Outcome", "Sum"), lines)


def _used(request: HttpRequest, title: str, small: str, head: tuple[str, ...], lines: list[Any]) -> HttpResponse:
    table = {"caption": title, "head": [{"text": text, "num": text == "Sum"} for text in head], "rows": lines}
    return render(request, "settings/table.html", {
        "heading": {"title": title, "small": small}, "table": table if lines else None, "add": None, "empty": NONE,
        "links": [{"href": "/rules/", "label": "Rules in force"}],
    })


NONE = {"title": "Nothing to list", "text": "Looked at every complaint that you may see: none uses it now.", "lines": [],
        "action": {"href": "/rules/", "label": "See the rules in force"}, "second": None, "note": ""}
