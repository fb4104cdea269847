"""By which versions of the rules the figures of a report were made: the dated rows themselves, so that no row of the desk is read for it. Only
where two versions can have counted the same kind of clock are deadlines asked, one statement a version. Reads only.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from django.db.models import QuerySet

from complaints.clocks.kinds import Kind
from complaints.clocks.models import Deadline
from complaints.clocks.rules import BOOKS, Rule
from complaints.reports.periods import ONE_DAY, Period
from complaints.rules.services import OWN_COMPANY, Tables, clock_rules, tables

Version = tuple[str, str]
Told = list[dict[str, str]]
PROCEDURE = "procedure"


def told(*found: Iterable[Version]) -> Told:
    return [{"rulebook": book, "version": version} for book, version in sorted(set().union(*found))]


def of_procedure() -> set[Version]:
    """The Complaints Handling Procedure, whose stages and moves are counted."""
    return {(PROCEDURE, clock_rules().procedure_version)}


def received_under(period: Period, *kinds: Kind) -> set[Version]:
    """The rows of those kinds that hold for complaints received in the period, by the rulebook of each day."""
    settled = tables()
    rows = [rule for rule in settled.clock_rules().rows if rule.kind in kinds]
    return {_version(rule) for days, book in _held(settled, period) for rule in rows
            if rule.book == book and rule.begun_from <= days.last and days.first <= rule.begun_until}


def counted_by(found: QuerySet[Deadline], kinds: Iterable[Kind], until: date) -> set[Version]:
    """The rows by which deadlines of those kinds were counted, of complaints received up to that day; `found` are they."""
    settled, kinds = tables(), set(kinds)
    by_kind: dict[Kind, set[Version]] = defaultdict(set)
    books = BOOKS if any(_changes(settled)) else (settled.company(until).rulebook,)
    for rule in settled.clock_rules().rows:
        if rule.kind in kinds and rule.book in books and rule.begun_from <= until:
            by_kind[rule.kind].add(_version(rule))
    sure = {version for versions in by_kind.values() if len(versions) == 1 for version in versions}
    unsure = set().union(*by_kind.values()) - sure
    return sure | {(book, version) for book, version in unsure if found.filter(
        kind__in=[kind for kind, versions in by_kind.items() if (book, version) in versions], rulebook=book, rule_version=version).exists()}


def _version(rule: Rule) -> Version:
    return rule.book, rule.version


def _changes(settled: Tables) -> Iterator[date]:
    """The days from which the company works by a rulebook that it chose itself, and those after which it does no longer."""
    yield from (date.fromisoformat(day) for name, _, day in settled.settings if name == "rulebook")
    for row in settled.own(OWN_COMPANY).by_key.get("rulebook", ()):
        yield from (row.valid_from, *([row.valid_until + ONE_DAY] if row.valid_until else []))


def _held(settled: Tables, period: Period) -> Iterator[tuple[Period, str]]:
    """The days of the period by the rulebook that held on them."""
    begins = sorted({period.first, *(day for day in _changes(settled) if period.first < day <= period.last)})
    for first, after in pairwise([*begins, period.last + ONE_DAY]):
        yield Period(first, after - ONE_DAY), settled.company(first).rulebook
