"""A complaint as its record stood at a past moment, rebuilt from its events by when they were recorded. Reads only.

The answer is the complaint's own row with the columns of then, not saved and never to be: what prints a complaint of today prints it.
Facts that a later correction changed are taken back from what the correction keeps; where its words were erased they are unknown.
"""

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import workdays
from complaints.case.carrying import book_of
from complaints.case.described import SIGNPOSTS, with_parts
from complaints.case.models import Category, Complaint
from complaints.case.replay import DateThen, Stood, stood
from complaints.clocks import words
from complaints.clocks.clock import Clock
from complaints.clocks.fold import clocks_of
from complaints.clocks.models import Deadline
from complaints.clocks.rows import explanation_of, held_of, next_due, waits_because, waits_for_us
from complaints.clocks.steps import fact_of
from complaints.record.models import Event
from complaints.record.refusals import Unacceptable
from complaints.record.services import words_of
from staff.models import Person, Team

ERASED = "Erased"
MOMENTS, DAYS = ("received_at", "first_attempted_at"), ("died_on",)
COLUMNS = {"time_known": "received_time_known"}
OF_THE_CUSTOMER = frozenset({
    "name", "name_refused", "salutation", "customer_type", "account_number", "mpan", "mprn", "email", "phone", "address", "postcode",
    "preferred_contact", "contact_arrangement", "needs", "formats", "language", "died_on", "representative",
})


@dataclass
class AsOf:
    """`row` has the columns and the parts (`deadlines_told`, `contacts_told`, `letters_told`) of then; `erased` names the facts whose
    words of then are gone; `then` and `since` are the events recorded by that moment and after it, oldest first."""

    at: datetime
    row: Complaint
    stood: Stood
    then: list[Event]
    since: list[Event]
    erased: set[str] = field(default_factory=set)

    @property
    def deadlines(self) -> list[Deadline]:
        return self.row.deadlines_told

    def contacts(self) -> list[Event]:
        return [event for event in self.then if event.kind == "contact"]


def as_of(complaint: Complaint, at: datetime, person: Any) -> AsOf:
    """The complaint as recorded by `at`. Unacceptable with a sentence where nothing was on record yet."""
    events = list(Event.objects.filter(complaint=complaint).select_related("by", "sealed").order_by("seq"))
    then = [event for event in events if event.recorded_at <= at]
    if not then:
        raise Unacceptable.of(as_of=f"Nothing was on record then: this complaint was logged {words.moment(complaint.logged_at)}.")
    row = with_parts(Complaint.objects.filter(pk=complaint.pk), person).get()
    found = AsOf(at, row, stood(then), then, [event for event in events if event.recorded_at > at])
    _take_back(found)
    _place(found)
    _dates(found)
    _parts(found)
    return found


def _take_back(found: AsOf) -> None:
    """Later corrections, the newest first: each fact as it was before."""
    for event in reversed(found.since):
        if event.kind == "edited":
            sealed = words_of(event)
            before = {**sealed.get("before", {}), **event.data.get("before", {})}
            for name in event.data.get("fields", ()):
                if name in before:
                    _put(found, name, before[name])
                elif name != "links" and event.sealed_hash and not sealed:
                    _put(found, name, ERASED)


def _put(found: AsOf, name: str, value: Any) -> None:
    row = found.row.customer if name in OF_THE_CUSTOMER else found.row
    column = COLUMNS.get(name, name)
    if value == ERASED:
        found.erased.add(name)
        was = getattr(row, column, "")
        value = ERASED if isinstance(was, str) else type(was)() if isinstance(was, list) else None
    else:
        found.erased.discard(name)
    if name == "category":
        value = Category.objects.filter(code=value).first() if value else None
    elif value and name in MOMENTS:
        value = datetime.fromisoformat(value)
    elif value and name in DAYS:
        value = date.fromisoformat(value)
    setattr(row, column, value)


def _place(found: AsOf) -> None:
    row, told = found.row, found.stood
    vars(row)["stage"] = told.stage
    row.stage_since, row.version, row.restricted = told.stage_since or row.received_at, told.version, told.restricted
    row.owner = Person.objects.filter(pk=told.owner_id).first() if told.owner_id else None
    row.team = Team.objects.filter(pk=told.team_id).first() if told.team_id else None


def _dates(found: AsOf) -> None:
    """As the events told them; how they were counted is worked out from the facts of then."""
    row = found.row
    vars(row).pop("_book", None)
    book = book_of(row)
    facts = [fact for event in found.then if (fact := fact_of(event.kind, event.at, event.seq, event.data))]
    clocks = {clock.key: clock for clock in clocks_of(facts, book)}
    calendar = book.calendars[workdays.calendar_for(row.nation)]
    known = {one.key: one for one in row.deadlines_told}
    told = [_date(copy.copy(known[key]), then, clocks.get(key), calendar) for key, then in found.stood.dates.items() if key in known]
    row.deadlines_told = sorted(told, key=lambda one: one.pk)
    first = next_due(row.deadlines_told)
    row.next_due_on, row.next_kind = (first.due_on, first.kind) if first else (None, "")
    row.awaiting_us, row.waits = waits_for_us(row.deadlines_told), "" if first else waits_because(row.deadlines_told)


def _date(row: Deadline, then: DateThen, clock: Clock | None, calendar: workdays.Calendar) -> Deadline:
    row.due_on, row.original_due_on, row.met_at, row.cancelled_at = then.due_on, then.original_due_on, then.met_at, then.cancelled_at
    row.started_at, row.held_on, row.held_why = then.started_at, None, ""
    if clock:
        counted = explanation_of(clock, calendar, tuple(then.moved))
        row.explanation, row.started_at = counted, clock.started_at
        row.rule_name, row.rulebook, row.rule_version = clock.rule.name, clock.rule.book, clock.rule.version
        row.calendar, row.calendar_version = calendar.name, calendar.version
        for name, value in held_of(clock).items():
            setattr(row, name, value)
    return row


def _parts(found: AsOf) -> None:
    """Contacts and letters of then, and the links that nobody had made yet left out."""
    row, recorded = found.row, {event.pk for event in found.then}
    row.contacts_told = [one for one in row.contacts_told if one.event_id in recorded]
    sent = {number for number, letter in found.stood.letters.items() if letter.state == "sent" and letter.kind in SIGNPOSTS}
    row.letters_told = [one for one in row.letters_told if one.pk in sent]
    later = _linked(found.since)
    row.links_told = [one for one in row.links_told if one.other_id not in later]
    others = [one.complaint_id for one in row.linked_told]
    told_there = Event.objects.filter(complaint__in=others, kind="edited", recorded_at__gt=found.at) if others else ()
    made_there = {event.complaint_id for event in told_there if event.data.get("link") == row.pk and event.data.get("linked")}
    row.linked_told = [one for one in row.linked_told if one.complaint_id not in made_there]


def _linked(events: Iterable[Event]) -> set[int]:
    """The complaints that these events link: by a link, or as the double that this one is."""
    links = {event.data["link"] for event in events if event.kind == "edited" and event.data.get("linked")}
    return links | {event.data["duplicate_of"] for event in events if event.kind == "moved.set_aside" and event.data.get("duplicate_of")}
