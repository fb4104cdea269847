"""`/incidents/{id}/customers/` and one of them: the list in pages by account, with filters, and what one customer is owed explained."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case.pages import asking
from complaints.clocks import words
from complaints.money.incidents import finding, keeping, shown, totals
from complaints.money.incidents.finding import Asked
from complaints.money.models import Incident, IncidentCustomer
from complaints.record import access
from staff.sessions import address_of

HEAD = ({"text": "Account"}, {"text": "Customer"}, {"text": "Class"}, {"text": "Standard"}, {"text": "Off from"}, {"text": "On at"},
        {"text": "What it comes to"}, {"text": "Sum", "num": True}, {"text": "Pay by"})


@require_safe
@asking.refusals_as_pages
def customers(request: HttpRequest, number: int) -> HttpResponse:
    """A page of customers in the order of their accounts."""
    incident, asked = keeping.find(number), finding.asked_of(request.GET)
    access.looked(request.user, None, "incident customers", now=asking.now(), address=address_of(request) or "")
    rows, more = finding.page(incident, asked)
    told = totals.of(incident)
    return render(request, "incidents/customers.html", {
        "heading": {"title": shown.title(incident), "small": shown.small(incident)},
        "back": {"href": f"/incidents/{number}/", "label": incident.name},
        "as_of": f"Worked out as of {words.moment(incident.worked_out_at)}" if incident.worked_out_at else "",
        "filters": _filters(incident, asked, told), "shown": f"{words.count_words(len(rows), 'row')} shown",
        "of": f" of {sum(finding.counts(told, 'code').values()):,}",
        "table": _table([_row(incident, row) for row in rows]),
        "empty": _empty(incident), "pages": _pages(asked, rows, more=more),
    })


def _filters(incident: Incident, asked: Asked, told: Any) -> dict[str, Any]:
    codes = finding.counts(told, "code")
    groups = (
        ("What it comes to", "outcome", shown.OUTCOME_WORDS, finding.counts(told, "outcome"), asked.outcomes),
        ("Class", "class", shown.CLASS_WORDS, finding.counts(told, "type"), asked.classes),
        ("Standard", "standard", {code: shown.standard_words(code) for code in codes}, codes, asked.standards),
    )
    made = [{"name": name, "field": field, "options": [
        {"value": value, "label": label, "count": f"{counts[value]:,}", "on": value in on} for value, label in names.items() if value in counts]}
        for name, field, names, counts, on in groups]
    on = len(asked.outcomes) + len(asked.classes) + len(asked.standards) + bool(asked.q)
    return {"open_words": f"Filters: {on} on" if on else "Filters", "groups": [group for group in made if group["options"]], "q": asked.q,
            "action": f"/incidents/{incident.pk}/customers/", "reset": f"/incidents/{incident.pk}/customers/"}


def _table(rows: list[list[dict[str, Any]]]) -> dict[str, Any] | None:
    """Without columns that hold nothing here."""
    if not rows:
        return None
    used = [place for place in range(len(HEAD)) if any(row[place]["text"] for row in rows)]
    return {"caption": "Customers", "head": [HEAD[place] for place in used], "rows": [[row[place] for place in used] for row in rows]}


def _row(incident: Incident, row: IncidentCustomer) -> list[dict[str, Any]]:
    facts = shown.supply(row.facts)
    comes = shown.OUTCOME_WORDS[row.outcome] + (", provisional" if row.provisional else "")
    return [{"text": row.account, "href": f"/incidents/{incident.pk}/customers/{row.pk}/"}, {"text": row.name or "Name not given"},
            {"text": shown.CLASS_WORDS[row.customer_type]}, {"text": shown.standard_words(row.code)}, {"text": facts[0]}, {"text": facts[1]},
            {"text": comes}, {"text": shown.pounds(row.amount_gbp) if row.amount_gbp is not None else "", "num": True},
            {"text": words.short_day(shown.due_on(row)) if row.due_on else ""}]


def _empty(incident: Incident) -> dict[str, Any]:
    base = f"/incidents/{incident.pk}/"
    return {"title": "No customer matches", "text": "No customer of this incident is as the filters say.", "lines": [],
            "action": {"href": f"{base}customers/", "label": "See all customers"}, "second": {"href": base, "label": "Back to the incident"},
            "note": None}


def _pages(asked: Asked, rows: list[IncidentCustomer], *, more: bool) -> dict[str, Any] | None:
    if not more and not asked.after:
        return None
    said = [("outcome", value) for value in asked.outcomes] + [("class", value) for value in asked.classes]
    said += [("standard", value) for value in asked.standards] + ([("q", asked.q)] if asked.q else [])
    onward = urlencode([*said, ("after", rows[-1].account), ("after_code", rows[-1].code)]) if more else ""
    return {"words": f"Accounts {rows[0].account} to {rows[-1].account}" if rows else "", "previous": None, "next": f"?{onward}" if more else None}


@require_safe
@asking.refusals_as_pages
def customer(request: HttpRequest, number: int, customer: int) -> HttpResponse:
    """One customer: what is known, what is owed and why, worked out again from the facts on file."""
    incident = keeping.find(number)
    row = finding.customer(incident, customer)
    access.looked(request.user, None, "incident customer", now=asking.now(), address=address_of(request) or "")
    told = finding.explained(incident, row)
    return render(request, "incidents/customer.html", {
        "heading": {"title": f"{row.name or 'Name not given'}, account {row.account}", "small": f"{incident.name}, line {row.line:,} of the file"},
        "standard": shown.standard_words(row.code), "facts": shown.customer_facts(incident, row), "sum": _sum(row),
        "sentences": told.sentences or (told.why_not,),
        "instalments": _instalments(told), "judgement": [] if told.finding is None else told.finding.needs_judgement, "differs": _differs(told),
        "as_of": f"Worked out as of {words.moment(incident.worked_out_at)}", "others": _others(incident, row), "payment": shown.payment(row),
        "back": {"href": f"/incidents/{number}/customers/", "label": "Back to the customers"},
    })


def _sum(row: IncidentCustomer) -> str:
    said = shown.OUTCOME_WORDS[row.outcome] if row.amount_gbp is None else f"{shown.OUTCOME_WORDS[row.outcome]}: {shown.pounds(row.amount_gbp)}"
    return f"{said}, provisional: the supply was still off" if row.provisional else said


def _instalments(told: finding.Explained) -> dict[str, Any] | None:
    parts = told.finding.instalments if told.finding else ()
    if not parts:
        return None
    rows = [[{"text": part.why}, {"text": shown.pounds(part.amount), "num": True}] for part in parts]
    foot = [{"text": "Together"}, {"text": shown.pounds(told.finding.amount), "num": True}]
    return {"caption": "What the sum is made of", "head": [{"text": "Why"}, {"text": "Sum", "num": True}], "rows": rows, "foot": foot}


def _differs(told: finding.Explained) -> str:
    if told.finding is None or told.same:
        return ""
    return ("The rules or the facts were changed since this was worked out: today they give another sum than the one on file. "
            "Work the incident out again.")


def _others(incident: Incident, row: IncidentCustomer) -> list[dict[str, str]]:
    rows = IncidentCustomer.objects.filter(incident_id=incident.pk, account=row.account).exclude(pk=row.pk)
    return [{"href": f"/incidents/{incident.pk}/customers/{other.pk}/", "label": f"Beside it: {shown.standard_words(other.code)}"} for other in rows]

