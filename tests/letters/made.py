"""Facts of one complaint, from which the tests make letters of every kind."""

from datetime import UTC, date, datetime
from decimal import Decimal

from complaints.letters import glyphs
from complaints.letters.compose import Section, compose, rewritten
from complaints.letters.facts import Addressee, Company, Facts, Offer, Part, Payment, Resolution, Windows
from complaints.letters.kinds import Kind, Language
from complaints.letters.rows import shipped

TABLES = shipped()
AT = datetime(2026, 5, 11, 9, 0, tzinfo=UTC)
WRITTEN = {
    "position": "The trench stayed open for 19 days. That was our fault.",
    "offer": "We offered you £75 for the delay.",
    "next_steps": "The paving crew comes on Tuesday.",
}


def moment(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


EVERY = [(kind, language) for kind in Kind for language in Language]

_FACTS = {
    "company": Company("Lastmile", "Electricity networks", "2 Exchange Quay, Nottingham", "0800 000 0000"),
    "today": date(2026, 5, 11),
    "reference": "LM-26-04402-X",
    "addressee": Addressee("Mrs Rosalind Okafor", "Mrs Okafor", ("27 Tannery Row", "Stafford")),
    "received_on": date(2026, 3, 24),
    "about": "the footway outside your home",
    "owner_name": "Priya Raman",
    "owner_role": "Senior manager",
    "communications": ((moment(3, 25), "Dan Whitlock rang back."), (moment(4, 30), "I rang you.")),
    "escalated_at": moment(4, 24),
    "not_satisfied_at": moment(5, 1),
    "eight_weeks_on": date(2026, 5, 19),
    "next_update_on": date(2026, 5, 18),
    "offer": Offer("£75 for the delay.", stays_open=True, open_until=date(2026, 6, 30)),
    "windows": Windows(date(2026, 12, 24), date(2027, 5, 13)),
    "customer_class": "domestic",
    "nation": "england",
    "resolution": Resolution(Part(True, "The crew was not booked."), Part(False, "", "None is due."), Part(True, "Relaid.")),
    "done": (("An apology", date(2026, 5, 2)),),
    "payment": Payment(Decimal("30"), "a visit we missed", "Nobody came on 4 May.", date(2026, 6, 1), "bank transfer"),
}


def facts(kind: Kind = Kind.DEADLOCK, **changes: object) -> Facts:
    return Facts(kind=kind, **{**_FACTS, **changes})


def sections(given: Facts, **texts: str) -> tuple[Section, ...]:
    """The letter's sections with everything that a person must write written."""
    made = compose(given, TABLES.paragraphs, TABLES.contacts, glyphs.prints)
    return rewritten(made, {**WRITTEN, **texts})


def text(made: tuple[Section, ...], name: str) -> str:
    return next((section.text for section in made if section.name == name), "")
