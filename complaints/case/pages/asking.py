"""How a page asks: who, when, from where; and how a refusal becomes a page. No page of its own."""

import uuid
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from complaints.case.models import Complaint
from complaints.case.reading import find
from complaints.clocks import words
from complaints.record import access
from complaints.record.refusals import Refused, Unknown
from config.ways_on import ways_on
from staff.sessions import address_of

TITLES = {
    400: "This could not be read", 403: "You may not do this", 404: "Not found", 409: "This was changed meanwhile",
    413: "This is too large", 415: "This kind of file is not taken", 422: "This is not possible",
}
UNCHANGED = "Nothing was changed."
NOT_NOW = "This can’t be done at this stage"


def now() -> datetime:
    """The edge of the program: the one place where a page reads the clock."""
    return timezone.now()


def new_op_id() -> str:
    return uuid.uuid4().hex


def refusals_as_pages(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A refusal that the page did not put at its fields is answered in the frame, with its sentence and status."""
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            return refusal_page(request, refused)
    return wrapped


def refusal_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    title = NOT_NOW if refused.code == "stage" else TITLES.get(refused.status, TITLES[422])
    about = getattr(request, "desk_about", "").removeprefix("/c/").strip("/")
    quoted = ", ".join(part for part in (f"“{title}”", str(refused.status), about, words.moment(now())) if part)
    unchanged = f" {UNCHANGED}" if request.method == "POST" and refused.status in (403, 409, 422) else ""
    what = {"title": title, "text": f"{refused.sentence}{unchanged}", "foot": f"To quote if you ask: {quoted}."}
    return render(request, "errors/page.html", {"what": what, "ways": ways_on(request, refused.status)}, status=refused.status)


def complaint_for(request: HttpRequest, reference: str, what: str) -> Complaint:
    """The complaint of the address, with the look kept in the access log; a refused look is kept too."""
    try:
        complaint = find(reference, request.user)
    except Unknown:
        access.looked(request.user, None, what, now=now(), address=address_of(request) or "", refused=True)
        raise
    access.looked(request.user, complaint, what, now=now(), address=address_of(request) or "")
    request.desk_about = f"/c/{complaint.reference}/"
    return complaint


def number(typed: str | None) -> int | None:
    """A hidden number as it came back; None for anything else."""
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) < 10 else None
