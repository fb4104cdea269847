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
from complaints.reports.counted import month_of
from complaints.reports.naming import percent
from complaints.reports.ombudsman_report import COUNTS
from complaints.reports.pages import download, nothing, proof, said_by_month, waiting
from complaints.reports.pages import period as picked
from complaints.reports.pages.speaking import ALL, link
from complaints.reports.periods import Asked
from complaints.reports.pictures import by_month
from complaints.reports.pictures.by_month import month_words
from workdays import london
from workdays.calendars import TITLES

OMBUDSMAN, WINDOWS = said_by_month.OMBUDSMAN.names, said_by_month.WINDOWS.names
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
    rows = [_line(name, asked, row, some, row["month"]) for row in answer["rows"]]
    table = {"caption": "By month", "head": head, "groups": [{"name": "", "rows": rows}], "foot": _line(name, asked, answer["totals"], some)}
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


def _line(name: str, asked: Asked, row: Mapping[str, Any], shown: list[str], month: str = "") -> list[dict[str, Any]]:
    """A month, or the whole period; every count opens its cases."""
    label, days = (month_words(month), month_of(month, asked.period)) if month else ("In all", asked.period)
    names = ALL[name].names
    return [{"text": label}, *({"text": _percent(row[column]), "num": True} if column.endswith("_percent") else {
        "text": f"{row[column]:,}", "num": True, "about": f", {names[column].lower()}, {label}",
        "href": link(name, asked, column, days) if row[column] else None} for column in shown)]


def _percent(text: str | None) -> str:
    return "none due" if text is None else percent(text)
