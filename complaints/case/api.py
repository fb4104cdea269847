"""Calls on complaints: log, read, correct, assign, restrict, notes, contacts, moves, clocks, events. Each calls one service."""

from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema

from complaints.case import correcting, described, listing, moving, receiving, services, shapes
from complaints.case.as_of import as_of
from complaints.case.described import Complaint, ContactTold, seen_by, with_parts
from complaints.case.models import Complaint as Row
from complaints.case.models import Contact
from complaints.case.move_shapes import SHAPES
from complaints.case.opening import on_case, opened, told
from complaints.clocks.described import Deadline, deadline
from complaints.clocks.models import Deadline as DeadlineRow
from complaints.record import described as record
from complaints.record.calling import Asked, answer, asked_for, call, number, replayable
from complaints.record.described import stamp
from complaints.record.documented import READS, WRITES, any_of, gives, query, takes
from complaints.record.models import Event as EventRow
from complaints.record.operations import Answer
from complaints.record.paging import Limit, PageQuery, page
from complaints.record.parsing import BlankLine, Day, Shape, parse
from complaints.reports.periods import as_recorded_by
from complaints.rules.services import all_calendars
from workdays import london

router = Router(tags=["complaints"])


class Events(Schema):
    items: list[record.Event]
    next: str | None


class Complaints(Schema):
    items: list[Complaint]
    next: str | None


class ListQuery(Shape):
    """An empty value does not narrow. `q` takes any text; `cursor` is what `next` of the page before said."""

    stage: BlankLine = ""
    owner: BlankLine = ""
    team: BlankLine = ""
    state: BlankLine = ""
    due_before: Day | None = None
    q: str = ""
    cursor: BlankLine = ""
    limit: Limit = 50


class Deadlines(Schema):
    items: list[Deadline]
    next: str | None


@router.post("/complaints", response=gives(Complaint, status=201, refuses=WRITES), openapi_extra=takes(shapes.ComplaintIn))
@call
def log_complaint(asked: Asked) -> HttpResponse:
    """Log a complaint; it belongs to the team of its category."""
    return told(asked, receiving.log_complaint(asked.given, by=asked.person, now=asked.now, door="api"))


@router.get("/complaints", response=gives(Complaints, refuses=[422]), openapi_extra=query(ListQuery))
@call
def list_complaints(asked: Asked) -> HttpResponse:
    """Complaints this person may see: those due first come first, those on which nothing is due last."""
    wanted = parse(ListQuery, asked_for(asked.request))
    one = {name: [value] if value else [] for name, value in (("stages", wanted.stage), ("owners", wanted.owner),
                                                              ("teams", wanted.team), ("states", wanted.state))}
    narrowed = listing.Asked(**one, due_before=wanted.due_before, q=wanted.q)
    seen = seen_by(asked.person, asked.now)
    rows = with_parts(listing.asked_rows(asked.person, narrowed, seen.today), asked.person)
    found = listing.page_of(rows, cursor=wanted.cursor or None, limit=wanted.limit)
    return answer({"items": [described.complaint(row, seen) for row in found.rows], "next": found.next})


class OneQuery(Shape):
    """`as_of`: a day (its end) or a moment; the complaint as it was recorded by then."""

    as_of: BlankLine = ""


@router.get("/complaints/{reference}", response=gives(Complaint, refuses=READS), openapi_extra=query(OneQuery))
@call
@on_case
def complaint(asked: Asked, reference: str) -> HttpResponse:
    """One complaint, with what this person may do now; of a past moment nothing may be done."""
    row, wanted = opened(asked, reference, "complaint"), parse(OneQuery, asked_for(asked.request))
    if wanted.as_of:
        at = as_recorded_by(wanted.as_of, now=asked.now)
        return answer({**described.complaint(as_of(row, at, asked.person).row, seen_by(asked.person, at), past=True), "as_of": stamp(at)})
    whole = with_parts(Row.objects.filter(pk=row.pk), asked.person).get()
    return answer(described.complaint(whole, seen_by(asked.person, asked.now)))


@router.patch("/complaints/{reference}", response=gives(Complaint, refuses=WRITES), openapi_extra=takes(shapes.CorrectionIn, version=True))
@call
@on_case
def correct(asked: Asked, reference: str) -> HttpResponse:
    """Correct facts; the clocks are worked out anew."""
    return told(asked, correcting.correct(reference, asked.given, by=asked.person, now=asked.now))


@router.post("/complaints/{reference}/assign", response=gives(Complaint, refuses=WRITES),
             openapi_extra=takes(shapes.AssignIn, version=True))
@call
@on_case
def assign(asked: Asked, reference: str) -> HttpResponse:
    """Give it to a person or a team."""
    return told(asked, services.assign(reference, asked.given, by=asked.person, now=asked.now))


@router.post("/complaints/{reference}/restrict", response=gives(Complaint, refuses=WRITES),
             openapi_extra=takes(shapes.RestrictIn, version=True))
@call
@on_case
def restrict(asked: Asked, reference: str) -> HttpResponse:
    """Compliance limits it to itself and named people; an empty list lifts the limit."""
    return told(asked, services.restrict(reference, asked.given, by=asked.person, now=asked.now))


@router.post("/complaints/{reference}/notes", response=gives(record.Event, status=201, refuses=WRITES), openapi_extra=takes(shapes.NoteIn))
@call
@on_case
def note(asked: Asked, reference: str) -> HttpResponse:
    """An internal note."""
    done = services.add_note(reference, asked.given, by=asked.person, now=asked.now)
    return answer(event_told(events().get(pk=replayable(done.ids, "event"))), done.status)


@router.post("/complaints/{reference}/contacts", response=gives(ContactTold, status=201, refuses=WRITES),
             openapi_extra=takes(shapes.ContactIn))
@call
@on_case
def contact(asked: Asked, reference: str) -> HttpResponse:
    """A later contact with the customer."""
    done = services.add_contact(reference, asked.given, by=asked.person, now=asked.now)
    row = Contact.objects.select_related("complaint", "event__sealed").get(pk=replayable(done.ids, "contact"))
    return answer(described.contact(row), done.status)


@router.post("/complaints/{reference}/moves/{move}", response=gives(Complaint, refuses=WRITES), openapi_extra=any_of(SHAPES))
@call
@on_case
def move(asked: Asked, reference: str, move: str) -> HttpResponse:
    """Make a move of the procedure."""
    return told(asked, moving.move(reference, move, asked.given, by=asked.person, now=asked.now))


@router.post("/complaints/{reference}/clocks", response=gives(Deadline, status=201, refuses=WRITES),
             openapi_extra=takes(shapes.ClockIn, version=True))
@call
@on_case
def set_clock(asked: Asked, reference: str) -> HttpResponse:
    """A clock whose day a person gives."""
    return clock_told(asked, services.set_clock(reference, asked.given, by=asked.person, now=asked.now))


@router.post("/complaints/{reference}/clocks/{clock}/met", response=gives(Deadline, refuses=WRITES),
             openapi_extra=takes(shapes.ClockMet, version=True))
@call
@on_case
def meet_clock(asked: Asked, reference: str, clock: str) -> HttpResponse:
    """What the clock asks for was done."""
    return clock_told(asked, services.meet_clock(reference, number(clock), asked.given, by=asked.person, now=asked.now))


def clock_told(asked: Asked, done: Answer) -> HttpResponse:
    """The deadline of a clock that a person set or met."""
    rows = DeadlineRow.objects.filter(complaint=replayable(done.ids, "complaint"))
    row = rows.get(pk=done.ids["deadline"]) if "deadline" in done.ids else rows.get(key=done.ids["deadline_key"])
    return answer(deadline(row, london.day_of(asked.now), all_calendars()), done.status)


@router.get("/complaints/{reference}/events", response=gives(Events, refuses=READS), openapi_extra=query(PageQuery))
@call
@on_case
def list_events(asked: Asked, reference: str) -> HttpResponse:
    """The history, oldest first."""
    row = opened(asked, reference, "events")
    return answer(page(asked.request, events().filter(complaint=row), event_told, by="seq"))


def events():
    return EventRow.objects.select_related("by", "sealed")


def event_told(row: EventRow) -> dict[str, Any]:
    return record.event(row, described.summary(row))


@router.get("/complaints/{reference}/deadlines", response=gives(Deadlines, refuses=READS), openapi_extra=query(PageQuery))
@call
@on_case
def list_deadlines(asked: Asked, reference: str) -> HttpResponse:
    """Its deadlines, open and ended, oldest first."""
    row = opened(asked, reference, "deadlines")
    today, calendars = london.day_of(asked.now), all_calendars()
    return answer(page(asked.request, DeadlineRow.objects.filter(complaint=row), lambda found: deadline(found, today, calendars)))
