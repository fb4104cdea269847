"""`/go/`: the command box, as a part for the box itself and as a page of its own where no script runs. What is typed is in no address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from complaints.clocks import words
from complaints.intake.importing import MAY_IMPORT
from complaints.keyboard import finding
from config.frame import PERSON_LINKS, ROLE_LINKS, exists, nav_of

# Pages that stand in no navigation.
IMPORT = ("import", "Import a file", "/complaints/import/")
MORE = (("new", "Log a complaint", "/complaints/new/"), ("alerts", "Alerts", "/alerts/"), ("windows", "What closes when", "/windows/"))


@require_http_methods(["GET", "HEAD", "POST"])
def go(request: HttpRequest) -> HttpResponse:
    """What was typed, found; with nothing typed every page."""
    typed = request.POST.get("q", "")[:finding.LONGEST]
    found = [("Pages", finding.pages(entries(request.user), typed)), ("Complaints", finding.complaints(request.user, typed))]
    groups = [{"title": title, "found": some} for title, some in found if some]
    count = sum(len(group["found"]) for group in groups)
    part = request.headers.get("X-Part") == "commands"
    return render(request, "keyboard/found.html" if part else "keyboard/go.html", {
        "groups": groups, "typed": typed, "heading": f"Go to: {words.count_words(count, 'place')}", "count": count,
    })


def entries(person: Any) -> list[tuple[str, str, str]]:
    """Every page of this person's desk, once for each address."""
    nav = [entry[:3] for entry in nav_of(person.role)]
    own = [("", link.label, link.href) for link in (*PERSON_LINKS, *ROLE_LINKS.get(person.role, ()))]
    more = (*MORE, IMPORT) if person.role in MAY_IMPORT else MORE
    told = {href: (name, label, href) for name, label, href in reversed([*nav, *more, *own]) if exists(href)}
    return list(reversed(told.values()))
