"""From raw facts to a finding with today's rows: the one way in which pages, API and services ask the standards. Reads; writes nothing.

What the other rulebook says is worked out beside it, so that a difference in the customer's favour is always told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import standards
from complaints.clocks.rules import BOOK_WORDS
from complaints.record.refusals import Unacceptable, Unknown
from complaints.rules import services as rules
from complaints.rules.sums import standards_tables
from standards import Finding, Standard
from standards.explaining import when_words
from standards.pounds import pounds
from workdays import OutsideCalendar, london

CLASSES = {"domestic": "domestic", "micro_business": "small_business", "small_business": "small_business", "large_business": "large_business"}


@dataclass(frozen=True)
class Assessed:
    """`other` is the finding by the other rulebook, None where that one has no checked row; `other_words` says where they differ."""

    standard: Standard
    facts: Mapping[str, Any]
    finding: Finding
    other: Finding | None
    other_words: str

    def as_json(self) -> dict[str, Any]:
        """The finding of the contract; where the books differ its explanation says so."""
        told = self.finding.as_json()
        return told | {"explanation": [*told["explanation"], self.other_words]} if self.other_words else told


def standard_of(code: str) -> Standard:
    found = standards.find(code)
    if found is None:
        raise Unknown("There is no standard with this code.")
    return found


def finding_of(code: str, given: Any, *, now: datetime, rulebook: str | None = None, as_of: Any = None) -> Assessed:
    """The finding on these raw facts, as of `as_of` (beside the facts or among them), else now. `rulebook` None: the company's.

    Raises Unknown for the code, Unacceptable with `fields`, or with code `no_rule_in_force`.
    """
    standard, book = standard_of(code), checked_book(rulebook, now)
    facts = read(standard, given, as_of)
    tables, at = standards_tables(), facts.get("as_of") or now
    try:
        finding = standards.assess(standard, facts, tables, rulebook=book, as_of=at)
    except standards.NoRuleInForce as none:
        raise Unacceptable(str(none), code="no_rule_in_force") from None
    except OutsideCalendar as far:
        raise Unacceptable(str(far), code="outside_calendar") from None
    other, none_words = _other(standard, facts, tables, book, at)
    return Assessed(standard, facts, finding, other, none_words or differ_words(finding, other))


def checked_book(rulebook: Any, now: datetime) -> str:
    if rulebook is None:
        return rules.company(london.day_of(now)).rulebook
    if rulebook not in standards.BOOKS:
        raise Unacceptable.of(rulebook=f"Choose one of {', '.join(standards.BOOKS)}.")
    return rulebook


def read(standard: Standard, given: Any, as_of: Any = None) -> dict[str, Any]:
    """Typed facts. A moment given beside them stands for the one among them."""
    if as_of is not None and isinstance(given, Mapping):
        given = {**given, "as_of": as_of}
    try:
        return standards.read_facts(standard, given)
    except standards.FactsWrong as wrong:
        raise Unacceptable(str(wrong), fields=wrong.fields) from None


def _other(standard: Standard, facts: Mapping[str, Any], tables: standards.Tables, book: str, at: datetime) -> tuple[Finding | None, str]:
    """The finding by the other book, or why it has none: a later law that is known and not checked is told, never used."""
    other = next(name for name in standards.BOOKS if name != book)
    try:
        return standards.assess(standard, facts, tables, rulebook=other, as_of=at), ""
    except standards.NoRuleInForce as none:
        return None, f"By {BOOK_WORDS[other]} nothing is worked out. {none}"
    except OutsideCalendar:
        return None, ""


def differ_words(finding: Finding, other: Finding | None) -> str:
    """Where the other rulebook comes to another sum, limit or verdict; "" where both agree or the other has no checked row."""
    if other is None or _told(finding) == _told(other):
        return ""
    said = [f"by {BOOK_WORDS[other.rulebook]} (version {other.version})"]
    if other.refused:
        return f"{said[0].capitalize()} nothing is worked out: {other.refused}"
    if other.deadline != finding.deadline and other.deadline is not None:
        said.append(f"the limit runs to {when_words(other.deadline)}")
    if other.amount != finding.amount:
        said.append(f"{pounds(other.amount)} is owed" if other.amount else "nothing is owed")
    if other.payment_due_by != finding.payment_due_by and other.payment_due_by:
        said.append(f"to be paid by {when_words(other.payment_due_by)}")
    words = f"{said[0]} " + ", ".join(said[1:] or ["it comes to something else"])
    return words[0].upper() + words[1:] + "."


def _told(finding: Finding) -> tuple:
    return finding.applies, finding.breached, finding.amount, finding.deadline, finding.payment_due_by, finding.late_extra, finding.exempt


def facts_from_complaint(complaint: Any, standard: Standard) -> dict[str, Any]:
    """The raw facts that the case knows: class (where it is one that the standards know) and nation."""
    known = {"nation": complaint.nation}
    customer_type = CLASSES.get(complaint.customer.customer_type)
    known |= {"customer_type": customer_type} if customer_type else {}
    names = {fact.name for fact in standard.facts}
    return {name: value for name, value in known.items() if name in names}
