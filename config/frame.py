"""What every page's frame shows: company, person, navigation with counts, alerts, when deadlines were checked.

The rooms hand in cheap callables by name with `provide`; what nobody provides is None and is left out of the page.
Asks no room for anything by itself and writes nothing.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from complaints.keyboard.table import GO_TO
from staff.sessions import IDLE

log = logging.getLogger(__name__)
Provider = Callable[[HttpRequest], Any]
# Names the frame asks for: counts (int), words (str), or a list of sentences for `facts`, of {text, href, link} for `jobs`.
PIECES = frozenset(
    {"company", "work", "queue", "reviews", "letters", "all", "alerts", "checked_words", "stale_words", "facts", "jobs"}
)
_providers: dict[str, Provider] = {}


@dataclass(frozen=True)
class Link:
    label: str
    href: str


@dataclass(frozen=True)
class NavItem:
    name: str
    label: str
    href: str
    key: str
    count: int | None
    current: bool


@dataclass(frozen=True)
class FramePerson:
    name: str
    role: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Frame:
    company: str | None
    product: str
    demo: bool
    theme: str
    person: FramePerson | None
    nav: tuple[NavItem, ...]
    alerts: int | None
    checked_words: str | None
    checked_icon: str
    stale_words: str | None
    facts: tuple[str, ...]
    q: str
    keys_off: bool
    idle_seconds: int
    stay_href: str
    jobs: tuple[dict[str, str], ...] = ()


# name, label, address, key; the name is also the count's piece where one is provided
WORK = ("work", "My work", "/complaints/?view=mine", GO_TO["work"])
QUEUE = ("queue", "Team queue", "/complaints/?view=queue", GO_TO["queue"])
REVIEWS = ("reviews", "Reviews", "/complaints/?view=reviews", GO_TO["reviews"])
EVERY = ("all", "All complaints", "/complaints/?view=all", GO_TO["all"])
LETTERS = ("letters", "Letters", "/letters/", GO_TO["letters"])
CALENDAR = ("calendar", "Calendar", "/calendar/", GO_TO["calendar"])
REPORTS = ("reports", "Reports", "/reports/", GO_TO["reports"])
COMPLIANCE = ("compliance", "Compliance", "/compliance/", GO_TO["compliance"])
STANDARDS = ("standards", "Standards", "/standards/", GO_TO["standards"])
PAYMENTS = ("payments", "Payments", "/payments/", GO_TO["payments"])
INCIDENTS = ("incidents", "Incidents", "/incidents/", GO_TO["incidents"])
OMBUDSMAN = ("ombudsman", "Ombudsman", "/ombudsman/", "")
# Whoever is on the phone is asked who may go there; its pages lead to one another.
MAY_GO = ("ombudsman", "Ombudsman", "/eligibility/", "")
WORKDAYS = ("workdays", "Working days", "/working-days/", "")
PRIVACY = ("privacy", "Privacy", "/privacy/", "")
SETTINGS = ("settings", "Settings", "/settings/", "")
HELP = ("help", "Help", "/help/", GO_TO["help"])
MONEY = (STANDARDS, PAYMENTS, INCIDENTS)
NAV = {
    "agent": (WORK, QUEUE, LETTERS, CALENDAR, STANDARDS, MAY_GO, WORKDAYS, HELP),
    "senior_manager": (WORK, QUEUE, REVIEWS, LETTERS, CALENDAR, REPORTS, *MONEY, OMBUDSMAN, WORKDAYS, HELP),
    "compliance_officer": (COMPLIANCE, EVERY, LETTERS, CALENDAR, REPORTS, *MONEY, OMBUDSMAN, PRIVACY, WORKDAYS, HELP),
    "administrator": (WORK, EVERY, REVIEWS, LETTERS, CALENDAR, REPORTS, *MONEY, OMBUDSMAN, WORKDAYS, SETTINGS, HELP),
}
PERSON_LINKS = (
    Link("Asked of you and your team", "/asked/"),
    Link("Your settings", "/preferences/"),
    Link("Jobs, import and export", "/jobs/"),
    Link("Change password", "/password/"),
    Link("Keyboard shortcuts", "/help/#keys"),
    Link("Guide for your role", "/guide/"),
)

AWAY = Link("Who is away", "/absences/")
ROLE_LINKS = {
    "administrator": (Link("People and teams", "/people/"), AWAY, Link("Compliance", "/compliance/"), Link("Audit", "/audit/")),
    "senior_manager": (AWAY,), "compliance_officer": (Link("Settings of the desk", "/settings/"), Link("Audit", "/audit/")),
}


def provide(piece: str, by: Provider) -> None:
    """Hands in the callable for one piece; `by(request)` must be cheap (one indexed query at most)."""
    if piece not in PIECES:
        raise ValueError(f"the frame shows no piece called {piece}")
    _providers[piece] = by


def ask(piece: str, request: HttpRequest) -> Any:
    """The piece, or None where nobody provides it or its source is away: the frame never fails a page."""
    by = _providers.get(piece)
    try:
        return by(request) if by else None
    except DatabaseError:
        log.warning("frame_piece_missing", extra={"piece": piece})
        return None


@lru_cache(maxsize=64)
def exists(href: str) -> bool:
    """Whether the program answers this address."""
    try:
        resolve(href.partition("?")[0].partition("#")[0])
    except Resolver404:
        return False
    return True


def frame(request: HttpRequest) -> dict[str, Frame]:
    """The context processor: `frame` in every template."""
    return {"frame": frame_of(request)}


def frame_of(request: HttpRequest) -> Frame:
    user = getattr(request, "user", None)
    known = bool(user and user.is_authenticated)
    stale = ask("stale_words", request)
    return Frame(
        company=ask("company", request),
        product="complaints desk",
        demo=settings.DEMO,
        theme={"light": "light", "dark": "dark"}.get(getattr(user, "theme", ""), "auto"),
        person=_person(user) if known else None,
        nav=_nav(request, user.role) if known else (),
        alerts=ask("alerts", request) if known else None,
        checked_words=ask("checked_words", request),
        checked_icon="warn" if stale else "tick",
        stale_words=stale,
        facts=(*(ask("facts", request) or ()), "London time"),
        q=getattr(request, "desk_q", ""),
        keys_off=known and not user.shortcuts_on,
        idle_seconds=int(IDLE.total_seconds()),
        stay_href="/session/",
        jobs=tuple(ask("jobs", request) or ()) if known else (),
    )


def _person(user: Any) -> FramePerson:
    own = (*PERSON_LINKS, *ROLE_LINKS.get(user.role, ()))
    links = tuple(link for link in own if exists(link.href))
    return FramePerson(user.full_name, user.role_words, links)


def nav_of(role: str) -> tuple[tuple[str, str, str, str], ...]:
    """The entries of a role whose pages there are: name, label, address, key."""
    return tuple(entry for entry in NAV[role] if exists(entry[2]))


def _nav(request: HttpRequest, role: str) -> tuple[NavItem, ...]:
    here = current_name(request)
    return tuple(
        NavItem(name, label, href, key, ask(name, request) if name in PIECES else None, name == here)
        for name, label, href, key in nav_of(role)
    )


VIEWS = {"queue": "queue", "reviews": "reviews", "all": "all"}
BY_PATH = {
    "letters": "letters", "calendar": "calendar", "reports": "reports", "compliance": "compliance", "audit": "compliance", "standards": "standards",
    "connections": "standards", "payments": "payments", "incidents": "incidents", "eligibility": "ombudsman", "ombudsman": "ombudsman",
    "windows": "ombudsman", "privacy": "privacy", "working-days": "workdays",
    "help": "help", "guide": "help", "go": "help", "people": "settings", "settings": "settings",
    "holidays": "settings", "rules": "settings",
}


def current_name(request: HttpRequest) -> str:
    """Which entry is current: what the view set as `request.desk_nav`, else by the address."""
    chosen = getattr(request, "desk_nav", "")
    if chosen:
        return chosen
    first = request.path.strip("/").partition("/")[0]
    return _by_view(request) if first == "complaints" else "work" if first in ("", "c") else BY_PATH.get(first, "")


def _by_view(request: HttpRequest) -> str:
    return "" if request.path.startswith("/complaints/new/") else VIEWS.get(request.GET.get("view", ""), "work")
