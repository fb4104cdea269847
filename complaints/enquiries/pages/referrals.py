"""Recording on a case that somebody outside referred it to us, and by when they want our reply."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from complaints.case.pages import asking
from complaints.case.pages.entries import entry_page, posted
from complaints.enquiries import services
from complaints.enquiries.pages.forms import ReferralForm


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def new_referral(request: HttpRequest, reference: str) -> HttpResponse:
    complaint = asking.complaint_for(request, reference, "record a referral")

    def save(given: dict, *, by: Any, now: Any) -> None:
        services.refer(reference, given, by=by, now=now)
    return entry_page(
        request, complaint, ReferralForm(posted(request)), save, title="Record a referral", submit="Record the referral", done="Referral recorded.",
        what_next=("Their reply date stands at the head of the complaint, is alerted ahead of its day, and runs on even after the complaint is "
                   "resolved.", "The complaint’s own dates do not change."),
    )
