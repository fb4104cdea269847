"""Reports that a customer is off supply: the list, one report, and the click that makes it a complaint."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case import channels, supply
from complaints.case.models import Complaint, SupplyReport
from complaints.case.pages import asking, heads
from complaints.case.pages.forms import GatheringForm, moment_field, words_field
from complaints.clocks import words
from complaints.record import access
from complaints.record.refusals import Conflict, Unacceptable, Unknown
from staff.sessions import address_of

SHOWN = 50
EMPTY = {
    "title": "No supply reports yet", "text": "A report that a customer is off supply is kept here. It is taken on the page that logs a complaint.",
    "lines": [], "action": {"href": "/complaints/new/", "label": "Record a supply report"}, "second": None, "note": None,
}
HEAD = ("Report", "Reported", "Customer", "What they said", "Taken by")


class BecomesForm(GatheringForm):
    """What turns a report into a complaint: what they are unhappy about, and since when they told us or tried to."""

    description = words_field("What are they unhappy about?", "As close to their words as you can.", rows=4)
    at = moment_field("When did they say so?", "Leave empty for now. If they tried before and could not get through: when they tried. London time.")


@require_safe
@asking.refusals_as_pages
def reports(request: HttpRequest) -> HttpResponse:
    """Reports that are no complaint (yet), the newest first."""
    waiting = SupplyReport.objects.filter(complaint=None).select_related("customer", "logged_by").order_by("-reported_at", "-pk")
    page = Paginator(waiting, SHOWN).get_page(request.GET.get("page"))
    access.looked(request.user, None, "supply reports", now=asking.now(), address=address_of(request) or "")
    context = {
        "heading": {"title": f"Supply reports: {page.paginator.count:,}", "small": "none of them a complaint" if page.paginator.count else ""},
        "as_of": f"As at {words.moment(asking.now())}.",
        "table": {"caption": "Supply reports", "head": [{"text": text} for text in HEAD], "rows": [_line(report) for report in page]},
        "empty": EMPTY,
        "pages": _pages(page),
    }
    return render(request, "complaints/supply_reports.html", context)


def _line(report: SupplyReport) -> list[dict[str, Any]]:
    said = report.description if len(report.description) < 100 else report.description[:97].rstrip() + "…"
    return [{"text": report.reference, "href": f"/supply-reports/{report.pk}/"}, {"text": words.moment(report.reported_at)},
            {"text": heads.name_of(report.customer)}, {"text": said}, {"text": report.logged_by.full_name}]


def _pages(page: Any) -> dict[str, Any] | None:
    if page.paginator.num_pages < 2:
        return None
    address = "/supply-reports/?page={}".format
    return {"words": f"Page {page.number} of {page.paginator.num_pages}", "previous": address(page.number - 1) if page.has_previous() else None,
            "next": address(page.number + 1) if page.has_next() else None}


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def report(request: HttpRequest, report: int) -> HttpResponse:
    """One report; POST makes it a complaint received at that moment and goes on with its form."""
    found = SupplyReport.objects.select_related("customer", "logged_by", "complaint").filter(pk=report).first()
    if found is None:
        raise Unknown("There is no such report.")
    access.looked(request.user, found.complaint, "supply report", now=asking.now(), address=address_of(request) or "")
    form, op_id = BecomesForm(request.POST if request.method == "POST" else None), asking.new_op_id()
    if request.method == "POST":
        op_id = request.POST.get("op_id")
        try:
            return _becomes(request, found, form)
        except (Unacceptable, Conflict) as refused:
            form.refuse(refused)
    return _page(request, found, form, op_id)


def _becomes(request: HttpRequest, found: SupplyReport, form: BecomesForm) -> HttpResponse:
    now = asking.now()
    given = {**form.given(), "op_id": request.POST.get("op_id")}
    answer = supply.becomes_complaint(found.pk, given, by=request.user, now=now, at=now.replace(second=0, microsecond=0))
    reference = Complaint.objects.values_list("reference", flat=True).get(pk=answer.ids["complaint"])
    return HttpResponseRedirect(f"/complaints/new/{reference}/")


def _page(request: HttpRequest, found: SupplyReport, form: BecomesForm, op_id: str | None) -> HttpResponse:
    how = channels.BY[found.channel]
    context = {
        "heading": {"title": f"Supply report {found.reference}",
                    "small": f"{heads.name_of(found.customer)}, reported {how} {words.moment(found.reported_at)}"},
        "report": {"said": found.description, "by": found.logged_by.full_name, "complaint": found.complaint},
        "form": form, "op_id": op_id, "version": None, "submit": "Log it as a complaint", "danger": False, "action": "", "due": None, "note": None,
        "back": {"href": "/supply-reports/", "label": "Leave it a report"}, "side": [heads.customer_part(found.customer)],
        "what_next": ("A complaint is logged with this customer and linked to the report; you go on with its form.",),
    }
    return render(request, "complaints/supply_report.html", context, status=422 if form.errors else 200)
