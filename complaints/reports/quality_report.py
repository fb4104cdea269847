"""The report `quality`: how far the record can be trusted: what was entered late, what was corrected, what is missing. Figures only; words are
the pages'.
"""

from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from complaints.case.models import Complaint
from complaints.record.models import MOVES, Event
from complaints.reports import recorded, rule_versions, standing
from complaints.reports.counted import Population, added, grouped, with_share
from complaints.reports.periods import Period

DEFINITIONS = {
    "move": "The moves of the procedure.",
    "moves": "Moves entered in the period. Entered in time and back-dated together. Imported history is no entry of ours and is left out.",
    "in_time": "Of those, the ones entered no more than one working day after they happened.",
    "back_dated": "Of those, the ones entered later. Per cent, two decimals, half up.",
    "corrections": "Corrections made in the period. Of what clocks are counted from and of other facts together; one may change several facts.",
    "of_clocks": "Of those, the ones that changed what clocks are counted from: receipt, nation, licence.",
    "of_others": "Of those, all others.",
    "changed_receipt": "Corrections that changed the moment of receipt.", "changed_nation": "Corrections that changed the nation.",
    "changed_licence": "Corrections that changed the licence.", "changed_class": "Corrections that changed the class of the customer.",
    "changed_category": "Corrections that changed the category.",
    "received": "Complaints received in the period. Complete and incomplete together.",
    "complete": "Of those, the ones of which nothing named here is missing.",
    "incomplete": "Of those, the ones of which at least one thing named here is missing. Per cent as above.",
    "without_category": "Of those received, the ones without a category.",
    "class_unknown": "Of those received, the ones where the class of the customer is not known.",
    "nation_assumed": "Of those received, the ones whose nation nobody has confirmed.",
    "time_unknown": "Of those received, the ones of whose receipt only the day is known.",
    "set_aside": "Complaints received in the period that were set aside. They are in no other figure of those received.",
}


def moves(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Event]:
    """Those entered by a person in the period."""
    rows = standing.recorded(as_of).filter(recorded.within(period, "recorded_at"), kind__in=MOVES, complaint__imported=False)
    return rows.annotate(counted_at=F("recorded_at"))


def corrections(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Event]:
    """Those that changed a fact: a limit on who may see a complaint is none."""
    rows = standing.recorded(as_of).filter(recorded.within(period, "recorded_at"), kind="edited", complaint__isnull=False)
    return rows.filter(data__has_key="fields").annotate(counted_at=F("recorded_at"))


def received(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Complaint]:
    return recorded.with_facts(recorded.received(period, as_of), as_of, ("category", "customer_type", "nation_assumed", "time_known"))


def _changed(*names: str) -> Q:
    found = Q()
    for name in names:
        found |= Q(data__before__has_key=name)
    return found


MISSING = {"without_category": Q(was_category=""), "class_unknown": Q(was_customer_type="unknown"), "nation_assumed": Q(was_nation_assumed=True),
           "time_unknown": Q(was_time_known=False)}
ANY = Q(was_category="") | Q(was_customer_type="unknown") | Q(was_nation_assumed=True) | Q(was_time_known=False)
LATE, IN_TIME = Q(data__late_entry=True), ~Q(data__has_key="late_entry") | Q(data__late_entry=False)
FROM_CLOCKS = _changed("received_at", "time_known", "nation", "licence")
ENTERED = Population(moves, {"moves": Q(), "in_time": IN_TIME, "back_dated": LATE}, of="complaint", apart={
    "move": lambda asked: Q(kind=f"moved.{asked}")})
CORRECTED = Population(corrections, {
    "corrections": Q(), "of_clocks": FROM_CLOCKS, "of_others": ~FROM_CLOCKS, "changed_receipt": _changed("received_at"),
    "changed_nation": _changed("nation"), "changed_licence": _changed("licence"), "changed_class": _changed("customer_type"),
    "changed_category": _changed("category"),
}, of="complaint")
RECEIVED = Population(received, {
    "received": Q(), "complete": ~ANY, "incomplete": ANY, **MISSING,
}, aside="set_aside")
ALL = (ENTERED, CORRECTED, RECEIVED)
assert {"move", *(name for one in ALL for name in one.counts)} == set(DEFINITIONS)


def figures(period: Period, *, as_of: datetime | None, now: datetime) -> dict[str, Any]:
    """`{rows, totals, versions}`; one row a move that was entered."""
    found = grouped(ENTERED, moves(period, as_of, now), ("kind",))
    rows = [{"move": kind.removeprefix("moved."), **found[kind,]} for kind in MOVES if (kind,) in found]
    totals = added(found.values(), ENTERED.counts)
    for one in (CORRECTED, RECEIVED):
        totals |= grouped(one, one.rows(period, as_of, now), ())[()]
    shared = {"back_dated": with_share(totals, "back_dated", "moves"), "incomplete": with_share(totals, "incomplete", "received")}
    return {"rows": [row | {"back_dated": with_share(row, "back_dated", "moves")} for row in rows], "totals": totals | shared,
            "versions": rule_versions.told(rule_versions.of_procedure())}
