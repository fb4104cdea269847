"""The dated rows letters are made from: paragraphs, contacts, requirements, words to avoid. Plain frozen values.

`shipped()` reads the files that come with the product. Rows that officers add are turned into the same values by
`paragraph()`, `contact()` and so on, and handed to `compose` and `checklist` as an argument.
"""

import json
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path

from complaints.letters.kinds import Kind, Language

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One locked paragraph. `when` names conditions that must all hold; `optional` leaves it out where a field is empty."""

    id: str
    section: str
    kinds: tuple[Kind, ...]
    language: Language
    text: str
    from_on: date
    until_on: date | None
    source: str
    version: int
    verified: bool
    when: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a customer can turn: the Ombudsman, an advice body, the regulator, the gas emergency line."""

    id: str
    role: str
    name: str
    phone: str
    from_on: date
    until_on: date | None
    source: str
    verified: bool
    name_cy: str = ""
    hours: str = ""
    web: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing a letter must say. `phrases`: in `section`, at least one phrase of each group, by language."""

    id: str
    kinds: tuple[Kind, ...]
    label: str
    missing: str
    section: str
    from_on: date
    until_on: date | None
    source: str
    phrases: dict[Language, tuple[tuple[str, ...], ...]]
    when: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AvoidWord:
    """A word our own sentences do without, its other forms and what to say instead."""

    word: str
    forms: tuple[str, ...]
    say: str


@dataclass(frozen=True, slots=True)
class Tables:
    paragraphs: tuple[Paragraph, ...]
    contacts: tuple[Contact, ...]
    requirements: tuple[Requirement, ...]
    avoid: tuple[AvoidWord, ...]


def _dates(row: dict) -> dict:
    until = row.get("until")
    return {"from_on": date.fromisoformat(row["from"]), "until_on": date.fromisoformat(until) if until else None}


def _plain(kind: type, row: dict, **made) -> object:
    """Build `kind` from the row's own keys and what was made of the others; lists become tuples."""
    known = {field.name for field in fields(kind)} - set(made)
    taken = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items() if key in known}
    return kind(**taken, **made)


def paragraph(row: dict) -> Paragraph:
    kinds = tuple(Kind(kind) for kind in row["kinds"])
    return _plain(Paragraph, row, kinds=kinds, language=Language(row["language"]), **_dates(row))


def contact(row: dict) -> Contact:
    return _plain(Contact, row, **_dates(row))


def requirement(row: dict) -> Requirement:
    phrases = {Language(language): tuple(tuple(group) for group in groups) for language, groups in row.get("phrases", {}).items()}
    return _plain(Requirement, row, kinds=tuple(Kind(kind) for kind in row["kinds"]), phrases=phrases, **_dates(row))


def avoid_word(row: dict) -> AvoidWord:
    return _plain(AvoidWord, row)


def _read(name: str) -> dict:
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


@cache
def shipped() -> Tables:
    """The rows that come with the product."""
    needs = _read("letter_requirements.json")
    return Tables(
        paragraphs=tuple(paragraph(row) for row in _read("letter_paragraphs.json")["rows"]),
        contacts=tuple(contact(row) for row in _read("contacts.json")["rows"]),
        requirements=tuple(requirement(row) for row in needs["rows"]),
        avoid=tuple(avoid_word(row) for row in needs["avoid"]),
    )


def in_force(row: Paragraph | Contact | Requirement, on: date) -> bool:
    return row.from_on <= on and (row.until_on is None or on <= row.until_on)


def contact_for(contacts: tuple[Contact, ...], role: str, on: date) -> Contact | None:
    """The contact of that role on that day; where two are in force, the one that began later."""
    found = [row for row in contacts if row.role == role and in_force(row, on)]
    return max(found, key=lambda row: row.from_on, default=None)
