"""Calls on files: keep one on a complaint, list them, and one served so that no browser opens it in our name."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse, HttpResponse
from ninja import Router, Schema

from complaints.case.opening import on_case, opened
from complaints.evidence import described, services
from complaints.evidence.described import StoredFile
from complaints.evidence.models import StoredFile as Row
from complaints.evidence.pages.files import inert
from complaints.evidence.services import FileIn
from complaints.record.calling import Asked, answer, call, call_with_file, number, replayable
from complaints.record.documented import READS, WRITES, gives, query, takes
from complaints.record.paging import PageQuery, page

router = Router(tags=["files"])
NO_FILE = SimpleUploadedFile("none", b"")
BINARY = {"type": "string", "contentMediaType": "application/octet-stream"}


class Files(Schema):
    items: list[StoredFile]
    next: str | None


@router.post("/complaints/{reference}/files", response=gives(StoredFile, status=201, refuses=[*WRITES, 415]),
             openapi_extra=takes(FileIn, media="multipart/form-data", file=BINARY))
@call_with_file
@on_case
def keep(asked: Asked, reference: str) -> HttpResponse:
    """Keep a file on a complaint: 25 MB at most."""
    upload = asked.request.FILES.get("file", NO_FILE)
    done = services.keep_file(reference, upload, asked.given, by=asked.person, now=asked.now)
    row = Row.objects.select_related("by").get(pk=replayable(done.ids, "file"))
    return answer(described.stored_file(row), done.status)


@router.get("/complaints/{reference}/files", response=gives(Files, refuses=READS), openapi_extra=query(PageQuery))
@call
@on_case
def list_files(asked: Asked, reference: str) -> HttpResponse:
    """Its files, oldest first."""
    row = opened(asked, reference, "files")
    return answer(page(asked.request, services.files_of(row), described.stored_file))


@router.get("/complaints/{reference}/files/{file}", response=gives(None, refuses=[404]), openapi_extra={
    "responses": {200: {"content": {"*/*": {"schema": BINARY}}}}})
@call
@on_case
def file(asked: Asked, reference: str, file: str) -> FileResponse:
    """The bytes as they came, as an attachment."""
    return inert(*services.open_file(opened(asked, reference, "file"), number(file, services.NO_SUCH)))
