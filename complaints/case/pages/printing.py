"""`/c/<reference>/print/`: the whole case on paper, with reference, moment and versions at the foot of each page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case.notes import CORRECTED
from complaints.case.pages import asking, heads, printed
from complaints.case.pages.overview import calendar_of, dates_table, order, summary
from complaints.clocks import words
from complaints.clocks.models import Deadline
from complaints.record.models import Event
from complaints.rules import services as rules
from workdays import london

MOST = 1000


@require_safe
@asking.refusals_as_pages
def print_view(request: HttpRequest, reference: str) -> HttpResponse:
    complaint, now = asking.complaint_for(request, reference, "print"), asking.now()
    today, calendar = london.day_of(now), calendar_of(complaint)
    rows = list(Deadline.objects.filter(complaint=complaint))
    events = list(Event.objects.filter(complaint=complaint).select_related("by", "sealed").order_by("-seq")[: MOST + 1])
    corrected, dayless = printed.corrections(events), printed.dayless(complaint)
    told = [event for event in events[:MOST] if event.kind != CORRECTED]
    more = f", the newest {MOST:,}" if len(events) > MOST else ""
    procedure = rules.shipped_clock_rules().procedure_version
    versions = f"version {complaint.version} of this record, procedure rules version {procedure}, {calendar.version}"
    return render(request, "complaints/case_print.html", {
        "heading": {"title": f"{reference} {complaint.customer.name or 'Name not given'}", "small": heads.stage_words(complaint)},
        "foot": f"{reference}, as of {words.moment(now)}, {versions} calendar. Printed by {request.user.full_name}.",
        "back": f"/c/{reference}/", "summary": summary(complaint, events, order(rows), today, calendar), "dates": dates_table(rows, today, calendar),
        "side": heads.side(complaint, rows, request.user), "timeline_heading": f"Timeline: {words.count_words(len(told), 'event')}{more}",
        "events": [printed.shown(event, today, dayless=dayless, corrected=corrected) for event in told],
    })
