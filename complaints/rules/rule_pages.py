"""`/rules/`: every dated rule that the desk works by, its days, source and version, what uses it; and the lists of what uses one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import standards
from complaints.case.pages import asking
from complaints.case.reading import visible
from complaints.clocks import words
from complaints.money.models import Finding
from complaints.record.refusals import Forbidden, Unknown
from complaints.rules import in_force, own_changes
from complaints.rules import services as rules
from complaints.rules.in_force import BOOK_WORDS, PARTS, Line
from standards.words import named
from workdays import london

WHO = "Compliance officers and administrators look after the rules."
SHOWN = 100
HEAD = ("Rule", "What it says", "Rulebook", "From", "Until", "Used by", "Version", "Source", "Checked")
LINKS = ({"href": "/holidays/", "label": "Bank holidays"}, {"href": "/settings/procedure/", "label": "Our procedure"},
         {"href": "/standards/rows/", "label": "Rows of the law"}, {"href": "/settings/", "label": "Settings"})


def only_those_who_look_after_them(person: Any) -> None:
    if person.role not in own_changes.APPROVERS:
        raise Forbidden(WHO)


@require_safe
@asking.refusals_as_pages
def in_force_page(request: HttpRequest) -> HttpResponse:
    """One part of the rules."""
    only_those_who_look_after_them(request.user)
    part = request.GET.get("part", "clocks")
    if part not in PARTS:
        raise Unknown("There is no such part of the rules.")
    today = london.day_of(asking.now())
    title, read = PARTS[part]
    lines, own = read(today), rules.company(today)
    waiting = len(own_changes.waiting_rows())
    return render(request, "rules/in_force.html", {
        "heading": {"title": f"Rules in force: {words.count_words(len(lines), 'row')} of {title.lower()}",
                    "small": f"New complaints are handled by {BOOK_WORDS[own.rulebook].lower()}."},
        "parts": [{"href": f"/rules/?part={name}", "label": label, "current": name == part} for name, (label, _) in PARTS.items()],
        "links": LINKS, "waiting": waiting, "table": _table(title, lines), "notes": NOTES,
    })


NOTES = (
    "A complaint keeps for life the rules of the day it was received: a change holds for those received from its day on.",
    "The rulebook, the same-day hour and the days of the post are changed under “The company”, the numbers of our procedure under “Our procedure”, "
    "both by two people. What was proposed waits until it is approved or refused with a reason.",
    "Rows of the law are added by compliance officers with their source, under “Rows of the law”. No shipped row is ever changed.",
)


def _table(title: str, lines: list[Line]) -> dict[str, Any]:
    table = {"caption": title, "head": [{"text": text, "num": text == "Used by"} for text in HEAD], "rows": [_row(line) for line in lines]}
    used = [place for place in range(len(HEAD)) if place == 0 or any(row[place]["text"] for row in table["rows"])]
    return table | {"head": [table["head"][place] for place in used], "rows": [[row[place] for place in used] for row in table["rows"]]}


def _row(line: Line) -> list[dict[str, Any]]:
    used = {"text": "" if line.used is None else f"{line.used:,}", "num": True} | ({"href": line.opens} if line.used and line.opens else {})
    return [{"text": line.name} | ({"href": line.href} if line.href else {}), {"text": line.says}, {"text": line.book}, _day(line.first),
            _day(line.last), used, {"text": line.version}, {"text": line.source}, {"text": "Yes" if line.verified else "Not yet"}]


def _day(day: Any) -> dict[str, str]:
    return {"text": words.plain_day(day) if day else ""}


@require_safe
@asking.refusals_as_pages
def clock(request: HttpRequest, mark: str) -> HttpResponse:
    """The open deadlines of one rule, the one due first on top."""
    only_those_who_look_after_them(request.user)
    rule = in_force.rule_of(mark)
    if rule is None:
        raise Unknown("There is no such rule.")
    found = in_force.open_of(rule)
    number = found.count()
    rows = found.filter(complaint__in=visible(request.user)).select_related("complaint").order_by("due_on", "pk")[:SHOWN]
    lines = [[{"text": row.complaint.reference, "href": f"/c/{row.complaint.reference}/"}, {"text": words.short_day(row.due_on)},
              {"text": words.moment(row.started_at)}, {"text": words.short_day(london.day_of(row.complaint.received_at))}] for row in rows]
    small = f"{BOOK_WORDS[rule.book]}, version {rule.version}. {rule.source}"
    return _used(request, f"{rule.name}: {words.count_words(number, 'open deadline')}", small, ("Complaint", "Due", "Started", "Received"), lines)


@require_safe
@asking.refusals_as_pages
def findings(request: HttpRequest, code: str, book: str, version: str) -> HttpResponse:
    """The findings of one row of a standard, the newest first."""
    only_those_who_look_after_them(request.user)
    if code not in standards.BY_CODE or book not in BOOK_WORDS or "\0" in version:
        raise Unknown("There is no such row.")
    found = Finding.objects.filter(code=code, rulebook=book, version=version)
    rows = found.filter(complaint__in=visible(request.user)).select_related("complaint").order_by("-pk")[:SHOWN]
    lines = [[{"text": row.complaint.reference, "href": f"/c/{row.complaint.reference}/"}, _day(row.counted_on),
              {"text": "Missed" if row.breached else "Not missed"}, {"text": f"£{row.amount_gbp}" if row.amount_gbp is not None else "", "num": True}]
             for row in rows]
    title = f"{named(standards.BY_CODE[code])}: {words.count_words(found.count(), 'finding')}"
    return _used(request, title, f"{BOOK_WORDS[book]}, version {version}", ("Complaint", "Counted on", "Outcome", "Sum"), lines)


def _used(request: HttpRequest, title: str, small: str, head: tuple[str, ...], lines: list[Any]) -> HttpResponse:
    table = {"caption": title, "head": [{"text": text, "num": text == "Sum"} for text in head], "rows": lines}
    return render(request, "settings/table.html", {
        "heading": {"title": title, "small": small}, "table": table if lines else None, "add": None, "empty": NONE,
        "links": [{"href": "/rules/", "label": "Rules in force"}],
    })


NONE = {"title": "Nothing to list", "text": "No complaint that you may see uses it now.", "lines": [], "action": None, "second": None, "note": ""}
