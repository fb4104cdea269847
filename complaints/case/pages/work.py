"""The work lists: mine, the team's queue, reviews, all. Grouped by urgency, narrowed by tick boxes, paged by keyset."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.bulk.pages import bar
from complaints.case import listing
from complaints.case.pages import asking, rowing
from complaints.case.pages.empties import empty
from complaints.case.pages.heads import NEED_WORDS
from complaints.case.reading import visible
from complaints.case.reference import read_reference
from complaints.case.stages import STAGE_WORDS, Stage
from complaints.clocks import words
from complaints.rules.services import all_calendars, fixture
from workdays import london

PAGE = 100
STATE_LABELS = {"overdue": "Overdue", "due_today": "Today", "due_soon": "1–2 working days", "later": "Later"}
assert tuple(STATE_LABELS) == listing.STATES
FIELDS = ("owner", "stage", "state", "need")
NEEDS = ("priority_services", "medical", "off_supply")


@dataclass(frozen=True)
class View:
    """`mine`: only this person's; `title` begins the heading."""

    name: str
    title: str
    small: str


VIEWS = {view.name: view for view in (
    View("mine", "Your complaints", ""), View("queue", "Your team’s complaints", "without an owner"), View("reviews", "Reviews", ""),
    View("all", "All complaints", ""),
)}


@require_safe
@asking.refusals_as_pages
def work(request: HttpRequest) -> HttpResponse:
    """`/complaints/?view=…`; a whole reference in the search box opens its case."""
    typed = request.GET.get("q", "").strip()[:200]
    if typed and (found := _exactly(typed, request.user)):
        return HttpResponseRedirect(f"/c/{found}/")
    today = london.day_of(asking.now())
    view = VIEWS.get(request.GET.get("view", ""), VIEWS["all"] if typed or request.user.role == "compliance_officer" else VIEWS["mine"])
    request.desk_nav = {"mine": "work"}.get(view.name, view.name)
    chosen = {field: request.GET.getlist(field)[:30] for field in FIELDS}
    base = base_rows(request.user, view, typed, today)
    rows = narrowed(base, chosen, today, request.user)
    page = listing.page_of(rows.select_related("customer", "owner"), cursor=request.GET.get("cursor") or None, limit=PAGE)
    shown = rowing.rows_of(page.rows, today)
    return render(request, "complaints/list.html", _context(request, view, typed, chosen, base, page, shown, today))


def _exactly(typed: str, person: Any) -> str | None:
    reference = read_reference(typed, prefix=fixture("company")["prefix"])
    return reference if reference and visible(person).filter(reference=reference).exists() else None


def base_rows(person: Any, view: View, typed: str, today: date) -> Any:
    """The view before any tick box: what the counts beside the boxes count."""
    rows = listing.asked_rows(person, listing.Asked(q=typed), today)
    if typed or view.name == "all":
        return rows
    waiting = rows.filter(next_due_on__isnull=False)
    if view.name == "mine":
        return waiting.filter(owner=person)
    return waiting.filter(stage=Stage.SENIOR_REVIEW) if view.name == "reviews" else waiting.filter(owner=None, team=person.team_id)


def count_of(person: Any, view: str, today: date) -> int | None:
    """How many the view holds, as beside its name in the navigation; None above a thousand."""
    return listing.capped_count(base_rows(person, VIEWS[view], "", today))


def narrowed(base: Any, chosen: dict[str, list[str]], today: date, person: Any) -> Any:
    """The ticks: several of one kind widen, several kinds narrow. What no list has is left out, not refused."""
    stages = [stage for stage in chosen["stage"] if stage in set(Stage)]
    states = [state for state in chosen["state"] if state in listing.STATES]
    rows = base.filter(stage__in=stages) if stages else base
    rows = rows.filter(listing.in_states(states, today)) if states else rows
    if chosen["owner"]:
        rows = rows.filter(listing.owned_by([name for name in chosen["owner"] if name not in ("", "-")], unowned="-" in chosen["owner"]))
    for need in chosen["need"]:
        rows = rows.filter(customer__needs__icontains=need) if need in NEEDS else rows
    return rows


def _context(request, view: View, typed: str, chosen, base, page, shown: list[dict], today: date) -> dict[str, Any]:
    groups = rowing.grouped(shown)
    count = listing.capped_count(base)
    facets = _facets(base, today, request.user) if count is not None else {}
    return {
        "heading": heading(view, typed, groups, len(shown)), "as_of": f"As at {words.moment(asking.now())}.", "changes": None,
        "filters": _filters(request, facets, chosen), "chips": list(_chips(request, chosen)),
        "clear": _address(request, drop=FIELDS) if any(chosen.values()) else None,
        "save_view": None, "shown": {"count": len(shown), "of": f" of {count}" if count is not None else " of more than 1,000"}, "sort": None,
        "columns": {"owner": view.name != "mine"}, "groups": groups, "bulk": bar.bulk(request),
        "take_next": bar.take_next(view.name, request.user, len(shown)),
        "empty": None if groups else _empty(view, typed, chosen, count),
        "pages": {"words": f"{len(shown)} on this page", "previous": None, "next": _address(request, cursor=page.next)} if page.next else None,
    }


def _empty(view: View, typed: str, chosen: dict[str, list[str]], count: int | None) -> dict[str, Any]:
    filters = sum(len(values) for values in chosen.values())
    return empty(view.name, view.title, typed, filters, count, words.clock_time(asking.now()))


def heading(view: View, typed: str, groups: list[dict], count: int) -> dict[str, str]:
    """What the list is, with the number that matters: overdue and due today; the rest beside it."""
    if typed:
        return {"title": f"Found: {count} {'complaint' if count == 1 else 'complaints'}", "small": f"for “{typed}”"}
    by_state = {group["name"]: group["count"] for group in groups}
    urgent = [(by_state.get("Overdue", 0), "overdue"), (by_state.get("Due today", 0), "due today")]
    told = ", ".join(f"{number} {what}" for number, what in urgent if number) or "nothing overdue or due today"
    rest = [(by_state.get("Due in 1–2 working days", 0), "in 1–2 working days"), (by_state.get("Later", 0), "later")]
    small = ", ".join(f"{number} {what}" for number, what in rest if number)
    return {"title": f"{view.title}: {told}", "small": ", ".join(part for part in (view.small, f"then {small}" if small else "") if part)}


def _facets(base: Any, today: date, person: Any) -> dict[str, Any]:
    """Counts beside the boxes, from at most a thousand narrow rows."""
    columns = ("owner__username", "owner__full_name", "stage", "next_due_on", "nation", "customer__needs")
    rows = list(base.order_by().values_list(*columns)[: listing.COUNTED_TO])
    owners = Counter((row[0] or "-", row[1] or "Nobody yet") for row in rows)
    needs = Counter(need for row in rows for need in row[5] if need in NEEDS)
    calendars = all_calendars()
    states = Counter(rowing.state_of(row[3], row[4], today, calendars) for row in rows)
    return {"owner": owners, "stage": Counter(row[2] for row in rows), "state": states, "need": needs}


def _filters(request: HttpRequest, facets: dict[str, Any], chosen: dict[str, list[str]]) -> dict[str, Any]:
    def options(field: str, labels: Iterable[tuple[str, str, int | None]]) -> list[dict[str, Any]]:
        return [{"value": value, "label": label, "count": count, "on": value in chosen[field]} for value, label, count in labels
                if count or value in chosen[field] or count is None]
    owners = facets.get("owner", Counter()).most_common(12)
    owner = [(name, "You" if name == request.user.username else full, number) for (name, full), number in owners]
    count = facets.get
    groups = [
        {"name": "Owner", "field": "owner", "options": options("owner", owner)},
        {"name": "Stage", "field": "stage", "options": options("stage", [(s.value, STAGE_WORDS[s], _count(count("stage"), s.value)) for s in Stage])},
        {"name": "Due", "field": "state", "options": options("state", [(s, STATE_LABELS[s], _count(count("state"), s)) for s in listing.STATES])},
        {"name": "Needs", "field": "need", "options": options("need", [(n, NEED_WORDS[n], _count(count("need"), n)) for n in NEEDS])},
    ]
    on = sum(len(values) for values in chosen.values())
    hidden = [{"name": name, "value": request.GET[name]} for name in ("view", "q") if request.GET.get(name)]
    return {"open_words": f"Filters: {on} on" if on else "Filters", "groups": [group for group in groups if group["options"]], "hidden": hidden,
            "reset": _address(request, drop=FIELDS), "action": "/complaints/"}


def _count(counter: Counter | None, value: str) -> int | None:
    return counter[value] if counter is not None else None


def _chips(request: HttpRequest, chosen: dict[str, list[str]]):
    labels = {"stage": lambda v: STAGE_WORDS.get(v, v), "state": lambda v: STATE_LABELS.get(v, v), "need": lambda v: NEED_WORDS.get(v, v),
              "owner": lambda v: "you" if v == request.user.username else ("nobody yet" if v == "-" else v)}
    for field in FIELDS:
        for value in chosen[field]:
            yield {"name": field.capitalize(), "value": labels[field](value).lower(), "remove": _address(request, less=(field, value))}


def _address(request: HttpRequest, *, drop: Iterable[str] = (), less: tuple[str, str] | None = None, cursor: str | None = None) -> str:
    """This list's address with some of its ticks taken out, always from its first page unless a cursor is given."""
    query: QueryDict = request.GET.copy()
    for name in (*drop, "cursor"):
        query.pop(name, None)
    if less:
        query.setlist(less[0], [value for value in query.getlist(less[0]) if value != less[1]])
    if cursor:
        query["cursor"] = cursor
    return f"/complaints/?{query.urlencode()}"
