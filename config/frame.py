"""What every page's frame shows: company, person, navigation with counts, alerts, when deadlines were checked.

The rooms hand in cheap callables by name with `provide`; what nobody provides is None and is left out of the page.
Asks no room for anything by itself and writes nothing.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from complaints.keyboard.table import GO_TO
from config.here import current_name
from staff.sessions import IDLE

log = logging.getLogger(__name__)
Provider = Callable[[HttpRequest], Any]
# Names the frame asks for: counts (int), words (str), or a list of sentences for `facts`, of {text, href, link, away} for `jobs`.
PIECES = frozenset(
    {"company", "work", "queue", "reviews", "letters", "all", "alerts", "checked_words", "stale_words", "facts", "jobs"}
)
_providers: dict[str, Provider] = {}


@dataclass(frozen=True)
class Link:
    label: str
    href: str
    name: str = ""
    current: bool = False


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
    here: str = ""


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
    here: str = ""
    back: str = "/"


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
    Link("Asked of you and your team", "/asked/", "asked"),
    Link("Your settings", "/preferences/", "preferences"),
    Link("Jobs, import and export", "/jobs/", "jobs"),
    Link("Change password", "/password/", "password"),
    Link("Keyboard shortcuts", "/help/#keys"),
    Link("Guide for your role", "/guide/", "guide"),
)

AWAY = Link("Who is away", "/absences/", "absences")
AUDIT = Link("Audit", "/audit/", "audit")
ROLE_LINKS = {
    "administrator": (Link("People and teams", "/people/", "people"), AWAY, Link("Compliance", "/compliance/", "compliance"), AUDIT),
    "senior_manager": (AWAY,), "compliance_officer": (Link("Settings of the desk", "/settings/", "settings"), AUDIT),
}
# What the bar itself leads to.
BAR = ("log", "alerts", "go")


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
    stale, here = ask("stale_words", request), current_of(request)
    return Frame(
        company=ask("company", request),
        product="complaints desk",
        demo=settings.DEMO,
        theme={"light": "light", "dark": "dark"}.get(getattr(user, "theme", ""), "auto"),
        person=_person(user, here) if known else None,
        nav=_nav(request, user.role, here) if known else (),
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
        here=here,
        back=request.get_full_path() if request.method in ("GET", "HEAD") else "/",
    )


def _person(user: Any, here: str) -> FramePerson:
    links = tuple(replace(link, current=bool(here) and link.name == here) for link in links_of(user.role))
    return FramePerson(user.full_name, user.role_words, links, next((link.label for link in links if link.current), ""))


def links_of(role: str) -> tuple[Link, ...]:
    """The entries of the person's menu whose pages there are."""
    return tuple(link for link in (*PERSON_LINKS, *ROLE_LINKS.get(role, ())) if exists(link.href))


def nav_of(role: str) -> tuple[tuple[str, str, str, str], ...]:
    """The entries of a role whose pages there are: name, label, address, key."""
    return tuple(entry for entry in NAV[role] if exists(entry[2]))


def _nav(request: HttpRequest, role: str, here: str) -> tuple[NavItem, ...]:
    return tuple(
        NavItem(name, label, href, key, ask(name, request) if name in PIECES else None, name == here)
        for name, label, href, key in nav_of(role)
    )


def current_of(request: HttpRequest) -> str:
    """The name of the entry that this page belongs to, of those that this person has; nobody signed in has none."""
    user = getattr(request, "user", None)
    if not (user and user.is_authenticated):
        return ""
    nav = {entry[0] for entry in nav_of(user.role)}
    return current_name(request, frozenset({*nav, *BAR, *(link.name for link in links_of(user.role) if link.name)}))
