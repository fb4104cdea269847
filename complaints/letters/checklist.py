"""The live checklist: what this letter must say, and whether its words say it. Pure; each item reads the actual text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from complaints.letters.compose import ACCEPTANCE, CONDITIONS, Section, makes_no_offer
from complaints.letters.dates import long_date, pounds
from complaints.letters.facts import Facts, until
from complaints.letters.fields import BULLET, advice_for, contact_name
from complaints.letters.kinds import Language
from complaints.letters.offers import says_whether_it_stays
from complaints.letters.rows import Contact, Requirement, Tables, contact_for, in_force
from complaints.letters.wording import folded, one_line


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the checklist. `why` says what is missing, and is empty where the item is met."""

    id: str
    label: str
    met: bool
    why: str
    section: str


@dataclass(frozen=True, slots=True)
class _Letter:
    """The letter under test: facts, its sections by name and the contact rows."""

    facts: Facts
    sections: dict[str, Section]
    contacts: tuple[Contact, ...]
    requirements: tuple[Requirement, ...]

    def text(self, name: str) -> str:
        section = self.sections.get(name)
        return section.text if section else ""

    def folded(self, name: str) -> str:
        return folded(self.text(name))


def checklist(facts: Facts, sections: tuple[Section, ...], tables: Tables) -> tuple[Item, ...]:
    """Every item that this letter must meet, met or not, in the rows' order."""
    letter = _Letter(facts, {section.name: section for section in sections}, tables.contacts, tables.requirements)
    return tuple(_item(row, letter) for row in tables.requirements if _wanted(row, letter))


def _wanted(row: Requirement, letter: _Letter) -> bool:
    """Of how an offer is accepted nothing is wanted in a letter that plainly makes none."""
    facts = letter.facts
    if row.section == ACCEPTANCE and makes_no_offer(facts, letter.sections.values()):
        return False
    return (
        facts.kind in row.kinds
        and in_force(row, facts.today)
        and (not row.classes or facts.customer_class in row.classes)
        and all(CONDITIONS[name](facts) for name in row.when)
    )


def _item(row: Requirement, letter: _Letter) -> Item:
    met = _says(row, letter) and (row.id not in TESTS or TESTS[row.id](letter))
    why = "" if met else row.missing.replace("{missing}", ", ".join(_gaps(letter)))
    return Item(row.id, row.label, met, why, row.section)


def _says(row: Requirement, letter: _Letter) -> bool:
    text = letter.folded(row.section)
    groups = row.phrases.get(letter.facts.language, ())
    return all(any(folded(phrase) in text for phrase in group) for group in groups)


def _written(letter: _Letter, *names: str) -> bool:
    return all(any(char.isalnum() for char in letter.text(name)) for name in names)


def _gaps(letter: _Letter) -> list[str]:
    """The words for fields that locked sections want and the case does not give."""
    gaps = {name: None for section in letter.sections.values() for name in section.missing}
    return [name.replace("_", " ") for name in gaps]


_NOBODY = frozenset({"", "customer", "sir", "madam", "sir or madam", "sir/madam", "cwsmer", "syr", "madam neu syr"})


def _by_name(letter: _Letter) -> bool:
    """A name to write to, and neither `Dear Customer` nor `Dear Sir`."""
    words = folded(letter.facts.addressee.salutation).removeprefix("dear ").removeprefix("annwyl ").rstrip(",")
    return words not in _NOBODY and bool(one_line(letter.facts.addressee.name))


def _somewhere_to_go(letter: _Letter) -> bool:
    """A postal address or an email address; which of the two is said when it goes."""
    return bool(letter.facts.addressee.address_lines or letter.facts.email.strip())


def _about_and_received(letter: _Letter) -> bool:
    about = next((piece.text for piece in _pieces(letter, "opening") if piece.field == "about"), "")
    return any(char.isalnum() for char in about) and _has_day(letter, "opening", letter.facts.received_on)


def _pieces(letter: _Letter, name: str) -> tuple:
    section = letter.sections.get(name)
    return section.pieces if section else ()


def _has_day(letter: _Letter, name: str, day: date | None) -> bool:
    return day is not None and long_date(day, letter.facts.language) in letter.text(name)


def _until_the_later(letter: _Letter) -> bool:
    """The later of the two last days stands in the letter; an earlier one alone does not do."""
    return _has_day(letter, "how_long", until(letter.facts.windows))


def _summary(letter: _Letter) -> bool:
    return any(line.startswith(BULLET) and len(line) > len(BULLET) for line in letter.text("summary").splitlines())


def _ombudsman_named(letter: _Letter) -> bool:
    row = contact_for(letter.contacts, "ombudsman", letter.facts.today)
    return row is not None and contact_name(row, letter.facts.language) in letter.text("ombudsman")


def _ombudsman_contact(letter: _Letter) -> bool:
    row = contact_for(letter.contacts, "ombudsman", letter.facts.today)
    text = letter.text("ombudsman")
    return row is not None and all(part in text for part in _ways(row, letter.facts.language))


def _ways(row: Contact, language: Language) -> list[str]:
    return [part for part in (contact_name(row, language), row.phone, row.web) if part]


def _advice(letter: _Letter) -> bool:
    """At least one advice body in force, with its name and each way to reach it, and the word free."""
    text = letter.text("advice")
    free = {Language.ENGLISH: "free", Language.WELSH: "am ddim"}[letter.facts.language] in folded(text)
    bodies = advice_for(letter.facts, letter.contacts)
    return free and any(all(part in text for part in _ways(row, letter.facts.language)) for row in bodies)


def _offer(letter: _Letter) -> bool:
    """An offer or its absence is written, and it is said whether it stays open."""
    both = letter.text("offer") + "\n" + (letter.text("accept_offer") if letter.facts.offer else "")
    return _written(letter, "offer") and says_whether_it_stays(both, letter.facts.language)


_FIVE = ("R1", "R2", "R3", "R4", "R5")


def _five_together(letter: _Letter) -> bool:
    section = letter.sections.get("ombudsman")
    rows = [row for row in letter.requirements if row.id in _FIVE]
    return section is not None and bool(section.heading) and len(rows) == 5 and all(_says(row, letter) for row in rows)


def _reference_and_day(letter: _Letter) -> bool:
    reference = one_line(letter.facts.reference)
    return bool(reference) and reference in letter.text("opening") and _has_day(letter, "opening", letter.facts.received_on)


def _owner(letter: _Letter) -> bool:
    name = one_line(letter.facts.owner_name)
    return bool(name) and name in letter.text("closing")


def _sum(letter: _Letter) -> bool:
    payment = letter.facts.payment
    return payment is not None and pounds(payment.amount_gbp) in letter.text("payment")


def _told_otherwise(letter: _Letter) -> bool:
    said = one_line(letter.facts.told_otherwise)
    return bool(said) and said in letter.text("opening")


TESTS: dict[str, Callable[[_Letter], bool]] = {
    "N1": _by_name,
    "N5": _somewhere_to_go,
    "N2": _about_and_received,
    "D4-summary": _summary,
    "E2-summary": _summary,
    "D2": lambda letter: _written(letter, "position"),
    "E2": lambda letter: _written(letter, "position", "next_steps"),
    "U1": lambda letter: _written(letter, "position"),
    "O2": lambda letter: _written(letter, "explanation", "apology", "corrective_action"),
    "D3": _offer,
    "R1": _ombudsman_named,
    "O1": _ombudsman_named,
    "R6": _five_together,
    "R7": _ombudsman_contact,
    "D6": _until_the_later,
    "E4": _until_the_later,
    "D5": _advice,
    "E3": _advice,
    "N4": _owner,
    "A1": _reference_and_day,
    "C2": lambda letter: BULLET in letter.text("done"),
    "P2": _sum,
    "F1": _told_otherwise,
    "G1": lambda letter: not _gaps(letter),
}
"""Items that fixed phrases alone cannot show: each compares the text with the case."""


def untested(requirements: tuple[Requirement, ...]) -> tuple[str, ...]:
    """Items that neither phrases in every language nor a test of their own decide; there must be none."""
    return tuple(row.id for row in requirements if row.id not in TESTS and set(row.phrases) != set(Language))


def required_empty(sections: tuple[Section, ...]) -> tuple[str, ...]:
    """Names of the sections that a person must still write."""
    return tuple(section.name for section in sections if section.required and not section.text.strip())


def ready(items: tuple[Item, ...], sections: tuple[Section, ...]) -> bool:
    """True where nothing that must be said is missing; avoid-words and unprintable characters are apart."""
    return all(item.met for item in items) and not required_empty(sections)
