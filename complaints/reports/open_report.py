"""The report `open`: which complaints are open at the end of a period, how old, at which stage, with which team; and how that number came
about since its beginning. Figures only; words are the pages'.

All of it is as the record stood: at the end of the last day of the period, now where that has not come, or at the moment asked for where
that is earlier. So the number at the beginning, what came and what went since make the number at the end.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from complaints.case.models import Complaint
from complaints.case.stages import CLOSED, OPEN, RESOLVED, Stage
from complaints.clocks.kinds import Kind
from complaints.record.models import Event
from complaints.reports import recorded, rule_versions, standing
from complaints.reports.cohort import WEEKS_8
from complaints.reports.counted import Counts, Population, added, by_first, grouped
from complaints.reports.days import DaysBetween, a_day, london_day
from complaints.reports.periods import Period
from complaints.reports.standing import MOVED_ON, SET_ASIDE
from complaints.reports.teams import NO_TEAM, by_team, team_names
from workdays import london

AN_INSTANT = timedelta(microseconds=1)
STILL = [stage.value for stage in OPEN]
ENDED = [RESOLVED.value, CLOSED.value]
ORDER = [stage.value for stage in Stage if stage in OPEN]
DEFINITIONS = {
    "stage": "The stage at which they are.", "team": "The team that holds them.",
    "open": "Complaints open at the end of the last day of the period, or at the moment asked for where that is earlier: neither resolved nor "
            "closed by what was recorded then. At the start, received and opened again, less resolved, closed and set aside since. Each has "
            "one age, so the ages add up to it.",
    "up_to_7_days": "Of those, the ones received no more than 7 days before that day.",
    "from_8_to_28_days": "Of those, the ones received 8 to 28 days before it.",
    "from_29_to_56_days": "Of those, the ones received 29 to 56 days before it.",
    "past_8_weeks": "Of those, the ones received more than 56 days before it: the 8 weeks are over.",
    "at_the_start": "Complaints that were open before the first day of the period, by what was recorded then.",
    "received": "Complaints that were recorded since, imported ones by the day of the import.",
    "opened_again": "Times since that an ended complaint became open again: the customer came back, or the Ombudsman took it.",
    "resolved": "Times since that an open complaint became resolved, by the day it was recorded.",
    "closed": "Times since that an open complaint was closed otherwise.",
    "set_aside": "Times since that an open complaint was set aside: not ours, a double, or logged in error.",
}


def at_the_end(period: Period, as_of: datetime | None, now: datetime) -> datetime | None:
    """The moment at which the report looks; None is now."""
    ended = recorded.ends(period) - AN_INSTANT
    if ended >= (as_of or now):
        return as_of
    return ended


def at_the_start(period: Period, as_of: datetime | None, now: datetime) -> datetime:
    return min(recorded.begins(period) - AN_INSTANT, at_the_end(period, as_of, now) or now)


def _standing_open(then: datetime | None) -> QuerySet[Complaint]:
    """Those that stood open: open still, or moved since."""
    rows = standing.complaints(then)
    if then is not None:
        rows = rows.filter(Q(stage__in=STILL) | Q(pk__in=standing.moved_since(then)))
    received_at = F("received_at") if then is None else recorded.was_received_at(then)
    return rows.filter(stood__in=STILL).annotate(was_received_at=received_at, counted_at=received_at)


def open_rows(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Complaint]:
    """With `age`, the whole days since the receipt."""
    then = at_the_end(period, as_of, now)
    rows = recorded.with_facts(_standing_open(then), then, ("team",))
    return rows.annotate(age=DaysBetween(a_day(london.day_of(then or now)), london_day("was_received_at")))


def carried(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Complaint]:
    return _standing_open(at_the_start(period, as_of, now))


def logged(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Complaint]:
    """Recorded since the start."""
    then = at_the_end(period, as_of, now) or now
    return Complaint.objects.filter(logged_at__gt=at_the_start(period, as_of, now), logged_at__lte=then).annotate(counted_at=F("logged_at"))


def flow(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Event]:
    """The moves since the start from an open stage to an end and back."""
    then = at_the_end(period, as_of, now) or now
    events = Event.objects.filter(MOVED_ON, recorded_at__gt=at_the_start(period, as_of, now), recorded_at__lte=then, complaint__isnull=False)
    return events.annotate(counted_at=F("recorded_at"))


CAME, ENDS = Q(data__from__in=ENDED, data__to__in=STILL), Q(data__from__in=STILL)
BANDS = {"up_to_7_days": Q(age__lte=7), "from_8_to_28_days": Q(age__gt=7, age__lte=28), "from_29_to_56_days": Q(age__gt=28, age__lte=WEEKS_8),
         "past_8_weeks": Q(age__gt=WEEKS_8)}
STANDING = Population(open_rows, {"open": Q(), **BANDS}, apart={"team": by_team, "stage": lambda asked: Q(stood=asked)})
CARRIED, LOGGED = Population(carried, {"at_the_start": Q()}), Population(logged, {"received": Q()})
FLOW = Population(flow, {
    "opened_again": CAME, "resolved": ENDS & Q(data__to=RESOLVED.value), "closed": ENDS & Q(data__to=CLOSED.value) & ~Q(kind=SET_ASIDE),
    "set_aside": Q(kind=SET_ASIDE),
}, of="complaint")
ALL = (STANDING, CARRIED, LOGGED, FLOW)
assert {"stage", "team", *(name for one in ALL for name in one.counts)} == set(DEFINITIONS)


def figures(period: Period, *, as_of: datetime | None, now: datetime) -> dict[str, Any]:
    """`{rows, totals, teams, versions}`; always one row an open stage, and one of each team that holds any."""
    found = grouped(STANDING, open_rows(period, as_of, now), ("stood", "was_team"))
    stages, names = by_first(found), team_names()
    teams: dict[str, list[Counts]] = {}
    for (_, team), counts in found.items():
        teams.setdefault(names.get(team, NO_TEAM), []).append(counts)
    totals = added(found.values(), STANDING.counts)
    for one in (CARRIED, LOGGED, FLOW):
        totals |= grouped(one, one.rows(period, as_of, now), ())[()]
    return {
        "rows": [{"stage": stage, **added(stages.get(stage, []), STANDING.counts)} for stage in ORDER],
        "teams": [{"team": name or None, **added(teams[name], STANDING.counts)} for name in sorted(teams, key=lambda name: (not name, name))],
        "totals": totals,
        "versions": rule_versions.told(rule_versions.received_under(Period(period.last, period.last), Kind.EIGHT_WEEK_LETTER),
                                       rule_versions.of_procedure()),
    }
