"""`/settings/`: what can be set, what changed last, and what waits for a second person."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.case.pages import asking
from complaints.case.pages.forms import GatheringForm, words_field
from complaints.clocks import words
from complaints.desk_settings.pages import shown
from complaints.desk_settings.pages.tables import PAGES, SettingPage
from complaints.record.refusals import Unacceptable, Unknown
from complaints.rules import own_changes
from complaints.rules.models import OwnRow
from complaints.rules.own_rows import SET

LAST_SHOWN = 20
HEAD = ("When", "What", "Holds", "By", "Why", "State")
EMPTY = {"title": "No change waits for a second person", "text": "Wording that the law asks for, and contacts, are proposed by one person and "
         "approved by another. Looked at every proposal: each is approved or refused.", "lines": [],
         "action": {"href": "/settings/", "label": "See all settings"}, "second": None, "note": ""}


@require_safe
@asking.refusals_as_pages
def settings(request: HttpRequest) -> HttpResponse:
    """The index."""
    shown.only_those_who_may_see(request.user)
    waiting = own_changes.waiting_rows()
    last = OwnRow.objects.select_related("by", "approved_by", "refused_by").order_by("-pk")[:LAST_SHOWN]
    return render(request, "settings/index.html", {
        "heading": {"title": f"Settings of the desk: {words.count_words(len(waiting), 'change')} to approve",
                    "small": "Everything changed here is on record and holds without a restart."},
        "places": [{"href": page.href, "label": page.title, "text": page.text} for page in PAGES.values() if page.text] + [
            {"href": "/rules/", "label": "Rules in force", "text": "Every dated rule with its source, and what uses it."},
            {"href": "/holidays/", "label": "Bank holidays", "text": "The calendars of each nation, days added and withdrawn."},
            {"href": "/people/", "label": "People and teams", "text": "Who may sign in, in which role and team."}],
        "waiting": len(waiting), "table": _last(list(last)),
    })


def _last(rows: list[OwnRow]) -> dict[str, Any] | None:
    lines = [[{"text": words.moment(row.at)}, {"text": _named(row), "href": _page(row).row_href(row.key)}, {"text": shown.days_words(row)},
              {"text": row.by.full_name}, {"text": row.reason}, {"text": shown.state_words(row)}] for row in rows]
    return {"caption": "The last changes", "head": [{"text": text} for text in HEAD], "rows": lines} if lines else None


def _page(row: OwnRow) -> SettingPage:
    return PAGES[row.table]


def _named(row: OwnRow) -> str:
    """"Categories: Power cut"."""
    return f"{_page(row).title}: {_page(row).name_of(row)}"


@require_safe
@asking.refusals_as_pages
def waiting(request: HttpRequest) -> HttpResponse:
    """What was proposed, beside what holds now."""
    shown.only_those_who_may_see(request.user)
    rows = [_waiting(row, request.user) for row in own_changes.waiting_rows()]
    return render(request, "settings/waiting.html", {
        "heading": {"title": f"Waiting for a second person: {len(rows)}", "small": "Proposed by an administrator, approved by somebody else."},
        "waiting": rows, "empty": EMPTY,
    })


def _waiting(row: OwnRow, person: Any) -> dict[str, Any]:
    page, own = _page(row), row.by_id == person.pk
    after = dict(page.spoken(row.values)) if row.what == SET else {}
    lines = [{"name": name, "now": now, "then": after.get(name, ""), "other": bool(after) and now != after.get(name, "")}
             for name, now in page.before(row)] or [{"name": name, "now": "", "then": then, "other": True} for name, then in after.items()]
    base = f"/settings/waiting/{row.pk}/"
    return {"title": _named(row), "href": page.row_href(row.key), "days": shown.days_words(row), "what": shown.WHAT_WORDS[row.what], "lines": lines,
            "source": row.source, "reason": row.reason, "by": f"Proposed by {row.by.full_name}, {words.moment(row.at)}",
            "preview": page.preview(row), "approve": None if own else f"{base}approve/", "refuse": f"{base}refuse/", "op_id": asking.new_op_id(),
            "own": "You proposed it: another person approves." if own else ""}


class RefusalForm(GatheringForm):
    reason = words_field("Why is it refused?", "Whoever proposed it reads this.")


@require_POST
@asking.refusals_as_pages
def approve(request: HttpRequest, number: int) -> HttpResponse:
    shown.only_those_who_may_see(request.user)
    row = _row(number)
    own_changes.approve(_page(row).subject, number, {"op_id": request.POST.get("op_id")}, by=request.user, now=asking.now())
    messages.success(request, f"Approved: {_named(row)}.")
    return HttpResponseRedirect("/settings/waiting/")


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def refuse(request: HttpRequest, number: int) -> HttpResponse:
    shown.only_those_who_may_see(request.user)
    row = _row(number)
    form, op_id, status = RefusalForm(request.POST if request.method == "POST" else None), asking.new_op_id(), 200
    if request.method == "POST":
        op_id = request.POST.get("op_id")
        try:
            own_changes.refuse(_page(row).subject, number, form.given() | {"op_id": op_id}, by=request.user, now=asking.now())
            messages.success(request, f"Refused: {_named(row)}.")
            return HttpResponseRedirect("/settings/waiting/")
        except Unacceptable as refused:
            form.refuse(refused)
            status = refused.status
    return _refusal(request, row, form, {"op_id": op_id, "status": status})


def _refusal(request: HttpRequest, row: OwnRow, form: RefusalForm, told: Mapping[str, Any]) -> HttpResponse:
    return render(request, "complaints/move.html", {
        "heading": {"title": f"Refuse a change: {_named(row)}", "small": shown.days_words(row)}, "form": form, "op_id": told["op_id"],
        "version": None, "submit": "Refuse this change", "danger": False, "action": "", "due": None, "note": None, "side": None,
        "back": {"href": "/settings/waiting/", "label": "Leave it as it is"}, "what_next": ("It is kept with the reason and never used.",),
    }, status=told["status"])


def _row(number: int) -> OwnRow:
    row = OwnRow.objects.filter(pk=number).select_related("by").first() if number < 2**63 else None
    if row is None or row.table not in PAGES:
        raise Unknown("There is no such change.")
    return row
