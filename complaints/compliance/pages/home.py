"""`/compliance/`: what changed since this person last marked it as seen, what needs somebody, and how the engine is. Looking changes nothing."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

import workdays
from complaints.alerts import heartbeat
from complaints.audit import checking
from complaints.audit.models import AuditCheck
from complaints.case.pages import asking
from complaints.clocks import shown, words
from complaints.compliance import looking, visits
from complaints.compliance.counting import COUNTED_TO, counts
from complaints.compliance.engine import Engine, engine
from complaints.compliance.looking import Look, Looked
from complaints.compliance.rights import check_may_look
from complaints.rules import holiday_failures
from complaints.rules import services as rules
from config.frame import exists
from config.health import broker_engine
from workdays import london

MARK, MARK_NOTHING = "Mark these changes as seen", "Mark all up to now as seen"
UNCHECKED = "The whole record has not been checked yet. Check it under Audit."
BROKERS = {"filesystem": "Files on the server", "redis": "Redis"}
HEAD = ("What", "How many", "What it means")
LIVES = {heartbeat.SWEEP: "Deadlines checked", heartbeat.BEAT: "Timer", heartbeat.WORKER: "Background work"}
PLACES = (("/compliance/breaches/", "Register of missed duties"), ("/audit/", "Audit"), ("/privacy/", "Privacy"), ("/rules/", "Rules"),
          ("/holidays/", "Bank holidays"), ("/exports/", "Exports"), ("/reports/breaches/", "Report of breaches"))


def look_of(request: HttpRequest, now: datetime) -> Look:
    """Raises Forbidden for everybody but compliance officers and administrators."""
    check_may_look(request.user)
    today = london.day_of(now)
    return Look(request.user, today, now, visits.since(request.user, now=now), ahead_to(today))


def ahead_to(today: date) -> date:
    """The last of the next ten working days, by the company's own calendar; a fortnight where none goes that far."""
    tables = rules.tables()
    try:
        return workdays.add(today, looking.AHEAD_WORKING_DAYS, tables.calendars[workdays.calendar_for(tables.company(today).nation)])
    except workdays.OutsideCalendar:
        return today + timedelta(days=14)


@require_safe
@asking.refusals_as_pages
def home(request: HttpRequest) -> HttpResponse:
    now = asking.now()
    look, marks = look_of(request, now), visits.marks_now()
    numbers, found, check = counts(looking.EVERY.values(), look), engine(now), checking.last()
    troubles = found.troubles(now) + (["the broker does not answer"] if broker_engine() is None else []) + (
        ["the record does not hold"] if check and not check.holds else [])
    return render(request, "compliance/home.html", {
        "heading": {"title": _title(look, numbers), "small": _health(found, check, healthy=not troubles)},
        "as_of": f"As at {words.moment(now)}.", "first": look.since.first, "seen": words.moment(look.since.at),
        "marks": {**marks, "until": now.isoformat(), "op_id": asking.new_op_id()},
        "since": _table("What changed", looking.SINCE, numbers, check), "now": _table("What needs somebody", looking.NOW, numbers, check),
        "mark": MARK if any(numbers[looked.name] != 0 for looked in looking.SINCE) else MARK_NOTHING, "first_of_all": _first(look),
        "trouble": f"Engine: {'; '.join(troubles)}." if troubles else "", "engine": _engine_facts(found, check),
        "holidays": _holiday_facts(found, look.today), "places": [{"href": href, "label": label} for href, label in PLACES if exists(href)],
    })


def _title(look: Look, numbers: dict[str, int | None]) -> str:
    """What there is of each: "Since Friday 1 May: 2 new breaches, 1 bank-holiday change"."""
    day = london.day_of(look.since.at)
    since = words.long_day(day).removesuffix(f" {day.year}") if day.year == look.today.year else words.long_day(day)
    told = ((numbers["breaches"], "new breach", "new breaches"), (numbers["holidays"], "bank-holiday change", "bank-holiday changes"),
            (numbers["letters"], "uncertain letter", "uncertain letters"))
    some = [f"{number_words(number)} {one if number == 1 else many}" for number, one, many in told if number != 0]
    return f"Since {since}: {', '.join(some) or 'nothing new'}"


def number_words(number: int | None) -> str:
    return f"more than {COUNTED_TO:,}" if number is None else f"{number:,}"


def _last(found: Engine) -> str:
    at = found.lived[heartbeat.SWEEP]
    return f"{at.astimezone(london.LONDON):%H:%M:%S}" if at else "not yet"


def _health(found: Engine, check: AuditCheck | None, *, healthy: bool) -> str:
    """Healthy is a desk whose whole record was checked, too."""
    if check is None:
        return f"Deadlines checked {_last(found)}; the record is not checked yet."
    return f"{'Engine healthy, last' if healthy else 'Last'} check {_last(found)}."


def _first(look: Look) -> dict[str, Any] | None:
    """The duty that is most urgent: the oldest that runs late, or the one that is due first."""
    row = looking.most_urgent(look)
    if row is None:
        return None
    calendar = rules.all_calendars()[row.calendar]
    return {"href": f"/c/{row.complaint.reference}/", "reference": row.complaint.reference, "rule": shown.rule(row),
            "due": words.short_day(row.due_on), "status": shown.status(row, look.today, calendar)}


def _table(caption: str, things: tuple[Looked, ...], numbers: dict[str, int | None], check: AuditCheck | None) -> dict[str, Any]:
    """What should be none and is some first, then the rest that is some; what there is none of is named under the table."""
    some = [looked for looked in things if numbers[looked.name] != 0 or _unchecked(looked, check)]
    none = [looked.title for looked in things if looked not in some]
    some.sort(key=lambda looked: not _wrong(looked, numbers[looked.name]))
    return {"caption": caption, "head": [{"text": HEAD[0]}, {"text": HEAD[1], "num": True}, {"text": HEAD[2]}],
            "rows": [_line(looked, numbers[looked.name], check) for looked in some],
            "none": f"None of these: {'; '.join(title[:1].lower() + title[1:] for title in none)}." if none else ""}


def _unchecked(looked: Looked, check: AuditCheck | None) -> bool:
    """No fault is known of a record that nobody has checked: that is no "none"."""
    return looked.name == "record" and check is None


def _wrong(looked: Looked, number: int | None) -> bool:
    return looked.must_be_none and number != 0


def _line(looked: Looked, number: int | None, check: AuditCheck | None) -> list[dict[str, Any]]:
    """The number opens its list; what should be none is bold."""
    if _unchecked(looked, check):
        return [{"text": looked.title}, {"text": "Not known", "num": True, "href": looked.address}, {"text": UNCHECKED}]
    wrong = _wrong(looked, number)
    text = f"{looked.text} There must be none." if wrong else looked.text
    return [{"text": looked.title, "strong": wrong}, {"text": number_words(number), "num": True, "href": looked.address}, {"text": text}]


def _engine_facts(found: Engine, check: AuditCheck | None) -> list[dict[str, str]]:
    lives = [{"name": label, "text": words.moment(at) if (at := found.lived[name]) else "Not yet"} for name, label in LIVES.items()]
    waits = f"Since {words.moment(found.oldest)}" if found.oldest else "Nothing"
    broker = broker_engine()
    held = f"{words.moment(check.at)}, it {'holds' if check.holds else 'is broken'}" if check else "Not yet"
    return [*lives, {"name": "Record checked", "text": held},
            {"name": "Work handed over by", "text": BROKERS.get(broker or "", broker) or "The broker does not answer"},
            {"name": "Waits to go out", "text": waits},
            {"name": "Last went out", "text": words.moment(found.last_out) if found.last_out else "Nothing yet"}]


def _holiday_facts(found: Engine, today: date) -> list[dict[str, str]]:
    """Until when they are known, what could not be loaded, and the next one of each calendar."""
    ahead = words.count_words((found.holidays_until - today).days, "day")
    told = [{"name": "Known to", "text": f"{words.plain_day(found.holidays_until)}, {ahead} ahead"}]
    if found.not_loaded:
        told.append({"name": holiday_failures.TITLE, "text": found.not_loaded})
    for calendar in rules.all_calendars().values():
        coming = sorted(day for day in calendar.off if day >= today)
        if coming:
            told.append({"name": calendar.title, "text": f"Next: {calendar.off[coming[0]]}, {words.short_day(coming[0])}"})
    return told


@require_POST
@asking.refusals_as_pages
def seen(request: HttpRequest) -> HttpResponse:
    """`/compliance/seen/`: all that the page showed is seen; what came after it was made is not."""
    given = {"op_id": request.POST.get("op_id"), "until": request.POST.get("until", ""),
             "deadline_mark": _mark(request, "deadline_mark"), "event_mark": _mark(request, "event_mark")}
    visits.mark_seen(given, by=request.user, now=asking.now())
    messages.success(request, "Marked as seen. What changes from then on is new.")
    return HttpResponseRedirect("/compliance/")


def _mark(request: HttpRequest, name: str) -> int | None:
    typed = request.POST.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None
