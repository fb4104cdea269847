"""The place in the list at the right of a case's identity bar: "3 of 14", before and next. A context processor."""

import re
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from complaints.case.pages import asking
from complaints.lists import asked
from complaints.lists.counting import CAPPED
from complaints.lists.placing import Place, place_of
from complaints.record.refusals import Unknown
from workdays import london

CASE = re.compile(r"/c/([A-Za-z0-9-]{1,20})/")
IDENT = re.compile(r"[a-z0-9]{1,12}\Z")
REMEMBERED, OPENED = 20, "opened_from"


def in_list(request: HttpRequest) -> dict[str, Any]:
    """`place_in_list` for pages of a case that was opened from a list; worked out only where the bar prints it."""
    case = CASE.match(request.path)
    if case is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    ident = _opened_from(request, case[1])
    return {"place_in_list": SimpleLazyObject(lambda: _place(request, case[1], ident))} if ident else {}


def _opened_from(request: HttpRequest, reference: str) -> str:
    """The list in the address; else the one this case was opened from before: a move made on the case leads back without it."""
    opened = dict(request.session.get(OPENED, {}))
    ident = request.GET.get("list", "")
    if IDENT.match(ident) and opened.get(reference) != ident:
        opened.pop(reference, None)
        request.session[OPENED] = dict([*opened.items(), (reference, ident)][-REMEMBERED:])
        return ident
    return opened.get(reference, "")


def _place(request: HttpRequest, reference: str, ident: str) -> dict[str, Any] | None:
    try:
        found = place_of(reference, asked.named(ident, by=request.user), by=request.user, today=london.day_of(asking.now()))
    except Unknown:
        return None
    return found and {"words": told(found), "previous": _href(found.before, ident), "next": _href(found.after, ident)}


def told(place: Place) -> str:
    total = f"more than {CAPPED}" if place.total > CAPPED else str(place.total)
    if place.number is None:
        return f"Left the list of {total}"
    return f"{place.number if place.number <= CAPPED else f'Over {CAPPED}'} of {total}"


def _href(reference: str | None, ident: str) -> str | None:
    return f"/c/{reference}/?list={ident}" if reference else None
