"""The PDF of a letter: as it went, or a preview of how it would go now. Inert: named, never sniffed, in no frame."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from complaints.case.pages import asking
from complaints.letters import described, sending
from complaints.letters.made import make, way_now
from complaints.letters.pages import finding


@require_safe
@asking.refusals_as_pages
def sent_pdf(request: HttpRequest, letter: int) -> HttpResponse:
    row = finding.letter_for(request, letter, "letter.pdf")
    return answer(described.pdf(row), f"{row.complaint.reference}-{row.kind}-{row.pk}.pdf")


@require_safe
@asking.refusals_as_pages
def preview(request: HttpRequest, letter: int) -> HttpResponse:
    row = finding.letter_for(request, letter, "letter preview")
    made = make(row, way_now(row, asking.now()))
    return answer(sending.printed(made, asking.now()), f"{row.complaint.reference}-preview.pdf")


def answer(pdf: bytes, name: str) -> HttpResponse:
    """Names are ours: a reference, a kind and a number."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
