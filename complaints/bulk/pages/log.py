"""`/exports/`: every export on record: who, when, of what, how many rows, what for, and its hash. For compliance officers and administrators."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case.pages import asking
from complaints.case.told import A_FILE, FILES
from complaints.clocks import words
from complaints.record import taken
from complaints.record.models import Event
from complaints.record.refusals import Forbidden
from complaints.record.services import words_of
from complaints.reports.reading import REPORTS
from staff.who import OVERSEERS

ONLY_THEY = "The log of exports is read by compliance officers and administrators."
PAGE = 50
HEAD = ("When", "By", "Of what", "As", "Rows", "What for", "Fingerprint")
EMPTY = {"title": "Nothing has been exported yet", "lines": [], "action": {"href": "/reports/", "label": "See the reports"}, "second": None,
         "note": None}
COLUMNS = {"all": "with personal data", "plain": "without personal data"}
NO_REASON = {"report.exported": "Figures alone: no reason is asked", "report_pack.made": "Figures alone: no reason is asked",
             taken.KIND: "Taken from its page: no reason is asked"}
Told = tuple[str, str, str]


@require_safe
@asking.refusals_as_pages
def exports(request: HttpRequest) -> HttpResponse:
    if request.user.role not in OVERSEERS:
        raise Forbidden(ONLY_THEY)
    rows = Event.objects.filter(complaint=None, kind__in=OF_WHAT).select_related("by", "sealed").order_by("-seq")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    head = [{"text": text, "num": text == "Rows"} for text in HEAD]
    return render(request, "bulk/log.html", {
        "heading": {"title": f"Exports: {page.paginator.count:,}", "small": "The newest first"},
        "empty": EMPTY | {"text": f"Lists and reports that are taken as files stand here. Looked at {words.moment(asking.now())}."},
        "table": {"caption": "Exports", "head": head, "rows": [_line(event) for event in page]} if page.paginator.count else None,
        "pages": _pages(page),
    })


def _line(event: Event) -> list[dict[str, Any]]:
    what, form, number = OF_WHAT[event.kind](event)
    said = words_of(event).get("reason", "") if event.sealed_hash else NO_REASON.get(event.kind, "")
    return [{"text": words.moment(event.at)}, {"text": event.by.full_name if event.by else "The desk"}, {"text": what}, {"text": form},
            {"text": number, "num": True}, {"text": said or "Erased"}, {"text": event.data.get("sha256", "None kept")[:16]}]


def _list(event: Event) -> Told:
    """The list in words lies sealed: it may hold a customer's name."""
    said = words_of(event)
    held = said.get("held") or ("Complaints that were ticked" if said else "Erased")
    return f"{held}, {COLUMNS[event.data['columns']]}", event.data["format"].upper(), f"{event.data['rows']:,}"


def _report(event: Event) -> Told:
    name = event.data["report"]
    title = REPORTS[name].title if name in REPORTS else name
    return f"Report {title}, {_span(event)}", event.data["format"].upper(), f"{event.data['rows']:,}"


def _pack(event: Event) -> Told:
    return f"Board pack of {words.count_words(len(event.data['reports']), 'report')}, {_span(event)}", "PDF", "–"


def _span(event: Event) -> str:
    return words.span_words(date.fromisoformat(event.data["from"]), date.fromisoformat(event.data["to"]))


def _taken(event: Event) -> Told:
    rows, what = event.data["rows"], FILES.get(event.data["what"], A_FILE)
    of = next((f" {event.data[name]}" for name in ("incident", "batch") if name in event.data), "")
    return f"{what[:1].upper()}{what[1:]}{of}", event.data["format"].upper(), "–" if rows is None else f"{rows:,}"


OF_WHAT: Mapping[str, Callable[[Event], Told]] = {"exported": _list, "report.exported": _report, "report_pack.made": _pack,
                                                       taken.KIND: _taken}


def _pages(page: Any) -> dict[str, Any] | None:
    if page.paginator.num_pages < 2:
        return None
    address = "/exports/?page={}".format
    return {"words": f"Page {page.number} of {page.paginator.num_pages}", "previous": address(page.number - 1) if page.has_previous() else None,
            "next": address(page.number + 1) if page.has_next() else None}
