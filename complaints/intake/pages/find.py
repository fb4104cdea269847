"""`/complaints/find/`: earlier customers while a name is typed, with their open complaints. Answers a piece of the phone form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from complaints.case.pages import asking, heads
from complaints.clocks import words
from complaints.intake import finding
from complaints.intake.finding import Hit
from complaints.intake.pages import panel


@require_POST
@asking.refusals_as_pages
def find(request: HttpRequest) -> HttpResponse:
    """By POST, so that no name or number stands in an address or a log."""
    typed = request.POST.get("customer__name", "")
    rows = finding.found(typed, request.user)
    none = "" if rows or not typed.strip() else "Not known to us yet: kept as typed."
    earlier = panel.earlier_of(typed, rows, asking.now())
    context = {"hits": [shown(hit) for hit in finding.hits(rows)], "words": none, "panel": {"earlier": earlier}}
    return render(request, "components/found.html", context)


def shown(hit: Hit) -> dict:
    """One hit: name, where, number, and whether something is open."""
    customer = hit.customer
    place = ", ".join(part for part in (customer.address.replace("\n", ", "), customer.postcode) if part)
    numbers = f"MPAN {customer.mpan}" if customer.mpan else f"Account {customer.account_number}" if customer.account_number else customer.phone
    open_words = words.count_words(hit.open_count, "open complaint") if hit.open_count else "no open complaint"
    facts = [part for part in (place, numbers, open_words) if part]
    return {"name": heads.name_of(customer), "facts": facts, "pick": hit.complaint.reference}
