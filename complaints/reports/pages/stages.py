"""`/reports/stages/`: how many of those received reached each stage, as a picture and as a table whose numbers open their cases."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case.pages import asking
from complaints.case.stages import STAGE_WORDS, Stage
from complaints.clocks import words
from complaints.reports import findings, foot, kept, reading, worked_out
from complaints.reports.pages import download, nothing, proof, waiting
from complaints.reports.pages import period as picked
from complaints.reports.pages.complaints import AS_OF_NOTE, opens
from complaints.reports.periods import Asked
from complaints.reports.pictures import charts
from workdays import london

BASE = "/reports/stages/"
DEFINED = {"stage": "Stage", "reached": "Reached", "share_percent": "Share", "here": "There now", "ended_stays": "Stays that ended",
           "median_days": "Median days", "set_aside": "Set aside"}
HEAD = ("Stage", "Reached", "Share", "There now", "Stays that ended", "Median days")
assert set(DEFINED) == set(reading.REPORTS["stages"].definitions)


@require_safe
@asking.refusals_as_pages
@waiting.may_take_long
def stages(request: HttpRequest) -> HttpResponse:
    report, now = reading.find("stages", by=request.user), asking.now()
    form, asked = picked.asked_of(request, now=now)
    context = {"form": form, "quick": picked.quick_links(BASE, asked and asked.period, london.day_of(now)), "title": report.title, "report": None}
    if asked:
        worked = worked_out.answer(report, asked, now=now)
        answer, now = worked.figures, worked.at or now
        context |= {"worked": waiting.told(report, asked, worked)}
        context |= {"title": f"Stages, {span(asked)}: {findings.said(answer)}"}
        context |= proof.shown(shown(asked, answer, now), report, asked, answer, by=request.user, now=now)
    return render(request, "reports/stages.html", context, status=422 if form.errors else 200)


def span(asked: Asked) -> str:
    return words.span_words(asked.period.first, asked.period.last)


NONE_HERE = ("No complaint received in this period reached a stage", "Looked at the receipt of every complaint on record: none lies in it.")


def shown(asked: Asked, answer: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    return {
        "as_of": picked.recorded_words(asked, kept.moment_of(answer)), "files": download.links("stages", asked),
        "note": AS_OF_NOTE if asked.as_of else "", "chart": charts.stages(dict(answer), span(asked)),
        "aside": opens(asked, answer["totals"]["set_aside"], "set_aside", "set aside") if answer["totals"]["set_aside"] else None,
        "table": table(asked, answer),
        "empty": None if answer["totals"]["received"] else nothing.empty(*NONE_HERE),
        "definitions": foot.defined(answer, DEFINED), "foot": foot.made(answer, now),
    }


def table(asked: Asked, answer: Mapping[str, Any]) -> dict[str, Any]:
    """Those there now add up to all received."""
    rows = [line(asked, row) for row in answer["rows"]]
    whole = answer["totals"]["received"]
    nothing = {"text": ""}
    total = [{"text": "All received"}, opens(asked, whole, "received", "all received"), nothing, {"text": f"{whole:,}"}, nothing, nothing]
    head = [{"text": text, "num": place > 0} for place, text in enumerate(HEAD)]
    return {"caption": "By stage", "head": head, "groups": [{"name": "", "rows": rows}], "foot": total}


def line(asked: Asked, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    name = STAGE_WORDS[Stage(row["stage"])]
    share = {"text": charts.percent_words(row["share_percent"]), "num": True}
    return [{"text": name}, opens(asked, row["reached"], "received", f"reached {name}", stage=row["stage"]),
            share, opens(asked, row["here"], "received", f"there now, {name}", at=row["stage"]),
            {"text": f"{row['ended_stays']:,}", "num": True}, {"text": row["median_days"] or "none", "num": True}]
