"""Words our own sentences do without. Words of the customer between quotation marks are theirs, and exempt. Pure."""

import re
from dataclasses import dataclass

from complaints.letters.compose import Section
from complaints.letters.rows import AvoidWord

_QUOTED = re.compile(r"“[^“”]*”|\"[^\"\n]*\"|«[^«»]*»")


@dataclass(frozen=True, slots=True)
class Avoid:
    """A word to avoid in one section. `refuses`: it stands in our fixed wording, so the letter cannot be sent."""

    word: str
    where: str
    count: int
    suggestion: str
    refuses: bool


def words_to_avoid(sections: tuple[Section, ...], words: tuple[AvoidWord, ...]) -> tuple[Avoid, ...]:
    """One entry for each word and section. A phrase of several words takes its words with it."""
    longest_first = sorted(words, key=lambda row: -len(row.word))
    return tuple(found for section in sections for found in _in_section(section, longest_first))


def _in_section(section: Section, words: list[AvoidWord]) -> list[Avoid]:
    ours, fixed = _blank_quotes(section.text), _blank_quotes(_fixed(section))
    found = []
    for row in words:
        pattern = _pattern(row)
        ours, count = pattern.subn(" ", ours)
        if count:
            refuses = section.locked and bool(pattern.search(fixed))
            found.append(Avoid(row.word, section.name, count, row.say, refuses))
    return found


def marked(text: str, words: tuple[AvoidWord, ...]) -> list[tuple[str, bool]]:
    """The text in runs; True marks a word to avoid that is our own."""
    ours = _QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), text)
    hits = sorted(found.span() for row in words for found in _pattern(row).finditer(ours))
    runs, at = [], 0
    for start, end in hits:
        if start >= at:
            runs += [(text[at:start], False), (text[start:end], True)]
            at = end
    return [run for run in (*runs, (text[at:], False)) if run[0]]


def _fixed(section: Section) -> str:
    """A locked section without what was filled in: a value of the case is data, not our wording."""
    if not section.locked:
        return ""
    return "".join(" " if piece.field else piece.text for piece in section.pieces) if section.pieces else section.text


def _blank_quotes(text: str) -> str:
    return _QUOTED.sub(" ", text)


def _pattern(row: AvoidWord) -> re.Pattern[str]:
    forms = sorted((row.word, *row.forms), key=len, reverse=True)
    either = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)
