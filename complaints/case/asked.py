"""A move as asked for, what it will write, and the checks that several moves share. Nothing is saved here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet

from complaints.case.models import Complaint, Contact, Decision
from complaints.clocks import words
from complaints.clocks.facts import Fact
from complaints.clocks.rules import Book
from complaints.clocks.services import History
from complaints.record.entries import Entry
from complaints.record.models import Event
from complaints.record.refusals import Unacceptable
from staff.absences import away_until
from staff.models import Person
from workdays import london


@dataclass(frozen=True)
class Asked:
    """A move as asked for: on which complaint, with which record and rules, by whom, at what moment. `imported`: an import tells of it,
    which gives the words and reasons that it knows and no others; `complaint` then has columns alone."""

    complaint: Complaint
    history: History
    book: Book
    by: Person
    at: datetime
    imported: bool = False

    @property
    def on(self) -> date:
        return london.day_of(self.at)


@dataclass
class Prepared:
    """`sets`: columns of the complaint; `what`: words of the clocks it starts, by kind; `beside(events)`: rows that hang on
    the events just written, first the move's own."""

    data: dict[str, Any] = field(default_factory=dict)
    words: dict[str, Any] = field(default_factory=dict)
    follow: list[Entry] = field(default_factory=list)
    sets: dict[str, Any] = field(default_factory=dict)
    beside: Callable[[list], None] = lambda events: None
    what: dict[str, str] = field(default_factory=dict)


def last_of(history: History, *kinds: str) -> Fact | None:
    """The fact of these kinds that was recorded last."""
    return next((fact for fact in reversed(history.facts) if fact.kind in kinds), None)


def standing_decision(complaint: Complaint) -> Decision | None:
    """The decision made last since the customer went there last: one of an earlier referral is history."""
    went = Event.objects.filter(complaint=complaint, kind="moved.refer_to_ombudsman").order_by("-seq").values_list("seq", flat=True).first()
    return Decision.objects.filter(complaint=complaint, event__seq__gt=went or 0).order_by("-pk").first()


def decision_of(complaint: Complaint) -> Decision:
    """The decision that stands. Refused where there is none."""
    found = standing_decision(complaint)
    if found is None:
        raise Unacceptable("No decision of the Ombudsman is on record yet.", code="no_decision")
    return found


def within_its_life(asked: Asked, **days: date | None) -> None:
    """None of these days lies after the move, nor before the complaint was received."""
    received_on = london.day_of(asked.complaint.received_at)
    for name, day in days.items():
        if day is not None and not received_on <= day <= asked.on:
            raise Unacceptable.of(**{name: "Give a day from the complaint's receipt to the day of this move."})


def _answers(person: Person) -> QuerySet[Contact]:
    return Contact.objects.filter(direction="outbound", reached=True, event__by=person)


def answered_before_review(complaints: Iterable[Complaint], person: Person) -> set[int]:
    """The ids of those whose customer this person answered before the review began. One query."""
    rows = _answers(person).filter(complaint__in=list(complaints), at__lt=F("complaint__stage_since"))
    return set(rows.values_list("complaint_id", flat=True))


def refuse_who_answered(complaint: Complaint, person: Person, *, field: str, before: datetime | None = None) -> None:
    """The reviewer is not the person who answered before the review began (design, section 2)."""
    answered = _answers(person).filter(complaint=complaint)
    if before is not None:
        answered = answered.filter(at__lt=before)
    if answered.exists():
        raise Unacceptable.of(**{field: f"{person.full_name} answered this customer before; somebody else reviews it."})


def refuse_who_is_away(person: Person, *, on: date, field: str) -> None:
    """While somebody is away nothing new is given to them."""
    if until := away_until(person, on):
        raise Unacceptable.of(**{field: f"{person.full_name} is away until {words.short_day(until)}. Choose somebody else, or a team."})
