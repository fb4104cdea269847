"""The company's own wording of the letters' fixed paragraphs: which one a letter has, and what a new wording must still say.

The shipped rows say where a paragraph stands, in which letters and since when; the company's rows (`rules.own_rows`, table "paragraph")
say it in other words. A letter keeps the wording of the moment it was begun.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

from complaints.letters import glyphs, merge
from complaints.letters.avoid import words_to_avoid
from complaints.letters.checklist import checklist
from complaints.letters.compose import Section, compose, rewritten
from complaints.letters.facts import Company, Facts
from complaints.letters.fields import SOURCES
from complaints.letters.kinds import TITLES, Kind, Language
from complaints.letters.rows import Paragraph, Tables, shipped
from complaints.letters.samples import WRITTEN, sample
from complaints.letters.wording import folded, tidy
from complaints.record.parsing import Shape, Words, parse
from complaints.record.refusals import Unacceptable
from complaints.rules import services as rules
from complaints.rules.own_changes import Subject
from complaints.rules.own_rows import END, SET, OwnRows
from workdays import london

TABLE = "paragraph"
LONGEST = 2000
OUR_PROCEDURE = "Complaints Handling Procedure"


class ParagraphIn(Shape):
    text: Words


@cache
def by_id() -> Mapping[str, Paragraph]:
    """The shipped paragraphs."""
    return {row.id: row for row in shipped().paragraphs}


def worded(paragraphs: Iterable[Paragraph], at: datetime) -> tuple[Paragraph, ...]:
    """The paragraphs as worded at that moment: of that day, without what was approved later."""
    own = rules.own(TABLE)
    return tuple(_worded(row, own, at) for row in paragraphs) if own.by_key else tuple(paragraphs)


def _worded(row: Paragraph, own: OwnRows, at: datetime) -> Paragraph:
    version = own.on(row.id, london.day_of(at), known_by=at)
    if version is None or version.what != SET:
        return row
    return replace(row, text=version.values["text"], source=version.source or row.source, version=version.number + 1)


def newer(sections: Iterable[Section], begun: datetime, now: datetime, facts: Facts) -> tuple[str, ...]:
    """The sections of a letter begun then for which a newer wording holds now, by name."""
    names = {section.name for section in sections}
    rows = [row for row in shipped().paragraphs if row.section in names and facts.kind in row.kinds and row.language is facts.language]
    pairs = zip(worded(rows, begun), worded(rows, now), strict=True)
    return tuple(dict.fromkeys(was.section for was, is_now in pairs if was.text != is_now.text))


def is_statutory(key: str) -> bool:
    """Whether what it says is asked for by the law or the Ombudsman: its source says so, or a letter must say a phrase of it."""
    row = by_id().get(key)
    return row is None or not row.source.startswith(OUR_PROCEDURE) or _carries_a_statement(row)


def _carries_a_statement(row: Paragraph) -> bool:
    text = folded(row.text)
    asked = [need for need in shipped().requirements if need.section == row.section and set(need.kinds) & set(row.kinds)]
    phrases = [phrase for need in asked for group in need.phrases.get(row.language, ()) for phrase in group]
    return any(folded(phrase) in text for phrase in phrases)


def company_of(on: date) -> Company:
    own = rules.company(on)
    return Company(own.name, own.line, own.address, own.complaints_phone, own.complaints_email)


def sample_letter(row: Paragraph, kind: Kind, paragraphs: tuple[Paragraph, ...], tables: Tables, on: date) -> tuple[Facts, tuple[Section, ...]]:
    """A letter of invented facts, made from these paragraphs."""
    facts = sample(kind, row, company_of(on), on)
    made = compose(facts, paragraphs, tables.contacts, glyphs.prints)
    return facts, rewritten(made, {**WRITTEN, "explanation": "The crew was not booked.", "message": ""} | _not_given(row, made))


def _not_given(row: Paragraph, made: tuple[Section, ...]) -> dict[str, str]:
    """A section that says why something is not given keeps what was made of it."""
    return {section.name: section.text for section in made if section.name == row.section and not section.locked}


def parsed(key: str, what: str, values: Mapping[str, Any], on: date) -> dict[str, Any]:
    """The text as it is stored. Raises Unacceptable with all that is wrong with it."""
    row = by_id().get(key)
    if row is None or what == END:
        raise Unacceptable.of(text="Only the wording of a paragraph can be changed: what it stands for stays.")
    if what != SET:
        return {}
    text = tidy(parse(ParagraphIn, values).text).strip()
    if wrong := _wrong(text) or _no_longer_said(row, text, on):
        raise Unacceptable(wrong[0], fields={"text": wrong})
    return {"text": text}


def _wrong(text: str) -> list[str]:
    """Length, fields, signs that the font lacks, and words that our own sentences do without."""
    wrong = [] if len(text) <= LONGEST else [f"Give at most {LONGEST} characters."]
    if not any(char.isalnum() for char in text):
        wrong.append("Write the paragraph.")
    unknown = [name for name in merge.fields_in(text) if name not in SOURCES]
    wrong += [f"Letters have no field “{name[:40]}”. The fields are listed beside the form." for name in unknown[:3]]
    plain = text
    for name in merge.fields_in(text):
        plain = plain.replace(f"{{{name}}}", "")
    if "{" in plain or "}" in plain:
        wrong.append("Close each brace: a field is written as {reference}.")
    if lacking := glyphs.lacking([text]):
        wrong.append(glyphs.refusal(lacking))
    found = words_to_avoid((Section("", "", True, False, plain),), shipped().avoid)
    return wrong + [f"Our letters do without “{word.word}”: {word.suggestion}" for word in found]


def _no_longer_said(row: Paragraph, text: str, on: date) -> list[str]:
    """What a letter says with the wording of that day and would not say with the new one. Each kind of letter is made and read."""
    was = worded(shipped().paragraphs, london.start_of_day(on))
    then = tuple(replace(one, text=text) if one.id == row.id else one for one in was)
    lost: dict[str, None] = {}
    for kind in row.kinds:
        before, after = (_met(row, kind, paragraphs, on) for paragraphs in (was, then))
        for ident, label in before.items():
            if ident not in after:
                lost[f"The letter “{TITLES[kind][Language.ENGLISH]}” would no longer do this: {label[0].lower()}{label[1:]}."] = None
    return list(lost)


def _met(row: Paragraph, kind: Kind, paragraphs: tuple[Paragraph, ...], on: date) -> dict[str, str]:
    tables = replace(shipped(), paragraphs=paragraphs)
    facts, sections = sample_letter(row, kind, paragraphs, tables, on)
    return {item.id: item.label for item in checklist(facts, sections, tables) if item.met}


SUBJECT = Subject(TABLE, parsed, two_people=is_statutory)
