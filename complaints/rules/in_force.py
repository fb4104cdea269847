"""Every dated rule that the desk works by, as lines: what it says, its days, source, version, what uses it. Reads only."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

import standards
from complaints.alerts import own_tiers
from complaints.clocks import words
from complaints.clocks.models import Deadline
from complaints.clocks.rules import BOOKS, Rule
from complaints.money.models import Finding
from complaints.rules import contacts, own_clocks
from complaints.rules import services as rules
from complaints.rules.sums import standards_tables
from standards.rows import Row
from standards.words import named

BOOK_WORDS = {"documents": "Our documents", "law": "The law", "both": "Both"}


@dataclass(frozen=True)
class Line:
    """`used`: how many use it now, None where nothing counts it; `opens`: the address of the list of those; `href`: where it is changed."""

    name: str
    says: str
    first: date | None
    last: date | None
    version: str
    source: str
    verified: bool
    book: str = ""
    used: int | None = None
    opens: str = ""
    href: str = ""


def clocks(today: date) -> list[Line]:
    """The clock rules by day of receipt; used by the deadlines that are open."""
    counted = open_by_rule()
    return [_clock(rule, counted) for rule in rules.clock_rules().rows]


def _clock(rule: Rule, counted: Mapping[tuple[str, ...], int]) -> Line:
    return Line(
        rule.name, words.title(rule.kind), _real(rule.begun_from), _real(rule.begun_until), rule.version, rule.source, rule.verified,
        BOOK_WORDS[rule.book], counted.get(key_of(rule), 0), f"/rules/clocks/{mark_of(rule)}/",
        f"/settings/procedure/{rule.kind}/" if rule.kind in own_clocks.OWN_KINDS else "")


def _real(day: date) -> date | None:
    return None if day in (date.min, date.max) else day


def key_of(rule: Rule) -> tuple[str, ...]:
    return (rule.kind.value, rule.book, rule.name, rule.version)


def mark_of(rule: Rule) -> str:
    """A short name of the rule for addresses."""
    return hashlib.sha256("|".join((*key_of(rule), rule.variant)).encode()).hexdigest()[:12]


def rule_of(mark: str) -> Rule | None:
    return next((rule for rule in rules.clock_rules().rows if mark_of(rule) == mark), None)


def open_of(rule: Rule) -> QuerySet[Deadline]:
    """The open deadlines that were counted by the rule."""
    kind, book, name, version = key_of(rule)
    return Deadline.objects.filter(met_at=None, cancelled_at=None, kind=kind, rulebook=book, rule_name=name, rule_version=version)


def open_by_rule() -> dict[tuple[str, ...], int]:
    """How many open deadlines each rule has, in one statement."""
    found = Deadline.objects.filter(met_at=None, cancelled_at=None).order_by().values_list("kind", "rulebook", "rule_name", "rule_version")
    return {tuple(key): number for *key, number in found.annotate(number=Count("pk"))}


def alerts(today: date) -> list[Line]:
    """Who hears of each kind, by day of the alert; used by the deadlines that have an alert to come."""
    coming = dict(Deadline.objects.filter(alert_at__isnull=False).order_by().values_list("kind").annotate(number=Count("pk")))
    return [Line(words.title(row.kind), _told(row), _real(row.valid_from), _real(row.valid_until), "", row.source, verified=True,
                 used=coming.get(row.kind, 0) if row.valid_from <= today <= row.valid_until else None, href=f"/settings/alerts/{row.kind}/")
            for rows in own_tiers.tiers().by_kind.values() for row in rows]


def _told(row: Any) -> str:
    told = {0: "owner or team", 1: "senior managers too", 2: "compliance too"}
    parts = [f"{name}: {told[row.reach[tier]]}" for tier, name in (("ahead", "ahead"), ("due", "on the day"), ("late", "late"))
             if row.reach[tier] is not None]
    return f"{'; '.join(parts)}; further after {words.working_days_words(row.further_after)}".capitalize()


def eligibility(today: date) -> list[Line]:
    """The thresholds of the Ombudsman by day."""
    return [Line(row["name"], _thresholds(row), _day(row["from"]), _day(row.get("until")), row["version"], row["source"], row["verified"],
                 href="/eligibility/") for row in rules.fixture("eligibility_rules")]


def _thresholds(row: Mapping[str, Any]) -> str:
    told = [f"electricity {int(row['electricity']):,} kWh"] if row.get("electricity") else []
    told += [f"gas {int(row['gas']):,} kWh"] if row.get("gas") else []
    told += [f"{row['employees']} employees"] if row.get("employees") else []
    told += [f"turnover {int(row['turnover']):,} {row.get('currency', '')}".strip()] if row.get("turnover") else []
    return ", ".join(told).capitalize()


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def of_standards(today: date) -> list[Line]:
    """The sums and limits of every guaranteed standard; used by the findings that were kept."""
    found = Finding.objects.order_by().values_list("code", "rulebook", "version").annotate(number=Count("pk"))
    counted = {(code, book, version): number for code, book, version, number in found}
    tables = standards_tables()
    return [_standard(row, counted) for code in standards.BY_CODE for book in BOOKS for row in tables.of(code, book)]


def _standard(row: Row, counted: Mapping[tuple[str, str, str], int]) -> Line:
    return Line(named(standards.BY_CODE[row.standard]), "", row.valid_from, row.valid_until, row.version, row.source, row.verified,
                BOOK_WORDS[row.book], counted.get((row.standard, row.book, row.version), 0),
                f"/rules/findings/{row.standard}/{row.book}/{row.version}/", f"/standards/{row.standard}/")


def letters(today: date) -> list[Line]:
    """What each kind of letter must say."""
    return [Line(row["label"], ", ".join(_spoken(kind) for kind in row["kinds"]), _day(row["from"]), _day(row["until"]), row["id"], row["source"],
                 row.get("verified", True), href="/settings/letters/") for row in rules.fixture("letter_requirements")["rows"]]


def of_contacts(today: date) -> list[Line]:
    """Whom a customer can turn to."""
    return [Line(row.name, ", ".join(part for part in (row.phone, row.web) if part), row.valid_from, row.valid_until, row.code, row.source,
                 row.verified, href=f"/settings/contacts/{row.code}/") for row in contacts.history()]


def company(today: date) -> list[Line]:
    """What the company says of itself and works by: as it came, and each change."""
    shipped, own = rules.shipped_company(), rules.own(rules.OWN_COMPANY)
    return [line for name in rules.Company.__dataclass_fields__ for line in _fact(name, shipped[name], own.by_key.get(name, ()))]


def _fact(name: str, shipped: Any, versions: Sequence[Any]) -> Iterator[Line]:
    label, href = _spoken(name), f"/settings/company/{name}/"
    yield Line(label, str(shipped), None, None, "shipped", "As it came with the product", verified=True, href=href)
    for row in reversed(versions):
        said = str(row.values.get("value", "Back to what came with the product"))
        yield Line(label, said, row.valid_from, row.valid_until, f"own-{row.number}", row.source or "The company’s own", verified=True, href=href)


def of_reports(today: date) -> list[Line]:
    """The company's targets."""
    return [Line(_spoken(row["figure"]), f"{row['percent']} per cent", _day(row["valid_from"]), _day(row.get("valid_until")), "", row["source"],
                 verified=True, href="/reports/complaints/") for row in rules.fixture("report_targets")["targets"]]


def _spoken(name: str) -> str:
    return name.replace("_", " ").capitalize()


PARTS: Mapping[str, tuple[str, Callable[[date], list[Line]]]] = {
    "clocks": ("Clocks", clocks), "alerts": ("Alerts", alerts), "eligibility": ("Eligibility", eligibility), "standards": ("Standards", of_standards),
    "letters": ("Letters", letters), "contacts": ("Contacts", of_contacts), "company": ("The company", company), "reports": ("Targets", of_reports),
}
