"""Whom a note names with @username: the names in a text, who they are, and which of them are nobody's. Reads people, writes nothing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from complaints.case.models import Complaint
from staff.models import Person

# Not inside a word, an email address or a web address; a dot or hyphen at the end belongs to the sentence.
NAMED = re.compile(r"(?<![\w@./+-])@([A-Za-z0-9](?:[A-Za-z0-9.-]{0,58}[A-Za-z0-9])?)(?![\w@])")
MOST = 20


def names(text: str) -> list[str]:
    """The usernames that a text names, each once, in small letters."""
    return list(dict.fromkeys(found.lower() for found in NAMED.findall(text)))


@dataclass(frozen=True)
class Mentioned:
    """`people` are told; `nobody` are names of no one at work; `unseeing` work here but may not see this complaint."""

    people: tuple[Person, ...]
    nobody: tuple[str, ...]
    unseeing: tuple[Person, ...]


def mentioned(text: str, complaint: Complaint) -> Mentioned:
    """Who is named. Two statements at most, none for a text that names nobody."""
    wanted = names(text)[:MOST]
    if not wanted:
        return Mentioned((), (), ())
    found = {person.username: person for person in Person.objects.filter(username__in=wanted, is_active=True)}
    there = [found[name] for name in wanted if name in found]
    may = _seeing(there, complaint)
    return Mentioned(tuple(person for person in there if person.pk in may), tuple(name for name in wanted if name not in found),
                     tuple(person for person in there if person.pk not in may))


def _seeing(people: Iterable[Person], complaint: Complaint) -> set[int]:
    if not complaint.restricted:
        return {person.pk for person in people}
    named = set(complaint.seen_by.values_list("pk", flat=True))
    return {person.pk for person in people if person.pk in named or person.role == "compliance_officer"}


def doubts(found: Mentioned) -> str:
    """What to say before a note with such names is kept; "" where all are known."""
    parts = [f"Nobody at work here is called {_listed('@' + name for name in found.nobody)}."] if found.nobody else []
    parts += [f"{_listed(person.full_name for person in found.unseeing)} may not see this complaint and would not be told."] if found.unseeing else []
    return " ".join(parts)


def _listed(names_: Iterable[str]) -> str:
    *first, last = names_
    return f"{', '.join(first)} and {last}" if first else last
