"""A complaint, its customer and its contacts as the JSON API tells them. Reads what `with_parts` fetched; no query a row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from ninja import Schema

from complaints.case import told
from complaints.case.models import Complaint as Row
from complaints.case.models import ComplaintLink, Contact, Customer, DataRequest, SupplyReport
from complaints.case.moving import moves_of
from complaints.case.reading import visible
from complaints.clocks import described as clocks
from complaints.clocks import words
from complaints.clocks.kinds import WINDOWS
from complaints.clocks.models import Deadline
from complaints.letters.models import Letter
from complaints.record.described import day, stamp
from complaints.record.models import Event
from complaints.record.services import words_of
from complaints.rules.services import all_calendars
from workdays import CALENDAR_OF, Calendar, london

SIGNPOSTS = ("deadlock", "eight_week")
LONGEST_QUOTE = 300


class Signpost(Schema):
    at: datetime
    how: str
    what: str


class LinkTo(Schema):
    reference: str
    kind: str


class Complaint(Schema):
    """A complaint as this person may see it; `moves` are those they may make now."""

    reference: str
    stage: str
    version: int
    state: str
    late: bool
    received_at: datetime
    stage_since: datetime
    customer: dict[str, Any]
    owner: str | None
    team: str | None
    description: str
    category: str | None
    wanted: str
    channel: str
    premises: dict[str, Any]
    licence: str
    rulebook: str
    first_attempted_at: datetime | None
    logged_at: datetime
    logged_by: str | None
    source: str
    source_reference: str
    incident: str
    other_company: str
    imported: bool
    restricted: bool
    awaiting_us: bool
    next_due_on: date | None
    next_kind: str | None
    moves: list[str]
    deadlines: list[clocks.Deadline]
    signposting: list[Signpost]
    links: list[LinkTo]


class ContactTold(Schema):
    id: int
    complaint: str
    at: datetime
    direction: str
    channel: str
    reached: bool
    not_satisfied: bool
    signposted: list[str]
    holding_reply: str | None
    substantive_reply: bool
    recording: str
    words: dict[str, Any]
    event: int


@dataclass(frozen=True)
class Seen:
    """By whom and on which London day, with the calendars of the rules: what every answer needs beside its row."""

    person: Any
    today: date
    calendars: Mapping[str, Calendar]


def seen_by(person: Any, now: datetime) -> Seen:
    return Seen(person, london.day_of(now), all_calendars())


def with_parts(rows: QuerySet[Row], person: Any) -> QuerySet[Row]:
    """The rows with all that `complaint` reads, in a fixed number of statements."""
    theirs = visible(person).values("pk")
    links = ComplaintLink.objects.select_related("complaint", "other")
    return rows.select_related("customer", "owner", "team", "category", "logged_by").prefetch_related(
        "decisions",
        Prefetch("deadlines", Deadline.objects.order_by("pk"), to_attr="deadlines_told"),
        Prefetch("contacts", Contact.objects.exclude(signposted=[]).order_by("at", "pk"), to_attr="contacts_told"),
        Prefetch("letters", Letter.objects.filter(kind__in=SIGNPOSTS, sent_at__isnull=False).order_by("pk"), to_attr="letters_told"),
        Prefetch("links", links.filter(other__in=theirs).order_by("pk"), to_attr="links_told"),
        Prefetch("linked_from", links.filter(complaint__in=theirs).order_by("pk"), to_attr="linked_told"),
    )


def complaint(row: Row, seen: Seen, *, past: bool = False) -> dict[str, Any]:
    """`row` from `with_parts`. `past`: as it stood then, when nothing can be done any more."""
    deadlines = [clocks.deadline(deadline, seen.today, seen.calendars) for deadline in row.deadlines_told]
    calendar = seen.calendars[CALENDAR_OF[row.nation]]
    return {
        **standing(row), "state": words.complaint_state(row.next_due_on, seen.today, calendar),
        "late": any(deadline["state"] == "late" for deadline in deadlines), **facts(row), "moves": [] if past else moves(row, seen),
        "deadlines": deadlines, "signposting": sorted(signposting(row), key=lambda told: told["at"]), "links": list(links(row)),
    }


def moves(row: Row, seen: Seen) -> list[str]:
    """What this person may do now. While a window is seen to run nobody asks the record whether the last one has passed."""
    running = any(clock.is_open and clock.kind in WINDOWS and clock.due_on >= seen.today for clock in row.deadlines_told)
    names = moves_of(row, seen.person, today=None if running else seen.today)
    return [name for name in names if name != "lapse" or not running]


def standing(row: Row) -> dict[str, Any]:
    return {"reference": row.reference, "stage": row.stage, "version": row.version}


def facts(row: Row) -> dict[str, Any]:
    """What was recorded, and whose it is."""
    return {
        "received_at": stamp(row.received_at), "stage_since": stamp(row.stage_since), "customer": customer(row.customer, row.nation),
        "owner": row.owner.username if row.owner else None, "team": row.team.slug if row.team else None,
        "description": row.description, "category": row.category.code if row.category else None, "wanted": row.wanted,
        "channel": row.channel, "premises": premises(row), "licence": row.licence, "rulebook": row.rulebook,
        "first_attempted_at": stamp(row.first_attempted_at), "logged_at": stamp(row.logged_at),
        "logged_by": row.logged_by.username if row.logged_by else None, "source": row.source,
        "source_reference": row.source_reference, "incident": row.incident, "other_company": row.other_company,
        "imported": row.imported, "restricted": row.restricted, "awaiting_us": row.awaiting_us,
        "next_due_on": day(row.next_due_on), "next_kind": row.next_kind or None,
    }


def premises(row: Row) -> dict[str, Any]:
    return {"address": row.premises_address, "postcode": row.premises_postcode, "nation": row.nation,
            "nation_assumed": row.nation_assumed}


def customer(row: Customer, nation: str | None = None) -> dict[str, Any]:
    """`Customer` of the contract; the nation is the complaint's."""
    plain = ("name", "name_refused", "customer_type", "salutation", "account_number", "mpan", "mprn", "email", "phone", "address",
             "postcode", "preferred_contact", "contact_arrangement", "needs", "formats", "language", "representative")
    return {name: getattr(row, name) for name in plain} | {"nation": nation, "died_on": day(row.died_on)}


def signposting(row: Row) -> Iterator[dict[str, Any]]:
    """Each time the customer was told where to turn: on a contact, or by a letter that says so."""
    for contact_row in row.contacts_told:
        for what in contact_row.signposted:
            yield {"at": stamp(contact_row.at), "how": contact_row.channel, "what": what}
    for letter in row.letters_told:
        yield {"at": stamp(letter.sent_at), "how": "email" if letter.method == "email" else "letter", "what": "ombudsman"}


def links(row: Row) -> Iterator[dict[str, Any]]:
    """Complaints that belong to it and that this person may see."""
    for link in row.links_told:
        yield {"reference": link.other.reference, "kind": link.kind}
    for link in row.linked_told:
        yield {"reference": link.complaint.reference, "kind": link.kind}


def contact(row: Contact) -> dict[str, Any]:
    """A contact with its sealed words; {} where they were erased."""
    return {
        "id": row.pk, "complaint": row.complaint.reference, "at": stamp(row.at), "direction": row.direction, "channel": row.channel,
        "reached": row.reached, "not_satisfied": row.not_satisfied, "signposted": row.signposted,
        "holding_reply": row.holding_reply or None, "substantive_reply": row.substantive_reply, "recording": row.recording,
        "words": words_of(row.event), "event": row.event.seq,
    }


def summary(row: Event) -> str:
    """One sentence of an event, with what was said where it is still on record."""
    sentence = told.summary(row.kind, row.data)
    quote = " ".join(told.quoted(words_of(row)).split())
    quote = quote if len(quote) <= LONGEST_QUOTE else f"{quote[:LONGEST_QUOTE]}…"
    return sentence[:1].upper() + sentence[1:] + (f": {quote}" if quote else "")


class SupplyReportTold(Schema):
    id: int
    reference: str
    reported_at: datetime
    channel: str
    customer: dict[str, Any]
    description: str
    logged_at: datetime
    logged_by: str
    complaint: str | None


def supply_report(row: SupplyReport, person: Any) -> dict[str, Any]:
    """`complaint` names the complaint it became where this person may see it."""
    became = visible(person).filter(pk=row.complaint_id).first() if row.complaint_id else None
    return {
        "id": row.pk, "reference": row.reference, "reported_at": stamp(row.reported_at), "channel": row.channel,
        "customer": customer(row.customer, row.nation or None), "description": row.description, "logged_at": stamp(row.logged_at),
        "logged_by": row.logged_by.username, "complaint": became.reference if became else None,
    }


class DataRequestTold(Schema):
    id: int
    received_on: date
    person: dict[str, Any]
    answered_at: datetime | None
    how: str
    by: str
    logged_at: datetime
    deadline: clocks.Deadline | None


def data_request(row: DataRequest, seen: Seen) -> dict[str, Any]:
    deadline = row.deadlines.first()
    return {
        "id": row.pk, "received_on": day(row.received_on), "person": row.person, "answered_at": stamp(row.answered_at), "how": row.how,
        "by": row.by.username, "logged_at": stamp(row.logged_at),
        "deadline": clocks.deadline(deadline, seen.today, seen.calendars) if deadline else None,
    }
