"""`/eligibility/`: the calculator. It asks what still matters; nothing is recorded, and what is typed stands in no address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from complaints.case.pages import asking
from complaints.clocks import words
from complaints.entitlement.assessing import assessment_of
from complaints.rules.services import company
from eligibility.pages import carried
from eligibility.pages.asking import asked, context_of, result_of
from eligibility.tables import BOOK_WORDS
from workdays import london

ACTION = "/eligibility/"
SMALL = "Nothing goes on record here: an assessment is kept on its case."


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def calculator(request: HttpRequest) -> HttpResponse:
    """GET shows the questions so far, the next one, and what follows from them; POST leads on, or answers the verdict as it grows."""
    now, live = asking.now(), bool(getattr(request, "htmx", False))
    if request.method == "POST" and not live:
        return carried.onward(ACTION, carried.keep(request, ACTION, now=now))
    today = london.day_of(now)
    data = request.POST if request.method == "POST" else carried.carried(request, ACTION)
    page = asked(data, {"decision_on": today}, lambda given: assessment_of(given, now=now), answers={})
    return render(request, "eligibility/calculator.html", {
        "heading": {"title": "Who may go to the Ombudsman", "small": SMALL}, "action": ACTION, "as_of": f"As at {words.moment(now)}.",
        "next_place": carried.next_place(ACTION),
        **context_of(page), "result": result_of(page), "book": f"Worked out by {BOOK_WORDS[company(today).rulebook]}.",
    }, status=422 if page.errors and not live else 200)
