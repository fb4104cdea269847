"""How a page asks: who, when, from where; and how a refusal becomes a page. No page of its own."""

import re
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
from complaints.record import access
from complaints.record.refusals import Refused, Unknown
from staff.sessions import address_of

TITLES = {
    400: "This could not be read", 403: "You may not do this", 404: "Nothing here that you may see", 409: "This was changed meanwhile",
    413: "This is too large", 415: "This kind of file is not taken", 422: "This is not possible",
}
# The front pages of rooms that everybody may enter: a refusal there leads back to them.
ROOMS = {
    "calendar": ("/calendar/", "Go to the calendar"), "letters": ("/letters/", "Go to the letters"), "payments": ("/payments/", "Go to the payments"),
    "incidents": ("/incidents/", "Go to the incidents"), "connections": ("/connections/", "Go to the connections"),
    "standards": ("/standards/", "Go to the standards"),
}
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
    what = {"title": title, "text": refused.sentence, "can": _ways_on(request, refused.status), "foot": f"Page {refused.status}."}
    return render(request, "errors/page.html", {"what": what}, status=refused.status)


def _ways_on(request: HttpRequest, status: int) -> list[dict[str, str]]:
    """Back to the complaint of the address where there is one for this person, and to their own work."""
    case = re.match(r"/c/[^/]+/", request.path) if status not in (403, 404) or "/do/" in request.path else None
    back = [{"href": case[0], "link": "Go back to the complaint", "text": ""}] if case else []
    room = ROOMS.get(request.path.split("/")[1])
    front = [{"href": room[0], "link": room[1], "text": ""}] if room and request.path != room[0] else []
    search = [{"href": "/complaints/", "link": "Look through all complaints", "text": ", or search above by reference, name, postcode or MPAN"}]
    return [*back, *front, *(search if status == 404 else []), {"href": "/", "link": "Go to your complaints", "text": ""}]


def complaint_for(request: HttpRequest, reference: str, what: str) -> Complaint:
    """The complaint of the address, with the look kept in the access log; a refused look is kept too."""
    try:
        complaint = find(reference, request.user)
    except Unknown:
        access.looked(request.user, None, what, now=now(), address=address_of(request) or "", refused=True)
        raise
    access.looked(request.user, complaint, what, now=now(), address=address_of(request) or "")
    return complaint


def number(typed: str | None) -> int | None:
    """A hidden number as it came back; None for anything else."""
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) < 10 else None
