"""`/reports/complaints/`: what came and what became of it, the two shares month by month, and what it was about."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case.pages import asking
from complaints.clocks import words
from complaints.reports import findings, foot, kept, reading, trends, worked_out
from complaints.reports.complaints_report import months_of
from complaints.reports.pages import download, nothing, proof, waiting
from complaints.reports.pages import period as picked
from complaints.reports.pages.plain import month_words
from complaints.reports.periods import Asked, Period
from complaints.reports.pictures import charts
from workdays import london

BASE = "/reports/complaints/"
DEFINED = {"received": "Received", "set_aside": "Set aside", "resolved": "Resolved",
           "by_end_of_next_working_day": "Next working day", "within_8_weeks": "Within 8 weeks",
           "not_final_yet": "Not final yet", "of_received": "The sum", "received_per_100000": "Received per 100,000",
           "resolved_per_100000": "Resolved per 100,000", "categories": "Categories"}
AS_OF_NOTE = "Of a past moment the moves and the corrections recorded by then are told."
HEAD = ("Month", "Received", "Resolved in it", "By the end of the next working day", "Share", "Within 8 weeks", "Share")
assert set(DEFINED) == set(reading.REPORTS["complaints"].definitions)
Cell = dict[str, Any]


@require_safe
@asking.refusals_as_pages
@waiting.may_take_long
def complaints(request: HttpRequest) -> HttpResponse:
    report, now = reading.find("complaints", by=request.user), asking.now()
    form, asked = picked.asked_of(request, now=now)
    context = {"form": form, "quick": picked.quick_links(BASE, asked and asked.period, london.day_of(now)), "title": report.title, "report": None}
    if asked:
        worked = worked_out.answer(report, asked, now=now)
        answer, now = worked.figures, worked.at or now
        context |= {"worked": waiting.told(report, asked, worked)}
        context |= {"title": heading(asked, answer)}
        context |= proof.shown(shown(asked, answer, now), report, asked, answer, by=request.user, now=now)
    return render(request, "reports/complaints.html", context, status=422 if form.errors else 200)


NONE_HERE = ("Nothing came and nothing was resolved in this period", "Looked at the receipt and the last resolution of every complaint on record.")


def heading(asked: Asked, answer: Mapping[str, Any]) -> str:
    """"Complaints, 1 April to 30 April 2026: 148 received, 132 resolved whenever received"."""
    return f"Complaints, {words.span_words(asked.period.first, asked.period.last)}: {findings.said(answer)}"


def shown(asked: Asked, answer: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    totals = answer["totals"]
    return {
        "as_of": picked.recorded_words(asked, kept.moment_of(answer)), "files": download.links("complaints", asked),
        "note": AS_OF_NOTE if asked.as_of else "",
        "sum": the_sum(asked, totals),
        "aside": opens(asked, totals["set_aside"], "set_aside", "set aside") if totals["set_aside"] else None,
        "not_final": "Shares within 8 weeks are not final yet." if totals["not_final_yet"] else "",
        "charts": charts.trends(_months(asked, answer, now)), "table": by_month(asked, answer) if answer["rows"] else None,
        "empty": None if answer["rows"] else nothing.empty(*NONE_HERE),
        "categories": categories(asked, answer) if answer["categories"] else None,
        "definitions": foot.defined(answer, DEFINED), "foot": foot.made(answer, now),
    }


def _months(asked: Asked, answer: Mapping[str, Any], now: datetime) -> list[trends.Month]:
    """Worked out with the figures where a job did it."""
    return trends.of_rows(answer["trends"]) if "trends" in answer else kept.months(asked, now=now)


def link(asked: Asked, what: str, period: Period | None = None, **more: str) -> str:
    return f"{BASE}cases/?{picked.query(period or asked.period, asked.as_of, what=what, **more)}"


def opens(asked: Asked, number: int, what: str, about: str, period: Period | None = None, **more: str) -> Cell:
    """A number that opens its cases; nought opens nothing."""
    return {"text": f"{number:,}", "num": True, "href": link(asked, what, period, **more) if number else None, "about": f", {about}"}


def the_sum(asked: Asked, totals: Mapping[str, Any]) -> dict[str, Any]:
    """Received is what is resolved, closed and open: both sides are the same."""
    parts = totals["of_received"]
    told = (("resolved", "ended", "of them resolved"), ("closed", "closed", "closed or withdrawn"), ("open", "open", "still open"))
    right = [{"sign": "=" if place == 0 else "+", "text": f"{parts[name]:,}", "words": said, "href": link(asked, what) if parts[name] else None}
             for place, (name, what, said) in enumerate(told)]
    both = f"Both sides are {totals['received']:,}" if sum(parts.values()) == totals["received"] else None
    left = {"text": f"{totals['received']:,}", "href": link(asked, "received") if totals["received"] else None}
    return {"left": left, "parts": right, "both": both}


def by_month(asked: Asked, answer: Mapping[str, Any]) -> dict[str, Any]:
    rows = [month_line(asked, row, month_words(row["month"]), _part(asked.period, row["month"])) for row in answer["rows"]]
    head = [{"text": text, "num": place > 0} for place, text in enumerate(HEAD)]
    total = month_line(asked, answer["totals"], "In all", asked.period)
    return {"caption": "By month", "head": head, "groups": [{"name": "", "rows": rows}], "foot": total}


def _part(period: Period, month: str) -> Period:
    """The days of that month that the period holds."""
    first = max(period.first, period.first.fromisoformat(f"{month}-01"))
    return months_of([first], period)[0]


def month_line(asked: Asked, row: Mapping[str, Any], name: str, part: Period) -> list[Cell]:
    soon, weeks = row["by_end_of_next_working_day"], row["within_8_weeks"]
    share = charts.percent_words(weeks["share_percent"])
    return [{"text": name}, opens(asked, row["received"], "received", f"received, {name}", part),
            opens(asked, row["resolved"], "resolved", f"resolved, {name}", part),
            opens(asked, soon["count"], "next_day", f"by the end of the next working day, {name}", part),
            {"text": charts.percent_words(soon["share_percent"]), "num": True},
            opens(asked, weeks["count"], "within_8_weeks", f"within 8 weeks, {name}", part),
            {"text": f"{share}, not final" if row["not_final_yet"] and row["received"] else share, "num": True}]


def categories(asked: Asked, answer: Mapping[str, Any]) -> dict[str, Any]:
    head = [{"text": "Category"}, {"text": "Received", "num": True}, {"text": "Share", "num": True}]
    rows = [[{"text": row["name"]}, opens(asked, row["count"], "received", row["name"], category=row["name"]),
             {"text": charts.percent_words(row["share_percent"]), "num": True}] for row in answer["categories"]]
    return {"caption": "By category", "head": head, "groups": [{"name": "", "rows": rows}], "foot": None}


