"""`/reports/deadlines/` and `/reports/breaches/`: what fell due and how it stood, and where it was missed. Numbers open their cases."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case.pages import asking
from complaints.clocks import words
from complaints.reports import findings, foot, kept, reading, worked_out
from complaints.reports.naming import points
from complaints.reports.pages import download, nothing, proof, waiting
from complaints.reports.pages import period as picked
from complaints.reports.periods import Asked
from complaints.reports.pictures import heat
from complaints.reports.teams import NONE
from workdays import london

CASES = "/reports/deadlines/cases/"
DEADLINES = {"kind": "Rule", "due": "Due", "met": "Met", "met_late": "Met late", "late": "Late", "open": "Open", "with_reason": "With a reason",
             "in_time_percent": "In time", "change_points": "Points on the period before", "set_aside": "Set aside"}
BREACHES = {"kind": "Rule", "team": "Team", "breaches": "Breaches", "met_late": "Met late", "late": "Late", "with_reason": "With a reason",
            "cause": "Cause", "signed": "Signed off", "checked": "Checked", "set_aside": "Set aside"}
COUNTS = ("due", "met", "met_late", "late", "open")
AS_OF_NOTE = ("Of a past moment what was recorded by then is told: the day as it was told then, and met only what was on record as met. "
              "What was entered later, even of days before, is not in it.")
assert set(DEADLINES) == set(reading.REPORTS["deadlines"].definitions) and set(BREACHES) == set(reading.REPORTS["breaches"].definitions)
Answer = Mapping[str, Any]
Shown = dict[str, Any]


@require_safe
@asking.refusals_as_pages
@waiting.may_take_long
def deadlines(request: HttpRequest) -> HttpResponse:
    return _page(request, "deadlines", shown_deadlines)


@require_safe
@asking.refusals_as_pages
@waiting.may_take_long
def breaches(request: HttpRequest) -> HttpResponse:
    return _page(request, "breaches", shown_breaches)


def _page(request: HttpRequest, name: str, show: Callable[[Asked, Answer], Shown]) -> HttpResponse:
    report, now = reading.find(name, by=request.user), asking.now()
    form, asked = picked.asked_of(request, now=now)
    context = {"form": form, "quick": picked.quick_links(f"/reports/{name}/", asked and asked.period, london.day_of(now)), "title": report.title,
               "report": None}
    if asked:
        worked = worked_out.answer(report, asked, now=now)
        answer, now = worked.figures, worked.at or now
        told = {"as_of": picked.recorded_words(asked, kept.moment_of(answer)), "files": download.links(name, asked),
                "note": AS_OF_NOTE if asked.as_of else "", "aside": aside(asked, answer["totals"]["set_aside"]),
                **show(asked, answer), **made(answer, now)}
        context |= {"worked": waiting.told(report, asked, worked)}
        context |= {"title": f"{report.title}, {span(asked)}: {findings.said(answer)}"}
        context |= proof.shown(told, report, asked, answer, by=request.user, now=now)
    return render(request, "reports/deadlines.html", context, status=422 if form.errors else 200)


def made(answer: Answer, now: datetime) -> Shown:
    names = DEADLINES if answer["name"] == "deadlines" else BREACHES
    return {"definitions": foot.defined(answer, names), "foot": foot.made(answer, now)}


def span(asked: Asked) -> str:
    return words.span_words(asked.period.first, asked.period.last)


def link(asked: Asked, what: str, **more: str) -> str:
    return f"{CASES}?{picked.query(asked.period, asked.as_of, what=what, **more)}"


def aside(asked: Asked, number: int) -> Shown | None:
    return opens(asked, number, "set_aside", "of complaints set aside") if number else None


def opens(asked: Asked, number: int, what: str, about: str, **more: str) -> Shown:
    return {"text": f"{number:,}", "num": True, "href": link(asked, what, **more) if number else None, "about": f", {about}"}


def shown_deadlines(asked: Asked, answer: Answer) -> Shown:
    """The sum that adds up, and one row a kind."""
    totals = answer["totals"]
    if not totals["due"]:
        return {"empty": empty(asked)}
    parts = [{"sign": "=" if place == 0 else "+", "text": f"{totals[name]:,}", "words": DEADLINES[name].lower(),
              "href": link(asked, name) if totals[name] else None} for place, name in enumerate(COUNTS[1:])]
    both = f"Both sides are {totals['due']:,}" if sum(totals[name] for name in COUNTS[1:]) == totals["due"] else None
    head = [{"text": name, "num": place > 0} for place, name in enumerate(
        [DEADLINES[name] for name in ("kind", *COUNTS, "in_time_percent", "change_points")])]
    rows = [line(asked, row, words.rule_words(row["kind"])) for row in answer["rows"]]
    return {
        "sum": {"left": {"text": f"{totals['due']:,}", "href": link(asked, "due")}, "parts": parts, "both": both},
        "table": {"caption": "By rule", "head": head, "groups": [{"name": "", "rows": rows}], "foot": line(asked, totals, "All rules")},
    }


def line(asked: Asked, row: Answer, name: str) -> list[Shown]:
    kind = {"kind": row["kind"]} if "kind" in row else {}
    opened = [opens(asked, row[what], what, f"{DEADLINES[what].lower()}, {name}", **kind) for what in COUNTS]
    return [{"text": name + ("*" if row["due"] < heat.FEW and kind else "")}, *opened,
            {"text": "none ended" if row["in_time_percent"] is None else f"{row['in_time_percent']} %", "num": True},
            {"text": points(row["change_points"]), "num": True}]


def shown_breaches(asked: Asked, answer: Answer) -> Shown:
    if not answer["rows"]:
        return {"empty": empty(asked, answer["totals"]["checked"])}
    heated = heat.table(answer["rows"], answer["totals"], lambda number, **more: opens(asked, number, "breaches", "breaches", **more))
    return {"heat": heated, "causes": causes_table(asked, answer)}


def causes_table(asked: Asked, answer: Answer) -> Shown:
    """Why they were missed; where nothing was written that is said."""
    head = [{"text": BREACHES["cause"]}, {"text": BREACHES["breaches"], "num": True}, {"text": BREACHES["signed"], "num": True}]
    return {"caption": "By cause", "head": head, "groups": [{"name": "", "rows": [_cause_line(asked, row) for row in answer["causes"]]}],
            "foot": None}


def _cause_line(asked: Asked, row: Answer) -> list[Shown]:
    name = row["name"] or "Nothing written yet"
    return [{"text": name}, *(opens(asked, row[what], what, f"{BREACHES[what].lower()}, {name}", cause=row["cause"] or NONE)
                              for what in ("breaches", "signed"))]


def empty(asked: Asked, checked: int = 0) -> Shown:
    """An empty report says how much it looked at."""
    looked = words.count_words(checked, "deadline") + " checked" if checked else "no deadline has its day there"
    title = f"No breaches: {span(asked)}" if checked else f"Nothing fell due: {span(asked)}"
    return nothing.empty(title, f"Looked at the whole period: {looked}.")
