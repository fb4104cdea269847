"""What the reports `deadlines` and `breaches` count: deadlines by the day they fell due, how they stood, and whose they were. Reads only.

Counted are the duties of the calendar: no window of a customer, no cancelled clock; those of complaints set aside stand for themselves. Of a
past moment what was recorded by then decides (`due_then`): the day as it was told then, and what was met by what was on record.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, Case, CharField, Count, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value, When

from complaints.calendar.due import DUTIES
from complaints.case.models import Resolution
from complaints.clocks.kinds import Kind
from complaints.clocks.models import Deadline
from complaints.reports import due_then, recorded, rule_versions, standing
from complaints.reports.days import london_day
from complaints.reports.periods import Period
from complaints.reports.teams import NONE, by_team, team_names
from workdays import london

MET, MET_LATE, LATE, OPEN = STANDS = ("met", "met_late", "late", "open")
BREACHES = (MET_LATE, LATE)
ASIDE, SIGNED = "set_aside", "signed"


@dataclass(frozen=True, slots=True)
class Group:
    """How many of a kind and a team's ("" for none) stood so (or ASIDE); in the period, or in the one before it."""

    within: bool
    kind: str
    team: str
    stood: str
    number: int
    with_reason: int


def rows(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Deadline]:
    """Those due on a day of the period, with `state` (how they stood, or ASIDE) and `was_team`; of a past moment as `due_then` has them."""
    if as_of is not None:
        return _then(due_then.due_in(period, as_of), as_of)
    found = Deadline.objects.filter(recorded.on_days(period, "due_on"), cancelled_at=None)
    return _standing(_whose(found, None), "due_on", "met_at", Q(held_on=None), london.day_of(now))


def in_parts(period: Period, as_of: datetime | None, now: datetime) -> list[QuerySet[Deadline]]:
    """The same rows in parts that are quicker to add up."""
    return [rows(period, None, now)] if as_of is None else [_then(part, as_of) for part in due_then.in_parts(period, as_of)]


def _then(found: QuerySet[Deadline], as_of: datetime) -> QuerySet[Deadline]:
    return _standing(_whose(found, as_of), "was_due_on", "was_met_at", Q(was_held=False), london.day_of(as_of))


def _whose(found: QuerySet[Deadline], as_of: datetime | None) -> QuerySet[Deadline]:
    found = standing.of_events(found.filter(kind__in=DUTIES, complaint__isnull=False), as_of)
    return recorded.with_facts(found, as_of, ("team",), of="complaint")


def _standing(found: QuerySet[Deadline], due_on: str, met_at: str, runs: Q, today: date) -> QuerySet[Deadline]:
    """A clock that a dispute has stopped is open, whatever its day."""
    is_met = Q(**{f"{met_at}__isnull": False})
    in_time = is_met & Q(met_on__lte=F(due_on))
    late = Q(**{f"{due_on}__lt": today}) & runs
    state = Case(When(standing.ASIDE, then=Value(ASIDE)),
                 When(in_time, then=Value(MET)), When(is_met, then=Value(MET_LATE)), When(late, then=Value(LATE)),
                 default=Value(OPEN), output_field=CharField())
    return found.annotate(met_on=london_day(met_at)).annotate(state=state)


def with_reason(as_of: datetime | None) -> Exists:
    """Whether a resolution of the complaint that was on record says why it was late."""
    on_record = {} if as_of is None else {"event__recorded_at__lte": as_of}
    return Exists(Resolution.objects.filter(complaint=OuterRef("complaint"), **on_record).exclude(late_reason=""))


def day_column(as_of: datetime | None) -> str:
    """The column of `rows` that has the day by which a deadline counts."""
    return "due_on" if as_of is None else "was_due_on"


def groups(period: Period, as_of: datetime | None, now: datetime) -> Iterator[Group]:
    """Of the period and of the period before. Groups, never rows; reasons are looked for only where a day was missed."""
    within = ExpressionWrapper(Q(**{f"{day_column(as_of)}__gte": period.first}), output_field=BooleanField())
    columns, teams = ("within", "kind", "was_team", "state"), team_names()
    for part in in_parts(Period(period.before().first, period.last), as_of, now):
        found = part.order_by().annotate(within=within)
        counted = found.values_list(*columns).annotate(number=Count("*"))
        missed = found.filter(state__in=BREACHES).filter(with_reason(as_of)).values_list(*columns).annotate(number=Count("*"))
        reasoned = {tuple(group): number for *group, number in missed}
        for inside, kind, team, stood, number in counted:
            yield Group(bool(inside), kind, teams.get(team, ""), stood, number, reasoned.get((inside, kind, team, stood), 0))


def aside(found: Iterable[Group]) -> int:
    """How many deadlines of the period are of complaints set aside."""
    return sum(group.number for group in found if group.within and group.stood == ASIDE)


def behind(period: Period, as_of: datetime | None, now: datetime, *, what: str, kind: str = "", team: str | None = None,
           cause: str | None = None) -> QuerySet[Deadline]:
    """The deadlines behind a number; `what`: due, breaches, with_reason, SIGNED, ASIDE, or how they stood; `team`: its name, "" for none, None
    for any; `cause`: its code, likewise."""
    stands: Any = STANDS if what == "due" else BREACHES if what in ("breaches", "with_reason", SIGNED) else (what,)
    found = rows(period, as_of, now).filter(state__in=stands)
    found = found.filter(with_reason(as_of)) if what == "with_reason" else found
    found = found.filter(_signed(as_of)) if what == SIGNED else found
    found = found.filter(kind=kind) if kind else found
    found = found if cause is None else _with_cause(found, as_of).filter(cause=cause)
    return found if team is None else found.filter(by_team(team or NONE))


def versions(kinds: Iterable[Kind], period: Period, as_of: datetime | None, now: datetime) -> rule_versions.Told:
    """By which rules those that fell due were counted: of complaints received by then, for a later one nothing can fall due."""
    found = rows(period, as_of, now).exclude(state=ASIDE)
    return rule_versions.told(rule_versions.counted_by(found, kinds, min(period.last, london.day_of(as_of or now))))


def causes(period: Period, as_of: datetime | None, now: datetime) -> list[tuple[str, int, int]]:
    """(code of the cause, "" where none was written, how many missed, how many of them signed off), the most first."""
    told: dict[str, tuple[int, int]] = {}
    for part in in_parts(period, as_of, now):
        missed = _with_cause(part.filter(state__in=BREACHES), as_of).order_by().values_list("cause")
        for code, number, signed in missed.annotate(number=Count("pk"), signed=Count("pk", filter=_signed(as_of))):
            before = told.get(code, (0, 0))
            told[code] = before[0] + number, before[1] + signed
    return sorted(((code, *both) for code, both in told.items()), key=lambda row: (-row[1], row[0]))


def _with_cause(found: QuerySet[Deadline], as_of: datetime | None) -> QuerySet[Deadline]:
    """With `cause` as the register has it; of a past moment only what was last written by then."""
    written = Q(breach__isnull=False) if as_of is None else Q(breach__written_at__lte=as_of)
    return found.annotate(cause=Case(When(written, then=F("breach__cause")), default=Value(""), output_field=CharField()))


def _signed(as_of: datetime | None) -> Q:
    return Q(breach__signed_at__isnull=False) if as_of is None else Q(breach__signed_at__lte=as_of)
