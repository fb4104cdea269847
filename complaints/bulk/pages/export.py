"""`/complaints/export/`: all that a list holds as a file, asked for with its reason; a job writes it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from complaints.bulk import job, whole
from complaints.bulk.acts import AT_ONCE
from complaints.bulk.pages import shown
from complaints.bulk.pages.forms import form_for
from complaints.case.pages import asking
from complaints.case.pages.forms import GatheringForm
from complaints.clocks import words
from complaints.jobs.models import Job
from complaints.lists import opening
from complaints.lists.wanted import VIEWS, address
from complaints.record.refusals import Unacceptable
from workdays import london


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def export(request: HttpRequest) -> HttpResponse:
    ident = request.GET.get("list", "")
    opened, today = opening.opened(ident, by=request.user), london.day_of(asking.now())
    form = form_for("export", request.POST if request.method == "POST" else None, request.user, today)
    if request.method == "POST":
        try:
            number = whole.export(ident, {**form.given(), "op_id": request.POST.get("op_id")}, by=request.user, now=asking.now()).ids["job"]
        except Unacceptable as refused:
            form.refuse(refused)
        else:
            return _started(number)
    count = len(whole.exported(opened, by=request.user, today=today))
    return render(request, "bulk/preview.html", _context(request, opened, form, count), status=422 if form.errors else 200)


def _started(number: int) -> HttpResponse:
    """A short list is written while its person waits."""
    if Job.objects.filter(pk=number, total__lte=AT_ONCE).exists():
        job.at_once(number, clock=asking.now)
    return HttpResponseRedirect(f"/jobs/{number}/")


def _why_not(count: int) -> str:
    return f" {whole.NONE}" if not count else f" {whole.TOO_MANY}" if count > whole.MOST_EXPORTED else ""


def _context(request: HttpRequest, opened: opening.Opened, form: GatheringForm, count: int) -> dict[str, Any]:
    named = opened.named
    told = words.count_words(count, "complaint") if count <= whole.MOST_EXPORTED else f"more than {whole.MOST_EXPORTED:,} complaints"
    name = f"“{named.saved.name}”" if named.saved else VIEWS[named.wanted.view].label.lower()
    narrowed = ", as it is narrowed now" if not named.wanted.is_plain else ""
    return {
        "heading": {"title": f"Export a whole list: {told}", "small": f"The list {name}{narrowed}.{_why_not(count)}"},
        "form": form, "place": "here", "seen": [], "shown_with": "",
        "op_id": request.POST.get("op_id") or asking.new_op_id(), "do": whole.EXPORT.name, "will": None, "cannot": None, "list": named.id,
        "columns": shown.columns(whole.EXPORT), "note": shown.NOTES["export"],
        "submit": f"Export {told}" if 0 < count <= whole.MOST_EXPORTED else "",
        "back": {"href": address(named.id), "label": "Back to the list"}, "action": f"/complaints/export/?list={named.id}",
    }
