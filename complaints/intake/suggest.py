"""Suggesting a category from what the customer said: the words of each category, counted. Pure; a person always decides."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

WORD = re.compile(r"[\w'’]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A category as the suggestion sees it: `words` are words or short phrases that speak for it, in small letters."""

    code: str
    name: str
    words: tuple[str, ...]


def suggest(said: str, candidates: Iterable[Candidate]) -> Candidate | None:
    """The category most of whose words were said; the earlier one of two equals, None where no word was."""
    text = plain(said)
    best, most = None, 0
    for candidate in candidates:
        found = sum(len(word.split()) for word in candidate.words if plain(word).rstrip() in text)
        if found > most:
            best, most = candidate, found
    return best


def plain(text: str) -> str:
    """Small letters, one space around each word: a phrase is found at the beginning of words, "bill" in "billing" too."""
    return " " + " ".join(WORD.findall(text.lower().replace("’", "'"))) + " "
