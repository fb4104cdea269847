"""The files tab of a case, and one file served so that no browser opens it in our name."""

from typing import Any

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case.models import Complaint
from complaints.case.pages import asking, heads
from complaints.clocks import words
from complaints.evidence import services
from complaints.evidence.models import StoredFile
from complaints.evidence.recognising import TAKEN_WORDS
from complaints.record.refusals import Refused

INERT = "sandbox; default-src 'none'"
HEAD = ("File", "What it is", "Size", "Added", "By")


class FileForm(forms.Form):
    file = forms.FileField(label="File", help_text=f"25 MB at most. {TAKEN_WORDS}.",
                           error_messages={"required": "Choose a file.", "empty": "This file is empty."})
    what = forms.CharField(label="What it is", required=False, help_text="In a few words: photograph of the trench.")


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def files(request: HttpRequest, reference: str) -> HttpResponse:
    """List and add."""
    complaint = asking.complaint_for(request, reference, "files")
    if request.method != "POST":
        return _page(request, complaint, FileForm(), 200)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, complaint, form, 422)
    given = {"op_id": request.POST.get("op_id"), "what": request.POST.get("what", "")}
    try:
        services.keep_file(reference, form.cleaned_data["file"], given, by=request.user, now=asking.now())
    except Refused as refused:
        form.add_error("what" if "what" in refused.fields else "file", refused.sentence)
        return _page(request, complaint, form, refused.status)
    return HttpResponseRedirect(f"/c/{reference}/files/")


def _page(request: HttpRequest, complaint: Complaint, form: FileForm, status: int) -> HttpResponse:
    rows = [_line(row) for row in services.files_of(complaint)]
    table = {"caption": "Files of this complaint", "head": [{"text": text} for text in HEAD], "rows": rows}
    return render(request, "complaints/files.html", {
        "case": heads.identity(complaint, request.user, "Files"), "side": heads.side(complaint, []),
        "heading": words.count_words(len(rows), "file"), "files": table if rows else None,
        "empty": "Nothing has been added to this complaint yet.", "form": form, "op_id": asking.new_op_id(),
    }, status=status)


def _line(row: StoredFile) -> list[dict[str, Any]]:
    return [{"text": row.name, "href": f"/c/{row.complaint.reference}/files/{row.pk}/"}, {"text": row.what},
            {"text": f"{max(1, row.size // 1024):,} kB", "num": True}, {"text": words.moment(row.at)},
            {"text": row.by.full_name if row.by else "The desk"}]


@require_safe
@asking.refusals_as_pages
def file(request: HttpRequest, reference: str, number: int) -> HttpResponse | FileResponse:
    """The bytes as they came: an attachment, never sniffed, never run. 404 for who may not see the case."""
    complaint = asking.complaint_for(request, reference, "file")
    return inert(*services.open_file(complaint, number))


def inert(row: StoredFile, path: Any) -> FileResponse:
    """A stored file as an answer that is only ever saved."""
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=row.name, content_type=row.media_type)
    answer["Content-Security-Policy"] = INERT
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
