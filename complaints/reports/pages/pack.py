"""`/reports/pack/`: asking for the board pack; and its PDF, for whoever asked for it."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case.pages import asking
from complaints.case.pages.forms import GatheringForm, day_field
from complaints.record import access
from complaints.record.refusals import Unacceptable
from complaints.reports import pack, reading
from complaints.reports.pages.mailed_forms import many
from complaints.reports.pages.period import NAMES
from complaints.reports.periods import quarter_of
from staff.sessions import address_of
from workdays import london


class PackForm(GatheringForm):
    keep_empty = ("reports",)
    reports = many("Reports", "In the order of the list of reports, each with its pictures and what its figures mean.")
    first = day_field("From")
    last = day_field("To")
    as_of = day_field("As recorded by", "Empty: as it stands when the pack is made.")

    def __init__(self, data: dict | None = None, **kwargs: object):
        super().__init__(data, **kwargs)
        self.fields["reports"].choices = [(report.name, report.title) for report in reading.REPORTS.values()]

    def add_prefix(self, field_name: str) -> str:
        """Named in the form as the API names them."""
        return next((name for name, field in NAMES.items() if field == field_name), field_name)

    def given(self) -> dict[str, object]:
        told = super().given()
        return {next((name for name, field in NAMES.items() if field == key), key): value for key, value in told.items()}

    def _field_of(self, name: str) -> str | None:
        return NAMES.get(name) or super()._field_of(name)


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def new(request: HttpRequest) -> HttpResponse:
    reading.check_may_read(request.user)
    quarter = quarter_of(london.day_of(asking.now()))
    started = {"reports": list(reading.REPORTS), "first": quarter.first, "last": quarter.last}
    form = PackForm(request.POST if request.method == "POST" else None, initial=started)
    if request.method == "POST":
        try:
            done = pack.ask({**form.given(), "op_id": request.POST.get("op_id")}, by=request.user, now=asking.now())
        except Unacceptable as refused:
            form.refuse(refused)
        else:
            return HttpResponseRedirect(f"/jobs/{done.ids['job']}/")
    return render(request, "reports/mailed_form.html", {
        "heading": {"title": "Make a board pack", "small": "Chosen reports in one PDF"}, "form": form, "version": None, "submit": "Make the pack",
        "op_id": request.POST.get("op_id") or asking.new_op_id(), "back": {"href": "/reports/", "label": "Back to all reports"},
        "action": request.path, "note": "A job makes it. It is kept for 7 days for you alone.",
    }, status=422 if form.errors else 200)


@require_safe
@asking.refusals_as_pages
def download(request: HttpRequest, number: int) -> HttpResponse:
    job, path = pack.file_of(number, request.user, now=asking.now())
    access.looked(request.user, None, f"board pack {job.pk}", now=asking.now(), address=address_of(request) or "")
    name = f"board-pack-{job.params['from']}-{job.params['to']}.pdf"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/pdf", headers={"Cache-Control": "no-store"})


def links(number: int, *, made: bool) -> list[dict[str, str]]:
    """For the page of its job."""
    file = [{"href": f"/reports/pack/{number}/file/", "label": "Download the pack (PDF)"}] if made else []
    return [*file, {"href": "/reports/", "label": "See all reports"}]


