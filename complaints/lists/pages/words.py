"""What a list says of itself: heading with the numbers that matter, how many are shown, what an empty one says."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from complaints.case.models import Complaint
from complaints.clocks import words
from complaints.lists.asked import Named
from complaints.lists.counting import CAPPED, Counted
from complaints.lists.states import HEADS, Head
from complaints.lists.wanted import VIEWS, Wanted
from complaints.rules.services import all_calendars
from workdays import calendar_for, london

LOG = {"href": "/complaints/new/", "label": "Log a complaint"}
LOOKED_AT = "Looked at reference, name, postcode, account, phone, MPAN, MPRN and the words of the complaint."
MATTERS = ("first", "overdue", "due_today")


def number(count: int) -> str:
    """True to 500, then "500+"."""
    return str(count) if count <= CAPPED else f"{CAPPED}+"


def heading(named: Named, counts: Counted) -> dict[str, str]:
    """What the list is, with the number that matters; the rest beside it."""
    wanted = named.wanted
    if wanted.q:
        found = f"{number(counts.total)} {'complaint' if counts.total == 1 else 'complaints'}"
        return {"title": f"Found: {found}", "small": f"for “{wanted.q}”"}
    title = named.saved.name if named.saved else VIEWS[wanted.view].title
    if wanted.view == "ended":
        return {"title": f"{title}: {number(counts.total)}", "small": ""}
    told = _told(counts, MATTERS, ", ") or "nothing overdue or due today"
    rest = _told(counts, [key for key in HEADS if key not in MATTERS], ", ")
    small = [VIEWS[wanted.view].small, f"then {rest}" if rest else ""]
    return {"title": f"{title}: {told}", "small": ", ".join(part for part in small if part)}


def tab(named: Named, counts: Counted) -> str:
    """The title of the browser's tab: the number that matters most first, as in the heading, where a narrow tab still shows it."""
    wanted = named.wanted
    title = "Found" if wanted.q else named.saved.name if named.saved else VIEWS[wanted.view].title
    told = _told(counts, [key for key in MATTERS if counts.groups[key]][:1], "")
    return f"({told}) {title}" if told else title


def _told(counts: Counted, keys: Any, glue: str) -> str:
    return glue.join(f"{number(counts.groups[key])} {HEADS[key].counted}" for key in keys if counts.groups[key])


def grouped(rows: list[dict[str, Any]], counts: Counted, sort: str) -> list[dict[str, Any]]:
    """The rows of a page under the heads of their groups, as they follow each other; beside each head how many the whole list has.

    Sorted by what is not urgency there is one group for all, behind those that come first in every list.
    """
    if sort not in HEADED:
        return [_group(HEADS[key], counts.groups[key], run) for key, run in groupby(rows, key=lambda row: row["group"])]
    rest = Head(HEADED[sort], "", "", "")
    return [_group(HEADS["first"] if is_first else rest, counts.groups["first"] if is_first else counts.total - counts.groups["first"], run)
            for is_first, run in groupby(rows, key=lambda row: row["group"] == "first")]


def _group(head: Head, count: int, run: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"state": head.rail, "icon": head.icon, "name": head.name, "count": number(count), "rows": list(run)}


HEADED = {"received": "Received, oldest first", "contact": "Last contact, longest ago first", "stage": "By stage"}


def as_of(now: Any, counts: Counted, saved_at: Any) -> str:
    """Numbers that are older than the page say from when they are."""
    counted = f" Counted at {words.clock_time(counts.at)}." if counts.at else ""
    saved = f" Saved views counted at {words.clock_time(saved_at)}." if saved_at and words.clock_time(saved_at) != words.clock_time(now) else ""
    return f"As at {words.moment(now)}.{counted}{saved}"


def shown(rows: int, counts: Counted, wanted: Wanted) -> dict[str, Any]:
    """How many of how many: of the list, and where ticks narrow it of the view."""
    of = f" of {number(counts.total)}" if rows < counts.total else ""
    of += f", {number(counts.held)} without filters" if wanted.filters else ""
    return {"count": rows, "of": of}


def whole(rows: int, counts: Counted) -> str:
    """What is ticked at once with the pages that are not shown; "" where the page shows all, or bulk work would refuse so many."""
    return f"All {counts.total} of this list" if rows < counts.total <= CAPPED else ""


IMPORT = {"href": "/complaints/import/", "label": "Import a file"}


def empty(named: Named, counts: Counted, now: Any, first: Complaint | None, *, may_import: bool) -> dict[str, Any]:
    """The context of components/empty.html: none match, none found, none yet, or all done; what was looked at, and when.

    `first`: where ticks leave nothing, the complaint that is first without them.
    """
    wanted, at = named.wanted, words.clock_time(now)
    if wanted.ticks:
        title = f"No complaints match {words.count_words(wanted.ticks, 'filter')}"
        return _said(title, f"{number(counts.held)} without them, looked at {at}.", None) | {"clears_filters": True, "lines": _next(first, now)}
    if wanted.q:
        return _said(f"No complaint found for “{wanted.q}”", f"{LOOKED_AT} Looked at {at}.", LOG)
    if not Complaint.objects.exists():
        todo = "Log the first one, or import a file." if may_import else "Log the first one."
        return _said("No complaints yet", f"{todo} Looked at {at}.", LOG, IMPORT if may_import else None)
    title = named.saved.name if named.saved else VIEWS[wanted.view].title
    every = {"href": "/complaints/?view=all", "label": "See all open complaints"}
    return _said(f"{title}: all done", f"{LOOKED[wanted.view]} Looked at {at}.", every if wanted.view != "all" else LOG)


def _next(first: Complaint | None, now: Any) -> list[dict[str, str]]:
    """"LM-26-04417-K comes next: Tue 12 May 2026, 2 working days left"; nothing where it has no day."""
    if first is None or first.next_due_on is None:
        return []
    said = words.status_of(first.next_due_on, london.day_of(now), all_calendars()[calendar_for(first.nation)]).words
    text = f" comes next: {words.short_day(first.next_due_on)}, {said[0].lower()}{said[1:]}"
    return [{"href": f"/c/{first.reference}/", "link": first.reference, "text": text}]


LOOKED = {
    "mine": "No open complaint is yours.", "team": "Your team has no open complaint.", "queue": "Your team has no open complaint without an owner.",
    "reviews": "No complaint is in senior review.", "all": "No complaint that you may see is open.",
    "ended": "No complaint that you may see ended in the last 30 days.",
}


assert set(LOOKED) == set(VIEWS)


def _said(title: str, text: str, action: dict[str, str] | None, second: dict[str, str] | None = None) -> dict[str, Any]:
    return {"title": title, "text": text, "lines": [], "action": action, "second": second, "note": None}
