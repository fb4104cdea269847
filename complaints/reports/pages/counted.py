"""The pages of the reports that `counted` sums up: the finding as heading, the sum that adds up, tables whose numbers open their cases."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case.pages import asking
from complaints.clocks import words
from complaints.reports import findings, foot, kept, reading, worked_out
from complaints.reports.pages import download, proof, waiting
from complaints.reports.pages import period as picked
from complaints.reports.pages.speaking import SPOKEN, empty, number_of, table, the_sum
from complaints.reports.periods import Asked
from workdays import london


@require_safe
@asking.refusals_as_pages
@waiting.may_take_long
def report(request: HttpRequest, name: str) -> HttpResponse:
    """`/reports/<name>/` of each report in `SPOKEN`."""
    found, now = reading.find(name, by=request.user), asking.now()
    form, asked = picked.asked_of(request, now=now, by_default=found.by_default)
    context = {"form": form, "title": found.title, "report": None,
               "quick": picked.quick_links(f"/reports/{name}/", asked and asked.period, london.day_of(now))}
    if asked:
        worked = worked_out.answer(found, asked, now=now)
        answer, now = worked.figures, worked.at or now
        span = words.span_words(asked.period.first, asked.period.last)
        told = proof.shown(shown(asked, answer, now), found, asked, answer, by=request.user, now=now)
        context |= {"worked": waiting.told(found, asked, worked)}
        context |= {"title": f"{found.title}, {span}: {findings.said(answer)}", **told}
    return render(request, "reports/counted.html", context, status=422 if form.errors else 200)


def shown(asked: Asked, answer: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """What the template draws of an answer."""
    name, totals = answer["name"], answer["totals"]
    spoken = SPOKEN[name]
    some = any(number_of(figure) for figure in totals.values() if isinstance(figure, (int, Mapping)) and not isinstance(figure, bool))
    return {
        "as_of": picked.recorded_words(asked, kept.moment_of(answer)), "files": download.links(name, asked), "note": spoken.note,
        "sums": [the_sum(name, asked, totals, one) for one in spoken.sums if number_of(totals[one.left])],
        "empty": None if some else empty(name, asked), "tables": [table(name, asked, answer, one) for one in spoken.tables if some],
        "definitions": foot.defined(answer, spoken.names),
        "foot": foot.made(answer, now),
    }
