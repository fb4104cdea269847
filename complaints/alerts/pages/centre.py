"""`/alerts/`: what was raised and waits, by urgency, what was acknowledged, what was overtaken; beside it the messages to this person.

One click acknowledges one, another those that are ticked, or all of a group as they were shown. Thin doors.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from complaints.alerts import seen, services
from complaints.alerts.models import Alert
from complaints.alerts.pages import inbox
from complaints.alerts.tiers import COMPLIANCE, MANAGERS, OWNER
from complaints.case import undoing
from complaints.case.pages import asking, heads
from complaints.clocks import words
from complaints.clocks.apart import why_apart
from complaints.clocks.kinds import WINDOWS
from complaints.clocks.models import Deadline
from complaints.record.models import Event
from complaints.rules.services import all_calendars
from staff.models import Person
from workdays import london

MOST, LATELY, SHOWN_LATELY, COUNTED_TO = 300, timedelta(days=7), 20, 100
# By the day on which it falls today, which is not that of the alert: what was told ahead may be late by now. What has no day is read, not met.
PARTS = (("late", "Overdue", "late"), ("today", "Due today", "today"), ("soon", "Ahead", "soon"), ("look", "To look at", "bell"))
SHOWS = {"mine": "Mine", "team": "My team", "all": "All"}


NEXT = {OWNER: "senior managers", MANAGERS: "compliance", COMPLIANCE: ""}
NONE_TICKED = "Tick the alerts to acknowledge, or press the button of one."
NONE_WAITS = "Nothing was acknowledged: no alert waits here."


@require_safe
@asking.refusals_as_pages
def alerts(request: HttpRequest) -> HttpResponse:
    return centre(request)


def centre(request: HttpRequest, error: str = "") -> HttpResponse:
    """The page; with an error where nothing was ticked."""
    now, show = asking.now(), shown(request)
    waiting = sorted(open_rows(request.user, show)[:MOST], key=due_on)
    overtaken = list(of(request.user, show).filter(acknowledged_at=None, overtaken=True).order_by("-pk")[:COUNTED_TO])
    lately = of(request.user, show).filter(acknowledged_at__gte=now - LATELY).order_by("-acknowledged_at")
    done = list(lately[:COUNTED_TO])
    names = dict(Person.objects.filter(username__in={name for row in (*waiting, *overtaken, *done) for name in row.to}).values_list(
        "username", "full_name"))
    tables = [group(state, label, [row for row in waiting if part(row, now) == state], request, names, now, icon=icon)
              for state, label, icon in PARTS]
    tables.append(undoable(group("", "Acknowledged in the last 7 days", done[:SHOWN_LATELY], request, names, now, icon="tick"), done, request, now))
    again = next((row | row["undo"] for row in tables[-1]["rows"] if row.get("undo")), None)
    box = inbox.shown(request.user, now) if show == "mine" else None
    context = {
        "heading": {"title": title(len(waiting), box), "small": small(len(done), len(overtaken))}, "inbox": box, "op_id": asking.new_op_id(),
        "several": len(waiting) > 1, "errors": _errors(error, waiting),
        "acknowledge": f"/alerts/acknowledge/?show={show}",
        "undo": again and {"text": f"You acknowledged an alert of {again['reference']}: {again['what']}.", "action": again["href"],
                           "op_id": asking.new_op_id(), "version": again["version"], "label": "Undo"},
        "as_of": f"As at {words.moment(now)}.", "groups": [table for table in tables if table["rows"]],
        "overtaken": group("", "Overtaken", overtaken, request, names, now, icon=""), "shows": shows(request.user, show),
        "empty": empty(request.user, show, now), "pages": None,
    }
    return render(request, "alerts/list.html", context, status=422 if error else 200)


def _errors(error: str, waiting: list[Alert]) -> list[dict[str, str]]:
    """What can be mended leads to the first tick box; where nothing waits there is none."""
    if not error:
        return []
    return [{"href": f"#alert-{waiting[0].pk}", "text": error}] if waiting else [{"href": "#work", "text": NONE_WAITS}]


def title(waiting: int, box: dict[str, Any] | None) -> str:
    unread = box["count"] if box else 0
    told = f", {words.count_words(unread, 'message')} to read" if unread else ""
    return f"Alerts: {limited(waiting, MOST)} to acknowledge{told}"


def shown(request: HttpRequest) -> str:
    asked = request.GET.get("show", "mine")
    return asked if asked in SHOWS else "mine"


def of(person: Any, show: str) -> QuerySet[Alert]:
    """All alerts of that view, with all that a row prints. Whoever may not see a complaint does not see its alerts."""
    if show == "mine":
        return services.alerts_for(person).select_related("complaint__customer", "deadline", "acknowledged_by")
    rows = Alert.objects.filter(seen.may_see(person))
    if show == "team":
        rows = rows.filter(Q(team=person.team_id) | Q(owner__team=person.team_id)) if person.team_id else rows.none()
    return rows.select_related("complaint__customer", "deadline", "acknowledged_by")


def open_rows(person: Any, show: str) -> QuerySet[Alert]:
    return of(person, show).filter(acknowledged_at=None, overtaken=False).order_by("due_on", "pk")


def limited(count: int, most: int) -> str:
    """A count that stopped counting says so."""
    return f"{count}" if count < most else f"{most} or more"


def small(done: int, overtaken: int) -> str:
    said = [f"{limited(done, COUNTED_TO)} acknowledged in the last 7 days"]
    return ", ".join([*said, *([f"{limited(overtaken, COUNTED_TO)} overtaken by a later one"] if overtaken else [])])


def shows(person: Any, show: str) -> list[dict[str, Any]]:
    """The three views with how many wait in each."""
    return [{"label": label, "href": f"/alerts/?show={name}", "current": name == show, "count": limited(counted(person, name), COUNTED_TO)}
            for name, label in SHOWS.items()]


def counted(person: Any, show: str) -> int:
    if show == "mine":
        return services.open_count(person, COUNTED_TO)
    return open_rows(person, show).order_by()[:COUNTED_TO].count()


def part(alert: Alert, now: datetime) -> str:
    """The one of PARTS that it stands in."""
    if services.described(alert, now=now).status is None:
        return "look"
    day, today = due_on(alert), london.day_of(now)
    return "late" if day < today else "today" if day == today else "soon"


def group(state: str, name: str, rows: Iterable[Alert], request: HttpRequest, names: dict[str, str], now: datetime, *,
          icon: str | None = None) -> dict[str, Any]:
    rows = list(rows)
    lines = [line(row, request, names, now) for row in rows]
    several = ",".join(str(row["id"]) for row in lines if row["ack"])
    _apart(lines, rows, now)
    return {"state": state, "icon": state if icon is None else icon, "name": name, "count": len(lines), "rows": lines,
            "all": {"name": f"in-{state}", "value": several, "do": state} if "," in several else None}


def _apart(lines: list[dict[str, Any]], rows: list[Alert], now: datetime) -> None:
    """Beside the deadlines that count otherwise than others of their day, why."""
    counted = {alert.pk: (alert.deadline.due_on, alert.deadline.calendar) for alert in rows
               if alert.deadline and alert.deadline.kind not in WINDOWS and alert.deadline.is_open}
    apart = why_apart(counted.values(), london.day_of(now), all_calendars())
    longer = _longer(rows)
    for row in lines:
        row["apart"] = longer.get(row["id"]) or apart.get(counted.get(row["id"]), "")


def _longer(rows: list[Alert]) -> dict[int, str]:
    """Beside a window to the Ombudsman that closes before the other one of its complaint: until when the customer may go, as lists say it."""
    windows = {alert.pk: alert.deadline for alert in rows if alert.deadline and alert.deadline.kind in WINDOWS and alert.deadline.is_open}
    if not windows:
        return {}
    theirs = {row.complaint_id for row in windows.values()}
    found = Deadline.objects.filter(complaint__in=theirs, kind__in=WINDOWS, met_at=None, cancelled_at=None)
    last = dict(found.order_by("due_on").values_list("complaint", "due_on"))
    return {pk: f"The other window is open until {words.short_day(last[row.complaint_id])}" for pk, row in windows.items()
            if last[row.complaint_id] > row.due_on}


def undoable(table: dict[str, Any], done: list[Alert], request: HttpRequest, now: datetime) -> dict[str, Any]:
    """The rows that one acknowledged oneself a moment ago lead back; one more statement, only where there are any."""
    fresh = {alert.key: alert for alert in done
             if alert.acknowledged_by_id == request.user.pk and alert.complaint_id and now - alert.acknowledged_at <= undoing.FOR}
    events = Event.objects.filter(complaint__in={alert.complaint_id for alert in fresh.values()}, kind="alert.acknowledged", by=request.user.pk,
                                  recorded_at__gte=now - undoing.FOR).order_by("seq") if fresh else ()
    found = {fresh[event.data["alert_key"]].pk: event.seq for event in events if event.data["alert_key"] in fresh}
    for alert, row in zip(done, table["rows"], strict=False):
        if alert.pk in found:
            row["undo"] = {"href": f"{row['href']}undo/{found[alert.pk]}/?back=alerts", "version": alert.complaint.version}
    return table


def line(alert: Alert, request: HttpRequest, names: dict[str, str], now: datetime) -> dict[str, Any]:
    told = services.described(alert, now=now)
    complaint = alert.complaint
    return {
        "id": alert.pk, "what": told.what, "reference": told.reference, "href": f"/c/{complaint.reference}/" if complaint else "",
        "customer": heads.name_of(complaint.customer) if complaint else "", "due": words.short_day(due_on(alert)), "status": told.status,
        "raised": short_moment(alert.raised_at), "to": people(alert.to, names, request.user), "done": _done(alert, request.user),
        "further": further_words(alert), "ack": not (alert.acknowledged_at or alert.overtaken),
    }


def due_on(alert: Alert) -> date:
    """The day on which its deadline falls now: one that is open may have moved since it was alerted."""
    row = alert.deadline
    return row.due_on if row and row.is_open else alert.due_on


def further_words(alert: Alert) -> str:
    """Whom it goes to next, and when, where nobody acknowledges it before."""
    if alert.further_at is None or alert.acknowledged_at or not NEXT[alert.reach]:
        return ""
    return f"Goes to {NEXT[alert.reach]} {_as_it_begins(alert.further_at)}"


def _as_it_begins(at: datetime) -> str:
    """A moment that is the beginning of a day is that day."""
    day = london.day_of(at)
    return words.tiny_day(day) if at == london.start_of_day(day) else short_moment(at)


def short_moment(at: datetime) -> str:
    """"Tue 1 Dec 10:55"."""
    return f"{words.tiny_day(london.day_of(at))} {words.clock_time(at)}"


def _done(alert: Alert, person: Any) -> str:
    if alert.acknowledged_at is None:
        return "Overtaken" if alert.overtaken else ""
    who = "You" if alert.acknowledged_by_id == person.pk else alert.acknowledged_by.full_name
    return f"{who}, {short_moment(alert.acknowledged_at)}"


def people(usernames: list[str], names: dict[str, str], person: Any) -> str:
    """"you, Tom Ashby and 3 more"."""
    said = sorted(("you" if name == person.username else names.get(name, name) for name in usernames), key=lambda name: name != "you")
    rest = len(said) - 2
    return ", ".join(said[:2]) + (f" and {rest} more" if rest > 0 else "") if said else "nobody"


def empty(person: Any, show: str, now: datetime) -> dict[str, Any]:
    """None raised yet, all acknowledged, or none in this view."""
    work = {"href": "/complaints/", "label": "Go to my work"}
    looked = f"Looked at {words.moment(now)}."
    if not of(person, show).exists():
        said = {"mine": "No alert was ever raised for you", "team": "No alert was ever raised for your team", "all": "No alert was ever raised"}[show]
        return {"title": said, "text": f"An alert comes before a deadline, on its day, and when it has passed. {looked}", "lines": [],
                "action": work, "second": None, "note": None}
    return {"title": "Every alert is acknowledged", "text": looked, "lines": [], "action": work, "second": None, "note": None}


@require_POST
@asking.refusals_as_pages
def acknowledge_many(request: HttpRequest) -> HttpResponse:
    """`one`: the button of one; `all`: those of one group as they were shown; else those that are ticked."""
    ids = _chosen(request)
    if not ids:
        return centre(request, NONE_TICKED)
    done, gone = services.acknowledge_many(ids, {"op_id": request.POST.get("op_id")}, by=request.user, now=asking.now())
    said = f"{words.count_words(done, 'alert')} acknowledged."
    messages.success(request, f"{said} {gone} could not be found any more." if gone else said)
    return HttpResponseRedirect(f"/alerts/?show={shown(request)}")


def _chosen(request: HttpRequest) -> list[int]:
    typed = [request.POST["one"]] if request.POST.get("one") else request.POST.getlist("alert")
    if request.POST.get("all"):
        typed = request.POST.get(f"in-{request.POST['all']}", "").split(",")
    found = (asking.number(text) for text in typed)
    return list(dict.fromkeys(ident for ident in found if ident))[:MOST]


@require_POST
@asking.refusals_as_pages
def acknowledge(request: HttpRequest, alert: int) -> HttpResponse:
    services.acknowledge(alert, {"op_id": request.POST.get("op_id")}, by=request.user, now=asking.now())
    return HttpResponseRedirect(f"/alerts/?show={shown(request)}")
