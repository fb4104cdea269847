"""Calls on letters: draft, read, write, move, and the PDF as it was sent. Each calls one service."""

from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema

from complaints.case.opening import note_refused, on_case, opened
from complaints.letters import described, services
from complaints.letters.described import Letter, letter
from complaints.letters.models import Letter as Row
from complaints.letters.shapes import SHAPES, DraftIn, EditIn
from complaints.record.access import looked
from complaints.record.calling import Asked, answer, call, number, replayable
from complaints.record.documented import READS, WRITES, any_of, gives, query, takes
from complaints.record.operations import Answer
from complaints.record.paging import PageQuery, page
from complaints.record.refusals import Refused, Unknown

router = Router(tags=["letters"])
NO_SUCH = "There is no letter with this number that you may see."


class Letters(Schema):
    items: list[Letter]
    next: str | None


def opened_letter(asked: Asked, text: str, what: str) -> Row:
    """The letter of that number where this person may see its complaint, the look noted. Raises Unknown."""
    key = number(text, NO_SUCH)
    try:
        row = described.found(key, asked.person)
    except Refused:
        refused_letter(asked, key, what)
        raise
    looked(asked.person, row.complaint, what, now=asked.now, address=asked.address)
    return row


def refused_letter(asked: Asked, key: int, what: str) -> None:
    reference = Row.objects.filter(pk=key).values_list("complaint__reference", flat=True).first()
    if reference:
        note_refused(asked, reference, what)


def told(asked: Asked, done: Answer) -> HttpResponse:
    """The letter after a call; on a replay with the version and state of the first answer."""
    marks = {name: done.ids[name] for name in ("version", "state") if name in done.ids}
    try:
        body = letter(described.found(replayable(done.ids, "letter"), asked.person), now=asked.now)
    except Unknown:
        body = {"id": done.ids["letter"]}
    return answer({**body, **marks}, done.status)


@router.post("/complaints/{reference}/letters", response=gives(Letter, status=201, refuses=WRITES), openapi_extra=takes(DraftIn))
@call
@on_case
def draft(asked: Asked, reference: str) -> HttpResponse:
    """Draft a letter by hand."""
    return told(asked, services.draft(reference, asked.given, by=asked.person, now=asked.now))


@router.get("/complaints/{reference}/letters", response=gives(Letters, refuses=READS), openapi_extra=query(PageQuery))
@call
@on_case
def list_letters(asked: Asked, reference: str) -> HttpResponse:
    """Its letters, oldest first."""
    complaint = opened(asked, reference, "letters")

    def shown(row: Row) -> dict[str, Any]:
        row.complaint = complaint
        return letter(row, now=asked.now)
    return answer(page(asked.request, complaint.letters.select_related("author", "approver", "submitted_by"), shown))


@router.get("/complaints/{reference}/letters/{letter}.pdf", response=gives(None, refuses=[404]), openapi_extra={
    "responses": {200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}}})
@call
@on_case
def pdf(asked: Asked, reference: str, letter: str) -> HttpResponse:
    """The PDF as it was sent, byte for byte."""
    complaint = opened(asked, reference, "letter.pdf")
    row = complaint.letters.filter(pk=number(letter, NO_SUCH)).first()
    if row is None:
        raise Unknown(NO_SUCH)
    name = f"{complaint.reference}-{row.kind}-{row.pk}.pdf"
    return HttpResponse(described.pdf(row), content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.get("/letters/{letter}", response=gives(Letter, refuses=[404]))
@call
def read(asked: Asked, letter: str) -> HttpResponse:
    """One letter, with its checklist."""
    return answer(described.letter(opened_letter(asked, letter, "letter"), now=asked.now))


@router.patch("/letters/{letter}", response=gives(Letter, refuses=WRITES), openapi_extra=takes(EditIn, version=True))
@call
def edit(asked: Asked, letter: str) -> HttpResponse:
    """Write in its free sections."""
    return told(asked, services.edit(number(letter, NO_SUCH), asked.given, by=asked.person, now=asked.now))


@router.post("/letters/{letter}/moves/{move}", response=gives(Letter, refuses=WRITES), openapi_extra=any_of(SHAPES))
@call
def move(asked: Asked, letter: str, move: str) -> HttpResponse:
    """Submit, approve, return, send, settle, received, undelivered."""
    return told(asked, services.move(number(letter, NO_SUCH), move, asked.given, by=asked.person, now=asked.now))
