"""Every dated rule that the desk works by, as lines: what it says, its days, source, version, what uses it. Reads only."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

import standards
from complaints.alerts import own_tiers
from complaints.case.models import Complaint
from complaints.clocks import words
from complaints.clocks.models import Deadline
from complaints.clocks.rules import BOOK_WORDS as SPOKEN
from complaints.clocks.rules import BOOKS, Rule
from complaints.letters.kinds import Kind
from complaints.money.models import Finding
from complaints.privacy import retention
from complaints.rules import contacts, in_use, own_clocks
from complaints.rules import services as rules
from complaints.rules.in_use import Look
from complaints.rules.sums import standards_tables
from standards.rows import Row
from standards.words import named

BOOK_WORDS = {**{book: told.capitalize() for book, told in SPOKEN.items()}, "both": "Both"}


ENDED, COMING = "Ended", "To come"


@dataclass(frozen=True)
class Line:
    """`used`: how many use it now, None where nothing counts it, `what` in a word; `rows` are those, listed at `opens`; `counted_at`: when
    they were counted, None for just now; `href`: where the rule is changed; `keeps`: for how many months after
    its end a complaint is kept by it."""

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
    what: str = ""
    rows: QuerySet | None = None
    counted_at: datetime | None = None
    keeps: int = 0

    def state_on(self, day: date) -> str:
        """"" while it is in force."""
        if self.last is not None and self.last < day:
            return ENDED
        return COMING if self.first is not None and self.first > day else ""


def list_of(part: str, *told: str) -> str:
    """The address of the list of what uses one rule."""
    return f"/rules/used/{part}/{hashlib.sha256('|'.join(told).encode()).hexdigest()[:12]}/"


def clocks(look: Look) -> list[Line]:
    """The clock rules by day of receipt; used by the deadlines that are open."""
    open_rows = Deadline.objects.filter(met_at=None, cancelled_at=None)
    counted = in_use.grouped("clocks", open_rows, look, "kind", "rulebook", "rule_name", "rule_version")
    return [_clock(rule, counted) for rule in rules.clock_rules().rows]


def _clock(rule: Rule, counted: in_use.Counted) -> Line:
    return Line(
        rule.name, words.title(rule.kind), _real(rule.begun_from), _real(rule.begun_until), rule.version, rule.source, rule.verified,
        BOOK_WORDS[rule.book], counted.by[key_of(rule)], f"/rules/clocks/{mark_of(rule)}/",
        f"/settings/procedure/{rule.kind}/" if rule.kind in own_clocks.OWN_KINDS else "", counted_at=counted.at)


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


def alerts(look: Look) -> list[Line]:
    """Who hears of each kind, by day of the alert; used by the deadlines that have an alert to come."""
    counted, today = in_use.grouped("alerts", Deadline.objects.filter(alert_at__isnull=False), look, "kind"), look.today
    return [Line(words.title(row.kind), _told(row), _real(row.valid_from), _real(row.valid_until), "", row.source, verified=True,
                 used=counted.by[row.kind,] if row.valid_from <= today <= row.valid_until else None, href=f"/settings/alerts/{row.kind}/",
                 counted_at=counted.at)
            for rows in own_tiers.tiers().by_kind.values() for row in rows]


def _told(row: Any) -> str:
    told = {0: "owner or team", 1: "senior managers too", 2: "compliance too"}
    parts = [f"{name}: {told[row.reach[tier]]}" for tier, name in (("ahead", "ahead"), ("due", "on the day"), ("late", "late"))
             if row.reach[tier] is not None]
    return f"{'; '.join(parts)}; further after {words.working_days_words(row.further_after)}".capitalize()


def eligibility(look: Look) -> list[Line]:
    """The thresholds of the Ombudsman by day; used by the assessments that stand."""
    return [_threshold(row, in_use.assessments(row["name"]), look) for row in rules.fixture("eligibility_rules")]


SIGNS = {"GBP": "£", "EUR": "€"}


def _threshold(row: Mapping[str, Any], used: QuerySet, look: Look) -> Line:
    return Line(row["name"], _thresholds(row), _day(row["from"]), _day(row.get("until")), row["version"], row["source"], row["verified"],
                href="/eligibility/", used=in_use.capped(used, look), opens=list_of("eligibility", row["name"]), what="assessment", rows=used)


def _thresholds(row: Mapping[str, Any]) -> str:
    told = [f"electricity {int(row['electricity']):,} kWh"] if row.get("electricity") else []
    told += [f"gas {int(row['gas']):,} kWh"] if row.get("gas") else []
    told += [f"{row['employees']} employees"] if row.get("employees") else []
    told += [f"turnover {SIGNS.get(row.get('currency', ''), '')}{int(row['turnover']):,}"] if row.get("turnover") else []
    said = ", ".join(told)
    return said[:1].upper() + said[1:]


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def of_standards(look: Look) -> list[Line]:
    """The sums and limits of every guaranteed standard; used by the findings that were kept."""
    counted = in_use.grouped("standards", Finding.objects.all(), look, "code", "rulebook", "version")
    tables = standards_tables()
    return [_standard(row, counted) for code in standards.BY_CODE for book in BOOKS for row in tables.of(code, book)]


def _standard(row: Row, counted: in_use.Counted) -> Line:
    return Line(named(standards.BY_CODE[row.standard]), "", row.valid_from, row.valid_until, row.version, row.source, row.verified,
                BOOK_WORDS[row.book], counted.by[row.standard, row.book, row.version],
                f"/rules/findings/{row.standard}/{row.book}/{row.version}/", f"/standards/{row.standard}/", counted_at=counted.at)


def letters(look: Look) -> list[Line]:
    """What each kind of letter must say; used by the letters in work that it is asked of."""
    counted = in_use.letters_in_work(look)
    return [_requirement(row, counted, look.today) for row in rules.fixture("letter_requirements")["rows"]]


def _requirement(row: Mapping[str, Any], counted: in_use.Counted, today: date) -> Line:
    first, last, whom = _day(row["from"]), _day(row["until"]), row.get("classes", ())
    says = ", ".join(_spoken(kind) for kind in row["kinds"])
    plain = Line(row["label"], says, first, last, row["id"], row["source"], row.get("verified", True), href="/settings/letters/")
    if not _holds(first, last, today):
        return plain
    return replace(plain, used=in_use.of_letters(counted, row["kinds"], classes=whom), opens=list_of("letters", row["id"]), what="letter in work",
                   rows=in_use.letters(row["kinds"], classes=whom), counted_at=counted.at)


def _holds(first: date | None, last: date | None, today: date) -> bool:
    return (first is None or first <= today) and (last is None or today <= last)


def of_contacts(look: Look) -> list[Line]:
    """Whom a customer can turn to; used by the letters in work that print it."""
    counted = in_use.letters_in_work(look)
    return [_contact(row, counted, look.today) for row in contacts.history()]


def _contact(row: contacts.DatedContact, counted: in_use.Counted, today: date) -> Line:
    plain = Line(row.name, ", ".join(part for part in (row.phone, row.web) if part), row.valid_from, row.valid_until, row.code, row.source,
                 row.verified, href=f"/settings/contacts/{row.code}/")
    kinds, nation = in_use.kinds_naming(row.role), contacts.ONLY_IN.get(row.role, "")
    if not kinds or not row.holds(today):
        return plain
    return replace(plain, used=in_use.of_letters(counted, kinds, nation=nation), opens=list_of("contacts", row.code, str(row.valid_from)),
                   what="letter in work", rows=in_use.letters(kinds, nation=nation), counted_at=counted.at)


def company(look: Look) -> list[Line]:
    """What the company says of itself and works by, as it came and each change: what letters print is used by those in work, the rest by the
    open complaints that were received while it held."""
    shipped, own, counted = rules.shipped_company(), rules.own(rules.OWN_COMPANY), in_use.letters_in_work(look)
    return [_in_days(name, line, days, look, counted) for name in rules.Company.__dataclass_fields__
            for line, days in _fact(name, shipped[name], own.by_key.get(name, ()), in_use.held_by(name, own))]


def _fact(name: str, shipped: Any, versions: Sequence[Any], held: Mapping[int | None, list[in_use.Days]]) -> Iterator[tuple[Line, Any]]:
    label, href = _spoken(name), f"/settings/company/{name}/"
    yield Line(label, _of_fact(name, shipped), None, None, "shipped", "As it came with the product", verified=True, href=href), held.get(None, [])
    for row in reversed(versions):
        said = _of_fact(name, row.values["value"]) if "value" in row.values else "Back to what came with the product"
        version = f"own-{row.number}"
        yield (Line(label, said, row.valid_from, row.valid_until, version, row.source or "The company’s own", verified=True, href=href),
               held.get(row.number, []))


def _of_fact(name: str, value: Any) -> str:
    """A fact in words: a code by what it is called."""
    return BOOK_WORDS[value] if name == "rulebook" else _spoken(value) if name in ("nation", "licence") else str(value)


# What no letter and no date of a complaint hangs on.
UNCOUNTED = frozenset({"opening_hours", "prefix"})
PRINTED = frozenset({"name", "line", "address", "complaints_phone", "complaints_email"})


def _in_days(name: str, line: Line, days: list[in_use.Days], look: Look, counted: in_use.Counted) -> Line:
    opens = list_of("company", name, line.version)
    if name in UNCOUNTED or not days or (name in PRINTED and not any(_holds(*some, look.today) for some in days)):
        return line
    if name in PRINTED:
        return replace(line, used=counted.by.total(), opens=opens, what="letter in work", rows=in_use.letters(Kind), counted_at=counted.at)
    if not look.counts(opens):
        return line
    found = in_use.received(days)
    return replace(line, used=in_use.capped(found, look), opens=opens, what="open complaint", rows=found)


def of_retention(look: Look) -> list[Line]:
    """How long a complaint is kept by how it ended; used by those that stand ended so and were not destroyed."""
    return [_kept(rule, look) for rule in reversed(retention.rules())]


def _kept(rule: retention.Rule, look: Look) -> Line:
    says = f"Kept for {words.count_words(rule.months, 'month')} after the day it ended"
    line = Line(retention.ENDINGS[rule.outcome], says, rule.valid_from, None, "", rule.source, rule.verified, href="/privacy/retention/")
    opens = list_of("retention", rule.outcome)
    if rule != retention.rule_of(rule.outcome, look.today) or not look.counts(opens):
        return line
    ended = in_use.ended_by(rule.outcome, look)
    rows = Complaint.objects.filter(pk__in=ended)
    return replace(line, used=len(ended), opens=opens, what="ended complaint", rows=rows, keeps=rule.months)


def of_reports(look: Look) -> list[Line]:
    """The company's targets."""
    return [Line(_spoken(row["figure"]), f"{row['percent']} per cent", _day(row["valid_from"]), _day(row.get("valid_until")), "", row["source"],
                 verified=True, href="/reports/complaints/") for row in rules.fixture("report_targets")["targets"]]


def _spoken(name: str) -> str:
    return name.replace("_", " ").capitalize()


PARTS: Mapping[str, tuple[str, Callable[[Look], list[Line]]]] = {
    "clocks": ("Clocks", clocks), "alerts": ("Alerts", alerts), "eligibility": ("Eligibility", eligibility), "standards": ("Standards", of_standards),
    "letters": ("Letters", letters), "contacts": ("Contacts", of_contacts), "company": ("The company", company),
    "retention": ("Retention", of_retention), "reports": ("Targets", of_reports),
}
