"""`/standards/CODE/`: one standard, with its rule in words, its versions side by side, exemptions, readings, and the calculator under it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import standards
from complaints.case.pages import asking
from complaints.clocks import words
from complaints.rules.services import company
from complaints.rules.sums import standards_tables
from standards import Row, Standard, Tables
from standards.forms import FactForm
from standards.pages.catalogue import EXEMPTION_HEAD, documents_row, exemption_cells, pay_words, row_today, table
from standards.pages.shown import BOOK_WORDS
from standards.readings import READINGS
from standards.row_words import in_order, name_words, value_words
from standards.standard import CLASS_WORDS, ROUTES
from standards.words import named
from workdays import london

MOST_NAMES = 4


def found(code: str) -> Standard:
    """The standard of the address; 404 for what is none."""
    standard = standards.find(code)
    if standard is None:
        raise Http404
    return standard


@require_safe
def standard(request: HttpRequest, code: str) -> HttpResponse:
    one, tables, today = found(code), standards_tables(), london.day_of(asking.now())
    told = standard_told(one, tables, company(today).rulebook, today)
    return render(request, "standards/standard.html", told | {"acts": list(_acts(one, request.user.role))})


def _acts(one: Standard, role: str) -> Iterator[dict[str, str]]:
    yield {"label": "Work it out", "href": f"/standards/{one.code}/work-out/"}
    if one.code.startswith(f"{standards.BUNDLE.code}-"):
        yield {"label": "The three meter standards together", "href": f"/standards/{standards.BUNDLE.code}/"}
    if role == "compliance_officer":
        yield {"label": "Add a row to the law", "href": f"/standards/{one.code}/rows/new/"}


def standard_told(one: Standard, tables: Tables, book: str, today: date) -> dict[str, Any]:
    """The page's context but for what this person may do."""
    shown = row_today(one, tables, book, today) or documents_row(one, tables)
    return {
        "heading": {"title": named(one), "small": f"Rulebook in force: {BOOK_WORDS[book].lower()}"}, "rule": standards.words.rule_words(one, shown),
        "notes": list(notes(one, tables, today)), "versions": versions(one, tables), "side": list(_side(one, shown)),
        "exemptions": table("Exemptions", EXEMPTION_HEAD, map(exemption_cells, one.exemptions)) if one.exemptions else None,
        "readings": [READINGS[reading] for reading in one.readings], "form": FactForm(one),
        "action": f"/standards/{one.code}/work-out/",
    }


def notes(one: Standard, tables: Tables, today: date) -> Iterator[str]:
    """Where the two books differ today, and where the law has no checked row."""
    documents, law = documents_row(one, tables), row_today(one, tables, "law", today)
    if law is None:
        yield "The rulebook of the law has no checked row for today. By it nothing is worked out and nothing is guessed until an officer adds one."
        return
    names = [name for name in law.values if law.values[name] != documents.values.get(name)]
    if names:
        since = f" since {words.plain_day(law.valid_from)}" if law.valid_from else ""
        told = "; ".join(_difference(one, name, documents, law) for name in names[:MOST_NAMES])
        yield f"The law has had other figures{since}. {told}."


def _difference(one: Standard, name: str, documents: Row, law: Row) -> str:
    ours = value_words(one, name, documents.values[name]) if name in documents.values else "none"
    return f"{name_words(name)}: {value_words(one, name, law.values[name])}, in our documents {ours}"


def versions(one: Standard, tables: Tables) -> dict[str, Any]:
    """One column a row, documents first, then the law by date; what differs from the documents stands out, what is not checked rests."""
    rows = list(standards.versions(one, tables))
    names = in_order({name for row in rows for name in row.values})
    lines = [{"name": name_words(name), "cells": [_cell(one, rows[0], row, name) for row in rows]} for name in names]
    about = [{"name": title, "cells": [{"text": tell(row), "other": False, "quiet": not row.verified} for row in rows]} for title, tell in ABOUT]
    told = [line for line in (*lines, *about) if any(cell["text"] for cell in line["cells"])]
    return {"rows": [{"book": BOOK_WORDS[row.book], "days": _days(row)} for row in rows], "lines": told}


def _cell(one: Standard, documents: Row, row: Row, name: str) -> dict[str, Any]:
    text = value_words(one, name, row.values[name]) if name in row.values else ""
    return {"text": text, "other": row.verified and row.values.get(name) != documents.values.get(name), "quiet": not row.verified}


def _days(row: Row) -> str:
    if row.valid_from is None and row.valid_until is None:
        return "Any day"
    first = f"from {words.plain_day(row.valid_from)}" if row.valid_from else ""
    last = f"until {words.plain_day(row.valid_until)}" if row.valid_until else ""
    return _sentence(f"{first} {last}".strip())


def _checked(row: Row) -> str:
    if row.officer:
        return "Added here, approved by a second person"
    return "Yes" if row.verified else "No: never used"


ABOUT = (
    ("Checked", _checked), ("Source", lambda row: row.source), ("Note", lambda row: row.note), ("Version", lambda row: row.version),
)


def _side(one: Standard, row: Row) -> Iterator[dict[str, Any]]:
    is_target = one.regime == "licence_condition"
    yield {"title": "Who must meet it" if is_target else "Who owes it", "lines": [one.liable]}
    if not is_target:
        covers = CLASS_WORDS[one.customers]
        yield {"title": "Whom it covers", "lines": [covers[:1].upper() + covers[1:]]}
    if one.pays:
        yield {"title": "Claim", "lines": ["Needed" if one.claim_required else "Not needed: it is paid without one"]}
        yield {"title": "Pay within", "lines": [pay_words(one, row)]}
        yield {"title": "Paid", "lines": [_sentence(" or ".join(ROUTES[route] for route in one.routes))]}
    yield {"title": "Source", "lines": [one.source]}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
