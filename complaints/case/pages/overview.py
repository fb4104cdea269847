"""The case page: what is due next and why, where it stands, in whose words, and the latest events."""

from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

import workdays
from complaints.case import channels, told
from complaints.case.models import Complaint
from complaints.case.notes import CORRECTED
from complaints.case.pages import asking, heads, printed, undo
from complaints.case.pages.around import Around, around
from complaints.case.pages.last_said import last_said
from complaints.case.pages.there import of_ombudsman
from complaints.case.stages import MOVES
from complaints.clocks import shown, words
from complaints.clocks.kinds import GIVEN, WINDOWS, Kind
from complaints.clocks.models import Deadline
from complaints.entitlement import standing
from complaints.record.models import Event
from complaints.rules.services import all_calendars
from complaints.templatetags.deadline_picture import Mark, Picture
from workdays import Calendar, london

LATEST = 8
MOST_MARKS = 4
MOST_NAMED = 6


def calendar_of(complaint: Complaint) -> Calendar:
    return all_calendars()[workdays.calendar_for(complaint.nation)]


@require_safe
@asking.refusals_as_pages
def overview(request: HttpRequest, reference: str) -> HttpResponse:
    """`?as_of=` leads to the page of that moment."""
    if request.GET.get("as_of"):
        return HttpResponseRedirect(f"/c/{quote(reference)}/as-of/?{urlencode({'as_of': request.GET['as_of']})}")
    complaint = asking.complaint_for(request, reference, "case")
    today, calendar = london.day_of(asking.now()), calendar_of(complaint)
    rows = list(Deadline.objects.filter(complaint=complaint))
    events = list(Event.objects.filter(complaint=complaint).select_related("by", "sealed").order_by("-seq"))
    waiting = order(rows)
    head, found = waiting[:1], around(complaint, request.user)
    owed = [row for row in waiting[1:] if row.kind in GIVEN]
    rest = [row for row in waiting[1:] if row.kind not in GIVEN]
    case = heads.identity(complaint, request.user, "Overview")
    context = {
        "case": case, "side": heads.side(complaint, rows, request.user),
        "due": _due(complaint, head[0], today, calendar, found, case) if head else None,
        "undo": undo.offered(complaint, events, request.user, asking.now()), "explain_open": "explain" in request.GET, "no_due_words": None,
        "owed": [given(complaint, row, today, calendar, found) for row in owed], "run_on": RUN_ON if found.of("ask") else "",
        "then": [shown.line(row, today, calendar) for row in rest],
        "then_words": f"Then: {words.count_words(len(rest), 'more date')}",
        "picture": picture(complaint, rows, events, today, calendar), "dates": dates_table(rows, today, calendar),
        "summary": summary(complaint, events, waiting, today, calendar),
        "latest": latest(complaint, events, today),
    }
    return render(request, "complaints/case.html", context)


def _due(complaint: Complaint, row: Deadline, today: date, calendar: Calendar, found: Around, case: dict[str, Any]) -> dict[str, Any]:
    """The due card; what the filled button of the page does already is not offered again."""
    told_done = done(complaint, row, found)
    if case["primary"] and case["primary"]["href"] == told_done.get("done"):
        told_done = {name: text for name, text in told_done.items() if name not in ("done", "done_words")}
    return shown.card(row, today, calendar) | told_done


def latest(complaint: Complaint, events: list[Event], today: date) -> dict[str, Any]:
    """The newest events that people and alerts made; what the desk worked out stands in the dates above."""
    corrected, dayless = printed.corrections(events), printed.dayless(complaint)
    told_of = [event for event in events if event.kind != CORRECTED]
    shown_ones = [event for event in told_of if not printed.of_the_desk(event)][:LATEST]
    return {"title": f"Latest of {words.count_words(len(told_of), 'event')}", "href": f"/c/{complaint.reference}/timeline/",
            "events": [printed.shown(event, today, dayless=dayless, corrected=corrected) for event in shown_ones]}


RUN_ON = "The complaint’s own dates run on meanwhile: an open question stops none of them."


def given(complaint: Complaint, row: Deadline, today: date, calendar: Calendar, found: Around) -> dict[str, Any]:
    """A promise, an action, an answer asked for: what it is, by when, and where to record it as done."""
    return {
        "due": words.short_day(row.due_on), "status": shown.status(row, today, calendar), "name": words.title(row.kind),
        **done(complaint, row, found),
    }


def order(rows: list[Deadline]) -> list[Deadline]:
    """Open rows, the one due first on top; what a dispute has stopped and windows after what we must do."""
    waiting = [row for row in rows if row.is_open]
    return sorted(waiting, key=lambda row: (row.kind in WINDOWS, row.held_on is not None, row.due_on, row.started_at))


DONE = {Kind.PROMISE: "Record as kept", Kind.REFERRAL_REPLY: "Record the reply", Kind.INFORMATION_REQUEST: "Record the answer",
        Kind.OMBUDSMAN_FILE: heads.FILE_SENT}


def done(complaint: Complaint, row: Deadline, found: Around) -> dict[str, str]:
    """Where to record that what a person's clock asks for was done, and whose it is; nothing for the clocks that the procedure meets."""
    if row.kind not in GIVEN:
        return {}
    link = {"done": f"/c/{complaint.reference}/clocks/{row.pk}/met/", "done_words": DONE.get(Kind(row.kind), "Record as done"), "what": row.what}
    ask = next((piece for piece in found.of("ask") if piece.number == row.pk), None)
    referral = next((piece for piece in found.of("referral") if piece.number == row.pk), None)
    if ask:
        return link | {"name": f"Asked of {ask.name}", "done": f"/asked/{ask.more}/"}
    theirs = f", their reference {referral.more}" if referral and referral.more else ""
    return link | ({"name": f"Reply to {told.REFERRED_BY[referral.name]}{theirs}"} if referral else {})


def summary(complaint: Complaint, events: list[Event], waiting: list[Deadline], today: date, calendar: Calendar) -> list[dict[str, Any]]:
    """In the customer's words, Wants, Where it stands, What we said, What is next."""
    received = london.day_of(complaint.received_at)
    how = f"{channels.BY[complaint.channel].capitalize()}, {words.moment(complaint.received_at)}"
    how = how if complaint.received_time_known else f"{channels.BY[complaint.channel].capitalize()}, {words.short_day(received)}"
    parts = [
        {"name": "In the customer’s words", "text": complaint.description, "small": how, "said": True},
        {"name": "Wants", "text": complaint.wanted or "Not recorded yet."},
        {"name": "Where it stands", "text": stands(complaint, today)},
        {"name": "What we said", "text": last_said(events, today)},
        {"name": "What is next", "text": words.sentence(waiting[0].kind, waiting[0].due_on) + "." if waiting else "Nothing is due."},
        {"name": "Ombudsman", "text": of_ombudsman(complaint, events, today),
         "small": standing.attempted_words(complaint)},
    ]
    return [part for part in parts if part["text"]]


def stands(complaint: Complaint, today: date) -> str:
    """The stage and since when, and whether the customer may go to the Ombudsman."""
    since = words.long_day(london.day_of(complaint.stage_since))
    return f"{heads.stage_words(complaint)} since {since}. Received {words.long_day(london.day_of(complaint.received_at))}."


def picture(complaint: Complaint, rows: list[Deadline], events: list[Event], today: date, calendar: Calendar) -> Picture | None:
    """Deadlines above, moves below, the windows as what lies beyond."""
    live = [row for row in rows if row.cancelled_at is None]
    near = marked([row for row in live if row.kind not in WINDOWS])
    windows = sorted((row for row in live if row.kind in WINDOWS and row.is_open), key=lambda row: row.due_on)
    if not near and not windows:
        return None
    logged, *moves = [event for event in reversed(events) if event.kind == "logged" or event.kind.startswith("moved.")]
    missed = [row.due_on for row in near if row.is_running and row.due_on < today]
    start = london.day_of(complaint.received_at)
    ends = [(short(event), london.day_of(event.at)) for event in (logged, *moves[-MOST_MARKS:])]
    marks = tuple(_mark(row, today, calendar) for row in near)
    off = tuple(holidays(start, max([today, *(row.due_on for row in near)]), calendar))
    return Picture(
        label="Deadlines and events: " + "; ".join(f"{mark.name}, {mark.words}" for mark in (*marks, *off)),
        start_on=start, now_on=today, now_words=words.tiny_day(today),
        deadlines=marks,
        events=tuple(Mark(max(start, day), name, words.near_day(day, today)) for name, day in ends),
        holidays=off,
        over_from=min(missed) if missed else None,
        far=Mark(windows[-1].due_on, "Ombudsman closes", words.short_day(windows[-1].due_on)) if windows else None,
    )


def marked(rows: list[Deadline]) -> list[Deadline]:
    """The rows that the picture names: of each kind the last, the open ones before those that ended."""
    last = {row.kind: row for row in sorted(rows, key=lambda row: (row.is_open, row.pk))}
    chosen = sorted(last.values(), key=lambda row: (not row.is_open, -row.pk))[:MOST_MARKS]
    return sorted(chosen, key=lambda row: row.due_on)


def _mark(row: Deadline, today: date, calendar: Calendar) -> Mark:
    ended, missed = row.met_at is not None, row.is_running and row.due_on < today
    status = shown.status(row, today, calendar)
    late = status.state is words.State.MET_LATE
    name = words.outcome(row.kind, met=ended, late=late) if ended or missed else words.title(row.kind)
    return Mark(row.due_on, name, f"due {words.near_day(row.due_on, today)}", status)


SHORT = {
    "logged": "Logged", "moved.escalate": "Escalated", "moved.send_update": "Update", "moved.declare_deadlock": "Deadlock",
    "moved.refer_to_ombudsman": "To the Ombudsman", "moved.return_from_ombudsman": "Back to us", "moved.record_decision": "Decision",
    "moved.record_acceptance": "Customer answered", "moved.confirm_compliance": "All done", "moved.close_after_decision": "Closed",
    "moved.resolve": "Resolved", "moved.withdraw": "Withdrawn", "moved.set_aside": "Set aside", "moved.lapse": "Closed", "moved.reopen": "Reopened",
}
assert set(SHORT) == {"logged", *(f"moved.{name}" for name in MOVES)}


def short(event: Event) -> str:
    """"Decision: upheld", "Customer answered: accepted", "Escalated"."""
    return SHORT[event.kind] + told.came_out(event.kind, event.data)


def holidays(first: date, last: date, calendar: Calendar):
    for number in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(number)
        if (why := workdays.why_off(day, calendar)) and why != "weekend":
            yield Mark(day, why, words.tiny_day(day))


def dates_table(rows: list[Deadline], today: date, calendar: Calendar) -> dict[str, Any]:
    """Every date of the case, the ended ones too: the words that the picture has no room for."""
    head = [{"text": text} for text in ("What", "Started", "Due", "How it stands", "Rule")]
    lines = [
        [{"text": words.title(row.kind)}, {"text": words.short_day(london.day_of(row.started_at))}, {"text": words.short_day(row.due_on)},
         {"text": "", "status": shown.status(row, today, calendar)}, {"text": shown.rule(row)}]
        for row in sorted(rows, key=lambda row: (row.due_on, row.pk))
    ]
    return {"caption": "All dates of this complaint", "head": head, "rows": lines, "note": _off_words(rows, today, calendar)}


def _off_words(rows: list[Deadline], today: date, calendar: Calendar) -> str:
    """The bank holidays that the picture shows as dark blocks, by name; of many the first."""
    counted = [row for row in rows if row.kind not in WINDOWS and row.cancelled_at is None]
    if not counted:
        return ""
    start = min(london.day_of(row.started_at) for row in counted)
    found = [f"{mark.name}, {words.short_day(mark.on)}" for mark in holidays(start, max([today, *(row.due_on for row in counted)]), calendar)]
    more = [f"and {len(found) - MOST_NAMED} more"] if len(found) > MOST_NAMED else []
    return f"Bank holidays in these days ({calendar.title}): {'; '.join([*found[:MOST_NAMED], *more])}." if found else ""
