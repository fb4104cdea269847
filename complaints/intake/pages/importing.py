"""`/complaints/import/`: choose a file, see what its columns hold and what would come in, then hand it to a job."""

import json
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case.pages import asking
from complaints.intake import job, uploads
from complaints.intake.pages import uploading
from complaints.intake.pages.import_forms import MapForm, UploadForm
from complaints.intake.pages.uploading import FileForm
from complaints.intake.uploads import Look, Upload
from complaints.jobs import services as jobs
from complaints.jobs.shown import number
from complaints.record.refusals import Refused, Unacceptable
from complaints.rules.services import fixture

BACK = {"href": "/jobs/", "label": "Back to jobs"}
CELL = 120
NEVER_CHANGES = "None that is here already is changed."
EXAMPLE = "import_history_map"


def importers_only(view: Any) -> Any:
    """Everybody else is told who may."""
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        uploads.permit(request.user)
        return view(request, *args, **kwargs)
    return asking.refusals_as_pages(checked)


@require_http_methods(["GET", "HEAD", "POST"])
@importers_only
def import_page(request: HttpRequest) -> HttpResponse:
    """GET: choose a file. POST: a file, a changed map, or the word to begin."""
    if request.method != "POST":
        return _choose(request, UploadForm())
    if "mark" in request.POST:
        return _mapped(request)
    form = UploadForm(request.POST, request.FILES)
    return _uploaded(request, form) if form.is_valid() else _choose(request, form)


def _choose(request: HttpRequest, form: FileForm) -> HttpResponse:
    return uploading.choose(
        request, "intake/import.html", form, title="Import complaints", small="Nothing is written before you have seen what would come in.",
        action="/complaints/import/", back=BACK, example=json.dumps(fixture(EXAMPLE), ensure_ascii=False, indent=1))


def _uploaded(request: HttpRequest, form: UploadForm) -> HttpResponse:
    try:
        told = form.told()
        upload = uploads.keep(form.cleaned_data["file"], by=request.user, now=asking.now())
        header = uploads.header_of(upload, encoding=str(told["encoding"]), delimiter=str(told["delimiter"]))
        filled = MapForm.of(header, told, upload.signed())
        again = MapForm(header, {name: filled.get_initial_for_field(field, name) or "" for name, field in filled.fields.items()})
        return _preview(request, upload, again)
    except Unacceptable as refused:
        form.add_error("file", refused.sentence)
    except (ValueError, AttributeError, TypeError, LookupError):
        form.add_error("map", "This map can’t be used: it is not the JSON of an import map.")
    return _choose(request, form)


def _mapped(request: HttpRequest) -> HttpResponse:
    """The map as it was changed: shown again, or begun."""
    try:
        upload = uploads.from_mark(request.POST.get("mark", ""))
        rest = MapForm([], request.POST).told()
        header = uploads.header_of(upload, encoding=str(rest["encoding"]), delimiter=str(rest["delimiter"]))
    except Unacceptable as refused:
        return _choose(request, UploadForm.refused(refused.sentence))
    form = MapForm(header, request.POST)
    if request.POST.get("do") == "start":
        return _begin(request, upload, form)
    return _preview(request, upload, form)


def _begin(request: HttpRequest, upload: Upload, form: MapForm) -> HttpResponse:
    try:
        told = form.told()
        if not form.errors:
            answer = uploads.start(upload, told, request.POST.get("op_id"), by=request.user, now=asking.now())
            return HttpResponseRedirect(f"/jobs/{answer.ids['job']}/")
    except Refused as refused:
        form.add_error(None, refused.sentence)
    return _preview(request, upload, form)


def _preview(request: HttpRequest, upload: Upload, form: MapForm) -> HttpResponse:
    told = form.told()
    seen = uploads.look(upload, told, by=request.user, now=asking.now())
    ready = not seen.map_problem and not form.errors
    return render(request, "intake/import_preview.html", {
        "heading": {"title": f"{upload.name}: {number(seen.count)} rows", "small": "Nothing is written yet."},
        "form": form, "op_id": asking.new_op_id(), "map_problem": seen.map_problem, "ready": ready, "sum": _sum(seen), "back": BACK,
        "rows": _rows(seen), "problems": uploading.problem_table(seen.problems, "Rows that would be rejected"),
        "count": number(seen.count), "map": json.dumps(told, ensure_ascii=False, indent=1),
    }, status=422 if form.errors else 200)


def _sum(seen: Look) -> str:
    """What the rows that were tried would come to: an import makes complaints and changes none."""
    counts = seen.counts
    which = f"Of the first {number(seen.tried)} rows" if seen.tried < seen.count else f"Of {number(seen.tried)} rows"
    return f"{which}: {number(counts.created)} new, {number(counts.unchanged)} known already, {number(counts.rejected)} rejected. {NEVER_CHANGES}"


def _rows(seen: Look) -> dict[str, Any]:
    head = [{"text": " ".join(name.split())[:CELL]} for name in seen.header] or [{"text": "No columns"}]
    rows = [[{"text": cell if len(cell) <= CELL else f"{cell[:CELL]}…"} for cell in row or [""]] for row in seen.rows]
    return {"caption": f"The first {len(rows)} rows as they stand in the file", "head": head, "rows": rows}


@require_safe
@asking.refusals_as_pages
def rejected(request: HttpRequest, number: int) -> HttpResponse:
    """The rejected rows of an import as CSV, safe to open in a spreadsheet."""
    found = jobs.find(number, request.user)
    rows = ((str(problem.line), problem.column or "", problem.reason, problem.value) for problem in job.problems(found.pk))
    return uploading.as_csv(f"rejected-{found.pk}.csv", ("Line", "Column", "Reason", "In the file"), rows)
