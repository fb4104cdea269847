"""The report `ombudsman`: who went there and why, what was decided, and whether we did in time what was decided. By month, from the
event log, so that a past moment is told as it was recorded. Figures only; words are the pages'.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from complaints.clocks.facts import basis_of
from complaints.clocks.fold import clocks_of
from complaints.clocks.kinds import Kind
from complaints.clocks.models import Deadline
from complaints.entitlement.closings import facts_by_complaint
from complaints.record.models import AROUND_OMBUDSMAN, Event
from complaints.reports import shares
from complaints.reports.periods import Period
from complaints.rules.services import book as rules_book
from workdays import london

BECAUSE = ("deadlock", "eight_weeks", "ombudsman_took_it")
OUTCOMES = ("upheld", "partly_upheld", "not_upheld", "settled")
# Kind of event, the day it counts on, what is counted of it.
COUNTED = {"moved.refer_to_ombudsman": "referred_on", "moved.return_from_ombudsman": "returned_on", "moved.record_decision": "decided_on",
           "moved.record_acceptance": "on"}
assert list(COUNTED) == AROUND_OMBUDSMAN, "the index around the Ombudsman holds other moves"
DEFINITIONS = {
    "referred": "Complaints that went to the Ombudsman in the month, each time one went.",
    "deadlock": "Of those, the ones that went because of deadlock.", "eight_weeks": "Of those, the ones that went after 8 weeks.",
    "ombudsman_took_it": "Of those, the ones that the Ombudsman took before 8 weeks or after we had closed them.",
    "returned": "Complaints that the Ombudsman did not take.",
    "decisions": "Decisions by the day they were made; a later one on review counts as well.",
    "upheld": "Of the decisions, the ones for the customer.", "partly_upheld": "Of the decisions, the ones for the customer in part.",
    "not_upheld": "Of the decisions, the ones for us.", "settled": "Of the decisions, the ones that put a settlement down.",
    "accepted": "Decisions that the customer accepted, by the day of the answer.", "refused": "Decisions that the customer did not accept.",
    "compliance_due": "Decisions to be done by a day in the month: 28 days from the day we were told of the acceptance.",
    "complied_in_time": "Of those, the ones that were done on or before their day.", "complied_late": "Of those, the ones that were done later.",
    "compliance_open": "Of those, the ones that are not done yet, whether or not their day has passed.",
    "complied_in_time_percent": "Done in time of those due, in per cent, two decimals, half up. No figure where none was due.",
}
COUNTS = tuple(name for name in DEFINITIONS if name != "complied_in_time_percent")


def figures(period: Period, *, as_of: datetime | None) -> dict[str, Any]:
    """`{rows, totals, versions}`; one row a month in which anything counts. `as_of` None: as it stands now."""
    months: dict[str, Counter] = {}
    versions: set[tuple[str, str]] = set()
    for day, names in _events(as_of):
        if period.first <= day <= period.last:
            months.setdefault(f"{day:%Y-%m}", Counter()).update(names)
    for day, name, rule in _compliance(period, as_of):
        months.setdefault(f"{day:%Y-%m}", Counter()).update(("compliance_due", name))
        versions.add(rule)
    total = sum(months.values(), Counter())
    return {
        "rows": [{"month": month, **_told(months[month])} for month in sorted(months)], "totals": _told(total),
        "versions": [{"rulebook": book, "version": version} for book, version in sorted(versions)],
    }


def looked_at(most: int) -> int:
    """How many moves around the Ombudsman are on record at all, counted to `most`."""
    return Event.objects.filter(kind__in=list(COUNTED), complaint__isnull=False).order_by()[:most].count()


def _told(counted: Counter) -> dict[str, Any]:
    return {name: counted[name] for name in COUNTS} | {
        "complied_in_time_percent": shares.share(counted["complied_in_time"], counted["compliance_due"])}


def _events(as_of: datetime | None) -> Iterator[tuple[date, tuple[str, ...]]]:
    """(day it counts on, what it counts as) of each move around the Ombudsman."""
    rows = Event.objects.filter(kind__in=list(COUNTED), complaint__isnull=False)
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    for kind, at, data in rows.order_by().values_list("kind", "at", "data").iterator():
        told = data.get(COUNTED[kind])
        yield date.fromisoformat(told) if told else london.day_of(at), _names(kind, data)


def _names(kind: str, data: dict[str, Any]) -> tuple[str, ...]:
    if kind == "moved.refer_to_ombudsman":
        return "referred", data["because"]
    if kind == "moved.return_from_ombudsman":
        return ("returned",)
    if kind == "moved.record_decision":
        return "decisions", data["outcome"]
    return ("accepted" if data["accepted"] else "refused",)


def _compliance(period: Period, as_of: datetime | None) -> Iterator[tuple[date, str, tuple[str, str]]]:
    """(its day, how it ended, its rule) of each clock of compliance that was not cancelled and whose day lies in the period."""
    clocks = _clocks_now() if as_of is None else _clocks_then(as_of)
    for due_on, met_at, rule in clocks:
        if period.first <= due_on <= period.last:
            name = "compliance_open" if met_at is None else "complied_in_time" if london.day_of(met_at) <= due_on else "complied_late"
            yield due_on, name, rule


Clocks = Iterator[tuple[date, datetime | None, tuple[str, str]]]


def _clocks_now() -> Clocks:
    rows = Deadline.objects.filter(kind=Kind.OMBUDSMAN_COMPLIANCE, cancelled_at=None).order_by()
    return ((due_on, met_at, (book, version)) for due_on, met_at, book, version in
            rows.values_list("due_on", "met_at", "rulebook", "rule_version").iterator())


def _clocks_then(as_of: datetime) -> Clocks:
    """As the events recorded by then say. A row stays once it was there, so today's rows name every complaint that had one."""
    ids = sorted(set(Deadline.objects.filter(kind=Kind.OMBUDSMAN_COMPLIANCE).order_by().values_list("complaint_id", flat=True)))
    for facts in facts_by_complaint(ids, as_of).values():
        for clock in clocks_of(facts, rules_book(london.day_of(basis_of(facts).received_at))):
            if clock.kind == Kind.OMBUDSMAN_COMPLIANCE and clock.cancelled_at is None:
                yield clock.due_on, clock.met_at, (clock.rule.book, clock.rule.version)
