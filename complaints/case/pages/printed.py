"""One event as a page prints it: who, what, when, in which words. A note stands in the wording that holds, with those before it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from complaints.case import told
from complaints.case.models import Complaint
from complaints.case.notes import CORRECTED
from complaints.case.stages import MOVES
from complaints.clocks import words
from complaints.record.models import Event
from complaints.record.services import words_of
from workdays import london

DID = {
    "send_update": "recorded an update", "declare_deadlock": "declared deadlock", "record_decision": "recorded the Ombudsman’s decision",
    "record_acceptance": "recorded the customer’s answer to the decision", "confirm_compliance": "confirmed that everything was done",
    "return_from_ombudsman": "recorded that the Ombudsman did not take it", "close_after_decision": "closed it after the decision",
    "withdraw": "recorded that the customer withdrew", "set_aside": "set it aside", "resolve": "resolved it",
    "lapse": "closed it: the time for the Ombudsman has passed",
}
assert set(DID) <= set(MOVES)
ICONS = {"contact": "out", "note": "note", "file": "file", "logged": "in", "edited": "move", "assigned": "person"}
BY_ROOM = {"moved": "move", "letter": "letter", "deadline": "system", "alert": "bell"}
RAISED = {"ahead": "soon", "due": "today", "late": "late"}
assert set(RAISED) == set(told.TIER_WORDS)
FROM_A_DAY = ((0, 0, 0), (12, 0, 0))
SOON_WRITTEN = timedelta(hours=1)


def shown(event: Event, today: date, *, dayless: bool = False, corrected: Mapping[int, list[Event]] = MappingProxyType({})) -> dict[str, Any]:
    """One event as components/timeline.html prints it. `dayless`: of a complaint whose own moments may be days alone (an import);
    `corrected`: the later wordings of its notes."""
    wordings = [event, *corrected.get(event.seq, ())]
    said = told.quoted(words_of(wordings[-1]))
    note, counted = event.kind == "note", of_the_desk(event)
    person = None if counted else event.by
    what = "internal note" if note else did(event)
    return {
        "id": event.seq, **when(event, today, dayless=dayless), "icon": icon_of(event),
        "system": person is None, "who": person.full_name if person else "The desk",
        "what": f"noted: {what}" if what[:1].isupper() or what[:1].isdigit() else what, "words": "" if note else said, "note": said if note else "",
        "corrected": f"corrected {moment(wordings[-1].at, today)}" if len(wordings) > 1 else "",
        "earlier": [{"when": moment(one.at, today), "text": told.quoted(words_of(one))} for one in wordings[:-1]],
        "later": written_later(event, today, by_day=dayless or person is None),
        "href": f"/letters/{event.data['letter']}/" if event.data.get("letter") else "", "link": "Open the letter",
    }


def opened(what: str) -> str:
    """What somebody looked at, as the access log has it: the page of a move by the move's name."""
    move = MOVES.get(what.removeprefix("do "))
    return f"Page of a move: {move.label}" if move else what[:1].upper() + what[1:]


def did(event: Event) -> str:
    """What was done, after the name of who did it: "resolved it"."""
    own = DID.get(event.kind.removeprefix("moved."))
    return own + told.came_out(event.kind, event.data) + told.on_review(event.data) if own else told.summary(event.kind, event.data)


def of_the_desk(event: Event) -> bool:
    """A date that the desk worked out by itself; one that a person set or met is theirs."""
    return event.kind.startswith("deadline.") and not event.data.get("by_hand")


def when(event: Event, today: date, *, dayless: bool) -> dict[str, str]:
    """Day and time for reading and for machines; what is known by its day alone has no time, so none is made up."""
    at = event.at.astimezone(london.LONDON)
    alone = dayless or event.kind.startswith(("deadline.", "alert."))
    if alone and at.microsecond == 0 and (at.hour, at.minute, at.second) in FROM_A_DAY:
        return {"when": words.near_day(at.date(), today), "iso": at.date().isoformat()}
    return {"when": moment(event.at, today), "iso": event.at.isoformat()}


def moment(at: datetime, today: date) -> str:
    """"Thu 30 Apr 14:10", with the year where it is not this one."""
    return f"{words.near_day(london.day_of(at), today)} {words.clock_time(at)}"


def written_later(event: Event, today: date, *, by_day: bool) -> str:
    """When it was written down, where that was not at once; `by_day`: on a later day, where its own moment may be no more than a day."""
    imported = bool(event.data.get("imported"))
    days_later = london.day_of(event.recorded_at) > london.day_of(event.at)
    later = days_later if by_day or imported else event.recorded_at - event.at > SOON_WRITTEN
    return f"{'imported' if imported else 'written down'} {moment(event.recorded_at, today)}" if later else ""


def icon_of(event: Event) -> str:
    if event.kind == "contact" and event.data["direction"] == "inbound":
        return "in"
    if event.kind == "alert.raised" and event.data.get("why") not in told.WHY_WORDS:
        return RAISED.get(event.data.get("tier", ""), "bell")
    return ICONS.get(event.kind) or BY_ROOM.get(event.kind.split(".")[0], "system")


def dayless(complaint: Complaint) -> bool:
    """Whether its record came from elsewhere, with days that have no time."""
    return complaint.imported or not complaint.received_time_known


def corrections(events: Iterable[Event]) -> dict[int, list[Event]]:
    """The later wordings of each note, by its place, in their order."""
    found: dict[int, list[Event]] = {}
    for event in sorted((event for event in events if event.kind == CORRECTED), key=lambda event: event.seq):
        found.setdefault(event.data["of"], []).append(event)
    return found
