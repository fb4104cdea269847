"""Invented facts of one complaint, so that a wording can be seen and checked in a letter before it holds. Pure."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from complaints.letters.facts import Addressee, Company, Facts, Offer, Part, Payment, Resolution, Windows
from complaints.letters.kinds import Format, Kind
from complaints.letters.rows import Paragraph

WRITTEN = {
    "position": "The trench stayed open for 19 days. That was our fault.", "handling": "We answered two of your calls late.",
    "offer": "We offered you £75 for the delay.", "next_steps": "The paving crew comes on Tuesday.",
}
A_WEEK = timedelta(days=7)


def sample(kind: Kind, row: Paragraph, company: Company, on: date) -> Facts:
    """A letter of that kind, of that day, in which the paragraph stands: its conditions hold and its class is the customer's."""
    later, earlier = on + 4 * A_WEEK, on - 4 * A_WEEK
    return Facts(
        kind=kind, company=company, today=on, reference="LM-26-04402-X", addressee=_addressee(row), received_on=earlier,
        about="the footway outside your home", language=row.language, email="r.okafor@example.com",
        format=Format.BRAILLE if "other_format" in row.when else Format.PLAIN, told_otherwise="We also rang you and read this letter to you.",
        owner_name="Priya Raman", owner_role="Senior manager", communications=tuple(_said(earlier)), escalated_at=_moment(earlier, 5),
        not_satisfied_at=_moment(earlier, 9), eight_weeks_on=earlier + 8 * A_WEEK, next_update_on=on + A_WEEK,
        handling=WRITTEN["handling"], recorded_position=WRITTEN["position"], offer=_offer(row, later), windows=Windows(later, later + 20 * A_WEEK),
        customer_class=row.classes[0] if row.classes else "domestic", nation="scotland" if "scotland" in row.id else "england",
        resolution=_resolution(row, on), decided_on=earlier, done=(("An apology", on - A_WEEK),),
        payment=Payment(Decimal("40"), "a visit we missed", "Nobody came on the day.", on + A_WEEK, "bank transfer"),
        of_complaint="of_incident" not in row.when)


def _addressee(row: Paragraph) -> Addressee:
    lines = ("27 Tannery Row", "Stafford ST16 2AB")
    if "for_representative" in row.when:
        return Addressee("Mr Samuel Okafor", "Mr Okafor", lines, acts_for="Mrs Rosalind Okafor")
    return Addressee("Mrs Rosalind Okafor", "Mrs Okafor", lines)


def _offer(row: Paragraph, until: date) -> Offer | None:
    if "no_offer_recorded" in row.when:
        return None
    return Offer("£75 for the delay.", stays_open="offer_ends" not in row.when, open_until=None if "offer_undated" in row.when else until)


def _resolution(row: Paragraph, on: date) -> Resolution:
    """A paragraph that says why a part is not given stands where that part is not given."""
    parts = {name: Part(False, "", "None is due.") if row.section == name else Part(True, text) for name, text in (
        ("explanation", "The crew was not booked."), ("apology", "We apologise for the delay."), ("corrective_action", "The footway is relaid."))}
    return Resolution(parts["explanation"], parts["apology"], parts["corrective_action"], on)


def _said(day: date) -> list[tuple[datetime, str]]:
    return [(_moment(day, 1), "Dan Whitlock rang back."), (_moment(day, 12), "I rang you and told you where we were.")]


def _moment(day: date, after: int) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + timedelta(days=after)
