"""`/compliance/list/NAME/`: what is behind a number of `/compliance/` where no other page lists it. Pages by key."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case import told
from complaints.case.pages import asking
from complaints.case.stages import STAGE_WORDS, Stage
from complaints.clocks import shown, words
from complaints.compliance.counting import counts
from complaints.compliance.looking import EVERY, Look
from complaints.compliance.pages.home import look_of, number_words
from complaints.compliance.pages.naming import mark_of, of
from complaints.money.naming import standard_words
from complaints.record.refusals import Unknown
from complaints.rules.services import all_calendars
from workdays import calendar_for, london
from workdays.calendars import TITLES

PAGE = 50
Cells = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Listed:
    """`line(row, look)` is a row of the table; `by` the column of the order, the oldest first or, with `newest`, the newest."""

    head: tuple[str, ...]
    line: Callable[[Any, Look], Cells]
    related: tuple[str, ...] = ()
    by: str = "pk"
    newest: bool = False


def _case(complaint: Any) -> dict[str, Any]:
    return {"text": complaint.reference, "href": f"/c/{complaint.reference}/"}


def _deadline(row: Any, look: Look) -> Cells:
    status = shown.status(row, look.today, all_calendars()[calendar_for(row.complaint.nation)])
    return [_case(row.complaint), {"text": words.short_day(row.due_on), "strong": True}, {"text": "", "status": status}, {"text": shown.rule(row)},
            {"text": row.complaint.team.name if row.complaint.team else "No team"}]


def _without(row: Any, look: Look) -> Cells:
    return [_case(row), {"text": STAGE_WORDS[Stage(row.stage)]}, {"text": words.moment(row.stage_since)},
            {"text": row.team.name if row.team else "No team"}]


def _mail(row: Any, look: Look) -> Cells:
    return [{"text": str(row.pk)}, {"text": row.kind.replace("_", " ").capitalize()}, {"text": words.moment(row.created_at)}, {"text": row.why}]


def _request(row: Any, look: Look) -> Cells:
    late = row.due_on < look.today
    return [{"text": f"Request {row.data_request_id}"}, {"text": words.short_day(row.due_on), "strong": late},
            {"text": "Late" if late else "Open"}]


def _import(row: Any, look: Look) -> Cells:
    own = row.by_id == look.person.pk or look.person.role == "administrator"
    return [{"text": f"Import {row.pk}", "href": f"/jobs/{row.pk}/" if own else ""}, {"text": words.moment(row.created_at)},
            {"text": row.by.full_name}, {"text": f"{row.failed:,}", "num": True}, {"text": f"{row.total:,}", "num": True}]


def _event(row: Any, look: Look) -> Cells:
    sentence = told.summary(row.kind, row.data)
    days = (london.day_of(row.recorded_at) - london.day_of(row.at)).days
    return [_case(row.complaint), {"text": sentence[:1].upper() + sentence[1:]}, {"text": words.moment(row.at)},
            {"text": words.moment(row.recorded_at)}, {"text": f"{days:,}", "num": True}, {"text": row.by.full_name}]


def _holiday(row: Any, look: Look) -> Cells:
    what = f"Withdrawn: {row.name}" if row.withdrawn else f"Added: {row.name}"
    return [{"text": words.short_day(row.day)}, {"text": TITLES.get(row.calendar, row.calendar)}, {"text": what}, {"text": row.reason},
            {"text": row.by.full_name if row.by else "The desk"}, {"text": words.moment(row.at)}]


def _action(row: Any, look: Look) -> Cells:
    duty = row.deadline or row.finding or row.incident
    name = words.title(duty.kind) if row.deadline else standard_words(duty.code)
    return [{"text": name, "href": f"/compliance/breaches/{mark_of(duty)}/"}, of(duty), {"text": words.short_day(row.action_due_on), "strong": True},
            {"text": row.action_owner.full_name}]


def _law(row: Any, look: Look) -> Cells:
    return [{"text": row.standard, "href": f"/standards/{row.standard}/"}, {"text": words.plain_day(row.valid_from)}, {"text": row.source},
            {"text": row.proposed_by.full_name}]


DEADLINES = ("Complaint", "Due", "How long", "Rule", "Team")
OF_A_CASE = ("complaint__team",)
LISTED = {
    "coming": Listed(DEADLINES, _deadline, OF_A_CASE, by="due_on"),
    "unverified": Listed(DEADLINES, _deadline, OF_A_CASE, by="due_on"),
    "without-clock": Listed(("Complaint", "Stage", "Since", "Team"), _without, ("team",)),
    "mails": Listed(("Number", "Mail", "Written", "Why"), _mail),
    "requests": Listed(("Request", "Due", "State"), _request, by="due_on"),
    "imports": Listed(("Import", "Asked for", "By", "Rejected", "Rows"), _import, ("by",), newest=True),
    "back-dated": Listed(("Complaint", "What", "Happened", "Recorded", "Days after", "By"), _event, ("complaint", "by"), newest=True),
    "holidays": Listed(("Day", "Calendar", "What", "Why", "By", "When"), _holiday, ("by",), newest=True),
    "actions": Listed(("Duty", "Of", "By when", "Who"), _action,
                      ("deadline__complaint", "finding__complaint", "incident", "action_owner"), by="action_due_on"),
    "law": Listed(("Standard", "From", "Source", "Proposed by"), _law, ("proposed_by",)),
}
assert set(LISTED) == {name for name, looked in EVERY.items() if not looked.href}


@require_safe
@asking.refusals_as_pages
def listed(request: HttpRequest, name: str) -> HttpResponse:
    look = look_of(request, asking.now())
    if name not in LISTED:
        raise Unknown("There is no such list.")
    how, looked = LISTED[name], EVERY[name]
    found = [row for rows in looked.rows(look) for row in _page(rows, how, request.GET.get("after", ""))][: PAGE + 1]
    lines = [how.line(row, look) for row in found[:PAGE]]
    more = f"{looked.address}?after={_place(found[PAGE - 1], how)}" if len(found) > PAGE else None
    return render(request, "compliance/list.html", {
        "heading": {"title": f"{looked.title}: {number_words(counts([looked], look)[name])}", "small": looked.text},
        "as_of": f"As at {words.moment(look.now)}.",
        "table": {"caption": looked.title, "head": _head(how, lines), "rows": lines} if lines else None,
        "empty": {"title": f"{looked.title}: none", "text": f"{looked.text} Looked at {words.moment(look.now)}.", "lines": [], "action": None,
                  "second": None, "note": None},
        "pages": {"words": f"{PAGE} a page", "previous": None, "next": more} if more else None,
    })


def _head(how: Listed, lines: list[Cells]) -> Cells:
    nums = [bool(cell.get("num")) for cell in lines[0]] if lines else [False] * len(how.head)
    return [{"text": text, "num": num} for text, num in zip(how.head, nums, strict=True)]


def _page(rows: QuerySet, how: Listed, after: str) -> QuerySet:
    """Behind the place of the last line: its day and number."""
    sign = "lt" if how.newest else "gt"
    day, _, number = after.rpartition(".")
    if number.isascii() and number.isdecimal() and len(number) < 19 and (how.by == "pk" or _day(day)):
        behind = Q(**{f"pk__{sign}": int(number)})
        rows = rows.filter(behind if how.by == "pk" else Q(**{f"{how.by}__{sign}": _day(day)}) | behind & Q(**{how.by: _day(day)}))
    order = [how.by, "pk"] if how.by != "pk" else ["pk"]
    return rows.select_related(*how.related).order_by(*(f"-{column}" if how.newest else column for column in order))[: PAGE + 1]


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if len(typed) == 10 else None
    except ValueError:
        return None


def _place(row: Any, how: Listed) -> str:
    return str(row.pk) if how.by == "pk" else f"{getattr(row, how.by).isoformat()}.{row.pk}"
