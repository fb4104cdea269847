"""`/eligibility/`: the calculator. A GET form that asks what still matters; nothing is stored."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case.pages import asking
from complaints.entitlement.assessing import assessment_of
from complaints.rules.services import company
from eligibility.pages.asking import asked, context_of, result_of
from eligibility.tables import BOOK_WORDS
from workdays import london


@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """The questions so far, the next one, and what follows from them."""
    now = asking.now()
    today = london.day_of(now)
    page = asked(request.GET, {"decision_on": today}, lambda given: assessment_of(given, now=now), answers={})
    live = bool(getattr(request, "htmx", False))
    return render(request, "eligibility/calculator.html", {
        "heading": {"title": "Who may go to the Ombudsman", "small": "Nothing is stored."}, "action": "/eligibility/",
        **context_of(page), "result": result_of(page),
        "book": f"Worked out by {BOOK_WORDS[company(today).rulebook]}.",
    }, status=422 if page.errors and not live else 200)
