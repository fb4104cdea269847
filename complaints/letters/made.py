"""A letter as it would be printed now: its facts, sections, checklist and words to avoid. Reads; writes nothing.

A letter that has been sent is never made again: its words are those kept with its last version.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from complaints.letters import own_paragraphs, rows
from complaints.letters.addressing import Destination
from complaints.letters.avoid import Avoid, words_to_avoid
from complaints.letters.checklist import Item, checklist, ready
from complaints.letters.compose import Section, compose, rewritten, without_acceptance
from complaints.letters.document import document
from complaints.letters.facts import Facts
from complaints.letters.facts_of import Way, facts_of
from complaints.letters.glyphs import prints
from complaints.letters.kinds import SECTIONS, Kind, Language, State
from complaints.letters.models import Letter, LetterVersion
from complaints.rules.contacts import DatedContact, history
from workdays import london

AS_SENT = (State.SENT, State.UNCERTAIN)
SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Made:
    """`complete` is true where nothing that must be said is missing."""

    facts: Facts
    to: Destination
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    avoid: tuple[Avoid, ...]
    complete: bool

    @property
    def document(self) -> dict:
        return document(self.facts, self.sections)

    @property
    def texts(self) -> dict[str, str]:
        """The words of every section, and who signs: the owner of the complaint may be another one later."""
        return {section.name: section.text for section in self.sections} | {SIGNED: "\n".join(self.document["signed"])}


def contacts() -> tuple[rows.Contact, ...]:
    """The dated rows that are laid down where there are any, else those that come with the product."""
    return tuple(_contact(row) for row in history()) or rows.shipped().contacts


def _contact(row: DatedContact) -> rows.Contact:
    return rows.Contact(row.code, row.role, row.name, row.phone, row.valid_from or date.min, row.valid_until, row.source, row.verified,
                        name_cy=row.name_cy, hours=row.hours, web=row.web, address=row.address)


def tables(begun_at: datetime | None = None) -> rows.Tables:
    """The rows of a letter begun at that moment: its paragraphs are worded as they were then. None: as worded by rows of any day."""
    shipped = rows.shipped()
    paragraphs = own_paragraphs.worded(shipped.paragraphs, begun_at) if begun_at else shipped.paragraphs
    return rows.Tables(paragraphs, contacts(), shipped.requirements, shipped.avoid)


def worded_at(letter: Letter) -> datetime:
    """A letter keeps the fixed wording of the moment it was begun, until somebody takes a newer one."""
    return letter.wording_at or letter.drafted_at


def way_now(letter: Letter, now: datetime) -> Way:
    """As it would go now, or as it went; what was recorded since it was approved is left out."""
    return Way(letter.sent_on or london.day_of(now), letter.method or "post", letter.approved_at)


def make(letter: Letter, way: Way) -> Made:
    """`letter` with its complaint, the complaint's customer and owner loaded."""
    facts, to = facts_of(letter.complaint, Kind(letter.kind), way, signer=signer_of(letter))
    own = tables(worded_at(letter))
    sections = without_acceptance(facts, rewritten(compose(facts, own.paragraphs, own.contacts, prints=prints), letter.texts))
    items = checklist(facts, sections, own)
    return Made(facts, to, sections, items, words_to_avoid(sections, own.avoid), ready(items, sections) and not to.problem)


def signer_of(letter: Letter) -> Any:
    """Whoever signed what was approved; else the owner of the complaint, or where it has none who wrote the letter."""
    return letter.signer or letter.complaint.owner or letter.submitted_by or letter.author


def sections_as_sent(letter: Letter) -> tuple[Section, ...]:
    """The sections of a letter that went, from the version that went; what was erased is left out."""
    language, texts = Language(letter.complaint.customer.language), _texts_as_sent(letter)
    return tuple(Section(spec.name, spec.heading[language], spec.locked, spec.required, texts[spec.name])
                 for spec in SECTIONS[Kind(letter.kind)] if texts.get(spec.name))


def signed_as_sent(letter: Letter, company: str) -> list[str]:
    """Who signed a letter that went; the company alone where that was not kept or was erased."""
    return _texts_as_sent(letter).get(SIGNED, "").splitlines() or [company]


def _texts_as_sent(letter: Letter) -> dict[str, str]:
    kept = LetterVersion.objects.filter(letter=letter, state=State.SENT).order_by("-version").first()
    kept = kept or LetterVersion.objects.filter(letter=letter).order_by("-version").first()
    return kept.texts if kept else {}
