"""Which entry of the frame a page belongs to: of the navigation, of the person's menu, or of the bar itself.

A total table: the first part of every address that answers with a page has its row, and tests hold it to that. A row names entries in order; the
first that this person has is the one. Nothing but a refusal or a missing page is left without one.
"""

from django.http import HttpRequest

LISTS = {"queue": "queue", "reviews": "reviews", "all": "all"}
CASES = ("work", "all")
# A list that this person has no entry for is marked under the nearest that they have.
STANDS_FOR = {"work": ("work", "all"), "queue": ("queue", "all"), "reviews": ("reviews", "all", "work"), "all": ("all", "work")}
BY_PATH = {
    "": CASES, "c": CASES, "complaints": CASES, "supply-reports": CASES, "alerts": ("alerts",), "asked": ("asked",), "absences": ("absences",),
    "letters": ("letters",), "calendar": ("calendar",), "reports": ("reports",), "compliance": ("compliance",), "audit": ("audit", "compliance"),
    "standards": ("standards",), "connections": ("standards",), "payments": ("payments", "standards"), "incidents": ("incidents", "standards"),
    "eligibility": ("ombudsman",), "ombudsman": ("ombudsman",), "windows": ("ombudsman",), "privacy": ("privacy", "compliance", "work"),
    "working-days": ("workdays",), "help": ("help",), "guide": ("guide",), "go": ("go",), "jobs": ("jobs",), "exports": ("jobs",),
    "people": ("people", "absences"), "settings": ("settings",), "holidays": ("settings", "workdays"), "rules": ("settings",),
    "preferences": ("preferences",), "password": ("password",), "session": (), "sign-in": (), "sign-out": (), "drafts": (), "healthz": (),
}
# Longer than one part, and looked at before it.
DEEPER = {"complaints/new": ("log",), "complaints/import": ("jobs",), "calendar/feed": ("calendar",)}


def current_name(request: HttpRequest, own: frozenset[str]) -> str:
    """The one of `own` that is current: by what the view set as `request.desk_nav`, else by the address."""
    return next((name for name in _names(request) if name in own), "")


def _names(request: HttpRequest) -> tuple[str, ...]:
    if chosen := getattr(request, "desk_nav", ""):
        return STANDS_FOR.get(chosen, (chosen,))
    parts = request.path.strip("/").split("/")
    if deeper := DEEPER.get("/".join(parts[:2])):
        return deeper
    listed = LISTS.get(request.GET.get("view", "")) if parts == ["complaints"] else None
    return STANDS_FOR[listed] if listed else BY_PATH.get(parts[0], ())
