"""`/incidents/{id}/`: what customers are owed by standard and class, how far the work is, and what can be done next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case.pages import asking
from complaints.clocks import words
from complaints.intake.importing import MAY_IMPORT
from complaints.jobs import shown as jobs_shown
from complaints.money.incidents import again, approving, exporting, keeping, letters, paying, shown, totals
from complaints.money.models import Incident


@require_safe
@asking.refusals_as_pages
def incident(request: HttpRequest, number: int) -> HttpResponse:
    """The sums, the work in hand, and the next step."""
    found = keeping.find(number)
    now = asking.now()
    working = keeping.at_work(found)
    return render(request, "incidents/incident.html", {
        "heading": {"title": shown.title(found), "small": shown.small(found)},
        "as_of": f"Worked out as of {words.moment(found.worked_out_at)}" if found.worked_out_at else "",
        "job": jobs_shown.job_told(found.job, request.user, now) if working else None, "table": shown.table(found),
        "sum": shown.sum_sentence(found) if found.worked_out_at else "", "facts": shown.facts(found), "reading": shown.reading(found),
        "payments": shown.payment_table(found), "notices": _notices(found), "acts": [] if working else _acts(found, request.user),
        "links": _links(found, request.user),
        "empty": None if found.worked_out_at or working else _empty(found, request.user), "poll": f"/incidents/{found.pk}/" if working else "",
        "workbook": asking.new_op_id() if found.worked_out_at and request.user.role in MAY_IMPORT else "", "number": found.pk,
    })


def _notices(found: Incident) -> list[dict[str, str]]:
    told = totals.of(found)
    notices = [{"title": "Facts corrected", "text": keeping.CORRECTED}] if keeping.is_corrected(found) else []
    if told["still_off"]:
        text = (f"{words.count_words(told['still_off'], 'customer')} had no supply yet when this was worked out. What they are owed is provisional "
                "and grows: work it out again, or upload when supply came back.")
        notices.append({"title": "Still off supply", "text": text})
    if told["below_law"]:
        text = (f"{words.count_words(told['below_law'], 'payment')} are below the law’s own row, by {shown.pounds(told['below_law_gbp'])} together. "
                "They are approved only with a compliance officer’s written reason.")
        notices.append({"title": "Less than the law’s row", "text": text})
    if told["law_alone"]:
        text = f"{words.count_words(told['law_alone'], 'customer')} get nothing by our documents, while the law’s own row gives them a sum."
        notices.append({"title": "Owed by the law alone", "text": text})
    return notices


def _acts(found: Incident, person: Any) -> list[dict[str, Any]]:
    """The buttons, the next step first."""
    if not found.worked_out_at:
        return []
    base, may, may_approve = f"/incidents/{found.pk}/", person.role in MAY_IMPORT, person.role in keeping.MAY_APPROVE
    booked = found.payments.exists()
    acts = [
        ("Book the payments", "book/", may and not keeping.is_corrected(found) and found.customers.filter(keeping.BOOKABLE).exists()),
        ("Approve the payments", "approve/", may_approve and booked and approving.waiting(found).exclude(proposed_by=person).exists()),
        ("Record as paid", "pay/", may and booked and paying.waiting(found).exists()),
        ("Make the letters", "letters/", may and booked and letters.waiting(found).exists()),
        ("Upload more or corrected rows", "upload/", may), ("Work out again", "again/", may and again.open_rows(found).exists()),
        ("Correct the facts", "correct/", may and not booked),
    ]
    return [{"label": label, "href": f"{base}{address}"} for label, address, allowed in acts if allowed]


def _links(found: Incident, person: Any) -> list[dict[str, str]]:
    told = totals.of(found)
    links = [{"href": f"/incidents/{found.pk}/customers/", "label": "See the customers"}] if told["customers"] else []
    if told["problems"] and person.role in MAY_IMPORT:
        label = f"Download the {words.count_words(told['problems'], 'row')} with problems (CSV)"
        links.append({"href": f"/incidents/{found.pk}/problems.csv", "label": label})
    return [*links, *_files(found)] if told["customers"] and person.role in MAY_IMPORT else links


def _files(found: Incident) -> list[dict[str, str]]:
    base = f"/incidents/{found.pk}/"
    links = [{"href": f"{base}customers.csv", "label": "Download the customers (CSV)"}]
    links += [{"href": f"{base}workbook/{job.pk}.xlsx", "label": f"Workbook of {words.moment(job.created_at)} (XLSX)"}
              for job in exporting.workbooks(found)]
    links += [{"href": f"{base}letters/{job}/{part}.zip", "label": f"Batch {part} of letters: {words.count_words(count, 'letter')} (ZIP of PDFs)"}
              for job, part, count in letters.parts(found)]
    return links


def _empty(found: Incident, person: Any) -> dict[str, Any]:
    may = person.role in MAY_IMPORT
    action = {"href": f"/incidents/{found.pk}/upload/", "label": "Upload the customers"} if may else None
    second = {"href": f"/incidents/{found.pk}/correct/", "label": "Correct the facts"} if may else None
    return {"title": "No customers yet", "text": "Upload who lost supply, from when, and when it came back.", "lines": [], "action": action,
            "second": second, "note": None if may else keeping.WHO_UPLOADS}
