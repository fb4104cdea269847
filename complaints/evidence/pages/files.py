"""The files tab of a case, and one file served so that no browser opens it in our name.

Pictures are shown small by the browser from that same inert answer (an attachment may be drawn by `img`): its decoder is fenced off
and kept current, one of ours would run beside the records. Only what declares at most 16 million points and 6 MB is drawn.
"""

from typing import Any

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case import channels, told
from complaints.case.models import Complaint
from complaints.case.pages import asking, heads
from complaints.clocks import words
from complaints.evidence import services
from complaints.evidence.models import StoredFile
from complaints.evidence.recognising import TAKEN_WORDS
from complaints.record.refusals import Refused

INERT = "sandbox; default-src 'none'"
HEAD = ("File", "What it is", "Belongs to", "Size", "Added", "By")
SHOWN_POINTS, SHOWN_BYTES, SHOWN_WIDE, SHOWN_HIGH = 16_000_000, 6 * 1024 * 1024, 96, 64


class FileForm(forms.Form):
    """`belongs` is "contact:12" or "letter:7", chosen from those of the case."""

    file = forms.FileField(label="File", help_text=f"25 MB at most. {TAKEN_WORDS}.",
                           error_messages={"required": "Choose a file.", "empty": "This file is empty."})
    what = forms.CharField(label="What it is", required=False, help_text="In a few words: photograph of the trench.")
    belongs = forms.ChoiceField(label="Belongs to", required=False, help_text="The contact or letter it came with, if it came with one.")

    def __init__(self, complaint: Complaint, *args: Any):
        super().__init__(*args)
        self.fields["belongs"].choices = [("", "The complaint as a whole"), *belongings(complaint)]

    def given(self) -> dict[str, Any]:
        what, _, number = self.cleaned_data["belongs"].partition(":")
        return {"what": self.data.get("what", ""), **({what: int(number)} if number else {})}


def belongings(complaint: Complaint) -> list[tuple[str, str]]:
    """The contacts and letters of a case that a file may belong to, the newest first."""
    contacts = complaint.contacts.order_by("-at", "-pk")
    letters = complaint.letters.exclude(state="superseded").order_by("-pk")
    return [*((f"contact:{row.pk}", contact_words(row)) for row in contacts), *((f"letter:{row.pk}", letter_words(row)) for row in letters)]


def contact_words(row: Any) -> str:
    """"Contact by telephone, Mon 11 May, 10:02"."""
    return f"Contact {channels.BY[row.channel]}, {words.moment(row.at)}"


def letter_words(row: Any) -> str:
    sent = f", sent {words.short_day(row.sent_on)}" if row.sent_on else ""
    return f"{told.LETTER_WORDS[row.kind].capitalize()}{sent}"


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def files(request: HttpRequest, reference: str) -> HttpResponse:
    """List and add."""
    complaint = asking.complaint_for(request, reference, "files")
    if request.method != "POST":
        return _page(request, complaint, FileForm(complaint), 200)
    form = FileForm(complaint, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, complaint, form, 422)
    given = {"op_id": request.POST.get("op_id"), **form.given()}
    try:
        services.keep_file(reference, form.cleaned_data["file"], given, by=request.user, now=asking.now())
    except Refused as refused:
        form.add_error("what" if "what" in refused.fields else "file", refused.sentence)
        return _page(request, complaint, form, refused.status)
    return HttpResponseRedirect(f"/c/{reference}/files/")


def _page(request: HttpRequest, complaint: Complaint, form: FileForm, status: int) -> HttpResponse:
    rows = [_line(row) for row in services.files_of(complaint).select_related("contact", "letter")]
    table = {"caption": "Files of this complaint", "head": [{"text": text} for text in HEAD], "rows": rows}
    return render(request, "complaints/files.html", {
        "case": heads.quietly(heads.identity(complaint, request.user, "Files")), "side": heads.side(complaint, [], request.user),
        "heading": words.count_words(len(rows), "file"), "files": table if rows else None,
        "empty": "Nothing has been added to this complaint yet.", "form": form, "op_id": asking.new_op_id(),
    }, status=status)


def _line(row: StoredFile) -> list[dict[str, Any]]:
    href = f"/c/{row.complaint.reference}/files/{row.pk}/"
    belongs = contact_words(row.contact) if row.contact else letter_words(row.letter) if row.letter else "The complaint"
    return [{"text": row.name, "href": href, "image": _picture(row, href)}, {"text": row.what}, {"text": belongs},
            {"text": f"{max(1, row.size // 1024):,} kB", "num": True}, {"text": words.moment(row.at)},
            {"text": row.by.full_name if row.by else "The desk"}]


def _picture(row: StoredFile, href: str) -> dict[str, Any] | None:
    """The picture itself drawn small, where it is small enough: no decoder of ours ever opens it. {src, width, height}."""
    if not row.width or not row.height or row.width * row.height > SHOWN_POINTS or row.size > SHOWN_BYTES:
        return None
    by = min(SHOWN_WIDE / row.width, SHOWN_HIGH / row.height, 1)
    return {"src": href, "width": max(1, round(row.width * by)), "height": max(1, round(row.height * by))}


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
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer
