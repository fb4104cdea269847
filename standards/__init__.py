"""The guaranteed standards: 72 rights of customers as rows of small terms, and `assess`, which works out what they owe.

Pure: imports only `workdays`; the dated numbers come in as `Tables`, the moment as `as_of`. `pages`, `api`, `forms` and `urls`
beside it are doors.
"""

from typing import Any

from standards import words
from standards.assessing import assess
from standards.catalogue import connections, distribution, gas, licence, supplier
from standards.checks import check_catalogue, check_rows
from standards.classify import classify as _classify
from standards.exemptions import EXEMPTIONS, Exemption
from standards.facts import Fact, FactsWrong, read
from standards.finding import Finding
from standards.known_facts import KNOWN
from standards.readings import READINGS
from standards.rows import BOOKS, NoRuleInForce, Row, Tables, tables_of
from standards.standard import REGIMES, Standard

CATALOGUE: tuple[Standard, ...] = (*supplier.ROWS, *distribution.ROWS, *connections.ROWS, *gas.ROWS, *licence.ROWS)
BUNDLE = supplier.BUNDLE
BY_CODE = {standard.code: standard for standard in (*CATALOGUE, BUNDLE)}
check_catalogue(CATALOGUE)


def find(code: object) -> Standard | None:
    """The standard of that code, `SUP-METER` for the three meter standards together; None where there is none."""
    return BY_CODE.get(code) if isinstance(code, str) else None


MOST_HOURS = 8_760
BEFORE = "This lies before it all began."
# What can only come after it began; a quotation may come before its fee, and a payment before it is due.
IN_ORDER = (
    ("interrupted_at", "restored_at"), ("interrupted_at", "facilities_provided_at"), ("interrupted_at", "supply_restored_at"),
    ("paid_at", "reconnected_at"), ("notified_at", "attended_at"), ("complaint_received_on", "initial_written_response_on"),
    ("complaint_received_on", "substantive_response_on"), ("contacted_on", "assessed_on"),
)


def read_facts(standard: Standard, given: Any) -> dict[str, Any]:
    """Typed facts. Raises FactsWrong naming each fact that is missing or can't be read."""
    facts = read(standard.facts, given, KNOWN)
    wrong = _at_odds(standard, facts)
    if wrong:
        raise FactsWrong({name: [sentence] for name, sentence in wrong.items()})
    return facts


def _at_odds(standard: Standard, facts: dict[str, Any]) -> dict[str, str]:
    """Facts that each can be read and that can't be true together."""
    wrong: dict[str, str] = {}
    if "slot_end" in facts and facts["slot_end"] <= facts["slot_start"]:
        wrong["slot_end"] = "The visit ends before it begins."
    wrong |= {done: BEFORE for begun, done in IN_ORDER if facts.get(begun) and facts.get(done) and facts[done] < facts[begun]}
    if "year_ending" in facts and (facts["year_ending"].month, facts["year_ending"].day) != (3, 31):
        wrong["year_ending"] = "The year ends on 31 March."
    if "handled_in_time" in facts and facts["handled_in_time"] > facts["total"]:
        wrong["handled_in_time"] = "More cases were handled in time than there were."
    if facts.get("prescribed_hours") is not None and not 1 <= facts["prescribed_hours"] <= MOST_HOURS:
        wrong["prescribed_hours"] = f"Give the hours that the Regulations prescribe: from 1 to {MOST_HOURS:,}."
    for place, item in enumerate(facts.get("interruptions") or ()):
        if item["end"] < item["start"]:
            wrong[f"interruptions.{place}.end"] = "The supply came back before it was lost."
    for place, item in enumerate(facts.get("exemptions") or ()):
        if item["code"] not in EXEMPTIONS:
            wrong[f"exemptions.{place}.code"] = "There is no exemption with this code."
    if "original_standard" in facts and not _of_same_regime(standard, facts["original_standard"]):
        wrong["original_standard"] = "Give the code of a standard of the same kind that was failed."
    return wrong


def _of_same_regime(standard: Standard, code: str) -> bool:
    found = find(code)
    return found is not None and found.regime == standard.regime and found.code != standard.code


def tables_from(rows: Any, calendars: Any) -> Tables:
    """Tables of `fixtures/standards_rules.json` and officers' rows, checked against the catalogue."""
    tables = tables_of(rows, calendars)
    check_rows((*CATALOGUE, BUNDLE), tables)
    return tables


def classify(given: Any, tables: Tables) -> dict[str, Any]:
    """What the facts say of category, kind, outage standard, weather and route. Raises FactsWrong."""
    return _classify(given, tables, lambda code: found.routes if (found := find(code)) else None)


def versions(standard: Standard, tables: Tables) -> list[Row]:
    """Every row of the standard: the documents' first, then the law's, newest first."""
    return [row for book in BOOKS for row in tables.of(standard.code, book)]


__all__ = [
    "BOOKS", "BUNDLE", "BY_CODE", "CATALOGUE", "EXEMPTIONS", "KNOWN", "READINGS", "REGIMES", "Exemption", "Fact", "FactsWrong", "Finding",
    "NoRuleInForce", "Row", "Standard", "Tables", "assess", "classify", "find", "read_facts", "tables_from", "versions", "words",
]
