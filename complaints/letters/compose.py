"""Puts a letter together from facts and dated rows: the sections, in order, with what was filled in and from where. Pure.

Words of customers and staff go in as values of merge fields or as the text of a section; they are never a template.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from complaints.letters.facts import Facts, Part
from complaints.letters.fields import SOURCES, values
from complaints.letters.kinds import PRINTABLE_FORMATS, SECTIONS, TITLES, SectionSpec
from complaints.letters.merge import Piece, fields_in, pieces, text_of
from complaints.letters.offers import says_there_is_none
from complaints.letters.rows import Contact, Paragraph, in_force
from complaints.letters.wording import tidy

CONDITIONS: dict[str, Callable[[Facts], bool]] = {
    "for_representative": lambda facts: bool(facts.addressee.acts_for),
    "of_complaint": lambda facts: facts.of_complaint,
    "of_incident": lambda facts: not facts.of_complaint,
    "other_format": lambda facts: facts.format not in PRINTABLE_FORMATS,
    "offer_made": lambda facts: facts.offer is not None,
    "no_offer_recorded": lambda facts: facts.offer is None,
    "offer_stays": lambda facts: facts.offer is not None and facts.offer.stays_open,
    "offer_ends": lambda facts: facts.offer is not None and not facts.offer.stays_open,
    "offer_dated": lambda facts: facts.offer is not None and facts.offer.open_until is not None,
    "offer_undated": lambda facts: facts.offer is not None and facts.offer.open_until is None,
}
"""What a row's `when` may name. All the conditions of a row must hold."""

ACCEPTANCE = "accept_offer"
_PARTS = ("explanation", "apology", "corrective_action")


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a letter. `pieces` say which words were filled in and from where; `missing` names empty fields.

    `suggestion` is what the case already holds for a section that a person must write; it is not in the letter.
    """

    name: str
    heading: str
    locked: bool
    required: bool
    text: str
    pieces: tuple[Piece, ...] = ()
    missing: tuple[str, ...] = ()
    suggestion: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """Merge fields in this section, each with its source."""
        return {piece.field: piece.source for piece in self.pieces if piece.field}


def title(facts: Facts) -> str:
    """The letter's heading, which says what kind of letter it is."""
    return TITLES[facts.kind][facts.language]


def applies(row: Paragraph, facts: Facts) -> bool:
    """True where this row belongs in this letter."""
    return (
        facts.kind in row.kinds
        and row.language is facts.language
        and in_force(row, facts.today)
        and (not row.classes or facts.customer_class in row.classes)
        and all(CONDITIONS[name](facts) for name in row.when)
    )


def compose(
    facts: Facts,
    paragraphs: tuple[Paragraph, ...],
    contacts: tuple[Contact, ...],
    prints: Callable[[str], bool] = lambda char: True,
) -> tuple[Section, ...]:
    """The letter's sections in order. A locked section for which no row applies is left out.

    `prints` says which characters the fonts have: in quoted words of the log others are left out, and marked so.
    """
    filled = values(facts, contacts, prints)
    rows = tuple(row for row in paragraphs if applies(row, facts))
    made = (_section(spec, facts, rows, filled) for spec in SECTIONS[facts.kind])
    return tuple(section for section in made if section.text or not section.locked)


def _section(spec: SectionSpec, facts: Facts, rows: tuple[Paragraph, ...], filled: dict[str, str]) -> Section:
    heading = spec.heading[facts.language]
    if spec.locked:
        return _locked(spec, heading, rows, filled)
    text, suggestion = _written(spec.name, facts, rows, filled)
    return Section(spec.name, heading, spec.locked, spec.required, text, suggestion=suggestion)


def _locked(spec: SectionSpec, heading: str, rows: tuple[Paragraph, ...], filled: dict[str, str]) -> Section:
    parts: list[Piece] = []
    missing: dict[str, None] = {}
    for row in (row for row in rows if row.section == spec.name):
        empty = [name for name in fields_in(row.text) if not filled.get(name)]
        if row.optional and empty:
            continue
        missing |= dict.fromkeys(empty)
        parts += [Piece("\n\n")] * bool(parts) + list(pieces(row.text, filled, SOURCES))
    return Section(spec.name, heading, True, spec.required, text_of(tuple(parts)), tuple(parts), tuple(missing))


def _written(name: str, facts: Facts, rows: tuple[Paragraph, ...], filled: dict[str, str]) -> tuple[str, str]:
    """The text a section starts with, and what the case suggests for it."""
    if name in _PARTS and facts.resolution is not None:
        return _part(name, getattr(facts.resolution, name), rows, filled), ""
    if name == "handling":
        return tidy(facts.handling).strip(), ""
    if name == "offer" and facts.offer:
        return "", tidy(facts.offer.text).strip()
    return ("", tidy(facts.recorded_position).strip()) if name == "position" else ("", "")


def _part(name: str, part: Part, rows: tuple[Paragraph, ...], filled: dict[str, str]) -> str:
    if part.given:
        return tidy(part.text).strip()
    row = next((row for row in rows if row.section == name), None)
    return text_of(pieces(row.text, filled, SOURCES)) if row and part.why_not else ""


def rewritten(sections: tuple[Section, ...], texts: dict[str, str]) -> tuple[Section, ...]:
    """The sections with the texts people wrote put in. Locked sections keep theirs, whatever `texts` holds."""
    return tuple(
        section if section.locked or section.name not in texts else _with_text(section, tidy(texts[section.name]).strip())
        for section in sections
    )


def _with_text(section: Section, text: str) -> Section:
    return Section(section.name, section.heading, False, section.required, text, suggestion=section.suggestion)


def without_acceptance(facts: Facts, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections of a letter that plainly makes no offer, without the one on how to accept it; of any other as they are."""
    return tuple(section for section in sections if section.name != ACCEPTANCE) if makes_no_offer(facts, sections) else sections


def makes_no_offer(facts: Facts, sections: Iterable[Section]) -> bool:
    """None is recorded on the case, and what a person wrote about it says that there is none."""
    said = next((section.text for section in sections if section.name == "offer"), "")
    return facts.offer is None and says_there_is_none(said, facts.language)
