"""`/calendar/feed/`: the secret address of one's due dates, made and withdrawn; and what another program reads under it."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.calendar import feeds, ical
from complaints.case.pages import asking
from complaints.clocks import words
from complaints.record.refusals import Unacceptable
from complaints.rules.services import company
from staff.sessions import address_of
from workdays import london

GONE = "This calendar address is not in use. Its person can make a new one at the complaints desk, under Your settings.\n"
TOO_OFTEN = "This calendar address was read too often. It can be read 30 times an hour.\n"
DONE = {"withdrawn": "The address is withdrawn. A calendar that still asks for it gets nothing."}


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def settings(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, None)
    try:
        secret = feeds.make(request.POST, by=request.user, now=asking.now(), address=address_of(request))
    except Unacceptable as refused:
        return _page(request, None, errors=[{"href": "#whose-mine", "text": refused.sentence}], status=422)
    return _page(request, request.build_absolute_uri(f"/calendar/feed/{secret}.ics"))


@require_POST
@asking.refusals_as_pages
def withdraw(request: HttpRequest) -> HttpResponse:
    feeds.withdraw(request.POST, by=request.user, now=asking.now(), address=address_of(request))
    return HttpResponseRedirect("/calendar/feed/?done=withdrawn")


def _page(request: HttpRequest, made: str | None, *, errors: list[dict[str, str]] | None = None, status: int = 200) -> HttpResponse:
    row = feeds.in_use(request.user).first()
    options = [(name, label) for name, label in feeds.WHOSE.items() if name == "mine" or request.user.team_id]
    chosen = row.whose if row else "mine"
    return render(request, "calendar/feed.html", {
        "made": made, "errors": errors, "done": DONE.get(request.GET.get("done", ""), ""), "in_use": _facts(row) if row else None,
        "whose": [{"value": name, "label": label, "is_chosen": name == chosen} for name, label in options],
        "op_id": asking.new_op_id(), "withdraw_op_id": asking.new_op_id(), "most": feeds.MOST_READS,
    }, status=status)


def _facts(row: Any) -> list[dict[str, str]]:
    read = words.moment(row.read_at) if row.read_at else "Not yet"
    told = {"Shows": feeds.WHOSE[row.whose], "Made": words.moment(row.made_at), "Last read": read}
    return [{"name": name, "text": text} for name, text in told.items()]


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Without a session: the address is the key. Reference, rule and day only."""
    now = asking.now()
    reading = feeds.read(token, now=now)
    if reading.wait_seconds:
        return _plain(TOO_OFTEN, 429, {"Retry-After": str(reading.wait_seconds)})
    if reading.scope is None:
        return _plain(GONE, 404)
    name = f"{company(london.day_of(now)).name} complaints: due dates"
    text = ical.text_of(feeds.events(reading.scope), name=name, now=now)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "no-store, private"})


def _plain(text: str, status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    told = {"Cache-Control": "no-store, private", **(headers or {})}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status, headers=told)
