"""Reports of one table by month: `/reports/ombudsman/` and `/reports/windows/`. The finding in the heading, then figures and their meaning."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case.pages import asking
from complaints.clocks import words
from complaints.clocks.rules import BOOK_WORDS
from complaints.reports import findings, kept, ombudsman_report, reading, windows_report, worked_out
from complaints.reports.naming import percent
from complaints.reports.ombudsman_report import COUNTS
from complaints.reports.pages import download, nothing, proof, waiting
from complaints.reports.pages import period as picked
from complaints.reports.periods import Asked
from complaints.reports.pictures import by_month
from complaints.reports.pictures.by_month import month_words
from workdays import london
from workdays.calendars import TITLES

OMBUDSMAN = {
    "referred": "Went", "deadlock": "Deadlock", "eight_weeks": "8 weeks", "ombudsman_took_it": "The Ombudsman took it", "returned": "Came back",
    "decisions": "Decisions", "upheld": "Upheld", "partly_upheld": "In part", "not_upheld": "Not upheld", "settled": "Settled",
    "accepted": "Accepted",
    "refused": "Not accepted", "compliance_due": "To be done", "complied_in_time": "In time", "complied_late": "Late",
    "compliance_open": "Still open",
    "complied_in_time_percent": "Done in time",
}
WINDOWS = {"closing": "Closing", "from_complaint": "From the complaint", "from_letter": "From the letter",
           "open_by_other": "Open by the other rulebook"}
LOOKED_TO = 10_000
LOOKED_AT = {"ombudsman": (ombudsman_report.looked_at, "move around the Ombudsman", "moves around the Ombudsman"),
             "windows": (windows_report.looked_at, "complaint with an open window", "complaints with an open window")}
assert set(OMBUDSMAN) == set(reading.REPORTS["ombudsman"].definitions) == {*COUNTS, "complied_in_time_percent"}
assert set(WINDOWS) == set(reading.REPORTS["windows"].definitions)
Drawn = Callable[[list[dict[str, Any]], date | None], dict[str, Any] | None]


@require_safe
@asking.refusals_as_pages
@waiting.may_take_long
def ombudsman(request: HttpRequest) -> HttpResponse:
    return _page(request, "ombudsman", OMBUDSMAN, by_month.ombudsman)


@require_safe
@asking.refusals_as_pages
@waiting.may_take_long
def windows(request: HttpRequest) -> HttpResponse:
    return _page(request, "windows", WINDOWS, by_month.windows)


def _page(request: HttpRequest, name: str, columns: Mapping[str, str], drawn: Drawn) -> HttpResponse:
    report, now = reading.find(name, by=request.user), asking.now()
    form, asked = picked.asked_of(request, now=now)
    base = f"/reports/{name}/"
    context = {"form": form, "quick": picked.quick_links(base, asked and asked.period, london.day_of(now)), "title": report.title, "report": None}
    if asked:
        worked = worked_out.answer(report, asked, now=now)
        answer, now = worked.figures, worked.at or now
        today = None if asked.as_of else london.day_of(now)
        told = shown(name, asked, answer, columns, now) | {"chart": drawn(answer["rows"], today)}
        context |= {"worked": waiting.told(report, asked, worked)}
        context |= {"title": f"{report.title}, {_span(asked)}: {findings.said(answer)}"}
        context |= proof.shown(told, report, asked, answer, by=request.user, now=now)
    return render(request, "reports/plain.html", context, status=422 if form.errors else 200)


def _span(asked: Asked) -> str:
    return words.span_words(asked.period.first, asked.period.last)


def shown(name: str, asked: Asked, answer: dict[str, Any], columns: Mapping[str, str], now: datetime) -> dict[str, Any]:
    some = [column for column in columns if answer["totals"][column]] or list(columns)[:1]
    head = [{"text": "Month"}, *({"text": columns[column], "num": True} for column in some)]
    rows = [[{"text": month_words(row["month"])}, *_cells(row, some)] for row in answer["rows"]]
    table = {"caption": "By month", "head": head, "rows": rows, "foot": [{"text": "In all"}, *_cells(answer["totals"], some)]}
    versions = ", ".join(f"{BOOK_WORDS[one['rulebook']]} {one['version']}" for one in answer["rules"]["versions"]) or "none"
    calendars = "; ".join(f"{TITLES[name]} {version}" for name, version in answer["calendar"].items())
    return {
        "as_of": picked.recorded_words(asked, kept.moment_of(answer)), "table": table if rows else None, "files": download.links(name, asked),
        "empty": None if rows else _empty(name),
        "definitions": [{"name": columns[column], "text": text} for column, text in answer["definitions"].items() if column in some],
        "foot": [{"name": "Rules used", "text": versions}, {"name": "Calendars", "text": calendars},
                 {"name": "Made", "text": words.moment(now)}, {"name": "Fingerprint", "text": answer["sha256"]}],
    }


def _empty(name: str) -> dict[str, Any]:
    """What was looked at, and that none of it lies in the period."""
    count, one, many = LOOKED_AT[name]
    found = count(LOOKED_TO + 1)
    said = f"more than {LOOKED_TO:,} {many}" if found > LOOKED_TO else f"{found:,} {one if found == 1 else many}"
    return nothing.empty("Nothing in this period", f"Looked at {said} of all periods: none lies in this one.")


def _cells(row: Mapping[str, Any], shown: list[str]) -> list[dict[str, Any]]:
    return [{"text": _percent(row[name]) if name.endswith("_percent") else f"{row[name]:,}", "num": True} for name in shown]


def _percent(text: str | None) -> str:
    return "none due" if text is None else percent(text)
