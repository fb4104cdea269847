"""A standard as the JSON API tells it: terms in words, facts wanted, exemptions, versions with their sources. Values in, values out."""

from datetime import date
from decimal import Decimal
from typing import Any

import standards
from standards import Fact, Row, Standard, Tables
from standards.facts import LISTS
from standards.scopes import Lost


def line(standard: Standard, tables: Tables) -> dict[str, Any]:
    """One item of the list: what it is, whose, and its terms by the owner's documents."""
    row = tables.of(standard.code, "documents")[0]
    return {
        "code": standard.code, "name": standard.name, "title": standard.title, "regime": standard.regime, "liable": standard.liable,
        "customers": list(standard.customers), "pays": standard.pays, "computable": not any(isinstance(term, Lost) for term in standard.refuses),
        "claim_required": standard.claim_required, "routes": list(standard.routes), "terms": standards.words.rule_words(standard, row),
        "source": standard.source,
    }


def whole(standard: Standard, tables: Tables) -> dict[str, Any]:
    """One standard with all there is to know of it."""
    return line(standard, tables) | {
        "facts": [fact_told(fact) for fact in standard.facts], "exemptions": [exemption_told(code) for code in standard.exemptions],
        "versions": [version_told(standard, row) for row in standards.versions(standard, tables)],
        "readings": [{"code": code, "ours": standards.READINGS[code].ours, "other": standards.READINGS[code].other} for code in standard.readings],
    }


def fact_told(fact: Fact) -> dict[str, Any]:
    told = {"name": fact.name, "kind": fact.kind, "required": fact.required, "nullable": fact.nullable, "label": fact.label, "hint": fact.hint,
            "unit": fact.unit, "options": [{"value": value, "label": label} for value, label in fact.options]}
    return told | ({"items": [fact_told(inner) for inner in LISTS[fact.name]]} if fact.kind == "list" else {})


def exemption_told(code: str) -> dict[str, Any]:
    one = standards.EXEMPTIONS[code]
    return {"code": code, "meaning": one.meaning, "needs_all_reasonable_steps": one.needs_all_reasonable_steps, "effect": one.effect,
            "source": one.source}


def version_told(standard: Standard, row: Row) -> dict[str, Any]:
    return {"rulebook": row.book, "version": row.version, "valid_from": _json(row.valid_from), "valid_until": _json(row.valid_until),
            "verified": row.verified, "added_by_officers": row.officer, "terms": standards.words.rule_words(standard, row),
            "values": {name: _json(value) for name, value in row.values.items()}, "source": row.source, "note": row.note}


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
