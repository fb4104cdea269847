"""The report `signposting`: were customers told of the Ombudsman in time? Of those unresolved at day 56, and of those at deadlock: the
letter on time, late, come back, or none. Figures only; words are the pages'.

A letter counts by the day it was sent, and not once it came back. Whether it was on time is told by the procedure's own days: the first
working day after day 56, and 5 working days from the deadlock.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, CharField, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from complaints.case.ending import ENDS
from complaints.case.models import Complaint
from complaints.case.stages import CLOSED, IMMEDIATE, OMBUDSMAN, RESOLVED
from complaints.clocks.kinds import Kind
from complaints.clocks.rules import Rule
from complaints.record.models import Event
from complaints.reports import recorded, rule_versions, shares, standing
from complaints.reports.cohort import WEEKS_8
from complaints.reports.counted import Counts, Population, added, grouped
from complaints.reports.days import DaysBetween, a_day, london_day
from complaints.reports.periods import Period
from complaints.reports.standing import LAST, MOVED_ON
from complaints.reports.working_ages import after_working_days, by_calendar
from complaints.rules.services import clock_rules
from workdays import london

EIGHT_WEEKS, AT_DEADLOCK = GROUPS = ("eight_weeks", "deadlock")
LETTERS = {EIGHT_WEEKS: ("eight_week", "deadlock"), AT_DEADLOCK: ("deadlock",)}
FELL_DUE = ("on_time", "late", "returned", "none")
HOW = (*FELL_DUE, "not_due_yet", "ended_first", "at_ombudsman")
DEFINITIONS = {
    "of": "Complaints unresolved at the end of day 56, where that day lies in the period and has passed; and deadlocks declared in the period.",
    "unresolved": "How many there are. The ways in which the letter went, or why there was none, add up to it.",
    "on_time": "Of those, the ones whose letter was sent by its day: the first working day after day 56 (a deadlock letter sent by then does as "
               "well), and 5 working days after the deadlock. The share is of the letters that fell due: on time, late, come back and none. "
               "Per cent, two decimals, half up.",
    "late": "Of those, the ones whose letter was sent later.",
    "returned": "Of those, the ones whose letter came back, and none was sent since.",
    "none": "Of those, the ones to whom no letter was sent though its day has passed.",
    "not_due_yet": "Of those, the ones without a letter whose day has not passed.",
    "ended_first": "Of those, the ones that ended by the letter’s day without one, or where the customer had gone to the Ombudsman by then.",
    "at_ombudsman": "Of those unresolved at day 56, the ones that were with the Ombudsman: they need no letter.",
    "set_aside": "The same of complaints that were set aside since. They are in no other figure.",
}


def eight_weeks(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Complaint]:
    """Those unresolved at the end of their day 56, with `signposted`."""
    today = london.day_of(as_of or now)
    back = timedelta(days=WEEKS_8)
    received = Period(period.first - back, min(period.last, today - timedelta(days=1)) - back)
    if received.days < 1:
        return recorded.received(Period(today, today), as_of).annotate(signposted=Value("", output_field=CharField())).none()
    rows = _with_due(recorded.received(received, as_of), as_of, received)
    by_then = standing.recorded(as_of).filter(MOVED_ON, complaint=OuterRef("pk")).annotate(
        days=DaysBetween(london_day("at"), OuterRef("was_received_on")), to=standing.reached()).filter(days__lte=WEEKS_8)
    rows = rows.annotate(stood_then=Coalesce(Subquery(by_then.order_by("-seq").values("to")[:1]), Value(IMMEDIATE.value)))
    rows = rows.exclude(stood_then__in=[RESOLVED.value, CLOSED.value])
    ended = standing.recorded(as_of).filter(kind__in=(*ENDS, "moved.refer_to_ombudsman"), complaint=OuterRef("pk")).annotate(
        days=DaysBetween(london_day("at"), OuterRef("was_received_on"))).filter(days__gt=WEEKS_8, days__lte=OuterRef("due"))
    letters = _letters(as_of, EIGHT_WEEKS).filter(complaint=OuterRef("pk"))
    return _signposted(rows, letters, ended, "was_received_on", today, at_ombudsman=Q(stood_then=OMBUDSMAN.value))


def _with_due(rows: QuerySet, as_of: datetime | None, period: Period) -> QuerySet:
    rows = recorded.with_facts(rows, as_of, ("nation",))
    return rows.annotate(due=by_calendar(after_working_days(1, WEEKS_8), period, day="was_received_on", nation="was_nation"))


def deadlocks(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Event]:
    """Each declaration of a deadlock, with `signposted`."""
    events = standing.recorded(as_of)
    rows = events.filter(recorded.within(period, "at"), kind="moved.declare_deadlock", complaint__isnull=False)
    rows = recorded.with_facts(standing.of_events(rows, as_of), as_of, ("nation",), of="complaint")
    again = events.filter(kind="moved.declare_deadlock", complaint=OuterRef("complaint"), seq__gt=OuterRef("seq")).order_by("seq")
    working_days = _of_deadlock(period).amount
    rows = rows.annotate(
        counted_at=F("at"), declared_on=london_day("at"), until=Coalesce(Subquery(again.values("seq")[:1]), Value(LAST)),
    ).annotate(due=by_calendar(after_working_days(working_days), period, day="declared_on", nation="was_nation"))
    after = {"complaint": OuterRef("complaint"), "seq__gt": OuterRef("seq"), "seq__lt": OuterRef("until")}
    ended = events.filter(kind__in=ENDS, **after).annotate(days=DaysBetween(london_day("at"), OuterRef("declared_on"))).filter(
        days__lte=OuterRef("due"))
    return _signposted(rows, _letters(as_of, AT_DEADLOCK).filter(**after), ended, "declared_on", london.day_of(as_of or now))


def _letters(as_of: datetime | None, of: str) -> QuerySet[Event]:
    """The letters that tell of the Ombudsman, with `came_back`."""
    returned = standing.recorded(as_of).filter(kind="letter.undelivered", complaint=OuterRef("complaint")).annotate(
        letter=KT("data__letter")).filter(letter=OuterRef("letter"), seq__gt=OuterRef("seq"))
    sent = standing.recorded(as_of).filter(kind="letter.sent", data__letter_kind__in=LETTERS[of])
    return sent.annotate(letter=KT("data__letter"), sent_on=KT("data__sent_on")).annotate(came_back=Exists(returned))


def _signposted(rows: QuerySet, letters: QuerySet[Event], ended: QuerySet[Event], began: str, today: date, *,
                at_ombudsman: Q | None = None) -> QuerySet:
    """`signposted`: the one of HOW that holds of a row. `began`: its day 0; `due`: how many days after it the letter is."""
    reached = letters.filter(came_back=False).order_by("sent_on").values("sent_on")[:1]
    rows = rows.annotate(sent=DaysBetween(Cast(Subquery(reached), DateField()), F(began)), today=DaysBetween(a_day(today), F(began)))
    whens = [When(at_ombudsman, then=Value("at_ombudsman"))] if at_ombudsman else []
    return rows.annotate(signposted=Case(
        *whens, When(sent__lte=F("due"), then=Value("on_time")), When(sent__isnull=False, then=Value("late")),
        When(Exists(letters.filter(came_back=True)), then=Value("returned")), When(Exists(ended), then=Value("ended_first")),
        When(today__lte=F("due"), then=Value("not_due_yet")), default=Value("none"), output_field=CharField()))


TOLD = {"figures": {"unresolved": Q()}, "one_of": "signposted", "ways": HOW, "aside": "set_aside"}
POPULATIONS = (Population(eight_weeks, label=EIGHT_WEEKS, **TOLD), Population(deadlocks, of="complaint", label=AT_DEADLOCK, **TOLD))
COUNTS = POPULATIONS[0].counts
assert {"of", *COUNTS} == set(DEFINITIONS)


def figures(period: Period, *, as_of: datetime | None, now: datetime) -> dict[str, Any]:
    """`{rows, totals, versions}`; always two rows."""
    found = [grouped(one, one.rows(period, as_of, now), ()) for one in POPULATIONS]
    both = [added(one.values(), COUNTS) for one in found]
    return {"rows": [{"of": one.label, **_told(counts)} for one, counts in zip(POPULATIONS, both, strict=True)],
            "totals": _told(added(both, COUNTS)), "versions": rule_versions.told(_rules(period))}


def _rules(period: Period) -> set[rule_versions.Version]:
    """Of the letter at 8 weeks the rows of the days of receipt, of the deadlocks the row that they are told by."""
    back, of_deadlock = timedelta(days=WEEKS_8), _of_deadlock(period)
    weeks = rule_versions.received_under(Period(period.first - back, period.last - back), Kind.EIGHT_WEEK_LETTER)
    return weeks | {(of_deadlock.book, of_deadlock.version)}


def _of_deadlock(period: Period) -> Rule:
    return clock_rules().pick(Kind.DEADLOCK_LETTER, "documents", period.first)


def _told(counts: Counts) -> dict[str, Any]:
    due = sum(counts[name] for name in FELL_DUE)
    return counts | {"on_time": {"count": counts["on_time"], "share_percent": shares.share(counts["on_time"], due)}}
