"""Where the answers given so far stay between two pages: a draft of the person's own, under a short mark. Nothing that was typed about
anybody stands in an address, and the page before still has what was typed there.

Each page names the place of the next one, so that sent twice, or sent after the session ran out, the words come to the same place.
"""

import re
import secrets
from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest, HttpResponseRedirect

from complaints.drafts import services as drafts

MARK = re.compile(r"[A-Za-z0-9_-]{12}\Z")


def fresh_mark() -> str:
    return secrets.token_urlsafe(9)


def place_of(action: str, mark: str) -> str:
    return f"{action}?answers={mark}"


def next_place(action: str) -> str:
    """Where the form of a page leads."""
    return place_of(action, fresh_mark())


def mark_in(request: HttpRequest) -> str:
    """The mark of the address, or of the form that was sent; "" where there is none."""
    asked = request.GET.get("answers") or request.POST.get("draft", "").rpartition("?answers=")[2]
    return asked if MARK.match(asked) else ""


def carried(request: HttpRequest, action: str) -> Mapping[str, str]:
    """What stands at the mark of the address. Where nothing does any more the questions begin again.

    No page of ours writes answers into an address; one that somebody wrote there by hand is read as if it had been sent, and nothing is kept.
    """
    mark = mark_in(request)
    found = drafts.of(request.user.pk, place_of(action, mark)) if mark else None
    by_hand = request.GET.dict() if "seen" in request.GET and not mark else {}
    return {name: drafts.value_of(found.fields, name) for name in found.fields} if found else by_hand


def keep(request: HttpRequest, action: str, *, now: datetime) -> str:
    """Keep what was sent at the place that its page named; answers the mark. Raises Unacceptable where it is too long."""
    mark = mark_in(request) or fresh_mark()
    drafts.keep(request.user.pk, place_of(action, mark), dict(request.POST.lists()), now=now)
    # A form that led on has not been sent for good: its words are those of the next page.
    request.typed_at = ""
    return mark


def onward(action: str, mark: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{place_of(action, mark)}#next")
