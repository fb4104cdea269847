"""The report `outcomes`: how the complaints that ended in a period ended: by who agreed to the resolution, at fault or not, and by team.
Figures only; words are the pages'.

One that was opened again, or that went to the Ombudsman since, has not ended. One that came back from there counts when it last ended.
"""

from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from complaints.case.ending import ENDS
from complaints.case.stages import CLOSED, RESOLVED
from complaints.record.models import Event
from complaints.reports import recorded, rule_versions, standing
from complaints.reports.counted import Counts, Population, added, by_first, grouped
from complaints.reports.days import told
from complaints.reports.periods import Period
from complaints.reports.standing import RESOLVING
from complaints.reports.teams import NO_TEAM, by_team, team_names

COMPLAINT = "complaint"
DEFINITIONS = {
    "team": "The team that holds the complaint.",
    "ended": "Complaints that ended in the period and have not been opened again, whenever received. Resolved, withdrawn, lapsed and closed "
             "after a decision together.",
    "resolved": "Of those, the ones resolved. Agreed by the customer, considered resolved by us, done after the Ombudsman and not told "
                "together; at fault, not at fault, done after the Ombudsman and not told together as well.",
    "agreed_by_customer": "Of those resolved, the ones where the customer agreed.",
    "agreed_by_provider": "Of those resolved, the ones that we consider resolved by what we proposed, without the customer’s word.",
    "after_ombudsman": "Of those resolved, the ones where we did what the Ombudsman decided.",
    "agreed_by_unknown": "Of those resolved, the ones that were imported without a word who agreed.",
    "at_fault": "Of those resolved between us and the customer, the ones in which we were at fault.",
    "not_at_fault": "Of those resolved between us and the customer, the ones in which we were not.",
    "fault_unknown": "Of those resolved, the ones that were imported without a word on fault.",
    "withdrawn": "Of those ended, the ones that the customer withdrew.",
    "lapsed": "Of those ended, the ones whose time for the Ombudsman had passed.",
    "closed_after_decision": "Of those ended, the ones closed after the Ombudsman’s decision or by the Ombudsman.",
    "set_aside": "Complaints set aside in the period: not ours, a double, or logged in error. They are in no other figure.",
}


def rows(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Event]:
    """The last end of each complaint that ended in the period and stands so, with `agreed` and `fault`."""
    events = standing.recorded(as_of)
    later = events.filter(kind__in=ENDS, complaint=OuterRef("complaint"), seq__gt=OuterRef("seq"))
    ended = events.filter(recorded.within(period, "at"), kind__in=ENDS, complaint__isnull=False).annotate(counted_at=F("at"))
    ended = standing.of_events(ended, as_of).filter(~Exists(later), stood__in=[RESOLVED.value, CLOSED.value]).annotate(
        agreed=Coalesce(told("data__agreed_by"), Value("")),
        fault=Case(When(data__at_fault=True, then=Value("yes")), When(data__at_fault=False, then=Value("no")), default=Value("")))
    return recorded.with_facts(ended, as_of, ("team",), of=COMPLAINT)


BETWEEN_US = Q(kind="moved.resolve")
ENDED = Population(rows, {
    "ended": Q(), "resolved": Q(kind__in=RESOLVING), "agreed_by_customer": BETWEEN_US & Q(agreed="customer"),
    "agreed_by_provider": BETWEEN_US & Q(agreed="provider"), "after_ombudsman": Q(kind="moved.confirm_compliance"),
    "agreed_by_unknown": BETWEEN_US & Q(agreed=""), "at_fault": BETWEEN_US & Q(fault="yes"), "not_at_fault": BETWEEN_US & Q(fault="no"),
    "fault_unknown": BETWEEN_US & Q(fault=""), "withdrawn": Q(kind="moved.withdraw"),
    "lapsed": Q(kind="moved.lapse"), "closed_after_decision": Q(kind="moved.close_after_decision"),
}, of=COMPLAINT, aside="set_aside", apart={"team": by_team})
assert {"team", *ENDED.counts} == set(DEFINITIONS)


def figures(period: Period, *, as_of: datetime | None, now: datetime) -> dict[str, Any]:
    """`{rows, totals, versions}`; one row a team."""
    found = grouped(ENDED, rows(period, as_of, now), ("was_team",))
    names = team_names()
    by_name: dict[str, list[Counts]] = {}
    for team, parts in by_first(found).items():
        by_name.setdefault(names.get(team, NO_TEAM), []).extend(parts)
    order = sorted(by_name, key=lambda name: (not name, name))
    return {"rows": [{"team": name or None, **added(by_name[name], ENDED.counts)} for name in order],
            "totals": added(found.values(), ENDED.counts), "versions": rule_versions.told(rule_versions.of_procedure())}
