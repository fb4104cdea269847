"""`/compliance/breaches/`: every missed duty, those not signed off first to be seen; and the same as a file for a spreadsheet."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.bulk.sheets import FORMATS, SHEETS
from complaints.case.pages import asking, what_for
from complaints.clocks import shown, words
from complaints.clocks.models import Deadline
from complaints.compliance import causes, missed
from complaints.compliance.counting import counts
from complaints.compliance.looking import Look, Looked
from complaints.compliance.models import HARMS
from complaints.compliance.pages import asked as asks
from complaints.compliance.pages.asked import Asked
from complaints.compliance.pages.home import look_of, number_words
from complaints.compliance.pages.naming import NO_TEAM, mark_of, of, team_name
from complaints.money.naming import standard_words
from complaints.record import access, taken
from complaints.record.refusals import Unacceptable
from complaints.record.services import words_of
from complaints.rules.services import all_calendars
from staff.sessions import address_of
from workdays import calendar_for, london

PAGE, MOST_IN_A_FILE = 50, 5000
HEAD = ("Missed", "Of", "Duty", "How it ended", "Team", "Cause", "Harm", "State", "What is done")
FILE_HEAD = ("missed_on", "of", "duty", "ended", "team", "cause", "cause_in_words", "harm", "harm_in_words", "action", "action_owner",
             "action_due_on", "action_done_by", "action_done_at", "written_by", "written_at", "signed_by", "signed_at")
HARM_WORDS = {"none": "None", "low": "Low", "high": "High"}
assert set(HARM_WORDS) == set(HARMS)


@require_safe
@asking.refusals_as_pages
def register(request: HttpRequest) -> HttpResponse:
    look = look_of(request, asking.now())
    asked = asks.read(request.GET, look)
    rows = missed.page(asked.wanted, look.person, look.today, before=asks.place(request.GET.get("before", "")), limit=PAGE + 1)
    number, lines = _number(asked, look), [_line(row, look.today) for row in rows[:PAGE]]
    following = asked.address(before=".".join(map(str, missed.place_of(rows[PAGE - 1])))) if len(rows) > PAGE else None
    return render(request, "compliance/register.html", {
        "heading": {"title": _title(asked, number), "small": "Deadlines of the law, the scheme and the procedure, and guaranteed standards."},
        "as_of": f"As at {words.moment(look.now)}.", "filters": asks.filters(asked, look.today), "new": "new" in asked.told,
        "table": _table(lines) if lines else None,
        "empty": None if lines else _empty(asked, look), "files": [{"label": label, "href": f"/compliance/breaches.{kind}?{asked.query}"}
                                         for kind, label in (("xlsx", "Excel"), ("csv", "CSV"))],
        "pages": {"words": f"{PAGE} a page", "previous": None, "next": following} if following else None,
    })


def _number(asked: Asked, look: Look) -> int | None:
    return counts([Looked("rows", "", "", lambda look: missed.arms(asked.wanted, look.person, look.today))], look)["rows"]


def _title(asked: Asked, number: int | None) -> str:
    """"12 missed duties, not signed off"."""
    duties = "missed duty" if number == 1 else "missed duties"
    show = "" if asked.wanted.show == "all" else f", {asks.SHOW_WORDS[asked.wanted.show].lower()}"
    told = f"{number_words(number)} {duties}{', new since you last looked' if 'new' in asked.told else ''}{show}"
    return told[:1].upper() + told[1:]


def _empty(asked: Asked, look: Look) -> dict[str, Any]:
    """None was ever missed; all are signed off; or none fits what was asked for."""
    every = asks.read({"show": "all"}, look)
    looked = ("Looked at every deadline that is late or was met late, and every failed standard of a complaint, a connection or an incident, "
              f"{words.moment(look.now)}.")
    show_all = {"href": "/compliance/breaches/?show=all", "label": "Show all missed duties"}
    if not _number(every, look):
        title, text, action = "No duty was missed yet", f"{looked} There is none.", {"href": "/compliance/", "label": "Go to compliance"}
    elif asked.told in ({}, {"show": "unsigned"}):
        title, text, action = "Every missed duty is signed off", f"{looked} A second person has signed each of them.", show_all
    else:
        title, text, action = "No missed duty fits", f"{looked} None fits what was asked for.", show_all
    return {"title": title, "text": text, "lines": [], "action": action, "second": None, "note": None}


def _table(lines: list[list[dict[str, Any]]]) -> dict[str, Any]:
    """Without the columns that say nothing yet."""
    used = [place for place in range(len(HEAD)) if any(line[place]["text"] or line[place].get("status") for line in lines)]
    return {"caption": "Missed duties, the newest first", "head": [{"text": HEAD[place]} for place in used],
            "rows": [[line[place] for place in used] for line in lines]}


def duty_words(row: Any) -> str:
    """"Senior review", or the name of the standard."""
    return words.title(row.kind) if isinstance(row, Deadline) else standard_words(row.code)


def status_of(row: Any, today: date) -> words.Status | None:
    """"7 working days late", or "Met late on 11 May, 1 working day late"; None for a standard, which has no clock of its own."""
    return shown.status(row, today, all_calendars()[calendar_for(row.complaint.nation)]) if isinstance(row, Deadline) else None


def ended_words(row: Any, today: date) -> str:
    status = status_of(row, today)
    return status.words if status else "Failed"


def written(row: Any) -> Any:
    """What was found out about it, None where nothing was written."""
    return getattr(row, "breach", None)


def state_words(row: Any) -> str:
    found = written(row)
    if found is None:
        return "Nothing written yet"
    return f"Signed by {found.signed_by.full_name}" if found.signed_at else "To be signed"


def action_words(found: Any) -> str:
    """Of what was to be done: by when, or that it is done; "" where nothing was."""
    if found is None or found.action_due_on is None:
        return ""
    return f"Done {words.short_day(london.day_of(found.done_at))}" if found.done_at else f"By {words.short_day(found.action_due_on)}"


def _line(row: Any, today: date) -> list[dict[str, Any]]:
    found = written(row)
    return [
        {"text": words.short_day(row.missed_on)}, of(row), {"text": duty_words(row), "href": f"/compliance/breaches/{mark_of(row)}/"},
        {"text": "", "status": status} if (status := status_of(row, today)) else {"text": "Failed"},
        {"text": team_name(row, found)}, {"text": causes.name_of(found.cause) if found else ""},
        {"text": HARM_WORDS[found.harm] if found else ""}, {"text": state_words(row)}, {"text": action_words(found)},
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """`/compliance/breaches.csv` and `.xlsx`, of the same query as the page, once it is said what for; each is in the access log."""
    look = look_of(request, asking.now())
    asked = asks.read(request.GET, look)
    rows = missed.page(asked.wanted, look.person, look.today, before=None, limit=MOST_IN_A_FILE + 1)
    if len(rows) > MOST_IN_A_FILE:
        raise Unacceptable(f"A file holds at most {MOST_IN_A_FILE:,} missed duties. Choose a month, a duty or a team first.")
    title = f"Export missed duties: {len(rows):,}"
    reason = what_for.asked(request, title=title, back={"href": f"/compliance/breaches/?{asked.query}", "label": "Back to the missed duties"})
    if isinstance(reason, HttpResponse):
        return reason
    access.looked(request.user, None, f"breaches.{kind}", now=look.now, address=address_of(request) or "")
    taken.keep("breaches", kind, len(rows), by=request.user, now=look.now, reason=reason)
    return HttpResponse(_file(rows, kind, look.today), content_type=FORMATS[kind], headers={
        "Content-Disposition": f'attachment; filename="breaches-{look.today.isoformat()}.{kind}"', "Cache-Control": "no-store"})


def _file(rows: list[Any], kind: str, today: date) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"breaches.{kind}"
        sheet = SHEETS[kind](path, FILE_HEAD)
        for row in rows:
            sheet.row(_cells(row, today))
        sheet.end()
        return path.read_bytes()


def _cells(row: Any, today: date) -> list[str | date | None]:
    found = written(row)
    said = words_of(found.event) if found else {}
    own = [causes.name_of(found.cause), said.get("why", ""), HARM_WORDS[found.harm], said.get("harm", ""), said.get("what", ""),
           found.action_owner.full_name if found.action_owner else "", found.action_due_on,
           found.done_by.full_name if found.done_by else "", found.done_at, found.written_by.full_name, found.written_at,
           found.signed_by.full_name if found.signed_by else "", found.signed_at] if found else [""] * 13
    team = team_name(row, found)
    return [row.missed_on, of(row)["text"], duty_words(row), ended_words(row, today), "" if team == NO_TEAM else team, *own]
