"""`/complaints/bulk/JOB/file/`: the file of an export, for the person who asked for it. Each download is in the access log."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from complaints.bulk import exporting
from complaints.bulk.sheets import FORMATS
from complaints.case.pages import asking
from complaints.record import access
from staff.sessions import address_of
from workdays import london


@require_safe
@asking.refusals_as_pages
def download(request: HttpRequest, number: int) -> HttpResponse:
    job, path = exporting.file_of(number, request.user, now=asking.now())
    access.looked(request.user, None, f"export {job.pk}", now=asking.now(), address=address_of(request) or "")
    name = f"complaints-{london.day_of(job.created_at).isoformat()}-{job.pk}.{job.params['format']}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=FORMATS[job.params["format"]])
