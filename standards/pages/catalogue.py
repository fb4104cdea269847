"""`/standards/`: all 72 by regime, searchable, each rule in one line. `/standards/terms/`: what the words, exemptions, routes and numbers are."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import standards
from complaints.case.pages import asking
from complaints.clocks import words
from complaints.rules.own_contacts import distributors_on
from complaints.rules.services import company
from complaints.rules.sums import standards_tables
from standards import Row, Standard, Tables
from standards.contacts import Contact
from standards.definitions import DEFINITIONS, DISPUTES, DISPUTES_SOURCE
from standards.exemptions import EFFECT_WORDS
from standards.pages.shown import BOOK_WORDS
from standards.standard import PAY_FROM, ROUTES
from standards.words import named
from workdays import london

TITLES = {
    "supplier": ("Suppliers", "We owe these"), "electricity_distribution": ("Electricity distributors", "The distributor owes these"),
    "electricity_connections": ("Electricity connections", "The distributor owes these"),
    "gas_transporter": ("Gas transporters", "The transporter owes these"),
    "licence_condition": ("Licence targets", "Measured once a year, never paid"),
}
assert list(TITLES) == list(standards.REGIMES)
LONGEST = 100
ACTIONS = [{"label": "Which standard?", "href": "/standards/which/"}, {"label": "Connections", "href": "/connections/"},
           {"label": "Terms, exemptions, contacts", "href": "/standards/terms/"}]
ROWS_WAITING = {"label": "Rows of the law", "href": "/standards/rows/"}


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Grouped by regime; `q` looks in name, title, code and the rule's words, `regime` keeps one group."""
    tables, today = standards_tables(), london.day_of(asking.now())
    q, chosen = request.GET.get("q", "").strip()[:LONGEST], request.GET.get("regime", "")
    own = [ROWS_WAITING] if request.user.role == "compliance_officer" else []
    told = catalogue_told(tables, company(today).rulebook, today, q, chosen)
    return render(request, "standards/catalogue.html", told | {"actions": [*ACTIONS, *own]})


def catalogue_told(tables: Tables, book: str, today: date, q: str = "", chosen: str = "") -> dict[str, Any]:
    """The page's context but for its actions."""
    found = [standard for standard in standards.CATALOGUE if matches(standard, tables, q)]
    shown = [standard for standard in found if chosen not in TITLES or standard.regime == chosen]
    return {
        "heading": {"title": f"Guaranteed standards: {len(shown)}", "small": f"Rulebook in force: {BOOK_WORDS[book].lower()}. Sums of today."},
        "q": q, "regimes": list(_regimes(found, q, chosen)), "groups": list(_groups(shown, tables, book, today)), "empty": _empty(q),
    }


def matches(standard: Standard, tables: Tables, q: str) -> bool:
    """Whether every word that was typed stands somewhere in what people read of the standard."""
    if not q:
        return True
    rule = " ".join(standards.words.rule_words(standard, documents_row(standard, tables)))
    text = " ".join((standard.code, standard.name, standard.title, TITLES[standard.regime][0], rule)).casefold()
    return all(word in text for word in q.casefold().split())


def documents_row(standard: Standard, tables: Tables) -> Row:
    return tables.of(standard.code, "documents")[0]


def row_today(standard: Standard, tables: Tables, book: str, today: date) -> Row | None:
    """The checked row of that book that holds today; None where the book has none."""
    return next((row for row in tables.of(standard.code, book) if row.holds_on(today) and row.verified), None)


def _regimes(found: list[Standard], q: str, chosen: str) -> Iterator[dict[str, Any]]:
    asked = {"q": q} if q else {}
    yield {"label": "All", "count": len(found), "href": f"/standards/?{urlencode(asked)}", "current": chosen not in TITLES}
    for regime, (title, _) in TITLES.items():
        count = sum(standard.regime == regime for standard in found)
        yield {"label": title, "count": count, "href": f"/standards/?{urlencode(asked | {'regime': regime})}", "current": regime == chosen}


def _groups(shown: list[Standard], tables: Tables, book: str, today: date) -> Iterator[dict[str, Any]]:
    for regime, (title, who) in TITLES.items():
        rows = [_line(standard, tables, book, today) for standard in shown if standard.regime == regime]
        if rows:
            yield {"title": title, "count": len(rows), "who": who, "rows": rows}


def _line(standard: Standard, tables: Tables, book: str, today: date) -> dict[str, str]:
    row = row_today(standard, tables, book, today)
    told = documents_row(standard, tables) if row is None else row
    rule = standards.words.rule_words(standard, told)
    first = standards.words.first_sum(standard, told) or ("By the rule" if standard.pays else "No payment")
    return {"href": f"/standards/{standard.code}/", "name": named(standard), "rule": rule[0], "first": first if row else "Not known for today",
            "pay_by": pay_words(standard, told)}


def pay_words(standard: Standard, row: Row) -> str:
    """"10 working days of the failure"; "" where nothing is paid or no time is given."""
    if not standard.pay_from:
        return "No time given" if standard.pays else ""
    return f"{words.working_days_words(row.values['pay_days'])} {PAY_FROM[standard.pay_from]}"


def _empty(q: str) -> dict[str, Any]:
    text = f"Nothing in names, titles and rules has all of “{q}”." if q else "This group has none."
    return {"title": "No standard matches", "text": text, "lines": [], "action": None, "second": None,
            "note": "“voltage”, “reconnect”, “regulation 12” and “GS4” find something."}


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """Definitions, the 46 exemptions, how payments go, disagreements, and the distributors' numbers."""
    return render(request, "standards/terms.html", terms_told(distributors_on(london.day_of(asking.now()))))


def terms_told(contacts: Sequence[Contact]) -> dict[str, Any]:
    return {
        "heading": {"title": "Guaranteed standards: what the words mean", "small": ""},
        "definitions": table("What the words mean", ("Term", "Meaning", "Source"), ((one.term, one.meaning, one.source) for one in DEFINITIONS)),
        "exemptions": list(_exemptions()), "routes": _routes(), "disputes": {"lines": DISPUTES, "source": DISPUTES_SOURCE},
        "contacts": _contacts(contacts), "contacts_note": f"{len(contacts)} rows as the notice prints them; none was rung to check.",
    }


def table(caption: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> dict[str, Any]:
    return {"caption": caption, "head": [{"text": text} for text in head], "rows": [[{"text": text} for text in row] for row in rows]}


EXEMPTION_HEAD = ("Reason", "Evidence needed", "What it does")


def exemption_cells(code: str) -> tuple[str, str, str]:
    one = standards.EXEMPTIONS[code]
    evidence = "That all reasonable steps were taken" if one.needs_all_reasonable_steps else "The reason itself"
    effect = EFFECT_WORDS[one.effect]
    return one.meaning, evidence, effect[:1].upper() + effect[1:]


def _exemptions() -> Iterator[dict[str, Any]]:
    for regime, (title, _) in TITLES.items():
        own = [code for code, one in standards.EXEMPTIONS.items() if one.regime == regime]
        if own:
            rows = [(*exemption_cells(code), covered_words(code)) for code in own]
            yield {"title": f"Exemptions of {title[:1].lower()}{title[1:]}: {len(own)}", "table": table(title, (*EXEMPTION_HEAD, "For"), rows)}


def covered_words(code: str) -> str:
    """Which standards it may excuse: all of its regime, or their names."""
    one = standards.EXEMPTIONS[code]
    whole = [standard for standard in standards.CATALOGUE if standard.regime == one.regime]
    own = [standard for standard in whole if code in standard.exemptions]
    if len(own) == len(whole):
        return "All of them"
    if len(own) > len(whole) / 2 and len(whole) - len(own) < 4:
        left = [standard.name or standard.title for standard in whole if standard not in own]
        return f"All but {'; '.join(left)}"
    return "; ".join(standard.name or standard.title for standard in own) if len(own) < 6 else f"{len(own)} of {len(whole)}"


def _routes() -> dict[str, Any]:
    """Each set of routes once, with whom it is for."""
    found: dict[tuple[str, ...], list[Standard]] = {}
    for standard in standards.CATALOGUE:
        if standard.routes:
            found.setdefault(standard.routes, []).append(standard)
    rows = [(_routed(own), " or ".join(ROUTES[route] for route in routes)) for routes, own in found.items()]
    return table("How a payment reaches the customer", ("Standards", "Paid"), rows)


def _routed(own: list[Standard]) -> str:
    regimes = list(dict.fromkeys(standard.regime for standard in own))
    if all(sum(one.regime == regime for one in standards.CATALOGUE) == sum(one.regime == regime for one in own) for regime in regimes):
        return ", ".join(TITLES[regime][0] for regime in regimes)
    return ", ".join(standard.name or standard.title for standard in own)


def _contacts(contacts: tuple[Contact, ...]) -> dict[str, Any]:
    head = ("Company", "Area", "Connections", "Hours", "Relations", "Hours", "Row", "Note")
    return table("Numbers of electricity distributors", head, (
        (one.company, one.area, one.connections, one.connections_hours, one.relations, one.relations_hours, str(one.row), one.note)
        for one in contacts))
