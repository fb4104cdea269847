"""`/reports/standards/cases/`: the findings and the customers of incidents behind one number of the report."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import standards
from complaints.case.pages import asking
from complaints.clocks import words
from complaints.money.models import PAYMENT_STATES, Finding
from complaints.record.refusals import Unacceptable, Unknown
from complaints.reports import cases as behind
from complaints.reports import counting, reading
from complaints.reports.naming import named, pounds
from complaints.reports.pages import period as picked
from complaints.reports.periods import Asked

PAGE = 50
TITLES = {"assessed": "counted", "applied": "applied", "breaches": "breaches", "exempt": "exempt breaches", "undecided": "to decide",
          "amount": "with a sum", behind.UNDATED: "without a day"}
LEDGER = {"": "Not in the ledger", "proposed": "Proposed", "approved": "Approved", "paid": "Paid", "held": "On hold", "refused": "Refused"}
HEAD = ("Case", "Standard", "Counted on", "Finding", "Amount", "In the ledger")
assert set(TITLES) == {*counting.WHAT, behind.UNDATED} and set(LEDGER) == {"", *PAYMENT_STATES}


@require_safe
@asking.refusals_as_pages
def cases(request: HttpRequest) -> HttpResponse:
    reading.find("standards", by=request.user)
    what, code, now = request.GET.get("what", "applied"), request.GET.get("code", ""), asking.now()
    if what not in TITLES or (code and standards.find(code) is None):
        raise Unknown("The report has no such number.")
    form, asked = picked.asked_of(request, now=now)
    if asked is None:
        raise Unacceptable(next(sentence for sentences in form.errors.values() for sentence in sentences))
    found = behind.behind(what, code, asked, by=request.user)
    page = Paginator(found.findings, PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/cases.html", {
        "heading": heading(what, code, asked, page.paginator.count + found.hidden, found.customers), "back": back(asked),
        "as_of": picked.recorded_words(asked, now), "findings": findings_table(page), "hidden": hidden(found.hidden),
        "incidents": incidents_table(found.incidents), "pages": pages(page, what, code, asked), "empty": empty(what, found, page),
    })


def heading(what: str, code: str, asked: Asked, findings: int, customers: int) -> dict[str, str]:
    of = named(code) if code else "Guaranteed standards"
    span = "" if what == behind.UNDATED else f", {words.span_words(asked.period.first, asked.period.last)}"
    small = f"{words.count_words(findings, 'finding')} and {words.count_words(customers, 'customer')} of incidents"
    return {"title": f"{of}{span}: {findings + customers:,} {TITLES[what]}", "small": small if customers else words.count_words(findings, "finding")}


def back(asked: Asked) -> dict[str, str]:
    return {"label": "Back to the report", "href": f"/reports/standards/?{picked.query(asked.period, asked.as_of)}"}


def findings_table(page: Any) -> dict[str, Any] | None:
    if not page.object_list:
        return None
    head = [{"text": text, "num": text == "Amount"} for text in HEAD]
    return {"caption": "Findings, newest first", "head": head, "rows": [finding_line(row) for row in page]}


def finding_line(row: Finding) -> list[dict[str, Any]]:
    owed = "–" if row.amount_gbp is None else pounds(str(row.amount_gbp))
    day = words.short_day(row.counted_on) if row.counted_on else "No day"
    return [whose(row), {"text": named(row.code)}, {"text": day}, {"text": said(row)}, {"text": owed, "num": True}, {"text": LEDGER[row.state]}]


def whose(row: Finding) -> dict[str, Any]:
    """The complaint, the connection, or the incident whose payment was late."""
    if row.complaint:
        return {"text": row.complaint.reference, "href": f"/c/{row.complaint.reference}/"}
    if row.job:
        return {"text": row.job.label, "href": f"/connections/{row.job.pk}/"}
    late = getattr(row, "late_payment", None)
    if late and late.incident:
        return {"text": late.incident.name, "href": f"/incidents/{late.incident.pk}/"}
    return {"text": "No complaint"}


def said(row: Finding) -> str:
    """The finding in a few words."""
    if not row.applies:
        return "Does not apply"
    if row.breached is None:
        return "A person must decide"
    if not row.breached:
        return "Kept"
    exemption = standards.EXEMPTIONS.get(row.exempt)
    if exemption is None:
        return "Failed"
    return f"Failed, but {'the payment waits' if row.amount_gbp else 'nothing is owed'}: {exemption.meaning[:1].lower()}{exemption.meaning[1:]}"


def incidents_table(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    if not rows:
        return None
    head = [{"text": "Incident"}, {"text": "Standard"}, {"text": "Customers", "num": True}, {"text": "Amount", "num": True}]
    return {"caption": "Customers of incidents", "head": head, "rows": [incident_line(row) for row in rows]}


def incident_line(row: dict[str, Any]) -> list[dict[str, Any]]:
    storm = {"text": row["incident__name"], "href": f"/incidents/{row['incident']}/"}
    return [storm, {"text": named(row["code"])}, {"text": f"{row['count']:,}", "num": True},
            {"text": pounds(str(row["owed"])), "num": True}]


def hidden(count: int) -> str:
    if not count:
        return ""
    return f"{words.count_words(count, 'more finding')} counted here, in complaints that only compliance and the people named on them may see."


def empty(what: str, found: behind.Cases, page: Any) -> dict[str, Any] | None:
    if page.paginator.count or found.hidden or found.incidents:
        return None
    return {"title": f"None {TITLES[what]}", "text": "No finding and no customer of an incident counts here.", "lines": [], "action": None,
            "second": None, "note": None}


def pages(page: Any, what: str, code: str, asked: Asked) -> dict[str, Any] | None:
    if page.paginator.num_pages < 2:
        return None
    more = {"what": what, **({"code": code} if code else {})}
    address = f"/reports/standards/cases/?{picked.query(asked.period, asked.as_of, **more)}&page=".__add__
    return {"words": f"Page {page.number} of {page.paginator.num_pages}", "previous": address(str(page.number - 1)) if page.has_previous() else None,
            "next": address(str(page.number + 1)) if page.has_next() else None}
