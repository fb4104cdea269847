"""Where a person goes from a page that refused: back to the thing or the page they came from, to the room, to their own work.

Reads the request alone, and leads nowhere that the person's role may not go.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.http import HttpRequest

from config.frame import PERSON_LINKS, ROLE_LINKS, exists, nav_of

Way = dict[str, str]
# The front page of each room by the first part of its addresses; those of MANAGED are asked of the person's own links first.
ROOMS = {
    "calendar": ("/calendar/", "Go to the calendar"),
    "letters": ("/letters/", "Go to the letters"),
    "payments": ("/payments/", "Go to the payments"),
    "incidents": ("/incidents/", "Go to the incidents"),
    "connections": ("/connections/", "Go to the connections"),
    "standards": ("/standards/", "Go to the standards"),
    "alerts": ("/alerts/", "Go to the alerts"),
    "asked": ("/asked/", "Go to what is asked of you"),
    "jobs": ("/jobs/", "Go to the jobs"),
    "rules": ("/rules/", "Go to the rules in force"),
    "eligibility": ("/eligibility/", "Go to the Ombudsman check"),
    "working-days": ("/working-days/", "Go to the working days"),
    "guide": ("/guide/", "Go to the guide"),
    "help": ("/help/", "Go to the help"),
    "preferences": ("/preferences/", "Go to your settings"),
    "supply-reports": ("/supply-reports/", "Go to the reports of lost supply"),
    "reports": ("/reports/", "Go to the reports"),
    "compliance": ("/compliance/", "Go to compliance"),
    "audit": ("/audit/", "Go to the audit"),
    "privacy": ("/privacy/", "Go to privacy"),
    "settings": ("/settings/", "Go to the settings of the desk"),
    "people": ("/people/", "Go to people and teams"),
    "absences": ("/absences/", "Go to who is away"),
    "ombudsman": ("/ombudsman/", "Go to the Ombudsman’s cases"),
}
MANAGED = frozenset({"reports", "compliance", "audit", "privacy", "settings", "people", "absences", "ombudsman"})
# What an address is about, by how it begins, where something more follows: the first that fits.
THINGS = tuple((re.compile(begins), link) for begins, link in (
    (r"/c/[^/]+/(?=.)", "Go back to the complaint"),
    (r"/letters/[^/]+/(?=.)", "Go back to the letter"),
    (r"/payments/[^/]+/(?=.)", "Go back to the payment"),
    (r"/incidents/[^/]+/(?=.)", "Go back to the incident"),
    (r"/connections/[^/]+/(?=.)", "Go back to the connection"),
    (r"/jobs/[^/]+/(?=.)", "Go back to the job"),
    (r"/compliance/breaches/[^/]+/(?=.)", "Go back to the missed duty"),
    (r"/privacy/requests/[^/]+/(?=.)", "Go back to the request"),
    (r"/privacy/disposals/[^/]+/(?=.)", "Go back to the disposal"),
    (r"/people/teams/[^/]+/(?=.)", "Go back to the team"),
    (r"/people/[^/]+/(?=.)", "Go back to the person"),
    (r"/settings/[a-z-]+/[^/]+/(?=.)", "Go back to the setting"),
    (r"/reports/by-mail/[^/]+/(?=.)", "Go back to the report by mail"),
))
SEARCH = {"href": "/complaints/?view=all", "link": "Look through all complaints", "text": ", or search above by reference, name, postcode or MPAN"}
WHO_MAY = {"href": "/help/#roles", "link": "See who may do what", "text": ", and ask one of them"}
FRONT = {"href": "/", "link": "Go to your complaints", "text": ""}


def ways_on(request: HttpRequest, status: int) -> list[Way]:
    """The nearest first, each address once."""
    found: dict[str, Way] = {}
    for way in _all(request, status):
        found.setdefault(way["href"], way)
    return list(found.values())


def _all(request: HttpRequest, status: int) -> Iterator[Way]:
    if status == 403:
        yield WHO_MAY
    yield from (*_thing(request, status), *_came_from(request), *_room(request))
    if status == 404:
        yield SEARCH
    yield FRONT


def _thing(request: HttpRequest, status: int) -> Iterator[Way]:
    """What the address is about, unless the refusal may be of the thing itself. A page that found the thing and not the part of it says so
    as `request.desk_about`."""
    found = next(((told[0], link) for begins, link in THINGS if (told := begins.match(request.path))), None)
    there = status != 404 or bool(found and found[0] == getattr(request, "desk_about", ""))
    if found and exists(found[0]) and there and (status != 403 or "/do/" in request.path):
        yield {"href": found[0], "link": found[1], "text": ""}


def _came_from(request: HttpRequest) -> Iterator[Way]:
    """The page that led here, where the browser names one of ours; a form that was sent leads back to itself."""
    try:
        told = urlsplit(request.META.get("HTTP_REFERER", ""))
    except ValueError:
        return
    own = told.netloc == request.META.get("HTTP_HOST") and told.path.startswith("/") and not told.path.startswith("//")
    if not own or not exists(told.path) or (told.path == request.path and request.method == "GET"):
        return
    same = told.path == request.path
    link, text = ("Go back to the form", ": what you typed is kept as a draft") if same else ("Go back to the page you came from", "")
    yield {"href": f"{told.path}?{told.query}" if told.query else told.path, "link": link, "text": text}


def _room(request: HttpRequest) -> Iterator[Way]:
    name = request.path.split("/")[1]
    href, link = ROOMS.get(name, ("", ""))
    if href and request.path != href and exists(href) and (name not in MANAGED or href in _own(request)):
        yield {"href": href, "link": link, "text": ""}


def _own(request: HttpRequest) -> set[str]:
    """The front pages that the frame offers this person."""
    user = getattr(request, "user", None)
    if not (user and user.is_authenticated):
        return set()
    return {entry[2] for entry in nav_of(user.role)} | {link.href for link in (*PERSON_LINKS, *ROLE_LINKS.get(user.role, ()))}
