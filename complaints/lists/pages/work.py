"""`/complaints/`: one list at a time, grouped, narrowed by tick boxes, in the order its reader likes, a page at a time."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from complaints.bulk.pages import bar, reviews
from complaints.case.models import Complaint
from complaints.case.pages import asking
from complaints.case.reading import visible
from complaints.case.reference import read_reference
from complaints.clocks import shown
from complaints.intake.importing import MAY_IMPORT
from complaints.lists import asked, columns, counting, holding, opening, paging
from complaints.lists.asked import Named
from complaints.lists.opening import Opened
from complaints.lists.pages import facets, words
from complaints.lists.pages import rows as printed
from complaints.lists.pages.numbers import count_saved, numbers_of
from complaints.lists.wanted import FIELDS, VIEWS, Wanted, address, wanted_of
from complaints.rules.services import company
from workdays import london

NAV = {"mine": "work", "queue": "queue", "team": "queue", "reviews": "reviews", "all": "all", "ended": "all"}
assert set(NAV) == set(VIEWS)


class SeeOther(HttpResponseRedirect):
    status_code = 303


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def work(request: HttpRequest) -> HttpResponse:
    """What is asked is kept under a short id, so that no address says whom somebody looked for; the id opens the list."""
    given = request.POST if request.method == "POST" else request.GET
    if request.method == "POST" or given.get("q") or any(name in given for name in FIELDS):
        return _ask(request, given)
    opened = opening.opened(given.get("list") or _view(request, given.get("view", "")), by=request.user)
    request.desk_nav = NAV[opened.named.wanted.view]
    request.desk_q = opened.named.wanted.q
    return render(request, "complaints/list.html", _context(request, opened))


def _view(request: HttpRequest, name: str) -> str:
    return name if name in VIEWS else "all" if request.user.role == "compliance_officer" else "mine"


def _ask(request: HttpRequest, given: QueryDict) -> HttpResponse:
    """A whole reference opens its case; all else is kept, and the browser is sent to it."""
    otherwise = "all" if given.get("q") else _view(request, "")
    wanted = wanted_of(given.get("view", ""), given.get("q", ""), {name: given.getlist(name) for name in FIELDS}, otherwise=otherwise)
    if "clear" in given:
        wanted = Wanted(wanted.view, wanted.q)
    if less := given.get("less"):
        wanted = wanted.without(*less.partition(":")[::2])
    if wanted.q and not wanted.filters and (reference := _exactly(wanted.q, request.user)):
        return SeeOther(f"/c/{reference}/")
    return SeeOther(address(asked.keep(wanted, by=request.user, now=asking.now())))


def _exactly(typed: str, person: Any) -> str | None:
    reference = read_reference(typed, prefix=company(date.max).prefix)
    return reference if reference and visible(person).filter(reference=reference).exists() else None


def _context(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    named = opened.named
    now, person, wanted = asking.now(), request.user, named.wanted
    today = london.day_of(now)
    counts = counting.counted(person, wanted, today, now=now)
    sort = paging.sort_of(wanted, opened.liked.sort)
    found = holding.narrowed(person, wanted, today).select_related("customer", "owner", "team", "category").defer("description", "wanted")
    page = paging.page_of(found, sort, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    rows = printed.rows_of(page.rows, today, named.id)
    groups = words.grouped(rows, counts, sort.name)
    views = _views(request, opened)
    return {
        "heading": words.heading(named, counts), "tab": words.tab(named, counts),
        "as_of": words.as_of(now, counts, numbers_of(request).saved_at), "changes": _changes(request, named), **_named(named, rows=bool(groups)),
        "filters": facets.filters(wanted, counts, person), "chips": list(facets.chips(wanted, counts, person)),
        "shown": words.shown(len(page.rows), counts, wanted), "whole": words.whole(len(page.rows), counts), "sort": _sorts(sort) if groups else None,
        "views": views,
        "columns": columns.filled(columns.chosen(opened.liked.columns, wanted.view), rows), "groups": groups, "bulk": bar.bulk(request),
        "reviews": reviews.head(wanted, person, now), "take_next": bar.take_next(wanted.view, person, len(page.rows)),
        "unverified": shown.doubt(row["rule"] for row in rows),
        "empty": None if groups else words.empty(named, counts, now, _first(wanted, person, today), may_import=person.role in MAY_IMPORT),
        "pages": _pages(named, page),
    }


def _first(wanted: Wanted, person: Any, today: date) -> Complaint | None:
    """What ticks that leave nothing keep from the reader: the first row of the view without them."""
    if wanted.q or not wanted.ticks:
        return None
    view = Wanted(wanted.view)
    found = paging.ordered(holding.held(person, view, today), paging.sort_of(view, ""))
    return found.only("reference", "next_due_on", "nation").first()


def _changes(request: HttpRequest, named: Named) -> dict[str, str] | None:
    """Where the page asks how much changed since, and the address that shows it anew. Words are not looked for again and again."""
    if named.wanted.q:
        return None
    return {"ask": f"/complaints/changes/?list={named.id}&mark={numbers_of(request).mark}", "href": request.get_full_path(), "words": ""}


def _named(named: Named, *, rows: bool) -> dict[str, Any]:
    """The list's id, where it is saved, and where it has rows where their columns are chosen and the file of them is made."""
    save = f"/complaints/views/{named.id}/" if named.saved else f"/complaints/views/new/?list={named.id}"
    return {"list": named.id, "saved_view": bool(named.saved), "save_view": save,
            "columns_href": f"/complaints/columns/?list={named.id}" if rows else "",
            "export_href": f"/complaints/export/?list={named.id}" if rows else ""}


def _sorts(sort: paging.Sort) -> dict[str, Any] | None:
    """What it may be sorted by; the list of what ended has one order alone."""
    if sort is paging.ENDED:
        return None
    return {"options": [{"value": other.name, "label": other.label, "on": other is sort} for other in paging.SORTS.values()]}


def _views(request: HttpRequest, opened: Opened) -> list[dict[str, Any]]:
    """The lists beside this one: the desk's own, then those saved by this person or shared with their team, with what they hold.

    One that looks for words is not counted: every page would have to look for them.
    """
    named, wanted = opened.named, opened.named.wanted
    fit = [view for view in VIEWS.values() if view.name not in ("team", "queue") or request.user.team_id]
    own = [{"label": view.label, "href": address(view.name), "count": None,
            "current": view.name == wanted.view and not (named.saved or wanted.q)} for view in fit]
    count_saved(request, {one.id: one.wanted for one in opened.saved if not one.wanted.q})
    held = numbers_of(request).saved
    return own + [{"label": one.saved.name, "href": address(one.id), "current": one.id == named.id,
                   "count": words.number(held[one.id]) if one.id in held else None} for one in opened.saved]


def _pages(named: Named, page: paging.Page) -> dict[str, Any] | None:
    if not (page.before or page.after):
        return None
    here = address(named.id)
    return {"words": f"{len(page.rows)} on this page", "previous": f"{here}&before={page.before}" if page.before else None,
            "next": f"{here}&after={page.after}" if page.after else None}
