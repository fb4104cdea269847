"""From a complaint's rows to the facts that a letter is made from. Reads; writes nothing.

Words come from sealed rows and are left out where they were erased. The last days for the Ombudsman are those that would hold
if the letter went that day by that way (`clocks.windows`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import workdays
from complaints.case.carrying import book_of
from complaints.case.models import Decision, Resolution
from complaints.clocks import counting
from complaints.clocks.facts import Fact
from complaints.clocks.kinds import Kind as Clock
from complaints.clocks.services import History, history_of
from complaints.clocks.windows import closing
from complaints.letters import facts as pure
from complaints.letters.addressing import Destination, destination_of, format_of
from complaints.letters.kinds import PRINTABLE_FORMATS, Kind, Language
from complaints.letters.log_lines import contact_line, letter_line
from complaints.money.noticing import payment_facts
from complaints.record.models import Event
from complaints.record.services import words_of
from complaints.rules import services as rules
from workdays import OutsideCalendar, london

TOLD = ("contact", "moved.escalate", "moved.declare_deadlock", "letter.sent")
ROLES = {
    Language.ENGLISH: {"agent": "Customer service", "senior_manager": "Senior manager", "compliance_officer": "Compliance officer",
                       "administrator": "Complaints team"},
    Language.WELSH: {"agent": "Gwasanaeth cwsmeriaid", "senior_manager": "Uwch-reolwr", "compliance_officer": "Swyddog cydymffurfio",
                     "administrator": "Tîm cwynion"},
}
assert set(ROLES) == set(Language)
AS_YET = 10**9


@dataclass(frozen=True, slots=True)
class Way:
    """How and on which day a letter goes; as it would today by post until that is known. `known_by`: what was recorded later
    than that moment is left out, so that what was approved is what is sent."""

    on: date
    method: str = "post"
    known_by: datetime | None = None


def facts_of(complaint: Any, kind: Kind, way: Way, *, signer: Any) -> tuple[pure.Facts, Destination]:
    """The facts of a letter of this kind, and where it goes."""
    customer, history = complaint.customer, history_of(complaint)
    language, form = Language(customer.language), format_of(customer)
    to, events = destination_of(complaint), _events(complaint, way)
    facts = pure.Facts(
        kind=kind, company=_company(way.on), today=way.on, reference=complaint.reference, addressee=to.addressee, email=to.email,
        received_on=london.day_of(complaint.received_at), about=complaint.description, about_is_quoted=True, language=language,
        format=form, told_otherwise="" if form in PRINTABLE_FORMATS else customer.contact_arrangement,
        owner_name=signer.full_name if signer else "", owner_role=ROLES[language][signer.role] if signer else "",
        communications=tuple(_communications(events, language)), escalated_at=_moment(events, "moved.escalate"),
        not_satisfied_at=_moment(events, "moved.declare_deadlock"), windows=_windows(complaint, history, kind, way),
        customer_class=customer.customer_type, nation=complaint.nation, **_counted(complaint, way), **_position(complaint, kind),
        **_outcome(complaint), payment=_payment(complaint, kind, way, language),
    )
    return facts, to


def _payment(complaint: Any, kind: Kind, way: Way, language: Language) -> pure.Payment | None:
    return payment_facts(complaint, language, today=way.on, by=way.known_by) if kind == Kind.PAYMENT_NOTICE else None


def _company(on: date) -> pure.Company:
    own = rules.company(on)
    return pure.Company(own.name, own.line, own.address, own.complaints_phone, own.complaints_email)


def _events(complaint: Any, way: Way) -> list[Event]:
    found = Event.objects.filter(complaint=complaint, kind__in=TOLD)
    if way.known_by:
        found = found.filter(recorded_at__lte=way.known_by)
    return list(found.select_related("sealed").order_by("at", "seq"))


def _moment(events: list[Event], kind: str) -> datetime | None:
    return next((event.at for event in reversed(events) if event.kind == kind), None)


def _communications(events: list[Event], language: Language) -> Iterable[tuple[datetime, str]]:
    for event in events:
        if event.kind == "contact":
            yield event.at, contact_line(event.data, words_of(event), language)
        elif event.kind == "letter.sent" and event.data["letter_kind"] != Kind.UPDATE:
            yield event.at, letter_line(event.data["letter_kind"], language)


def _counted(complaint: Any, way: Way) -> dict[str, Any]:
    """Eight weeks from receipt, and the day of the next update if one goes today."""
    book, received_on = book_of(complaint), london.day_of(complaint.received_at)
    weeks = book.rules.pick(Clock.EIGHT_WEEK_LETTER, complaint.rulebook, received_on)
    update = book.rules.pick(Clock.NEXT_UPDATE, complaint.rulebook, received_on)
    calendar = book.calendars[workdays.calendar_for(complaint.nation)]
    return {
        "eight_weeks_on": date.fromordinal(received_on.toordinal() + weeks.amount),
        "next_update_on": counting.count(update, way.on, calendar).due_on,
    }


def _windows(complaint: Any, history: History, kind: Kind, way: Way) -> pure.Windows:
    """As if this letter went: the later of the two windows of each rulebook, the later of the rulebooks printed."""
    if kind not in (Kind.DEADLOCK, Kind.EIGHT_WEEK):
        return pure.Windows()
    last = max((fact.at for fact in history.facts), default=complaint.received_at)
    data = {"letter": 0, "letter_kind": kind.value, "sent_on": way.on.isoformat(), "method": way.method}
    sent = Fact("letter.sent", max(last, london.end_of_day(way.on)), AS_YET, data)
    try:
        ends = closing((*history.facts, sent), book_of(complaint))
    except OutsideCalendar:
        return pure.Windows()
    return pure.Windows(ends.own, ends.last)


def _position(complaint: Any, kind: Kind) -> dict[str, Any]:
    """What was said when deadlock was declared: position, handling, offer. The handling of a resolution comes with it."""
    event = Event.objects.filter(complaint=complaint, kind="moved.declare_deadlock").select_related("sealed").order_by("-seq").first()
    if event is None or kind not in (Kind.DEADLOCK, Kind.EIGHT_WEEK):
        return {}
    words, until = words_of(event), event.data.get("offer_open_until")
    offer = pure.Offer(words.get("offer", ""), bool(event.data.get("offer_stays_open")), date.fromisoformat(until) if until else None)
    return {"handling": words.get("handling", ""), "recorded_position": words.get("final_position", ""),
            "offer": offer if event.data.get("offer") else None}


def _outcome(complaint: Any) -> dict[str, Any]:
    """The last resolution and the last decision."""
    resolution = Resolution.objects.filter(complaint=complaint).select_related("event").order_by("-pk").first()
    decision = Decision.objects.filter(complaint=complaint).order_by("-pk").first()
    told: dict[str, Any] = {"resolution": _resolution(resolution)} if resolution else {}
    if decision:
        done = tuple((item["text"], date.fromisoformat(item["done_on"])) for item in decision.required if item.get("done_on"))
        told |= {"decided_on": decision.decided_on, "done": done}
    return told


def _resolution(row: Resolution) -> pure.Resolution:
    parts = {name: pure.Part(part["given"], part.get("text", ""), part.get("why_not", "")) for name, part in row.parts.items()}
    none = pure.Part(False)
    return pure.Resolution(
        parts.get("explanation", none), parts.get("apology", none), parts.get("corrective_action", none), london.day_of(row.event.at),
    )
