"""The reports on complaints, stages, deadlines and breaches as their pages draw them, full, small and empty; their cases; the index."""
# ruff: noqa: E501 (sample words stay on one line)

from datetime import UTC, date, datetime
from typing import Any

from complaints.reports import breaches_report, complaints_report, deadlines_report, files, foot, shares, stages_report
from complaints.reports.complaints_report import Cohort
from complaints.reports.pages import complaint_cases, complaints, deadlines, period, stages
from complaints.reports.periods import Asked, Period
from complaints.reports.pictures import charts, heat
from complaints.reports.trends import Month
from tests.look.samples import frame, table

NOW = datetime(2026, 5, 11, 9, 2, tzinfo=UTC)
ASKED = Asked(Period(date(2026, 4, 1), date(2026, 4, 30)), None)
MADE = {"as_of": "2026-05-11T10:02:00+01:00", "rules": {"rulebook": "documents", "versions": []}, "calendar": {"england-and-wales": "2028.1", "scotland": "2028.1"}, "sha256": "3a" * 32}
FILES = [{"label": form.label, "href": "#"} for form in files.FORMS.values()]
SOON = (69, 61, 63, 64, 62, 66, 65, 67, 63, 64, 66, 67, 64)
WEEKS = (94, 97, 96, 96, 97, 96, 97, 97, 96, 96, 98, 92, 82)


def months() -> list[Month]:
    """Thirteen months to April 2026, the first of them with few."""
    firsts = [date(2025 + (month > 12), (month - 1) % 12 + 1, 1) for month in range(4, 17)]
    whole = (16, *[100] * 12)
    return [Month(first, Cohort(of, soon * of // 100, weeks * of // 100), True, place < 11)
            for place, (first, of, soon, weeks) in enumerate(zip(firsts, whole, SOON, WEEKS, strict=True))]


def counted(count: int, of: int) -> dict[str, Any]:
    return {"count": count, "share_percent": shares.share(count, of)}


SINCE = {"sentence": "Since Fri 8 May 2026 10:02 1 figure of the whole period changed.", "table": {
    "caption": "What has changed since", "head": [{"text": "Figure"}, {"text": "Then", "num": True}, {"text": "Now", "num": True}],
    "rows": [[{"text": "Late"}, {"text": "3", "num": True}, {"text": "2", "num": True, "strong": True}]]}}


def the_period(name: str) -> dict[str, Any]:
    form = period.PeriodForm(initial={"first": ASKED.period.first, "last": ASKED.period.last})
    return {"frame": frame("reports"), "form": form, "since": None, "quick": period.quick_links(f"/reports/{name}/", ASKED.period, date(2026, 5, 11))}


NONE_HERE = {"title": "Nothing came and nothing was resolved in this period", "text": "Looked at every complaint on record.", "lines": [],
             "action": None, "second": None, "note": None}


def the_complaints(**changes: Any) -> dict[str, Any]:
    figures = {"received": 148, "resolved": 132, "by_end_of_next_working_day": counted(95, 148), "within_8_weeks": counted(122, 148), "not_final_yet": True}
    totals = figures | {"of_received": {"resolved": 122, "closed": 7, "open": 19}, "received_per_100000": None, "resolved_per_100000": None, "set_aside": 3}
    answer = {"name": "complaints", "rows": [{"month": "2026-04", **figures}], "totals": totals, "categories": [{"name": "Missed appointment", **counted(60, 148)}, {"name": "Power cut", **counted(88, 148)}], "definitions": complaints_report.DEFINITIONS, **MADE}
    report = {"as_of": "As recorded by Mon 11 May 2026 10:02.", "files": FILES, "note": complaints.AS_OF_NOTE, "not_final": "Shares within 8 weeks are not final yet.", "sum": complaints.the_sum(ASKED, totals), "charts": charts.trends(months()), "table": complaints.by_month(ASKED, answer), "categories": complaints.categories(ASKED, answer), "definitions": foot.defined(answer, complaints.DEFINED), "foot": foot.made(answer, NOW)}
    return the_period("complaints") | {"title": complaints.heading(ASKED, answer), "report": report | changes}


def stage_answer(*reached: int) -> dict[str, Any]:
    rows = [{"stage": stage.value, "reached": number, "share_percent": shares.share(number, reached[0]), "here": number // 2, "ended_stays": number, "median_days": "5.0" if number else None} for stage, number in zip(stages_report.ORDER, reached, strict=True)]
    return {"name": "stages", "rows": rows, "totals": {"received": reached[0], "still_open": 3, "set_aside": 0}, "definitions": stages_report.DEFINITIONS, **MADE}


def the_stages(*reached: int) -> dict[str, Any]:
    answer = stage_answer(*reached)
    return the_period("stages") | {"title": f"Stages, {stages.span(ASKED)}", "report": stages.shown(ASKED, answer, NOW)}


def the_deadlines() -> dict[str, Any]:
    row = {"due": 146, "met": 142, "met_late": 3, "late": 1, "open": 0, "with_reason": 2, "in_time_percent": "97.26", "change_points": "-0.70"}
    few = {"due": 12, "met": 12, "met_late": 0, "late": 0, "open": 0, "with_reason": 0, "in_time_percent": "100.00", "change_points": None}
    totals = {name: row[name] + few[name] for name in deadlines.COUNTS} | {"with_reason": 2, "in_time_percent": "97.47", "change_points": "0.50"}
    answer = {"name": "deadlines", "rows": [{"kind": "first_response", **row}, {"kind": "deadlock_letter", **few}], "totals": totals, "definitions": deadlines_report.DEFINITIONS, **MADE}
    return the_period("deadlines") | {"since": SINCE, "title": "Deadlines, 1 April to 30 April 2026: 4 of 158 missed", "report": {"as_of": "As recorded by Mon 11 May 2026 10:02.", "files": FILES, "note": "", **deadlines.shown_deadlines(ASKED, answer), **deadlines.made(answer, NOW)}}


def breach_answer(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"name": "breaches", "rows": rows, "causes": [{"cause": "workload", "name": "Too much work for the people there were", "breaches": 3, "signed": 1}, {"cause": None, "name": None, "breaches": 16, "signed": 0}], "totals": {"breaches": sum(row["breaches"] for row in rows), "met_late": 0, "late": 0, "with_reason": 0, "checked": 312}, "definitions": breaches_report.DEFINITIONS, **MADE}


MISSED = [{"kind": "first_response", "team": "Customer service North", "breaches": 4}, {"kind": "first_response", "team": None, "breaches": 1}, {"kind": "senior_review", "team": "Senior review", "breaches": 14}]


def the_breaches(rows: list[dict[str, Any]]) -> dict[str, Any]:
    answer = breach_answer(rows)
    return the_period("breaches") | {"title": "Breaches, 1 April to 30 April 2026", "report": {"as_of": "As recorded by Mon 11 May 2026 10:02.", "files": FILES, "note": "", **deadlines.shown_breaches(ASKED, answer), **deadlines.made(answer, NOW)}}


def the_index() -> dict[str, Any]:
    answer = breach_answer(MISSED)
    found = heat.table(answer["rows"], answer["totals"], lambda number, **more: deadlines.opens(ASKED, number, "breaches", "breaches", **more))
    pictures = {"trends": charts.trends(months()), "trends_href": "#", "stages": charts.stages(stage_answer(148, 58, 12, 5, 122, 7), "April 2026"), "stages_href": "#", "breaches": {"title": heat.finding(answer["rows"], answer["totals"]), "href": "#", "table": found}}
    return the_period("") | {"heading": {"title": "Reports, 1 April to 30 April 2026", "small": "7 reports"}, "reports": [{"title": "Complaints", "sentence": "How many came and were resolved.", "href": "#"}], "pictures": pictures}


def the_cases() -> dict[str, Any]:
    row = ({"text": "LM-26-04391-K", "href": "#"}, "Amira Shah", "Power cut", "Wed 8 Apr 2026", "Senior review", "Senior review")
    return {"frame": frame("reports"), "title": "Received, 1 April to 30 April 2026", "as_of": "As recorded by Mon 11 May 2026 10:02.", "back": {"label": "Back to the report", "href": "#"}, "table": table("Received", complaint_cases.HEAD, row), "pages": None, "hidden": complaint_cases.hidden_words(2), "empty": None}


def pages() -> dict[str, tuple[str, dict]]:
    return {
        "report-complaints": ("reports/complaints.html", the_complaints()), "report-complaints-none": ("reports/complaints.html", the_complaints(table=None, categories=None, empty=NONE_HERE)),
        "report-complaints-dark": ("reports/complaints.html", the_complaints() | {"frame": frame("reports", theme="dark")}),
        "report-stages": ("reports/stages.html", the_stages(148, 58, 12, 5, 122, 7)), "report-stages-few": ("reports/stages.html", the_stages(7, 2, 0, 0, 4, 1)),
        "report-deadlines": ("reports/deadlines.html", the_deadlines()), "report-breaches": ("reports/deadlines.html", the_breaches(MISSED)), "report-no-breaches": ("reports/deadlines.html", the_breaches([])),
        "reports-pictures": ("reports/index.html", the_index()), "report-complaint-cases": ("reports/complaint_cases.html", the_cases()),
    }
